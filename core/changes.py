"""What an edit changes: the difference of two strategies, part by part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from core.trading.strategy import Risk, Rule, Strategy


@dataclass(frozen=True, slots=True)
class Part:
    """A condition, an action, a rule's `match`, or one risk key (then `kind` is its name)."""

    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One part that was added (no `old`), removed (no `new`) or replaced."""

    old: Part | None
    new: Part | None


def changes(old: Strategy | None, new: Strategy) -> tuple[Change, ...]:
    """Everything that differs, rules first; () where both are the same. From nothing, all is added."""
    before = old.rules if old else ()
    found = [c for pair in _paired(before, new.rules) for c in _rule_changes(*pair)]
    return (*found, *_risk_changes(old.risk_management if old else Risk(), new.risk_management))


def _paired(old: Sequence[Rule], new: Sequence[Rule]) -> Iterator[tuple[Rule | None, Rule | None]]:
    """Equal rules belong together, the others by their order."""
    rest_old = [rule for rule in old if rule not in new]
    rest_new = [rule for rule in new if rule not in old]
    return zip_longest(rest_old, rest_new)


def _rule_changes(old: Rule | None, new: Rule | None) -> Iterator[Change]:
    yield from _list_changes("condition", old.conditions if old else (), new.conditions if new else ())
    if old and new and old.match != new.match:
        yield Change(Part("match", old.match), Part("match", new.match))
    yield from _list_changes("action", old.actions if old else (), new.actions if new else ())


def _risk_changes(old: Risk, new: Risk) -> Iterator[Change]:
    for name in ("stop_loss_percent", "take_profit_percent", "trailing_stop_percent", "max_hold", "max_entries"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(_part(name, before), _part(name, after))
    yield from _list_changes("target", old.targets or (), new.targets or ())


def _list_changes(kind: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    gone = [item for item in old if item not in new]
    come = [item for item in new if item not in old]
    for before, after in zip_longest(gone, come):
        yield Change(_part(kind, before), _part(kind, after))


def _part(kind: str, value: Any) -> Part | None:
    return None if value is None else Part(kind, value)
