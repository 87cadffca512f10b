"""The strategy language: reads and writes the flat form (one rule) and the `rules` form (several)."""

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from core.errors import InvalidStrategy, Problem
from core.trading.conditions import Address, Chain, Condition, Dollars, Percent, Schema, Symbol
from core.trading.durations import Duration
from core.trading.problems import problems

Share = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
"""A percentage of something one has: more than 0, at most 100."""
Loss = Annotated[float, Field(gt=0, lt=100, allow_inf_nan=False)]
"""A loss in percent: a price cannot fall by 100 or more."""


class TokenAction(Schema):
    """What every action has: the token it acts on."""

    token: Symbol
    chain: Chain | None = None
    address: Address | None = None


class _Trade(TokenAction):
    amount_percent: Share | None = None
    amount_usd: Dollars | None = None

    @model_validator(mode="before")
    @classmethod
    def _missing_amount(cls, raw: Any) -> Any:
        if not isinstance(raw, Mapping):
            return raw
        amounts = [key for key in ("amount_percent", "amount_usd") if raw.get(key) is not None]
        if len(amounts) == 2:
            raise ValueError("give amount_percent or amount_usd, not both")
        return raw if amounts else {**raw, "amount_percent": cls.usual_percent()}

    @classmethod
    def usual_percent(cls) -> float:
        raise NotImplementedError


class Buy(_Trade):
    """Buy for a share of the cash available at the fill (10 % unless said), or for dollars."""

    type: Literal["buy"]

    @classmethod
    def usual_percent(cls) -> float:
        return 10


class Sell(_Trade):
    """Sell a share of the position held at the fill (all of it unless said), or for dollars."""

    type: Literal["sell"]

    @classmethod
    def usual_percent(cls) -> float:
        return 100


class Notify(TokenAction):
    """A signal of type `hold` with a push, no trade."""

    type: Literal["notify"]


class Hold(TokenAction):
    """A signal of type `hold` in the log, no push."""

    type: Literal["hold"]


Action = Annotated[Buy | Sell | Notify | Hold, Field(discriminator="type")]


class Target(Schema):
    """Scale out: at `profit_percent` sell `sell_percent` of all that was bought, once per position."""

    profit_percent: Percent
    sell_percent: Share


class Risk(Schema):
    """Exits and caps that watch every open position."""

    stop_loss_percent: Loss | None = None
    take_profit_percent: Percent | None = None
    trailing_stop_percent: Loss | None = None
    max_hold: Duration | None = None
    max_entries: Annotated[int, Field(ge=1, le=1_000)] | None = None
    targets: Annotated[tuple[Target, ...], Field(min_length=1, max_length=20, strict=False)] | None = None


class Rule(Schema):
    """When these conditions come together, do these actions."""

    conditions: Annotated[tuple[Condition, ...], Field(min_length=1, max_length=20, strict=False)]
    actions: Annotated[tuple[Action, ...], Field(min_length=1, max_length=20, strict=False)]
    match: Literal["any", "all"] = "any"

    @model_validator(mode="before")
    @classmethod
    def _actions_inherit_the_token(cls, raw: Any) -> Any:
        if not isinstance(raw, Mapping):
            return raw
        conditions, actions = raw.get("conditions"), raw.get("actions")
        tokens = {c["token"] for c in _mappings(conditions) if isinstance(c.get("token"), str)}
        if len(tokens) != 1 or not isinstance(actions, list | tuple):
            return raw
        token = tokens.pop()
        with_token = [{"token": token, **a} if isinstance(a, Mapping) else a for a in actions]
        return {**raw, "actions": with_token}


class Strategy(Schema):
    """A complete, valid strategy: one rule or several, and how risk is kept."""

    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=20, strict=False)]
    risk_management: Risk = Risk()

    @model_validator(mode="after")
    def _one_home_per_token(self) -> "Strategy":
        for key, what in (("chain", "chains"), ("address", "addresses")):
            homes: dict[str, str] = {}
            for path, part in self._parts():
                home = getattr(part, key)
                if home and homes.setdefault(part.token, home) != home:
                    said = f"{part.token} is on two {what} here: {homes[part.token]} and {home}"
                    raise PydanticCustomError("two_homes", "{said}", {"said": said, "at": (*path, key)})
        return self

    @classmethod
    def from_config(cls, config: Any) -> "Strategy":
        """Read the flat or the `rules` form. Raises InvalidStrategy naming every bad field by its path."""
        try:
            return cls.model_validate(_with_rules(config))
        except ValidationError as error:
            flat = not (isinstance(config, Mapping) and "rules" in config)
            fields = partial(_fields, flat=flat)
            raise InvalidStrategy(problems(error, flat=flat, fields=fields)) from None

    @classmethod
    def from_json(cls, text: str) -> "Strategy":
        """Read JSON text. Raises InvalidStrategy where it is not JSON or not a strategy."""
        try:
            config = json.loads(text, parse_constant=_refuse_constant)
        except ValueError as error:
            raise InvalidStrategy([Problem("", f"not valid JSON: {error}")]) from None
        except RecursionError:
            raise InvalidStrategy([Problem("", "not valid JSON: nested too deeply")]) from None
        return cls.from_config(config)

    def to_config(self) -> dict[str, Any]:
        """The canonical JSON form: flat for one rule, `rules` for several, the default `match` left out."""
        rules = [_rule_config(rule) for rule in self.rules]
        config: dict[str, Any] = rules[0] if len(rules) == 1 else {"rules": rules}
        risk = _plain(self.risk_management.model_dump(mode="json", exclude_none=True))
        return {**config, "risk_management": risk} if risk else config

    def _parts(self) -> Iterable[tuple[tuple[int | str, ...], Condition | Action]]:
        """Every condition and action with its path."""
        for r, rule in enumerate(self.rules):
            yield from ((("rules", r, "conditions", i), part) for i, part in enumerate(rule.conditions))
            yield from ((("rules", r, "actions", i), part) for i, part in enumerate(rule.actions))

    def conditions(self) -> tuple[Condition, ...]:
        """All conditions of all rules, in order."""
        return tuple(condition for rule in self.rules for condition in rule.conditions)

    def actions(self) -> tuple[Action, ...]:
        """All actions of all rules, in order."""
        return tuple(action for rule in self.rules for action in rule.actions)

    def tokens(self) -> tuple[str, ...]:
        """The symbols it watches or trades, each once, in order of appearance."""
        return tuple(dict.fromkeys(part.token for rule in self.rules for part in (*rule.conditions, *rule.actions)))

    def chain_of(self, token: str) -> str:
        """The chain a token of this strategy lives on."""
        parts = (*self.conditions(), *self.actions())
        return next((p.chain for p in parts if p.token == token and p.chain), "bsc")


def _fields(path: tuple[int | str, ...], *, flat: bool) -> list[str]:
    """The names allowed in the object at a path of a config; unions name their member at its end."""
    match path:
        case ():
            return [*(Rule.model_fields if flat else ["rules"]), "risk_management"]
        case ("risk_management", *rest):
            return list((Target if rest else Risk).model_fields)
        case ("rules", _):
            return list(Rule.model_fields)
    union = get_args(get_args(Condition if "conditions" in path else Action)[0])
    member = next(each for each in union if path[-1] in get_args(each.model_fields["type"].annotation))
    return ["type", *(name for name in member.model_fields if name != "type")]


def _with_rules(config: Any) -> dict[str, Any]:
    if not isinstance(config, Mapping):
        raise InvalidStrategy([Problem("", "a strategy is a JSON object")])
    if "rules" in config:
        mixed = sorted({"conditions", "actions", "match"} & set(config))
        if mixed:
            raise InvalidStrategy([Problem(mixed[0], "belongs inside `rules` when there are rules")])
        return _without_empty_risk(config)
    rule = {key: config[key] for key in ("conditions", "actions", "match") if key in config}
    rest = {key: value for key, value in config.items() if key not in rule}
    return {"rules": [rule], **_without_empty_risk(rest)}


def _without_empty_risk(config: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in config.items() if k != "risk_management" or v is not None}


def _rule_config(rule: Rule) -> dict[str, Any]:
    config = rule.model_dump(mode="json", exclude_none=True, exclude={"match"})
    ordered = {"conditions": [_type_first(c) for c in config["conditions"]]}
    ordered["actions"] = [_type_first(a) for a in config["actions"]]
    return {**ordered, "match": "all"} if rule.match == "all" and len(rule.conditions) > 1 else ordered


def _type_first(part: dict[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = _plain({"type": part["type"], **part})
    return whole


def _plain(value: Any) -> Any:
    """Whole floats as ints, so that a config reads as it was written: 5, not 5.0."""
    match value:
        case float() if value.is_integer() and abs(value) < 1e15:
            return int(value)
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
    return value


def _mappings(value: Any) -> Iterable[Mapping[str, Any]]:
    return (item for item in value if isinstance(item, Mapping)) if isinstance(value, list | tuple) else ()


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")
