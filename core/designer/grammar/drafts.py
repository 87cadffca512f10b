"""A strategy that may still have holes: what reading produces, edits change and questions complete."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from core.trading.strategy import Strategy

HOME = "bsc"


@dataclass(slots=True)
class Cond:
    """A condition as far as it is known. `entry`: measured from the price paid, not over a timeframe."""

    type: str
    token: str | None = None
    chain: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    entry: bool = False
    at: int = 0
    """Where in the message it was said."""
    also: tuple[str, ...] = ()
    """Further tokens the same is said of."""
    reached: bool = False
    """A price said without a side: "hits $5"."""

    @property
    def timed(self) -> bool:
        """Whether it has a timeframe at all."""
        return self.type not in ("price_level", "schedule")


@dataclass(slots=True)
class Act:
    """An action as far as it is known."""

    type: str
    token: str | None = None
    chain: str | None = None
    amount_percent: float | None = None
    amount_usd: float | None = None
    coins: bool = False
    """The amount was given in coins, which is not offered."""
    weak: bool = False
    """An amount whose verb is only implied ("10% into WLD")."""
    at: int = 0
    also: tuple[str, ...] = ()

    @property
    def sized(self) -> bool:
        return self.amount_percent is not None or self.amount_usd is not None


@dataclass(slots=True)
class Rule:
    """Conditions and actions that belong together."""

    conditions: list[Cond] = field(default_factory=list)
    actions: list[Act] = field(default_factory=list)
    match: str = "any"


@dataclass(slots=True)
class Draft:
    """The whole strategy as far as it is known."""

    rules: list[Rule] = field(default_factory=list)
    risk: dict[str, Any] = field(default_factory=dict)

    def conditions(self) -> list[Cond]:
        return [condition for rule in self.rules for condition in rule.conditions]

    def actions(self) -> list[Act]:
        return [action for rule in self.rules for action in rule.actions]

    def of_type(self, *types: str) -> list[Cond]:
        """The conditions of these types."""
        return [condition for condition in self.conditions() if condition.type in types]

    def with_field(self, name: str) -> list[Cond]:
        """The conditions that have this field."""
        return [condition for condition in self.conditions() if name in condition.fields]

    def trades(self, type_: str) -> list[Act]:
        """The actions of this type."""
        return [action for action in self.actions() if action.type == type_]

    def tokens(self) -> tuple[str, ...]:
        """Every token named, once, in order."""
        named = (part.token for part in parts(self))
        return tuple(dict.fromkeys(token for token in named if token))

    def buys(self, token: str | None) -> bool:
        """Whether some rule buys this token (or something, where a token is not known yet)."""
        return any(a.type == "buy" and (a.token == token or not a.token or not token) for a in self.actions())

    def copy(self) -> "Draft":
        return from_json(to_json(self))


def from_strategy(strategy: Strategy | None) -> Draft:
    """A complete draft of a strategy; confirmed addresses are kept."""
    if strategy is None:
        return Draft()
    rules = [
        Rule(
            [_cond(condition.model_dump(mode="json", exclude_none=True)) for condition in rule.conditions],
            [_act(action.model_dump(mode="json", exclude_none=True)) for action in rule.actions],
            rule.match,
        )
        for rule in strategy.rules
    ]
    return Draft(rules, strategy.risk_management.model_dump(mode="json", exclude_none=True))


def _cond(data: dict[str, Any]) -> Cond:
    kind, token, chain = data.pop("type"), data.pop("token"), data.pop("chain", None)
    return Cond(kind, token, chain, data)


def _act(data: dict[str, Any]) -> Act:
    data.pop("address", None)
    return Act(**data)


def to_config(draft: Draft) -> dict[str, Any]:
    """The config of a draft without holes."""
    rules = [
        {
            "conditions": [{"type": c.type, "token": c.token, "chain": c.chain, **c.fields} for c in rule.conditions],
            "actions": [_action_config(action) for action in rule.actions],
            "match": rule.match if len(rule.conditions) > 1 else "any",
        }
        for rule in draft.rules
    ]
    return {"rules": rules, "risk_management": {k: v for k, v in draft.risk.items() if v not in (None, [], ())}}


def _action_config(action: Act) -> dict[str, Any]:
    config: dict[str, Any] = {"type": action.type, "token": action.token}
    if action.type not in ("buy", "sell"):
        return config
    if action.amount_usd is not None:
        return {**config, "amount_usd": action.amount_usd}
    usual = 10 if action.type == "buy" else 100
    return {**config, "amount_percent": usual if action.amount_percent is None else action.amount_percent}


def to_json(draft: Draft) -> dict[str, Any]:
    """Plain data for keeping an unfinished draft."""
    return asdict(draft)


def from_json(data: Mapping[str, Any]) -> Draft:
    """The draft kept by `to_json`."""
    rules = [
        Rule(
            [Cond(**{**c, "also": tuple(c["also"]), "fields": dict(c["fields"])}) for c in rule["conditions"]],
            [Act(**{**a, "also": tuple(a["also"])}) for a in rule["actions"]],
            rule["match"],
        )
        for rule in data["rules"]
    ]
    return Draft(rules, {key: _thawed(value) for key, value in data["risk"].items()})


def _thawed(value: Any) -> Any:
    return [dict(item) for item in value] if isinstance(value, list | tuple) else value


def parts(draft: Draft) -> list[Cond | Act]:
    """Every condition and action."""
    return [part for rule in draft.rules for part in parts_of(rule)]


def parts_of(rule: Rule) -> list[Cond | Act]:
    """The conditions and actions of one rule."""
    return [*rule.conditions, *rule.actions]
