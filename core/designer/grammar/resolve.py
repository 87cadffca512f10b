"""Words that mean one thing here and another there: told apart by what stands beside them."""

from collections.abc import Callable, Mapping

from core.designer.grammar.atoms import Atom
from core.designer.grammar.places import Place
from core.designer.grammar.raw import Raw
from core.designer.grammar.scan import Scan
from core.designer.grammar.senses_of_measures import MEASURES
from core.designer.grammar.senses_of_names import NAMES
from core.designer.grammar.senses_of_trades import TRADES

_FIGURES = frozenset(["NUM", "MONEY", "PCT", "DUR", "EMA", "SMA"])
_SETTLERS: Mapping[str, Callable[[Place], Atom]] = {**TRADES, **MEASURES, **NAMES}


def resolve(found: Scan) -> list[Atom]:
    """The atoms with every double meaning settled."""
    atoms = _opened(found.atoms)
    for index, atom in enumerate(atoms):
        settle = _SETTLERS.get(atom.kind)
        if settle is not None:
            atoms[index] = settle(Place(atoms, index, found.raws))
    return _put_in([atom for atom in atoms if atom.kind != "NOISE"], found.raws)


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
