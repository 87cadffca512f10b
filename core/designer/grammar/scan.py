"""Types every word of a message: amounts, durations, coins, keywords, signs, words without meaning, unread words."""

from dataclasses import dataclass, field, replace

from core.designer.grammar import coins
from core.designer.grammar.atoms import Atom
from core.designer.grammar.durations import span
from core.designer.grammar.lexicon import Entry, languages, lexicon
from core.designer.grammar.names import chain, coin_name, ticker
from core.designer.grammar.quantities import quantity
from core.designer.grammar.raw import Raw, cut
from core.designer.grammar.slips import corrected
from core.designer.grammar.spans import Span
from core.designer.grammar.texts import Text

MARKS = frozenset(
    [
        *("SAME", "SAYING", "POLITE", "THANKS", "YES", "GREETING", "QUESTION", "STORY", "ACTUALLY", "ALSO"),
        *("CHATTER", "NOW", "CHART", "EDIT", "INSTEAD", "RESET"),
    ]
)
"""Kinds that say how a message is meant, not what; they are noted and do not stand between other words."""
_SIGNS = {kind: kind for kind in ("COMMA", "STOP", "NEWLINE", "COLON", "ARROW", "OPEN", "CLOSE")} | {"HYPHEN": "DASH"}
_NUMBERED = frozenset(["EMA", "SMA", "RSI", "SL", "TP", "BOLLINGER", "TRAIL"])
_GOES_ON = frozenset(
    [
        *("i", "wait", "its", "it", "make", "lets", "just", "please", "use", "buy", "sell", "that", "actually"),
        *("sorry", "change", "do", "rather", "hold"),
    ]
)
_NO_ADVERBS = frozenset(
    [
        *("partly", "partially", "hardly", "barely", "scarcely", "rarely"),
        *("family", "reply", "supply", "italy", "apply", "assembly"),
    ]
)
"""Words in -ly that are no adverbs of manner: they may change what is meant."""


@dataclass(slots=True)
class Scan:
    """A message typed: atoms without the noise, marks by kind, and what was noted on the way."""

    atoms: list[Atom] = field(default_factory=list)
    marks: dict[str, list[Atom]] = field(default_factory=dict)
    raws: list[Raw] = field(default_factory=list)
    foreign: bool = False
    """Whether another language than English is spoken."""

    def marked(self, kind: str) -> bool:
        return kind in self.marks


def scan(text: str) -> Scan:
    """All atoms of a text; a coin named like a word (NEAR) and once meant is meant wherever it stands."""
    pieces = cut(text)
    others = languages([raw.norm for raw in pieces if raw.kind == "WORD"])
    words = lexicon(others)
    raws = [corrected(raw, words) for raw in pieces]
    whole = Text(raws, [raw.norm for raw in raws], words, _shouted(raws))
    found = _scanned(whole, foreign=bool(others))
    tokens = (atom for atom in found.atoms if atom.kind == "TOKEN")
    meant = frozenset(atom.value for atom in tokens if raws[atom.start].norm in coins.WORDLIKE)
    return _scanned(replace(whole, meant=meant), foreign=found.foreign) if meant else found


def _shouted(raws: list[Raw]) -> bool:
    words = [raw.text for raw in raws if raw.kind == "WORD" and len(raw.text) >= 3]
    return len(words) >= 4 and sum(word.isupper() for word in words) >= 0.7 * len(words)


def _scanned(text: Text, *, foreign: bool) -> Scan:
    result = Scan(raws=text.raws, foreign=foreign)
    at = 0
    while at < len(text.raws):
        for read in _atoms(text, at):
            atom = _interjection(read, text, result)
            at = atom.end
            if atom.kind in MARKS:
                result.marks.setdefault(atom.kind, []).append(atom)
            elif atom.kind != "NOISE":
                result.atoms.append(atom)
    return result


def _interjection(atom: Atom, text: Text, result: Scan) -> Atom:
    """`no, buy` · `wait no i want to sell`: a no that stands alone corrects what was said before."""
    if atom.kind != "NO" or atom.text.lower() not in ("no", "nah", "nope") or atom.end + 1 >= len(text.raws):
        return atom
    first = atom.start == 0 or any(mark.end == atom.start for mark in result.marks.get("ACTUALLY", ()))
    alone = text.is_kind(atom.end, "COMMA", "STOP", "HYPHEN") or text.norm(atom.end) in _GOES_ON
    return replace(atom, kind="ACTUALLY") if first and alone else atom


def _atoms(text: Text, at: int) -> list[Atom]:
    """The atom that starts here; of a keyword with its number (rsi14) both."""
    atom = (
        span(text.raws, text.norms, at, text.words)
        or quantity(text, at)
        or chain(text, at)
        or coin_name(text, at)
        or ticker(text, at)
        or _phrase(text, at)
    )
    return [atom] if atom else _numbered(text, at) or [_sign(text, at) or _word(text, at)]


def _phrase(text: Text, at: int) -> Atom | None:
    entry = text.entry(at)
    if entry is None or entry.kind == "UNIT":
        return None
    end = at + len(entry.words)
    if entry.kind in ("CENTS", "PERCENT") or entry.words[0] in ("buck", "bucks"):
        return text.made("WORD", None, at, end)
    if entry.kind in ("QUANTITY", "DOLLAR", "FOLD", "COIN_UNIT"):
        return text.made("NOISE", None, at, end)
    if entry.kind in ("FREQ", "DUR"):
        return text.made(entry.kind, _length(entry), at, end)
    return text.made(entry.kind, " ".join(entry.words) if entry.value is None else entry.value, at, end)


def _length(entry: Entry) -> Span | str:
    text = entry.value
    return Span(int(text[:-1]), text[-1]) if isinstance(text, str) else "unsupported"


def _numbered(text: Text, at: int) -> list[Atom]:
    """ema20, rsi14, sl5, x3: a keyword with its number; in `tp1 10%` the number only counts the steps."""
    raw = text.raws[at]
    head = raw.norm.rstrip("0123456789")
    if raw.kind != "WORD" or head in ("", raw.norm):
        return []
    digits = float(raw.norm[len(head) :])
    if head == "x":
        return [text.made("MULT", digits, at, at + 1)]
    entry = text.words.longest([head], 0)
    if entry is None or entry.kind not in _NUMBERED:
        return []
    keyword, figure = text.made(entry.kind, head, at, at + 1), text.made("NUM", digits, at, at + 1)
    step = digits in (1, 2, 3, 4) and entry.kind in ("TP", "SL")
    return [keyword] if step and any(text.is_kind(at + ahead, "NUM") for ahead in (1, 2, 3)) else [keyword, figure]


def _sign(text: Text, at: int) -> Atom | None:
    kind = _SIGNS.get(text.raws[at].kind)
    if kind is None:
        return None
    return text.made("NOISE" if kind == "DASH" and text.glued(at) else kind, text.norm(at), at, at + 1)


def _word(text: Text, at: int) -> Atom:
    raw = text.raws[at]
    adverb = raw.norm.endswith("ly") and len(raw.norm) > 5 and raw.norm not in _NO_ADVERBS
    known = raw.norm in text.words.noise or raw.kind != "WORD" or adverb
    return text.made("NOISE" if known else "WORD", raw.norm, at, at + 1)
