"""What of a message was not understood, told apart from chatter: only the former may cost money."""

from dataclasses import dataclass

from core.designer.grammar.atoms import Atom
from core.designer.grammar.scan import Scan
from core.designer.grammar.sides import of_a_move

_ITEMS = frozenset(["COND", "ACT", "RISK", "RULE_ITEM", "DROP_RISK"])
_SEGMENT_ENDS = frozenset(["COMMA", "STOP", "NEWLINE", "SO", "COLON", "DASH", "ARROW", "OPEN", "CLOSE"])
_MEANT = frozenset(
    [
        "HOLD_ACTION",
        "HOLD_MAX",
        "UP_TO_COUNT",
        "ENTRIES",
        "VOLUME",
        "RSI",
        "EMA",
        "SMA",
        "BOLLINGER",
        "MACD",
        "SL",
        "TP",
        "TRAIL",
        "ABOVE",
        "BELOW",
        "CROSS",
    ]
)
_MEASURED = frozenset(["NUM", "AMT", "MULT", "RANGE", "FOREIGN", "PCT", "MONEY", "DUR", "CLOCK", "FREQ"])
"""A word of the trade beside a measure is an instruction, even where the rest was not understood."""
_OWNERS = frozenset(["my", "his", "her", "their", "the", "our", "your"])
"""`… and my cat meows`: behind a joint these begin a condition rather than chatter."""
_LEFT_OVER = frozenset(
    [
        "ABOVE",
        "BELOW",
        "CROSS",
        "HITS",
        "UP",
        "DOWN",
        "UP_TO",
        "DOWN_TO",
        "RSI",
        "MACD",
        "EMA",
        "SMA",
        "BOLLINGER",
        "VOLUME",
        "SL",
        "TP",
        "TRAIL",
        "TIMES",
        "HALVE",
        "OVERSOLD",
        "OVERBOUGHT",
        "GOLDEN",
        "DEATH",
        "DELTA",
        "PROFIT",
        "LOSS",
        "HOLD_MAX",
    ]
)
"""Words of the trade that no phrase took up: beside an instruction they change it in a way not understood."""
_ALWAYS = {
    **dict.fromkeys(_LEFT_OVER, "condition"),
    **dict.fromkeys(("RESTRICTS", "UNSUPPORTED", "UNTIL", "CLOCK", "WEEKDAY", "SOME_DAY", "TARGET_WORD"), "condition"),
    **dict.fromkeys(("RANGE", "FOREIGN", "MULT", "AMT"), "amount"),
    "DUR": "timeframe",
}
"""What a kind that is left over in an instruction leaves open."""
_REFUSED = frozenset(["LEVERAGE", "SHORT", "GUARANTEE", "SHADY"])
_NUMBERS = frozenset(
    [
        "NUM",
        "AMT",
        "MULT",
        "RANGE",
        "FOREIGN",
        "PCT",
        "MONEY",
        "TOKEN",
        "CASH",
        "BAG",
        "SIZE",
        "INTO",
        "AT",
        "AFTER",
        "AND",
        "OR",
        "DUR",
        "CLOCK",
        "NO",
        "PUT",
    ]
)


@dataclass(frozen=True, slots=True)
class Unread:
    """A piece that was not understood and the field it leaves open."""

    text: str
    field: str
    at: int = 0
    """The place of its first word in the message."""


def unread(stream: list[Atom], found: Scan) -> list[Unread]:
    """Every piece that could change the meaning and was not understood."""
    pieces: list[Unread] = []
    segments = _segments(stream, len(found.raws))
    for index, (segment, words) in enumerate(segments):
        if any(atom.kind in _ITEMS for atom in segment):
            following = segments[index + 1][0] if index + 1 < len(segments) else []
            pieces += [*_in_segment(segment, found), *_dangling(segment, following, found)]
        else:
            pieces += _alone(segment, words, found)
    return pieces


def _segments(stream: list[Atom], total: int) -> list[tuple[list[Atom], int]]:
    """The atoms between two breaks, each list with the number of words between them."""
    segments: list[tuple[list[Atom], int]] = []
    atoms: list[Atom] = []
    start = 0
    for atom in [*stream, Atom("STOP", None, "", total, total)]:
        if atom.kind in _SEGMENT_ENDS:
            segments += [(atoms, atom.start - start)] if atoms else []
            atoms, start = [], atom.end
        else:
            atoms.append(atom)
    return segments


def _in_segment(segment: list[Atom], found: Scan) -> list[Unread]:
    pieces: list[Unread] = []
    first = next(i for i, atom in enumerate(segment) if atom.kind in _ITEMS)
    for index, atom in enumerate(segment):
        field = (
            _denial(segment, index, first, found) if atom.kind in ("NO", "NO_TRADE") else _field(atom, segment, index)
        )
        if field is not None:
            pieces.append(Unread(atom.text, field, atom.start))
        elif atom.kind == "WORD" and _counts(segment, index, first, found):
            pieces.append(Unread(atom.text, "condition", atom.start))
    return pieces


def _dangling(segment: list[Atom], following: list[Atom], found: Scan) -> list[Unread]:
    """`… if i like it`: a "when" at the end of which nothing was understood."""
    last = segment[-1]
    if last.kind not in ("WHEN", "ONLY_IF") or not any(atom.kind in _ITEMS for atom in segment):
        return []
    if any(atom.kind == "COND" for atom in following):
        return []
    talk = _counts(segment, len(segment) - 1, 0, found)
    return [Unread(last.text, "condition", last.start)] if talk else []


def _field(atom: Atom, segment: list[Atom], index: int) -> str | None:
    if atom.kind == "RESTRICTS" and _waits(segment[index : index + 2]):
        return None
    if atom.kind in _ALWAYS:
        return (
            "threshold"
            if atom.kind == "RANGE" and of_a_move(segment[:index], segment[index + 1 :])
            else _ALWAYS[atom.kind]
        )
    match atom.kind:
        case "TOKEN" | "TOKEN_OR_CHAIN":
            return "token" if _stranger(atom, segment) else None
        case "NUM":
            return "amount" if atom.text.lower() != "one" else None
        case "CASH" if index and segment[index - 1].kind == "RISK":
            return "amount"
        case "COND" if atom.value.type == "schedule" and _moves_before(segment[:index]):
            return "timeframe"
        case "COND" if index and segment[index - 1].kind == "RISK":
            return "condition"
        case "UP_TO_COUNT" if [a.kind for a in segment[index + 1 : index + 2]] == ["COND"]:
            return "condition"
        case "WHEN" | "ONLY_IF":
            return "condition" if _leads_nowhere(atom, segment[index + 1 :]) else None
    return None


def _waits(pair: list[Atom]) -> bool:
    """`wait for it to be below 10` is a "when"."""
    return pair[0].text.lower().startswith("wait") and [atom.kind for atom in pair[1:]] == ["COND"]


def _moves_before(before: list[Atom]) -> bool:
    """`dumps 5% every 30 min`: a clock right behind a move of no timeframe is neither."""
    move = before[-1].value if before and before[-1].kind == "COND" else None
    return move is not None and move.timed and "timeframe" not in move.fields


def _leads_nowhere(when: Atom, after: list[Atom]) -> bool:
    """Whether a "when" is followed by something that is no condition."""
    if when.text.lower() == "only once" and _is_clock(after[:1]):
        return True
    kinds = [atom.kind for atom in after if atom.kind not in ("BOTH", "EITHER")]
    item = next((kind for kind in kinds if kind in _ITEMS), None)
    return bool(kinds) and item != "COND"


def _denial(segment: list[Atom], index: int, first: int, found: Scan) -> str | None:
    """A "not" beside an instruction turns it around, unless it belongs to chatter or denies what is refused anyway."""
    after = segment[index + 1] if index + 1 < len(segment) else None
    if after is not None and (after.kind in _REFUSED or (segment[index].kind == "NO_TRADE" and _only_tells(after))):
        return None
    if index < first:
        return "condition" if after is not None and after.kind in ("COND", "ACT", "WHEN", "RISK", "RULE_ITEM") else None
    return "condition" if segment[index].kind == "NO" and _counts(segment, index, first, found) else None


def _only_tells(atom: Atom) -> bool:
    return atom.kind == "ACT" and atom.value.type in ("notify", "hold")


def _is_clock(after: list[Atom]) -> bool:
    return bool(after) and after[0].kind == "COND" and after[0].value.type == "schedule"


def _stranger(atom: Atom, segment: list[Atom]) -> bool:
    """Whether a token beside an instruction is none of its tokens."""
    named = set(atom.value[1:]) if isinstance(atom.value, tuple) and atom.kind == "TOKEN" else {atom.value}
    used = {item.value.token for item in segment if item.kind in ("COND", "ACT")}
    used |= {token for item in segment if item.kind in ("COND", "ACT") for token in item.value.also}
    return bool(used - {None}) and atom.kind == "TOKEN" and not named <= used


def _counts(segment: list[Atom], index: int, first: int, found: Scan) -> bool:
    """An unknown word matters after `when`, or behind the first item unless chatter has begun there."""
    word = segment[index]
    if any(atom.kind in ("WHEN", "ONLY_IF", "UNTIL") for atom in segment[:index]):
        since = max(i for i, atom in enumerate(segment[:index]) if atom.kind in ("WHEN", "ONLY_IF", "UNTIL") or i == 0)
        if not any(atom.kind in _ITEMS for atom in segment[since:index]):
            return True
    if index < first:
        return False
    last = max((i for i, atom in enumerate(segment[:index]) if atom.kind in _ITEMS), default=0)
    joined = any(atom.kind in ("AND", "OR") for atom in segment[last + 1 : index])
    chatter = [mark for mark in found.marks.get("CHATTER", ()) if not (joined and mark.text.lower() in _OWNERS)]
    return not any(segment[last].end <= mark.start < word.start for mark in chatter)


_EXCLUDING = frozenset(["on", "at", "during", "while", "when", "if", "before", "after"])


def _excludes(segment: list[Atom], found: Scan) -> bool:
    """`…, never on weekends`."""
    head = segment[0]
    after = found.raws[head.end].norm if head.end < len(found.raws) else ""
    return head.kind == "NO" and after in _EXCLUDING and any(atom.kind == "WORD" for atom in segment[1:2])


_IT = frozenset(["do", "it", "that", "this", "so", "now", "please", "pls", "tho", "actually"])


def _takes_back(no: Atom, found: Scan) -> bool:
    """`Actually don't.` · `please don't do that`: nothing but a "no"; `im not greedy` says something else."""
    for raw in found.raws[no.end :]:
        if raw.kind != "WORD":
            return True
        if raw.norm not in _IT:
            return False
    return True


def _alone(segment: list[Atom], words: int, found: Scan) -> list[Unread]:
    """A segment without items: only a restriction or a bare number matters there."""
    kinds = {atom.kind for atom in segment}
    told = words > 2 * sum(atom.end - atom.start for atom in segment) + 1
    figures = any(ch.isdigit() for atom in segment for ch in atom.text) or "DUR" in kinds
    measured = bool(kinds & _MEASURED) and figures
    if measured and found.foreign and not found.marked("STORY"):
        return [
            Unread(" ".join(atom.text for atom in segment), "condition", atom.start)
            for atom in segment
            if atom.kind in _MEASURED
        ]
    if measured and kinds <= _NUMBERS and not (told and kinds <= {"NUM", "DUR", "CLOCK", "AT"}):
        return [Unread(atom.text, "amount", atom.start) for atom in segment if atom.kind in _MEASURED]
    restricted = next((atom for atom in segment if atom.kind == "RESTRICTS"), None)
    if restricted is not None:
        return [Unread(restricted.text, "condition", restricted.start)]
    if _excludes(segment, found) or (kinds == {"NO"} and _takes_back(segment[-1], found)):
        return [Unread(segment[0].text, "condition", segment[0].start)]
    if measured and kinds & _MEANT:
        figure = next(atom for atom in segment if atom.kind in _MEASURED)
        return [Unread(" ".join(atom.text for atom in segment), "condition", figure.start)]
    if segment[0].kind in ("UNTIL", "ONLY_IF"):
        return [Unread(" ".join(atom.text for atom in segment), "condition", segment[0].start)]
    return []
