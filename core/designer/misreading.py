"""Compares a model's strategy with the parts of a message that the grammar did read."""

from collections.abc import Iterator

from core.designer.grammar.drafts import Cond, Draft, Rule
from core.designer.grammar.reading import Reading
from core.designer.said import key
from core.trading.durations import canonical


def misread(new: Draft, reading: Reading) -> Iterator[str]:
    """Where the grammar did read a part, the model must have read the same."""
    for name, value in reading.risk.items():
        if name != "targets" and isinstance(value, int | float) and new.risk.get(name) != value:
            yield f"{name} must be {value:g}"
    for rule in reading.rules:
        yield from _misread_rule(rule, new)
    for action in (a for rule in reading.rules for a in rule.actions if a.sized and a.type in ("buy", "sell")):
        size = action.amount_usd if action.amount_percent is None else action.amount_percent
        if size is not None and key(size) not in _sizes(new, action.type, dollars=action.amount_usd is not None):
            yield f"{action.type} {size:g} was said and is missing"


_READ_FIELDS = ("threshold", "price", "direction", "timeframe", "period", "fast", "slow")


def _misread_rule(said_rule: Rule, new: Draft) -> Iterator[str]:
    exits = {key(v) for name, v in new.risk.items() if isinstance(v, int | float) and name != "max_entries"}
    exits |= {key(target["profit_percent"]) for target in new.risk.get("targets") or ()}
    verbs = {action.type for action in said_rule.actions if action.type != "same"}
    for condition in said_rule.conditions:
        figure = condition.fields.get("threshold", condition.fields.get("price"))
        homes = [rule for rule in new.rules if any(_same(condition, other) for other in rule.conditions)]
        if not homes and not (figure is not None and key(figure) in exits):
            told = " ".join(_plain(condition.fields[name]) for name in _READ_FIELDS if condition.fields.get(name))
            yield f"{condition.type} {told} was said and is missing"
        elif homes and not any(verbs <= {action.type for action in rule.actions} for rule in homes):
            yield f"{condition.type} should {' and '.join(sorted(verbs))}"


def _plain(value: object) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _same(said_part: Cond, part: Cond) -> bool:
    """Whether a condition is the one that was read, as far as it was said."""
    known = {name: said_part.fields[name] for name in _READ_FIELDS if said_part.fields.get(name) is not None}
    told = {name: canonical(v) if name == "timeframe" and v else v for name, v in known.items()}
    return part.type == said_part.type and all(not v or part.fields.get(name) == v for name, v in told.items())


def _sizes(new: Draft, type_: str, *, dollars: bool) -> set[str]:
    actions = [a for a in new.actions() if a.type == type_]
    sizes = {key((a.amount_usd if dollars else a.amount_percent) or 0) for a in actions}
    targets = {key(target["sell_percent"]) for target in new.risk.get("targets") or ()}
    return sizes | (targets | {key(100)} if type_ == "sell" else set())
