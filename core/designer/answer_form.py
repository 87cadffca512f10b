"""The one form the model answers in: its JSON Schema, and the strict reading of what comes back."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from core.designer.unwrapping import objects
from core.errors import InvalidStrategy
from core.trading.strategy import Strategy

MISSING = (
    *("token", "threshold", "price", "direction", "amount", "timeframe", "condition", "action", "every", "chain"),
    *("stop_loss_percent", "take_profit_percent", "trailing_stop_percent", "max_hold", "max_entries", "rule", "field"),
)
"""The fields a question may be about."""
_PROBLEMS_MOST = 4

Short = Annotated[str, Field(min_length=1, max_length=300)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Designed(_Form):
    """The whole new strategy, in the language of `core.trading.strategy`."""

    kind: Literal["strategy"]
    strategy: dict[str, Any]


class Asked(_Form):
    """Something needed is missing or can mean two things."""

    kind: Literal["question"]
    missing: Annotated[tuple[str, ...], Field(max_length=5)] = ()
    question: Short
    options: Annotated[tuple[Annotated[str, Field(min_length=1, max_length=60)], ...], Field(max_length=4)] = ()


class Refused(_Form):
    """What was asked for is impossible or not offered."""

    kind: Literal["refusal"]
    problems: Annotated[tuple[Short, ...], Field(min_length=1, max_length=5)]


class Talked(_Form):
    """The message is about no change: a greeting, thanks, a question."""

    kind: Literal["talk"]


Form = Designed | Asked | Refused | Talked
_FORM: TypeAdapter[Form] = TypeAdapter(Annotated[Form, Field(discriminator="kind")])
_FIELDS: dict[str, frozenset[str]] = {
    "strategy": frozenset(["kind", "strategy"]),
    "question": frozenset(["kind", "missing", "question", "options"]),
    "refusal": frozenset(["kind", "problems"]),
    "talk": frozenset(["kind"]),
}
FIELDS = frozenset().union(*_FIELDS.values())
_STRATEGY_KEYS = frozenset(["conditions", "rules"])


class NotTheForm(ValueError):
    """What came back is not the form; the text says why, shortly, for the model to repair."""


def read_form(text: str) -> Form:
    """The form in a model's text, which may be wrapped in prose. Raises NotTheForm."""
    found = next((_tagged(value) for value in objects(text) if _is_form(value)), None)
    if found is None:
        raise NotTheForm("answer with the `answer` tool: an object with `kind`, not prose")
    try:
        return _FORM.validate_python(found)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        lines = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults[:_PROBLEMS_MOST]]
        raise NotTheForm("; ".join(lines)) from None


def read_strategy(config: Mapping[str, Any]) -> Strategy:
    """The strategy of a form; contract addresses are never the model's to say. Raises NotTheForm."""
    try:
        return Strategy.from_config(_without_addresses(config))
    except InvalidStrategy as error:
        raise NotTheForm("; ".join(f"strategy.{problem}" for problem in error.problems[:_PROBLEMS_MOST])) from None


def _is_form(value: Mapping[str, Any]) -> bool:
    return "kind" in value or bool(_STRATEGY_KEYS & set(value)) or isinstance(value.get("strategy"), Mapping)


def _tagged(value: Mapping[str, Any]) -> dict[str, Any]:
    """With its kind, and with nothing but what belongs to it: models fill the rest with "" and []."""
    if "kind" not in value:
        bare = {"strategy": dict(value)} if _STRATEGY_KEYS & set(value) else {"strategy": value.get("strategy")}
        return {"kind": "strategy", **bare}
    others = FIELDS - _FIELDS.get(str(value["kind"]), FIELDS)
    return {k: v for k, v in value.items() if k not in others or v not in ("", None, [], {}, ())} | _as_lists(value)


def _as_lists(value: Mapping[str, Any]) -> dict[str, Any]:
    """Single words where a list of words belongs."""
    lists = ("missing", "options", "problems")
    kept = _FIELDS.get(str(value["kind"]), frozenset())
    return {key: [value[key]] for key in lists if key in kept and isinstance(value.get(key), str) and value[key]}


def _without_addresses(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _without_addresses(v) for k, v in value.items() if k != "address" and v is not None}
    return [_without_addresses(item) for item in value] if isinstance(value, list) else value


@cache
def answer_schema() -> dict[str, Any]:
    """The form as the model is shown it: one flat object, because a union at the top is refused by the service."""
    whole = _plain(Strategy.model_json_schema())
    definitions = whole.pop("$defs")
    words = {"type": "array", "items": {"type": "string"}}
    properties = {
        "kind": {"type": "string", "enum": list(_FIELDS)},
        "strategy": {"type": "object", **whole},
        "missing": {"type": "array", "items": {"type": "string", "enum": list(MISSING)}},
        "question": {"type": "string"},
        "options": words,
        "problems": words,
    }
    flat = {"type": "object", "properties": properties, "required": ["kind"], "additionalProperties": False}
    return {**flat, "$defs": definitions}


def review_schema() -> dict[str, Any]:
    """What the validator answers in."""
    problems = {"type": "array", "items": {"type": "string"}}
    properties = {"ok": {"type": "boolean"}, "problems": problems}
    return {"type": "object", "properties": properties, "required": ["ok"], "additionalProperties": False}


def _plain(value: Any) -> Any:
    """Without titles, addresses and the `null` that only means "left out"."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {
        k: _plain(v) for k, v in value.items() if k not in ("title", "address", "discriminator") or isinstance(v, bool)
    }
    if isinstance(kept.get("default", 0), dict | type(None)):
        del kept["default"]
    given = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    return {**{k: v for k, v in kept.items() if k != "anyOf"}, **given[0]} if len(given) == 1 else kept
