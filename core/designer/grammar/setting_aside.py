"""Parts of a message that are no instruction of their own: headers, musings, what there was before, removals."""

from core.designer.grammar.atoms import Atom
from core.designer.grammar.joints import UNSURE
from core.designer.grammar.scan import Scan
from core.designer.grammar.spans import Span

ITEMS = frozenset(["COND", "ACT", "RISK", "RULE_ITEM", "DROP_RISK"])
_MEANT = frozenset(["ACT", "RISK", "ONLY_IF", "RULE_ITEM", "REMOVE", "AMT"])
_REMOVAL_ENDS = frozenset(["COMMA", "STOP", "NEWLINE", "SO", "WHEN", "COLON"])
_FIGURES = frozenset(["NUM", "AMT", "DUR"])


def without_headers(stream: list[Atom]) -> list[Atom]:
    """`scaling out of SOL: …`: what a message is about, before it says how."""
    acts = [(index, atom) for index, atom in enumerate(stream) if atom.kind == "ACT"]
    if len(acts) < 2 or any(atom.kind in ITEMS for atom in stream[: acts[0][0]]):
        return stream
    at, head = acts[0]
    colon = stream[at + 1].kind == "COLON" or head.text.endswith(":")
    if head.value.sized or not colon or head.value.type not in {atom.value.type for _, atom in acts[1:]}:
        return stream
    named = [Atom("TOKEN", head.value.token, head.text, head.start, head.end)] if head.value.token else []
    return [*stream[:at], *named, *stream[at + 1 :]]


def without_musings(stream: list[Atom]) -> list[Atom]:
    """Talk about the market ("DOGE always dumps when I sleep") beside an instruction is no condition."""
    if not any(atom.kind in ("ACT", "RISK") for atom in stream):
        return stream
    kept: list[Atom] = []
    for sentence in _sentences(stream):
        mused = _muses(sentence)
        kept += [atom for atom in sentence if not mused or atom.kind in ("STOP", "NEWLINE")]
    return kept


def _sentences(stream: list[Atom]) -> list[list[Atom]]:
    sentences: list[list[Atom]] = [[]]
    for atom in stream:
        sentences[-1].append(atom)
        if atom.kind in ("STOP", "NEWLINE"):
            sentences.append([])
    return sentences


def _muses(sentence: list[Atom]) -> bool:
    conditions = [atom.value for atom in sentence if atom.kind == "COND"]
    if not conditions or any(atom.kind in _MEANT for atom in sentence) or sentence[0].kind in ("AND", "OR"):
        return False
    vague = all(not {"threshold", "price"} & set(c.fields) and c.type in UNSURE for c in conditions)
    return vague and any(atom.kind == "WORD" for atom in sentence)


def cut_frame(stream: list[Atom]) -> str | None:
    """A timeframe before everything else, or apart behind several rules, holds for the whole message."""
    return _first_frame(stream) or _last_frame(stream)


def _first_frame(stream: list[Atom]) -> str | None:
    """`on the 4h chart: …`; it is taken out of the stream."""
    for index, atom in enumerate(stream):
        if atom.kind in ITEMS or atom.kind == "NO":
            return None
        if atom.kind == "DUR":
            after = stream[index + 1].kind if index + 1 < len(stream) else ""
            return _length(stream.pop(index)) if after in ("COLON", "COMMA", "DASH", "ARROW") else None
    return None


def _last_frame(stream: list[Atom]) -> str | None:
    """`…, 15 min chart`."""
    rules = sum(atom.kind == "COND" for atom in stream)
    ends = [index for index, atom in enumerate(stream) if atom.kind not in ("STOP", "NEWLINE", "CLOSE")]
    if not rules or not ends or not ends[-1]:
        return None
    before = [atom.kind for atom in stream[: ends[-1]] if atom.kind != "PUT"]
    apart = before[-1:] in (["COMMA"], ["STOP"], ["NEWLINE"]) and (rules > 1 or stream[ends[-1] - 1].kind == "PUT")
    return _length(stream.pop(ends[-1])) if apart and stream[ends[-1]].kind == "DUR" else None


def _length(atom: Atom) -> str | None:
    return atom.value.text() if isinstance(atom.value, Span) else None


def without_the_old(stream: list[Atom], found: Scan) -> list[Atom]:
    """What follows "instead of" or "not" is what there was; it goes where the same kind of thing was said before."""
    stream = _without_the_denied(stream)
    for mark in found.marks.get("INSTEAD", ()):
        if not mark.text.lower().endswith((" of", " than", " de")):
            continue
        old = next((atom for atom in stream if atom.start >= mark.end), None)
        said = {atom.kind for atom in stream if atom.end <= mark.start}
        if old is not None and (old.kind in _FIGURES | {"ACT"} or (old.kind == "COND" and "COND" in said)):
            stream = [atom for atom in stream if atom is not old]
    return stream


def _without_the_denied(stream: list[Atom]) -> list[Atom]:
    """`in 2 hours, not one`."""
    kept: list[Atom] = []
    index = 0
    while index < len(stream):
        denied = stream[index].kind == "NO" and index + 1 < len(stream) and stream[index + 1].kind in _FIGURES
        after = stream[index + 2].kind if index + 2 < len(stream) else "STOP"
        if (
            denied
            and after in ("STOP", "COMMA", "NEWLINE")
            and any(atom.kind in _FIGURES | {"COND"} for atom in kept[-2:])
        ):
            index += 2
        else:
            kept.append(stream[index])
            index += 1
    return kept


def cut_removals(stream: list[Atom]) -> tuple[list[Atom], list[list[Atom]]]:
    """Cut out each "remove …" with what it names."""
    kept: list[Atom] = []
    removals: list[list[Atom]] = []
    removing = False
    for atom in stream:
        if atom.kind == "REMOVE":
            removals.append([])
            removing = True
        elif removing and (atom.kind in _REMOVAL_ENDS or (atom.kind == "AND" and removals[-1])):
            removing = False
            kept.append(atom)
        elif removing:
            removals[-1].append(atom)
        else:
            kept.append(atom)
    return kept, [removal for removal in removals if removal]
