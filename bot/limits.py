"""Telegram's limits on texts: measured after its HTML is read, split where nothing breaks."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

TEXT_MOST = 4_096
CAPTION_MOST = 1_024
_TAG = re.compile(r"</?([a-z][a-z-]*)[^<>]*>", re.IGNORECASE)
_TOKEN = re.compile(rf"{_TAG.pattern}|&(?:#\d+|#x[0-9a-f]+|[a-z]+);|.", re.IGNORECASE | re.DOTALL)


def length(text: str) -> int:
    """How long Telegram finds a small HTML text: without tags, entities as what they stand for.

    Counted in UTF-16 units. Telegram's servers count an emoji as one character, its phones and its entity offsets as
    two: what fits by this count fits by either.
    """
    return _units(plain(text))


def plain(text: str) -> str:
    """The text without its HTML."""
    return html.unescape(_TAG.sub("", text))


def split(text: str, most: int = TEXT_MOST) -> list[str]:
    """Pieces of at most `most` units, cut at a line's end, else at a space, else anywhere between two characters.

    A tag that is open at a cut is closed there and opened again in the next piece. The line end or space of a cut is
    dropped, and so is a piece of nothing but white space, which Telegram would refuse.
    """
    if length(text) <= most:
        return [text]
    piece, pieces = _Piece(), []
    for token in _tokens(text):
        while piece.units + token.units > most:
            done, piece = piece.cut()
            pieces.append(done)
        piece.add(token)
    pieces.append(piece.closed())
    return [each for each in pieces if plain(each).strip()]


def headline(text: str, most: int = CAPTION_MOST) -> tuple[str, str]:
    """A caption and what did not fit into it: the first line, then, is the caption; the rest may need a split."""
    if length(text) <= most:
        return text, ""
    piece = _Piece()
    for token in _tokens(text):
        if token.source == "\n" and piece.units:
            break
        piece.add(token)
    first = piece.closed()
    if length(first) > most:
        return "", text
    return first, "".join(piece.open) + text[len("".join(t.source for t in piece.tokens)) :].lstrip("\n")


@dataclass(frozen=True, slots=True)
class _Token:
    """A tag, an entity or a character: what no cut may divide."""

    source: str
    units: int
    tag: str = ""

    @property
    def is_end(self) -> bool:
        return self.source.startswith("</")


class _Piece:
    """A piece being filled: its tokens, and the tags that are open after them, written as they were opened."""

    def __init__(self, opened: tuple[str, ...] = ()) -> None:
        self.tokens: list[_Token] = []
        self.open = list(opened)
        self.units = 0
        self._start = opened

    def add(self, token: _Token) -> None:
        self.tokens.append(token)
        self.units += token.units
        if token.tag and token.is_end:
            del self.open[-1:]
        elif token.tag:
            self.open.append(token.source)

    def closed(self) -> str:
        ends = (f"</{_name(tag)}>" for tag in reversed(self.open))
        return "".join([*self._start, *(token.source for token in self.tokens), *ends])

    def cut(self) -> tuple[str, "_Piece"]:
        """This piece up to its best place for a cut, and the next one, which begins with what comes after."""
        at = self._best_cut()
        head = _Piece(self._start)
        for token in self.tokens[:at]:
            head.add(token)
        rest = _Piece(tuple(head.open))
        for token in self.tokens[at + 1 :]:
            rest.add(token)
        return head.closed(), rest

    def _best_cut(self) -> int:
        for wanted in ("\n", " "):
            for at in range(len(self.tokens) - 1, 0, -1):
                if self.tokens[at].source == wanted and any(token.units for token in self.tokens[:at]):
                    return at
        return len(self.tokens)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        name = match[1] or ""
        yield _Token(match[0], 0 if name else _units(html.unescape(match[0])), name.lower())


def _name(tag: str) -> str:
    match = _TAG.match(tag)
    return match[1] if match else ""


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
