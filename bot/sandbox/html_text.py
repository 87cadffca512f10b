"""Telegram's HTML: the small tag set, and the exact complaints about everything else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.sandbox.entities import Entity, FormattedText, finished, utf16_length
from bot.sandbox.errors import BotApiError, bad_request
from bot.sandbox.links import WrongLinkError, checked_link

_END = "\0"
_SPACES = " \t\r\n\v\0"
_ENTITY_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_CHARACTER_REFERENCE = re.compile(r"&(?:#(?P<dec>\d{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"'\0]*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)")


def parse_html(source: str) -> FormattedText:
    """The text and entities of an HTML message; raises the 400 Telegram would answer."""
    return _Reader(source).read()


@dataclass(slots=True)
class _OpenTag:
    name: str
    argument: str
    offset: int
    text_at: int


class _Reader:
    """Walks the source once, keeping the open tags on a stack."""

    def __init__(self, source: str) -> None:
        self._source = source.replace(_END, "") + _END
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def read(self) -> FormattedText:
        while self._here != _END:
            if self._here == "<":
                self._tag()
            elif self._here == "&":
                self._reference()
            else:
                self._put(self._here)
                self._at += 1
        if self._open:
            raise _complaint(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        return finished("".join(self._text), self._entities)

    @property
    def _here(self) -> str:
        return self._source[self._at]

    def _put(self, character: str) -> None:
        self._text.append(character)
        self._offset += utf16_length(character)

    def _reference(self) -> None:
        match = _CHARACTER_REFERENCE.match(self._source, self._at)
        self._put(_decoded(match) if match else "&")
        self._at = match.end() if match else self._at + 1

    def _tag(self) -> None:
        begin = self._at
        self._at += 1
        if self._here == "/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)
        self._at += 1

    def _start_tag(self, begin: int) -> None:
        self._skip_until_space_or(">")
        name = self._source[begin + 1 : self._at].lower()
        if self._here == _END and self._at > begin + 1:
            raise self._at_byte("Unclosed start tag", begin)
        if name not in _ENTITY_TYPES:
            raise self._at_byte(f'Unsupported start tag "{name}"', begin)
        argument = self._attributes(name, begin)
        if name == "span" and argument != "spoiler":
            raise self._at_byte('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_OpenTag(name, argument, self._offset, len(self._text)))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._skip_spaces()
            if self._here == ">":
                return argument
            if self._here == _END:
                raise self._at_byte(f'Unclosed start tag "{tag}"', begin)
            name, value = self._attribute(tag, begin)
            argument = _argument(tag, name, value) or argument

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        match = _ATTRIBUTE_NAME.match(self._source, self._at)
        name = match.group() if match else ""
        if not name:
            raise self._at_byte(f'Empty attribute name in the tag "{tag}"', begin)
        self._at += len(name)
        self._skip_spaces()
        if self._here != "=":
            return name, ""
        self._at += 1
        self._skip_spaces()
        return name, self._quoted(tag, begin) if self._here in "\"'" else self._name_token()

    def _quoted(self, tag: str, begin: int) -> str:
        end = self._source.find(self._here, self._at + 1)
        if end < 0:
            raise self._at_byte(f'Unclosed start tag "{tag}"', begin)
        value = self._source[self._at + 1 : end]
        self._at = end + 1
        return _CHARACTER_REFERENCE.sub(_decoded, value)

    def _name_token(self) -> str:
        begin = self._at
        match = _NAME_TOKEN.match(self._source, self._at)
        value = match.group() if match else ""
        self._at += len(value)
        if self._here not in _SPACES and self._here != ">":
            raise self._at_byte("Unexpected end of name token", begin)
        return value.lower()

    def _end_tag(self, begin: int) -> None:
        if not self._open:
            raise self._at_byte("Unexpected end tag", begin)
        self._skip_until_space_or(">")
        name = self._source[begin + 2 : self._at].lower()
        self._skip_spaces()
        if self._here != ">":
            raise self._at_byte("Unclosed end tag", begin)
        expected = self._open[-1].name
        if name and name != expected:
            found = (
                f'Unmatched end tag at byte offset {self._bytes(begin)}, expected "</{expected}>", found "</{name}>"'
            )
            raise _complaint(found)
        self._close(self._open.pop())

    def _close(self, tag: _OpenTag) -> None:
        length = self._offset - tag.offset
        if length == 0 or any(open_tag.name in ("code", "pre") for open_tag in self._open if tag.name != "code"):
            return
        entity = self._entity(tag, length)
        if entity is None:
            return
        self._entities = [e for e in self._entities if not _swallowed(e, entity)]
        self._entities.append(entity)

    def _entity(self, tag: _OpenTag, length: int) -> Entity | None:
        kind = _ENTITY_TYPES[tag.name]
        match tag.name:
            case "a":
                return _link(tag, length, "".join(self._text[tag.text_at :]))
            case "tg-emoji":
                return Entity(kind, tag.offset, length, (("custom_emoji_id", tag.argument),))
            case "blockquote" if tag.argument:
                return Entity("expandable_blockquote", tag.offset, length)
            case "code" if tag.argument:
                return Entity(kind, tag.offset, length, (("language", tag.argument),))
            case "pre":
                return Entity(kind, tag.offset, length, self._language(tag.offset, length))
        return Entity(kind, tag.offset, length)

    def _language(self, offset: int, length: int) -> tuple[tuple[str, str], ...]:
        for entity in self._entities:
            if entity.type == "code" and (entity.offset, entity.length) == (offset, length):
                return entity.extra
        return ()

    def _skip_spaces(self) -> None:
        while self._here in _SPACES and self._here != _END:
            self._at += 1

    def _skip_until_space_or(self, stop: str) -> None:
        while self._here not in _SPACES and self._here != stop:
            self._at += 1

    def _bytes(self, position: int) -> int:
        return len(self._source[:position].encode())

    def _at_byte(self, what: str, position: int) -> BotApiError:
        return _complaint(f"{what} at byte offset {self._bytes(position)}")


def _swallowed(inner: Entity, outer: Entity) -> bool:
    """Whether the outer entity leaves nothing of the inner one: code in pre, the same style twice."""
    inside = outer.offset <= inner.offset and inner.end <= outer.end
    return inside and (outer.type in ("pre", "code") or outer.type == inner.type)


def _argument(tag: str, name: str, value: str) -> str:
    match tag, name:
        case "a", "href":
            return value
        case "code", "class":
            return value.removeprefix("language-") if value.startswith("language-") else ""
        case "span", "class":
            return value.removeprefix("tg-") if value.startswith("tg-") else ""
        case "tg-emoji", "emoji-id":
            return value
        case "blockquote", "expandable":
            return "expandable"
    return ""


def _link(tag: _OpenTag, length: int, shown: str) -> Entity | None:
    url = tag.argument or shown
    person = _USER_LINK.fullmatch(url)
    if person:
        return Entity("text_link", tag.offset, length, (("url", url),))
    try:
        return Entity("text_link", tag.offset, length, (("url", checked_link(url)),))
    except WrongLinkError:
        return None  # Telegram keeps the words and silently drops such a link


def _decoded(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED[match["name"]]
    code = int(match["dec"]) if match["dec"] else int(match["hex"], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()


def _complaint(what: str) -> BotApiError:
    return bad_request(f"can't parse entities: {what}")
