"""Cuts a message into raw words, numbers and signs, before anything is known about their meaning."""

import re
import unicodedata
from dataclasses import dataclass

from core.designer.grammar.atoms import Atom

LONGEST_TEXT = 2_000
MOST_PIECES = 450
"""Words, numbers and signs of one message; more is noise."""

_SHAPE = re.compile(
    r"(?P<arrow>[-=]+>|[→⇒➡➜])"
    r"|(?P<cash>\$\s?(?=\d|\.\d))"
    r"|(?P<ticker>\$[A-Za-z][A-Za-z0-9]*)"
    r"|(?P<clock>\b\d{1,2}:\d{2}\b)"
    r"|(?P<address>\b0x[0-9a-fA-F]{6,}\b)"
    r"|(?P<num>(?:(?<!\w)[+\-−])?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<=\()\d+(?:\.\d+)?|0,\d+|\d+(?:\.\d+|,\d{1,2}(?![\d,)]))?|\.\d+)(?:e[+\-]?\d{1,3}(?![A-Za-z]))?)"
    r"|(?P<unit>(?<=\d)[^\W\d_\u3400-\u9fff]+)"
    r"|(?P<cjk>[\u3400-\u9fff])"
    r"|(?P<word>[^\W\d_\u3400-\u9fff][^\W_\u3400-\u9fff]*(?:['’][^\W\d_]+)*)"
    r"|(?P<stop>\.{2,}|[.!?…]+|\n+)"
    r"|(?P<sign>>=|<=|[^\w\s])"
)
_SIGNS = {
    ",": "COMMA",
    ";": "STOP",
    ":": "COLON",
    "(": "OPEN",
    ")": "CLOSE",
    "[": "OPEN",
    "]": "CLOSE",
    "|": "STOP",
    "。": "STOP",
    "！": "STOP",
    "？": "STOP",
    "；": "STOP",
    "，": "COMMA",
    "、": "COMMA",
    "：": "COLON",
    "•": "STOP",
}


_SPOKEN = {
    "gimme": ("give", "me"),
    "lemme": ("let", "me"),
    "letme": ("let", "me"),
    "outta": ("out", "of"),
    "inna": ("in", "a"),
}
"""Words that are two, as they are spoken."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A piece of the message: `kind` NUM, WORD, TICKER, CLOCK or a sign; `norm` is what lexicons are asked for."""

    kind: str
    text: str
    norm: str
    glued: bool
    """No space before it."""


def cut(text: str) -> list[Raw]:
    """All pieces of the text; control characters and symbols without meaning are left out, an emoji parts clauses."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    found: list[Raw] = []
    last = -1
    for match in _SHAPE.finditer(plain):
        found += _pieces(match, glued=match.start() == last)
        last = match.end()
    return found


def _pieces(match: re.Match[str], *, glued: bool) -> list[Raw]:
    text = match.group()
    match match.lastgroup:
        case "num":
            return [Raw("NUM", text, text, glued)]
        case "ticker":
            return [Raw("TICKER", text, text[1:].lower(), glued)]
        case "clock":
            return [Raw("CLOCK", text, text, glued)]
        case "cash":
            return [Raw("SIGN", "$", "$", glued)]
        case "arrow":
            return [Raw("ARROW", text, "->", glued)]
        case "stop":
            return [Raw("NEWLINE" if "\n" in text else "STOP", text, text[0], glued)]
        case "sign":
            return _sign(text, glued=glued)
    return _word(text, glued=glued)


def _sign(text: str, *, glued: bool) -> list[Raw]:
    if text in _SIGNS:
        return [Raw(_SIGNS[text], text, text, glued)]
    if text in ("-", "–", "—"):
        return [Raw("HYPHEN", text, "-", glued)]
    if text in ("%", "$", "<", ">", "<=", ">=", "≤", "≥", "=", "&", "+", "/", "¢", "€", "£", "*", "_", "×", "'"):
        return [Raw("SIGN", text, text, glued)]
    if unicodedata.category(text[0]) == "So" and not glued:
        return [Raw("COMMA", text, ",", glued)]
    return [] if unicodedata.category(text[0])[0] in "SPC" else [Raw("WORD", text, text, glued)]


def _word(text: str, *, glued: bool) -> list[Raw]:
    base, quote, rest = text.partition("'")
    if quote and rest.lower() == "s":
        return [Raw("WORD", base, base.lower(), glued), Raw("WORD", "'s", "'s", glued=True)]
    norm = _bare(text.replace("'", "").lower())
    if norm in _SPOKEN:
        return [Raw("WORD", part, part, glued and not index) for index, part in enumerate(_SPOKEN[norm])]
    return [Raw("WORD", text, norm, glued)]


def _bare(word: str) -> str:
    """Without accents: `cuándo` and `cuando` are one word."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def made(raws: list[Raw], kind: str, value: object, start: int, end: int) -> Atom:
    """The atom that covers these pieces."""
    return Atom(kind, value, " ".join(raw.text for raw in raws[start:end]), start, end)
