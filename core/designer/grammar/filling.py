"""Answers to what was asked: lone values fill the holes of an unfinished draft."""

from core.designer.grammar.atoms import Atom
from core.designer.grammar.drafts import Act, Cond, Draft, parts
from core.designer.grammar.holes import Hole, holes
from core.designer.grammar.reading import Reading
from core.designer.grammar.sides import SIDES
from core.designer.grammar.spans import Span


def answered(draft: Draft, reading: Reading) -> bool:
    """Fill the holes of a draft with the lone values of an answer; whether any fitted."""
    filled = False
    for atom in list(reading.loose):
        if any(_fits(hole, atom, draft) for hole in holes(draft)) or _extra_timeframe(draft, atom):
            reading.use(atom)
            filled = True
    return filled


def _extra_timeframe(draft: Draft, atom: Atom) -> bool:
    """`6% in 45 mins` answers the threshold and says the timeframe, too."""
    untimed = [c for c in draft.conditions() if c.timed and "timeframe" not in c.fields]
    if atom.kind != "DUR" or len(untimed) != 1 or not isinstance(atom.value, Span):
        return False
    untimed[0].fields["timeframe"] = atom.value.text() or ""
    return True


def _fits(hole: Hole, atom: Atom, draft: Draft) -> bool:
    """Fill this hole if the value can; whether it did."""
    match hole.part:
        case Cond() as condition if hole.field != "token":
            return _fits_condition(condition, hole.field, atom)
        case Act() as action if hole.field == "amount" and atom.kind == "AMT":
            action.amount_percent, action.amount_usd = atom.value.get("amount_percent"), atom.value.get("amount_usd")
            action.coins = False
            return True
        case None if hole.field in draft.risk:
            return _fits_risk(draft, hole.field, atom)
    return hole.field == "token" and _fits_token(draft, atom)


def _fits_condition(condition: Cond, field: str, atom: Atom) -> bool:
    match field:
        case "threshold" | "price":
            value: float | str | None = _number(atom, money=field == "price")
        case "direction":
            value = SIDES.get(atom.kind)
        case "timeframe" | "every" if atom.kind in ("DUR", "FREQ") and isinstance(atom.value, Span):
            value = atom.value.text() or ""
        case _:
            value = None
    if value is not None:
        condition.fields[field] = value
    return value is not None


def _fits_risk(draft: Draft, field: str, atom: Atom) -> bool:
    value: float | str | None
    if field == "max_hold":
        value = atom.value.text() if atom.kind == "DUR" and isinstance(atom.value, Span) else None
    else:
        value = _number(atom, money=False)
    if field == "max_entries" and isinstance(value, float):
        value = int(value) if value.is_integer() else None
    if value is not None:
        draft.risk[field] = value
    return value is not None


def _fits_token(draft: Draft, atom: Atom) -> bool:
    if atom.kind not in ("TOKEN", "TOKEN_OR_CHAIN"):
        return False
    several = isinstance(atom.value, tuple) and atom.kind == "TOKEN"
    token = atom.value[1] if several else atom.value[0] if atom.kind == "TOKEN_OR_CHAIN" else atom.value
    for part in parts(draft):
        part.token = part.token or token
    return True


def _number(atom: Atom, *, money: bool) -> float | None:
    if atom.kind == "NUM":
        return abs(float(atom.value))
    if atom.kind == "MULT" and not money:
        return (float(atom.value) - 1) * 100
    if atom.kind != "AMT":
        return None
    value = atom.value.get("amount_usd" if money else "amount_percent")
    return None if value is None else abs(float(value))
