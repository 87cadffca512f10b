"""Words that mean one thing here and another there: told apart by what stands beside them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from core.designer.grammar.atoms import Atom
from core.designer.grammar.places import Place
from core.designer.grammar.raw import Raw
from core.designer.grammar.scan import Scan
from core.designer.grammar.senses_of_measures import MEASURES
from core.designer.grammar.senses_of_names import NAMES
from core.designer.grammar.senses_of_trades import TRADES

_FIGURES = frozenset(["NUM", "MONEY", "PCT", "DUR", "EMA", "SMA"])
_NOUNS = {"DOWN_TO": "DOWN", "UP_TO": "UP"}
_SETTLERS: Mapping[str, Callable[[Place], Atom]] = {**TRADES, **MEASURES, **NAMES}


def resolve(found: Scan) -> list[Atom]:
    """The atoms with every double meaning settled."""
    atoms = _opened(found.atoms)
    for index, atom in enumerate(atoms):
        settle = _SETTLERS.get(atom.kind)
        if settle is not None:
            atoms[index] = settle(Place(atoms, index, found.raws))
    told = [_named(atom, found.raws) for atom in atoms if atom.kind != "NOISE"]
    return _put_in(_ranged(told, found), found.raws)


def _named(atom: Atom, raws: list[Raw]) -> Atom:
    """`the drop to 6%` speaks of a fall that was there; `drops to 6` says where a price goes."""
    noun = atom.kind in _NOUNS and atom.start and raws[atom.start - 1].norm in ("the", "that", "my")
    return replace(atom, kind=_NOUNS[atom.kind]) if noun else atom


def _ranged(atoms: list[Atom], found: Scan) -> list[Atom]:
    """`5 to 10%` is no one figure, unless something changes from the one to the other."""
    if found.marked("EDIT"):
        return atoms
    result: list[Atom] = []
    for atom in atoms:
        low = result[-1] if result else None
        between = low is not None and low.kind == "NUM" and atom.kind == "PCT" and low.end + 1 == atom.start
        if low and between and found.raws[low.end].norm in ("to", "or") and _outright(low, found.raws):
            result[-1] = Atom("RANGE", None, f"{low.text} to {atom.text}", low.start, atom.end)
        else:
            result.append(atom)
    return result


def _outright(low: Atom, raws: list[Raw]) -> bool:
    return not low.start or raws[low.start - 1].norm != "from"


def _opened(atoms: list[Atom]) -> list[Atom]:
    """`under 80k or over 120k`: with a number behind it "or over" is no ending of the first."""
    result: list[Atom] = []
    for index, atom in enumerate(atoms):
        after = atoms[index + 1] if index + 1 < len(atoms) else None
        if atom.kind not in ("OR_LOWER", "OR_HIGHER") or after is None or not _measures(atom, after):
            result.append(atom)
            continue
        side = "BELOW" if atom.kind == "OR_LOWER" else "ABOVE"
        if result and result[-1].kind in ("HITS", "AT") and result[-1].end == atom.start:
            at = result.pop()
            result.append(Atom(side, None, f"{at.text} {atom.text}", at.start, atom.end))
        else:
            joint = "AND" if atom.text.lower().startswith("and") else "OR"
            result.append(Atom(joint, None, "or", atom.start, atom.start + 1))
            result.append(Atom(side, None, atom.text, atom.start + 1, atom.end))
    return result


def _measures(atom: Atom, after: Atom) -> bool:
    return after.start == atom.end and after.kind in _FIGURES


def _put_in(atoms: list[Atom], raws: list[Raw]) -> list[Atom]:
    """`→ 10% in`: an amount that goes in, with nothing said behind it."""
    result: list[Atom] = []
    for index, atom in enumerate(atoms):
        result.append(atom)
        timed = index + 1 < len(atoms) and atoms[index + 1].kind == "DUR"
        if atom.kind in ("PCT", "MONEY", "CASH", "FRACTION") and not timed and _ends_with_in(raws, atom.end):
            result.append(Atom("INTO", None, "in", atom.end, atom.end + 1))
    return result


def _ends_with_in(raws: list[Raw], at: int) -> bool:
    last = at + 1 >= len(raws) or raws[at + 1].kind in ("COMMA", "STOP", "NEWLINE", "ARROW", "HYPHEN")
    return at < len(raws) and raws[at].norm == "in" and last
