"""New sizes and prices for what is there: "make it $50", "with 25%", "double the amount", "45k"."""

from core.designer.grammar.atoms import Atom
from core.designer.grammar.drafts import Act, Cond
from core.designer.grammar.edits import Change
from core.designer.grammar.reading import Reading

_ORDER = 4
"""A price that is changed stays within so many times of what it was."""
_LARGE = 1_000
"""No percent: a plain number from here on is a price."""


def resize(change: Change, atom: Atom, reading: Reading, focus: str | None) -> None:
    """Apply an amount to what it can only mean: a size, a threshold or a price."""
    change.touched = True
    share, dollars = atom.value.get("amount_percent"), atom.value.get("amount_usd")
    acts = _sized_by(change, atom)
    if focus != "amount" and not _is_size(change, atom, reading, focus):
        levels = change.draft.of_type("price_level")
        if share is not None:
            _share(change, abs(share), focus)
            return
        if _comparable(dollars, levels):
            _price(change, dollars, levels, acts, focus)
            return
    if len(acts) == 1:
        acts[0].amount_percent, acts[0].amount_usd = share, dollars
    else:
        change.asks.append("amount")


def _sized_by(change: Change, atom: Atom) -> list[Act]:
    """The actions an amount may be the size of: the buys, else the sells; of a bare share of both any."""
    buys, sells = change.draft.trades("buy"), change.draft.trades("sell")
    either = atom.value.get("sized") and atom.value.get("amount_percent") is not None and not atom.value.get("cash")
    return [*buys, *sells] if either and buys and sells else buys or sells


def _is_size(change: Change, atom: Atom, reading: Reading, focus: str | None) -> bool:
    """Whether it was said as a size, or there is nothing else it could be."""
    before = reading.scan.raws[atom.start - 1].norm if atom.start else ""
    dollars = atom.value.get("amount_usd")
    proposed = any(mark.end == atom.start for mark in reading.scan.marks.get("EDIT", ()))
    spent = (not proposed and before in ("with", "w", "using", "use", "spend")) or (
        before == "for" and dollars is not None
    )
    only = not change.draft.with_field("threshold") and focus not in change.draft.risk and dollars is None
    return bool(atom.value.get("sized")) or spent or only


def _share(change: Change, share: float, focus: str | None) -> None:
    """A bare percent is a threshold, but an RSI has no percents."""
    if focus is None and {c.type for c in change.draft.with_field("threshold")} == {"rsi"}:
        change.asks.append("threshold")
    else:
        _threshold(change, share, focus)


def _comparable(dollars: float | None, levels: list[Cond]) -> bool:
    """Whether the figure can be the new price of one of these levels: it is of the same order."""
    prices = [float(c.fields["price"]) for c in levels if c.fields.get("price")]
    return dollars is not None and any(price / _ORDER < dollars < price * _ORDER for price in prices)


def _price(change: Change, dollars: float, levels: list[Cond], acts: list[Act], focus: str | None) -> None:
    in_dollars = [act for act in acts if act.amount_usd is not None]
    if len(levels) == 1 and (not in_dollars or focus == "price_level"):
        levels[0].fields["price"] = dollars
    else:
        change.asks.append("price")


def _threshold(change: Change, number: float, focus: str | None) -> None:
    change.touched = True
    if focus in change.draft.risk and focus not in ("max_hold", "targets"):
        change.draft.risk[focus] = number
        return
    conditions = change.draft.with_field("threshold")
    candidates = [c for c in conditions if c.type == focus] or conditions
    if len(candidates) == 1:
        candidates[0].fields["threshold"] = number
    else:
        change.asks.append("threshold")


def renumber(change: Change, number: float, reading: Reading, focus: str | None) -> None:
    """A number without a unit: the one size, the one price, or the one threshold there is."""
    sized = [act for act in change.draft.actions() if act.sized]
    if reading.has("SIZE") and len(sized) == 1:
        change.touched = True
        setattr(sized[0], "amount_percent" if sized[0].amount_usd is None else "amount_usd", number)
        return
    thresholds = change.draft.with_field("threshold")
    if len(sized) == 1 and not thresholds and not change.draft.with_field("price") and not focus:
        change.touched = True
        setattr(sized[0], "amount_percent" if sized[0].amount_usd is None else "amount_usd", number)
        return
    levels = _scoped(change, reading, change.draft.of_type("price_level"))
    priced = number >= _LARGE or reading.has("PRICE") or not thresholds
    if levels and priced and focus not in change.draft.risk:
        _reprice(change, levels, number)
    elif levels and thresholds and not focus:
        change.asks.append("threshold")
    else:
        _threshold(change, number, focus)


def _reprice(change: Change, levels: list[Cond], number: float) -> None:
    change.touched = True
    if len(levels) == 1:
        levels[0].fields["price"] = number
    else:
        change.asks.append("price")


def _scoped(change: Change, reading: Reading, conditions: list[Cond]) -> list[Cond]:
    """`the sell price`: only the conditions of the rules that sell."""
    named = {piece.item.type for group in reading.clauses.lone_actions for piece in group.pieces}
    rules = [rule for rule in change.draft.rules if any(action.type in named for action in rule.actions)]
    mine = [id(condition) for rule in rules for condition in rule.conditions]
    return [condition for condition in conditions if id(condition) in mine] if rules else conditions


def scale(change: Change, reading: Reading) -> None:
    """`double the amount`."""
    factors = [float(atom.value) for atom in reading.of("SCALE")]
    if len(factors) != 1:
        return
    change.touched = True
    acts = change.draft.trades("buy") or change.draft.trades("sell")
    if len(acts) != 1:
        change.asks.append("amount")
    elif acts[0].amount_usd is not None:
        acts[0].amount_usd *= factors[0]
    else:
        acts[0].amount_percent = (acts[0].amount_percent or 10) * factors[0]
