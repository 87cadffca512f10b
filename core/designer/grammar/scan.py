"""Types every word of a message: amounts, durations, coins, keywords, signs, words without meaning, unread words."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from core.designer.grammar import coins
from core.designer.grammar.atoms import Atom
from core.designer.grammar.durations import span
from core.designer.grammar.lexicon import Entry, Lexicon, languages, lexicon
from core.designer.grammar.numbers import number
from core.designer.grammar.raw import Raw, cut, made
from core.designer.grammar.spans import Span

MARKS = frozenset(
    ["SAME", "SAYING", "POLITE", "THANKS", "YES", "GREETING", "QUESTION", "STORY", "ACTUALLY", "ALSO", "CHATTER", "NOW", "CHART", "EDIT", "INSTEAD", "RESET"]
)
"""Kinds that say how a message is meant, not what; they are noted and do not stand between other words."""

_SIGNS = {
    "COMMA": "COMMA", "STOP": "STOP", "NEWLINE": "NEWLINE", "COLON": "COLON", "ARROW": "ARROW", "OPEN": "OPEN", "CLOSE": "CLOSE",
    "HYPHEN": "DASH",
}


@dataclass(slots=True)
class Scan:
    """A message typed: atoms without the noise, marks by kind, and what was noted on the way."""

    atoms: list[Atom] = field(default_factory=list)
    marks: dict[str, list[Atom]] = field(default_factory=dict)
    raws: list[Raw] = field(default_factory=list)
    shouted: bool = False
    foreign: bool = False
    """Whether another language than English is spoken."""
    meant: frozenset[str] = frozenset()
    """Tickers that are everyday words too and were surely meant as coins."""

    def marked(self, kind: str) -> bool:
        return kind in self.marks


def scan(text: str) -> Scan:
    """All atoms of a text; a coin named like a word (NEAR) and once meant is meant wherever it stands."""
    pieces = cut(text)
    others = languages([raw.norm for raw in pieces if raw.kind == "WORD"])
    words = lexicon(others)
    raws = [_corrected(raw, words) for raw in pieces]
    found = _scanned(raws, words, frozenset())
    found.foreign = bool(others)
    meant = frozenset(a.value for a in found.atoms if a.kind == "TOKEN" and raws[a.start].norm in coins.WORDLIKE)
    return replace(_scanned(raws, words, meant), foreign=found.foreign) if meant else found


def _scanned(raws: list[Raw], words: Lexicon, meant: frozenset[str]) -> Scan:
    result = Scan(raws=raws, shouted=_shouted(raws), meant=meant)
    norms = [raw.norm for raw in raws]
    at = 0
    while at < len(raws):
        atom = _interjection(_atom(raws, norms, at, words, result), raws, result)
        at = atom.end
        if atom.kind in MARKS:
            result.marks.setdefault(atom.kind, []).append(atom)
        elif atom.kind != "NOISE":
            result.atoms.append(atom)
    return result


_GOES_ON = frozenset("i wait its it make lets just please use buy sell that actually sorry change do rather hold".split())


def _interjection(atom: Atom, raws: list[Raw], result: Scan) -> Atom:
    """`no, buy` · `wait no i want to sell`: a no that stands alone corrects what was said before."""
    corrected = any(mark.end == atom.start for mark in result.marks.get("ACTUALLY", ()))
    first = atom.kind == "NO" and (atom.start == 0 or corrected) and atom.text.lower() in ("no", "nah", "nope")
    after = raws[atom.end] if len(raws) > atom.end + 1 else None
    alone = first and after is not None and (after.kind in ("COMMA", "STOP", "HYPHEN") or after.norm in _GOES_ON)
    return Atom("ACTUALLY", atom.value, atom.text, atom.start, atom.end) if alone else atom


def _shouted(raws: list[Raw]) -> bool:
    words = [raw.text for raw in raws if raw.kind == "WORD" and len(raw.text) >= 3]
    return len(words) >= 4 and sum(word.isupper() for word in words) >= 0.7 * len(words)


def _corrected(raw: Raw, words: Lexicon) -> Raw:
    if raw.kind != "WORD" or words.knows(raw.norm) or raw.norm.upper() in coins.TICKERS or raw.norm in coins.NAMES:
        return raw
    if raw.text.isupper() and len(raw.text) <= 6:
        return raw
    right = words.corrected(raw.norm) or _shortened(raw.norm, words)
    return Raw(raw.kind, raw.text, right, raw.glued) if right else raw


def _shortened(word: str, words: Lexicon) -> str | None:
    """`lmaooo`, `sooo`, `pleaseee`: letters drawn out."""
    short = "".join(c for i, c in enumerate(word) if word[i - 2 : i] != c + c or i < 2)
    single = "".join(c for i, c in enumerate(word) if i == 0 or word[i - 1] != c)
    if short == word:
        return word[:-1] if len(word) >= 4 and word[-1] == word[-2] and words.knows(word[:-1]) else None
    return next((candidate for candidate in (short, single, short.replace("oo", "o")) if words.knows(candidate)), None)


def _atom(raws: list[Raw], norms: list[str], at: int, words: Lexicon, result: Scan) -> Atom:
    readers: tuple[Callable[[], Atom | None], ...] = (
        lambda: span(raws, norms, at, words),
        lambda: _quantity(raws, norms, at, words),
        lambda: _chain(raws, norms, at),
        lambda: _coin_name(raws, norms, at),
        lambda: _ticker(raws, norms, at, words, result),
        lambda: _phrase(raws, norms, at, words),
        lambda: _glued_number(raws, at, words, result),
        lambda: _sign(raws, at),
    )
    for reader in readers:
        atom = reader()
        if atom is not None:
            return atom
    raw = raws[at]
    adverb = raw.norm.endswith("ly") and len(raw.norm) > 5 and raw.norm not in _PARTLY
    kind = "NOISE" if raw.norm in words.noise or raw.kind != "WORD" or adverb else "WORD"
    return Atom(kind, raw.norm, raw.text, at, at + 1)


_PARTLY = frozenset(["partly", "partially", "hardly", "barely", "scarcely", "rarely", "family", "reply", "supply", "italy", "apply", "assembly"])
"""Words in -ly that are no adverbs of manner: they may change what is meant."""


def _phrase(raws: list[Raw], norms: list[str], at: int, words: Lexicon) -> Atom | None:
    entry = words.longest(norms, at)
    if entry is None or entry.kind == "UNIT":
        return None
    if entry.kind in ("CENTS", "PERCENT") or entry.words[0] in ("buck", "bucks"):
        return made(raws, "WORD", None, at, at + len(entry.words))
    if entry.kind in ("QUANTITY", "DOLLAR", "FOLD", "COIN_UNIT"):
        return made(raws, "NOISE", None, at, at + len(entry.words))
    value = entry.value if entry.value is not None else " ".join(entry.words)
    if entry.kind in ("FREQ", "DUR"):
        value = _frequency(entry)
    return made(raws, entry.kind, value, at, at + len(entry.words))


def _frequency(entry: Entry) -> Span | None | str:
    text = entry.value
    return Span(int(text[:-1]), text[-1]) if isinstance(text, str) else "unsupported"


def _quantity(raws: list[Raw], norms: list[str], at: int, words: Lexicon) -> Atom | None:
    """Percents, money, multiples, plain numbers, clocks."""
    raw = raws[at]
    if raw.kind == "CLOCK":
        return made(raws, "CLOCK", raw.text, at, at + 1)
    if raw.norm in ("$", "€", "£") and at + 1 < len(raws):
        return _money(raws, norms, at, words)
    whole = words.longest(norms, at) if raw.kind == "WORD" else None
    if whole is not None and whole.kind == "FRACTION" and len(whole.words) > 1:
        return None
    if _is_list_marker(raws, at):
        return made(raws, "NEWLINE", None, at, at + 2)
    share = _FRACTIONS.get("".join(norms[at : at + 3])) if norms[at + 1 : at + 2] == ["/"] else None
    if share is not None and norms[at + 3 : at + 4] not in (["/"], ["ema"], ["sma"], ["ma"], ["cross"]):
        return made(raws, "FRACTION", share, at, at + 3)
    found = _part_of_a_percent(norms, at) or _a_buck(norms, at) or number(raws, at, words)
    if found is None:
        return None
    return _measured(raws, norms, at, found, words)


def _part_of_a_percent(norms: list[str], at: int) -> tuple[float, int] | None:
    """`half a percent` · `a quarter of a percent` · `a percent`."""
    for shape, value in _PARTS_OF_A_PERCENT.items():
        words = shape.split()
        if norms[at : at + len(words)] == words and norms[at + len(words) : at + len(words) + 1] in (["percent"], ["pct"], ["%"]):
            return value, at + len(words)
    return None


def _a_buck(norms: list[str], at: int) -> tuple[float, int] | None:
    return (1.0, at + 1) if norms[at] in ("a", "one") and norms[at + 1 : at + 2] in (["buck"], ["dollar"]) else None


_FRACTIONS = {"1/2": 50, "1/3": 33.33, "2/3": 66.67, "1/4": 25, "3/4": 75, "1/5": 20, "1/8": 12.5, "1/10": 10}
_PARTS_OF_A_PERCENT = {"a quarter of a": 0.25, "half of a": 0.5, "half a": 0.5, "a half": 0.5, "half": 0.5, "a": 1.0}


def _is_list_marker(raws: list[Raw], at: int) -> bool:
    """`1)` and, at the start of a line, `1.`"""
    if raws[at].kind != "NUM" or at + 1 >= len(raws) or not raws[at + 1].glued or not raws[at].text.isdecimal():
        return False
    if raws[at + 1].kind == "CLOSE":
        signs = [raw.kind for raw in raws[:at] if raw.kind in ("OPEN", "CLOSE")]
        return not signs or signs[-1] == "CLOSE"
    begins = at == 0 or raws[at - 1].kind == "NEWLINE"
    return raws[at + 1].kind == "STOP" and begins and at + 2 < len(raws) and raws[at + 2].kind != "NEWLINE"


def _money(raws: list[Raw], norms: list[str], at: int, words: Lexicon) -> Atom | None:
    found = number(raws, at + 1, words)
    if found is None:
        return None
    value, end = found
    if end < len(raws) and raws[end].glued and raws[end].norm == "m":
        value, end = value * 1e6, end + 1
    entry = words.longest(norms, end) if end < len(norms) else None
    if entry and entry.kind == "DOLLAR" and not entry.words[0].startswith("$"):
        end += len(entry.words)
    return made(raws, "MONEY" if raws[at].norm == "$" else "FOREIGN", value, at, end)


def _measured(raws: list[Raw], norms: list[str], at: int, found: tuple[float, int], words: Lexicon) -> Atom:
    value, end = found
    if norms[end : end + 1] in (["buck"], ["bucks"], ["dollar"], ["dollars"]) and raws[at].kind == "WORD":
        rest = number(raws, end + 1, words) if end + 1 < len(raws) and raws[end + 1].kind == "WORD" else None
        if rest and rest[0] in range(5, 100) and not words.kind(norms[rest[1]] if rest[1] < len(norms) else "") in ("PERCENT", "UNIT"):
            return made(raws, "MONEY", value + rest[0] / 100, at, rest[1])
    if norms[end - 1] == "grand" and not norms[end : end + 1] == ["dollars"]:
        return made(raws, "MONEY", value, at, end)
    dashed = end + 1 < len(raws) and raws[end].kind == "HYPHEN"
    if dashed and raws[end + 1].kind == "NUM" and raws[end].glued:
        return _range(raws, norms, at, end + 1, words)
    entry = words.longest(norms, end) if end < len(norms) else None
    if end < len(norms) and norms[end] in ("am", "pm") and 1 <= value <= 12:
        hour = int(value) % 12 + (12 if norms[end] == "pm" else 0)
        return made(raws, "CLOCK", f"{hour:02d}:00", at, end + 1)
    if entry is None and not (raws[end].glued if end < len(raws) else False):
        return _bare(raws, at, value, end)
    if entry is None:
        return _suffixed(raws, at, (value, end))
    after = end + len(entry.words)
    match entry.kind:
        case "PERCENT":
            return made(raws, "PCT", value, at, after)
        case "DOLLAR":
            return made(raws, "MONEY", value, at, after)
        case "CENTS":
            return made(raws, "MONEY", round(value / 100, 12), at, after)
        case "FOLD":
            return made(raws, "MULT", value, at, after)
    return _suffixed(raws, at, (value, end))


def _suffixed(raws: list[Raw], at: int, found: tuple[float, int]) -> Atom:
    value, end = found
    if raws[end].norm in ("c", "¢") and raws[end].glued:
        return made(raws, "MONEY", round(value / 100, 12), at, end + 1)
    if raws[end].text == "M" and raws[end].glued:
        return made(raws, "NUM", value * 1e6, at, end + 1)
    return _bare(raws, at, value, end)


def _bare(raws: list[Raw], at: int, value: float, end: int) -> Atom:
    """A number without a unit; with a sign it is a percent."""
    signed = raws[at].text[0] in "+-−" and raws[at].text[1:].replace(".", "", 1).isdecimal()
    return made(raws, "PCT" if signed else "NUM", value, at, end)


def _range(raws: list[Raw], norms: list[str], at: int, second: int, words: Lexicon) -> Atom:
    after = _quantity(raws, norms, second, words)
    end = after.end if after else second + 1
    return made(raws, "RANGE", None, at, end)


_CHAIN_WORDS_AFTER = frozenset(["chain", "network", "mainnet", "链"])
_CHAIN_WORDS_BEFORE = frozenset(["red", "cadena", "jaringan", "rantai"])


def _chain(raws: list[Raw], norms: list[str], at: int) -> Atom | None:
    """`on base chain` · `en la red base` · `di jaringan base` · `base链`."""
    after = norms[at + 1] if at + 1 < len(norms) else ""
    if norms[at] in coins.CHAINS and after in _CHAIN_WORDS_AFTER:
        return made(raws, "CHAIN", coins.CHAINS[norms[at]], at, at + 2)
    if norms[at] in _CHAIN_WORDS_BEFORE and after in coins.CHAINS:
        return made(raws, "CHAIN", coins.CHAINS[after], at, at + 2)
    return None


def _coin_name(raws: list[Raw], norms: list[str], at: int) -> Atom | None:
    for length in (3, 2, 1):
        name = " ".join(norms[at : at + length])
        if name in coins.NAMES and all(raw.kind == "WORD" for raw in raws[at : at + length]):
            return made(raws, "NAME", coins.NAMES[name], at, at + length)
    return None


def _ticker(raws: list[Raw], norms: list[str], at: int, words: Lexicon, result: Scan) -> Atom | None:
    raw = raws[at]
    if raw.kind == "TICKER":
        return made(raws, "TOKEN", raw.norm.upper(), at, at + 1)
    if raw.kind != "WORD":
        return None
    upper, known = raw.norm.upper(), raw.norm.upper() in coins.TICKERS
    capital = raw.text.isupper() and len(raw.text) >= 2 and not result.shouted
    wordlike = raw.norm in coins.WORDLIKE or words.knows(raw.norm)
    if known and (capital or not wordlike or upper in result.meant):
        return made(raws, "TOKEN", upper, at, at + 1)
    if known and wordlike and _stands_for_a_token(norms, at) and words.longest(norms, at) is None:
        return made(raws, "TOKEN", upper, at, at + 1)
    if capital and not words.knows(raw.norm) and len(upper) <= 12 and words.longest(norms, at) is None:
        split = upper.rstrip("0123456789").lower()
        return None if split != raw.norm and words.knows(split) else made(raws, "TOKEN", upper, at, at + 1)
    return None


def _stands_for_a_token(norms: list[str], at: int) -> bool:
    return at > 0 and norms[at - 1] in ("buy", "sell", "into", "of", "my", "grab", "on", "%", "some", "for")


def _glued_number(raws: list[Raw], at: int, words: Lexicon, result: Scan) -> Atom | None:
    """ema20, rsi14, sl5, tp10: a keyword with its number. The number is handed on as an atom of its own."""
    raw = raws[at]
    head = raw.norm.rstrip("0123456789")
    if raw.kind != "WORD" or head in ("", raw.norm):
        return None
    entry = words.longest([head], 0) if head in words.phrases else None
    if head == "x":
        return made(raws, "MULT", float(raw.norm[1:]), at, at + 1)
    if entry is None or entry.kind not in ("EMA", "SMA", "RSI", "SL", "TP", "BOLLINGER", "TRAIL"):
        return None
    result.atoms.append(made(raws, entry.kind, head, at, at + 1))
    step = raw.norm[len(head) :] in ("1", "2", "3", "4") and entry.kind in ("TP", "SL")
    if step and any(piece.kind == "NUM" for piece in raws[at + 1 : at + 4]):
        return made(raws, "NOISE", None, at, at + 1)
    return made(raws, "NUM", float(raw.norm[len(head) :]), at, at + 1)


def _sign(raws: list[Raw], at: int) -> Atom | None:
    kind = _SIGNS.get(raws[at].kind)
    if kind is None:
        return None
    return Atom("NOISE" if kind == "DASH" and raws[at].glued else kind, raws[at].norm, raws[at].text, at, at + 1)
