"""Telegram's MarkdownV2, with its habit of refusing every unescaped reserved character."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.sandbox.entities import Entity, FormattedText, finished, utf16_length
from bot.sandbox.errors import BotApiError, bad_request
from bot.sandbox.links import WrongLinkError, checked_link

_RESERVED = "_*[]()~`>#+-=|{}.!\n"
_MARKS = {
    "bold": "*",
    "italic": "_",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "code": "`",
    "pre": "```",
    "text_link": "]",
    "custom_emoji": "]",
}
_OPENINGS = (
    ("```", "pre"),
    ("__", "underline"),
    ("||", "spoiler"),
    ("![", "custom_emoji"),
    ("*", "bold"),
    ("_", "italic"),
    ("~", "strikethrough"),
    ("`", "code"),
    ("[", "text_link"),
)
_PRE_LANGUAGE = re.compile(r"([^\s`]+)(?=\s)")


def parse_markdown(source: str) -> FormattedText:
    """The text and entities of a MarkdownV2 message; raises the 400 Telegram would answer."""
    return _Reader(source).read()


@dataclass(slots=True)
class _Open:
    kind: str
    offset: int
    at: int
    text_at: int
    language: str = ""


class _Reader:
    """Walks the source once; the innermost open entity decides what a mark means."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def read(self) -> FormattedText:
        while self._at < len(self._source):
            self._step()
        if self._innermost == "blockquote":
            self._close_quote()
        if self._open:
            last = self._open[-1]
            raise _complaint(f"Can't find end of {_title(last.kind)} entity at byte offset {self._bytes(last.at)}")
        return finished("".join(self._text), self._entities)

    @property
    def _innermost(self) -> str:
        return self._open[-1].kind if self._open else ""

    def _step(self) -> None:
        character = self._source[self._at]
        following = self._source[self._at + 1 : self._at + 2]
        if character == "\\" and following and 0 < ord(following) <= 126:
            self._put(following, width=2)
        elif character not in ("`" if self._innermost in ("code", "pre") else _RESERVED):
            self._put(character)
        elif self._ends_here():
            self._end()
        elif character == "\n":
            self._newline()
        else:
            self._begin(character)

    def _put(self, character: str, *, width: int = 1) -> None:
        self._text.append(character)
        self._offset += utf16_length(character)
        self._at += width

    def _ends_here(self) -> bool:
        mark = _MARKS.get(self._innermost)
        if mark is None or not self._source.startswith(mark, self._at):
            return False
        return self._innermost != "italic" or not self._source.startswith("__", self._at)

    def _newline(self) -> None:
        goes_on = self._source.startswith(">", self._at + 1)
        if self._innermost == "blockquote" and not goes_on:
            self._close_quote()
        self._put("\n")
        if self._innermost == "blockquote" and goes_on:
            self._at += 1

    def _begin(self, character: str) -> None:
        line_start = self._at == 0 or self._source[self._at - 1] == "\n"
        if character == ">" and line_start:
            self._push("blockquote", 1)
            return
        if self._ends_expandable_quote():
            self._at += 2
            self._close_quote(expandable=True)
            return
        for mark, kind in _OPENINGS:
            if self._source.startswith(mark, self._at):
                self._push(kind, len(mark))
                return
        raise _complaint(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")

    def _ends_expandable_quote(self) -> bool:
        rest = self._source[self._at :]
        return self._innermost == "blockquote" and (rest == "||" or rest.startswith("||\n"))

    def _push(self, kind: str, width: int) -> None:
        opened = _Open(kind, self._offset, self._at, len(self._text))
        self._open.append(opened)
        self._at += width
        if kind != "pre":
            return
        language = _PRE_LANGUAGE.match(self._source, self._at)
        if language:
            opened.language = language.group(1)
            self._at = language.end()
        if self._source.startswith("\n", self._at):
            self._at += 1

    def _end(self) -> None:
        opened = self._open.pop()
        self._at += len(_MARKS[opened.kind])
        match opened.kind:
            case "text_link":
                self._add_link(opened, self._address() or "".join(self._text[opened.text_at :]))
            case "custom_emoji":
                emoji = self._address().partition("emoji?id=")[2]
                self._add("custom_emoji", opened, (("custom_emoji_id", emoji),))
            case "pre" if opened.language:
                self._add("pre", opened, (("language", opened.language),))
            case kind:
                self._add(kind, opened)

    def _address(self) -> str:
        if not self._source.startswith("(", self._at):
            return ""
        begin = self._at + 1
        match = re.compile(r"((?:\\.|[^)\\])*)\)", re.DOTALL).match(self._source, begin)
        if match is None:
            raise _complaint(f"Can't find end of a URL at byte offset {self._bytes(begin)}")
        self._at = match.end()
        return re.sub(r"\\(.)", r"\1", match.group(1))

    def _add_link(self, opened: _Open, url: str) -> None:
        try:
            self._add("text_link", opened, (("url", checked_link(url)),))
        except WrongLinkError:
            return  # Telegram keeps the words and silently drops such a link

    def _add(self, kind: str, opened: _Open, extra: tuple[tuple[str, str], ...] = ()) -> None:
        length = self._offset - opened.offset
        if length:
            self._entities.append(Entity(kind, opened.offset, length, extra))

    def _close_quote(self, *, expandable: bool = False) -> None:
        self._add("expandable_blockquote" if expandable else "blockquote", self._open.pop())

    def _bytes(self, position: int) -> int:
        return len(self._source[:position].encode())


def _title(kind: str) -> str:
    return {"text_link": "TextUrl", "custom_emoji": "CustomEmoji"}.get(kind, kind.capitalize())


def _complaint(what: str) -> BotApiError:
    return bad_request(f"can't parse entities: {what}")
