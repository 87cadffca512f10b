"""Sets aside what is told about the past or quoted from others: it is no instruction."""

from itertools import pairwise

from core.designer.grammar.atoms import Atom
from core.designer.grammar.scan import Scan

_BREAKS = frozenset(["COMMA", "STOP", "NEWLINE", "COLON", "DASH", "ARROW", "SO", "OPEN", "CLOSE"])
_ENDS = frozenset(["COMMA", "STOP", "NEWLINE", "SO"])
_VERBS = frozenset(["BUY", "SELL", "NOTIFY", "SL", "TP", "TRAIL", "ALL_IN", "PUT"])
_FIGURES = frozenset(["PCT", "MONEY", "NUM", "MULT", "DUR"])
_PAST = frozenset(["lost", "fell", "dropped", "crashed", "gained", "rose", "pumped", "dumped", "went up", "went down"])
_PEOPLE = frozenset(["i", "ive", "we", "weve", "he", "she", "they", "theyve", "just"])
_HABITS = frozenset(["always", "usually", "often", "constantly", "keep", "kept", "never", "normally"])
_REACH = 3
"""How many words a mark of the past may stand away from what it is about."""


def without_stories(stream: list[Atom], found: Scan) -> list[Atom]:
    """`bought my first LTC in 2017 for 4 bucks` is told, not asked for; only its punctuation stays."""
    kept: list[Atom] = []
    for segment in _segments(stream):
        told = _is_told(segment, found) or _habit(segment, found)
        kept += [atom for atom in segment if not told or atom.kind in _BREAKS]
    return kept


def _segments(stream: list[Atom]) -> list[list[Atom]]:
    segments: list[list[Atom]] = [[]]
    for atom in stream:
        segments[-1].append(atom)
        if atom.kind in _ENDS:
            segments.append([])
    return [segment for segment in segments if segment]


def _is_told(segment: list[Atom], found: Scan) -> bool:
    first = segment[0].start
    conditional = any(atom.kind == "WHEN" for atom in segment) or (first and found.raws[first - 1].norm == "when")
    if conditional:
        return False
    return _lamented(segment, found) or _quoted(segment, found) or (_past(segment, found) and not _instructs(segment))


def _past(segment: list[Atom], found: Scan) -> bool:
    first, last = segment[0].start, segment[-1].end
    return any(first - _REACH <= mark.start < last + _REACH for mark in found.marks.get("STORY", ()))


def _quoted(segment: list[Atom], found: Scan) -> bool:
    """`"buy the blood" they say`."""
    first, last = segment[0].start, segment[-1].end
    marks = found.marks.get("SAYING", ())
    return any(mark.end == first or first - 2 <= mark.start <= last + 1 for mark in marks)


def _lamented(segment: list[Atom], found: Scan) -> bool:
    """`i've lost like 40% this month` · `lost 3k on leverage last year`."""
    moves = [atom for atom in segment if atom.kind in ("UP", "DOWN") and atom.text.lower() in _PAST]
    if moves and not any(atom.kind in (_FIGURES - {"DUR"}) | _VERBS for atom in segment):
        return True
    return any(_opens(atom, segment, found) or found.raws[atom.start - 1].norm in _PEOPLE for atom in moves)


def _opens(atom: Atom, segment: list[Atom], found: Scan) -> bool:
    begins = atom.start == 0 or found.raws[atom.start - 1].kind in ("STOP", "NEWLINE", "COMMA")
    return atom is segment[0] and begins and atom.text.lower() == "lost"


def _habit(segment: list[Atom], found: Scan) -> bool:
    """`every time i buy a coin it dumps`."""
    if any(atom.kind in _FIGURES for atom in segment):
        return False
    if any(_always(atom, found) for atom in segment):
        return True
    pairs = pairwise(segment)
    return any(
        one.kind == "WHEN"
        and two.kind in ("BUY", "SELL")
        and any(raw.norm in _PEOPLE for raw in found.raws[one.end : two.end])
        for one, two in pairs
    )


def _always(atom: Atom, found: Scan) -> bool:
    """`i always buy too early`."""
    how, who = (found.raws[at].norm if at >= 0 else "" for at in (atom.start - 1, atom.start - 2))
    return atom.kind in ("BUY", "SELL") and how in _HABITS and who in _PEOPLE


def _instructs(segment: list[Atom]) -> bool:
    verbs = [atom for atom in segment if atom.kind in _VERBS]
    return any(not atom.text.lower().split()[0].endswith(("ing", "ed")) for atom in verbs)
