"""Which side a word names: above or below."""

from core.designer.grammar.atoms import Atom

SIDES = {
    "ABOVE": "above",
    "BELOW": "below",
    "UP": "above",
    "DOWN": "below",
    "BULLISH": "above",
    "BEARISH": "below",
    "UPPER": "above",
    "LOWER_BAND": "below",
}


def of_a_move(before: list[Atom], after: list[Atom]) -> bool:
    """`down 5-10%` · `a 5 to 10% dip`: a size that is no one figure."""
    beside = [*before[-1:], *after[:1]]
    return any(
        atom.kind in ("UP", "DOWN") or (atom.kind == "COND" and atom.value.type in ("price_drop", "price_rise"))
        for atom in beside
    )
