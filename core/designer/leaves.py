"""The single values in which a strategy differs from the one before it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.designer.grammar.drafts import Act, Cond, Draft


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a strategy that is not what it was: the part it stands in, its name, what it is and was."""

    part: str
    name: str
    value: Any
    old: Any = None

    def __str__(self) -> str:
        value = f"{self.value:.12g}" if isinstance(self.value, float) else self.value
        return f"{self.part}.{self.name} {value}"


def changed(old: Draft, new: Draft) -> Iterator[Leaf]:
    """Every value that is not as it was in the part most like it."""
    yield from _part_leaves([_condition(c) for c in old.conditions()], [_condition(c) for c in new.conditions()])
    yield from _part_leaves([_action(a) for a in old.actions()], [_action(a) for a in new.actions()])
    for name, value in new.risk.items():
        if name != "targets" and value is not None and value != old.risk.get(name):
            yield Leaf("risk_management", name, value, old.risk.get(name))
    kept = old.risk.get("targets") or ()
    for target in (t for t in new.risk.get("targets") or () if t not in kept):
        yield Leaf("targets", "profit_percent", target["profit_percent"])
        yield Leaf("targets", "sell_percent", target["sell_percent"])
    if Counter(rule.match for rule in new.rules)["all"] > Counter(rule.match for rule in old.rules)["all"]:
        yield Leaf("rule", "match", "all")


def _part_leaves(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Leaf]:
    for part in (p for p in new if p not in old):
        alike = [o for o in old if o["type"] == part["type"]]
        before = min(alike, key=lambda o: sum(o.get(k) != v for k, v in part.items()), default={})
        for name, value in part.items():
            if name not in ("type", "token") and value is not None and before.get(name) != value:
                yield Leaf(part["type"], name, value, before.get(name))


def _condition(condition: Cond) -> dict[str, Any]:
    fields = {name: value for name, value in condition.fields.items() if name != "address"}
    return {"type": condition.type, "token": condition.token, **fields}


def _action(action: Act) -> dict[str, Any]:
    sizes = {"amount_percent": action.amount_percent, "amount_usd": action.amount_usd}
    return {"type": action.type, "token": action.token, **sizes}
