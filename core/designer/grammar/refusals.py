"""What is asked for and cannot be had: shorting, leverage, guarantees."""

from itertools import pairwise

from core.designer.grammar.atoms import Atom
from core.designer.grammar.reading import Reading
from core.wording.catalogue import words

_REASONS = {
    "SHORT": "refused.short",
    "LEVERAGE": "refused.leverage",
    "GUARANTEE": "refused.guarantee",
    "SHADY": "refused.shady",
}


_CERTAIN = 100


def refusals(reading: Reading) -> list[str]:
    """Why the message asks for something that is not offered; empty where it does not."""
    found: list[str] = []
    for index, atom in enumerate(reading.scan.atoms):
        reason = _REASONS.get(atom.kind)
        if reason is None or _denied(reading, index) or _told(reading, atom):
            continue
        found.append(reason)
    if _always_wins(reading):
        found.append(_REASONS["GUARANTEE"])
    if _multiplied(reading):
        found.append(_REASONS["LEVERAGE"])
    return [words(reason) for reason in dict.fromkeys(found)] if _asks(reading) else []


def _multiplied(reading: Reading) -> bool:
    """`go 5x long`."""
    atoms = reading.scan.atoms
    bets = (
        atom.kind == "MULT"
        and atoms[i - 1].kind in ("TOKEN", "NAME", "BUY")
        and [a.kind for a in atoms[i + 1 : i + 2]] != ["VOLUME"]
        and reading.scan.raws[atom.start - 1].norm in ("on", "with", "using")
        for i, atom in enumerate(atoms)
        if i
    )
    raws = reading.scan.raws
    aimed = (
        one.kind == "MULT"
        and two.kind in ("TOKEN", "NAME")
        and two.start == one.end + 1
        and raws[one.end].norm in ("on", "my")
        for one, two in pairwise(atoms)
    )
    grown = any(atom.kind in ("VOLUME", "UP", "TP") for atom in atoms)
    if any(bets) or (any(aimed) and not grown):
        return True
    longs = [i for i, atom in enumerate(atoms) if atom.kind == "BUY" and "long" in atom.text.lower().split()]
    return any(atom.kind == "MULT" for i in longs for atom in atoms[max(0, i - 2) : i + 3])


def _always_wins(reading: Reading) -> bool:
    """`a 100% win rate`."""
    pairs = zip(reading.scan.atoms, reading.scan.atoms[1:], strict=False)
    return any(one.kind == "PCT" and one.value >= _CERTAIN and two.kind == "WIN_RATE" for one, two in pairs)


def _denied(reading: Reading, index: int) -> bool:
    """`no leverage then` asks for none."""
    atoms = reading.scan.atoms
    before = [atom.kind for atom in atoms[max(0, index - 2) : index]]
    harmless = atoms[index].text.lower() == "short" and not any(a.kind == "SHORT" for a in reading.stream)
    return harmless or (atoms[index].kind != "GUARANTEE" and bool({"NO", "REMOVE", "UNTIL", "NO_TRADE"} & set(before)))


def _told(reading: Reading, atom: Atom) -> bool:
    """`lost 3k on leverage last year` is a story."""
    return atom.kind == "LEVERAGE" and not any(other.start <= atom.start < other.end for other in reading.meant)


def _asks(reading: Reading) -> bool:
    """A question about leverage is a question."""
    return not reading.marked("QUESTION") or reading.says_something or reading.marked("POLITE")
