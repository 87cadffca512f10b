"""What a draft still lacks, and what in it is impossible."""

from dataclasses import dataclass
from typing import Any

from core.designer.grammar.drafts import Act, Cond, Draft, Rule
from core.wording.catalogue import words

_THRESHOLDS = frozenset(("price_drop", "price_rise", "volume_spike", "rsi"))
_DIRECTED = frozenset(("price_level", "rsi", "ma_cross", "macd_cross", "bollinger"))


@dataclass(frozen=True, slots=True)
class Hole:
    """A missing field and the condition, action or risk key that lacks it."""

    field: str
    part: Cond | Act | Rule | None = None


def holes(draft: Draft) -> list[Hole]:
    """Everything missing, in the order it is asked for."""
    found: list[Hole] = []
    for rule in draft.rules:
        found += _rule(rule)
    if not draft.rules:
        found.append(Hole("condition"))
    found += [Hole(key) for key, value in draft.risk.items() if value is None]
    return sorted(found, key=lambda hole: hole.field != "token")


def _rule(rule: Rule) -> list[Hole]:
    found: list[Hole] = []
    sells = all(action.type == "sell" for action in rule.actions)
    for condition in rule.conditions:
        found += _condition(condition)
        if condition.entry and "timeframe" not in condition.fields and not sells:
            found.append(Hole("timeframe", condition))
    for action in rule.actions:
        found += [Hole("amount", action)] if action.coins else []
        found += [] if action.token else [Hole("token", action)]
    if rule.match == "all" and overlap(rule.conditions):
        found.append(Hole("condition", rule))
    traded = [action.token for action in rule.actions if action.type in ("buy", "sell")]
    if len(traded) > len(set(traded)):
        found.append(Hole("action", rule))
    if not rule.conditions:
        found.append(Hole("condition", rule))
    if not rule.actions:
        found.append(Hole("action", rule))
    return found


def overlap(conditions: list[Cond]) -> bool:
    """Whether two conditions that must both be true watch the very same thing: one of them is not what was meant."""
    watched = [
        (c.type, c.token, c.fields.get("timeframe"), c.fields.get("fast"), c.fields.get("slow"), c.fields.get("period"))
        for c in conditions
    ]
    between = [c for c in conditions if c.type in ("price_level", "rsi")]
    alike = len({(c.type, c.token) for c in between}) == 1
    if (
        alike
        and len(between) == 2 == len(conditions)
        and {c.fields.get("direction") for c in between} == {"above", "below"}
    ):
        return not _range_between(between)
    moves = {(c.token, c.fields.get("timeframe")): c.type for c in conditions if c.type in ("price_drop", "price_rise")}
    opposite = any(
        moves.get((c.token, c.fields.get("timeframe")), c.type) != c.type
        for c in conditions
        if c.type in ("price_drop", "price_rise")
    )
    return opposite or len(watched) > len(set(watched))


def _range_between(pair: list[Cond]) -> bool:
    """`above 10 and below 20` can be true together."""
    levels = {c.fields.get("direction"): c.fields.get("threshold", c.fields.get("price")) for c in pair}
    low, high = levels.get("above"), levels.get("below")
    return low is not None and high is not None and low < high


def _condition(condition: Cond) -> list[Hole]:
    fields, kind = condition.fields, condition.type
    found: list[Hole] = [] if condition.token else [Hole("token", condition)]
    if kind in _THRESHOLDS and fields.get("threshold") is None:
        found.append(Hole("threshold", condition))
    if kind == "price_level" and fields.get("price") is None:
        found.append(Hole("price", condition))
    if kind in _DIRECTED and fields.get("direction") is None:
        found.append(Hole("direction", condition))
    if kind == "schedule" and not fields.get("every"):
        found.append(Hole("every", condition))
    if fields.get("timeframe") == "":
        found.append(Hole("timeframe", condition))
    return found


def impossible(draft: Draft) -> list[str]:
    """What cannot be, in words."""
    problems: list[str] = []
    for condition in draft.conditions():
        problems += _impossible_condition(condition)
    for action in draft.actions():
        problems += _impossible_action(action)
    return problems + _impossible_risk(draft.risk)


def _impossible_condition(condition: Cond) -> list[str]:
    threshold, price = condition.fields.get("threshold"), condition.fields.get("price")
    problems = []
    if threshold is not None and threshold <= 0 and condition.type != "rsi":
        problems.append(words("impossible.change"))
    if condition.type == "price_drop" and threshold is not None and threshold >= 100:
        problems.append(words("impossible.drop", threshold=f"{threshold:g}"))
    if condition.type == "rsi" and threshold is not None and not 0 <= threshold <= 100:
        problems.append(words("impossible.rsi", threshold=f"{threshold:g}"))
    if price is not None and price <= 0:
        problems.append(words("impossible.price"))
    return problems


def _impossible_action(action: Act) -> list[str]:
    share, dollars = action.amount_percent, action.amount_usd
    problems = []
    if share is not None and share > 100:
        problems.append(words("impossible.cash" if action.type == "buy" else "impossible.held", share=f"{share:g}"))
    if (share is not None and share <= 0) or (dollars is not None and dollars <= 0):
        problems.append(words("impossible.amount"))
    return problems


def _impossible_risk(risk: dict[str, Any]) -> list[str]:
    problems = []
    for key in ("stop_loss_percent", "trailing_stop_percent", "take_profit_percent"):
        value, name = risk.get(key), words(f"exit.{key}")
        if value is not None and value <= 0:
            problems.append(words("impossible.exit", name=name))
        elif value is not None and value >= 100 and key != "take_profit_percent":
            problems.append(words("impossible.exit_all", name=name, value=f"{value:g}"))
    return problems
