"""Text with entities as Telegram counts them: offsets and lengths in UTF-16 code units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

Json = dict[str, Any]

VERBATIM = frozenset({"code", "pre"})
STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_OPAQUE = VERBATIM | {"text_link", "text_mention"}

_FOUND_IN_TEXT = re.compile(
    r"""(?P<url>\bhttps?://[^\s<>"]+[^\s<>".,;:!?)'])"""
    r"""|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"""
    r"""|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?![\w/]))"""
    r"""|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31})"""
    r"""|(?P<hashtag>(?<!\w)\#\w*[^\W\d]\w*)"""
    r"""|(?P<cashtag>(?<![\w$])\$[A-Z]{1,8}(?![\w$]))"""
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One stretch of formatted text; offset and length in UTF-16 code units."""

    type: str
    offset: int
    length: int
    extra: tuple[tuple[str, Any], ...] = ()

    @property
    def end(self) -> int:
        return self.offset + self.length

    def as_json(self) -> Json:
        return {"type": self.type, "offset": self.offset, "length": self.length, **dict(self.extra)}


@dataclass(frozen=True, slots=True)
class FormattedText:
    """What remains of a text once its markup became entities."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    def entities_json(self) -> list[Json]:
        return [entity.as_json() for entity in self.entities]


def utf16_length(text: str) -> int:
    """Length of a text in UTF-16 code units, Telegram's measure for offsets."""
    return len(text.encode("utf-16-le")) // 2


def finished(text: str, entities: Iterable[Entity]) -> FormattedText:
    """Trim, untangle and complete a parsed text the way Telegram stores it."""
    trimmed, shift = _trimmed(text, min((entity.offset for entity in entities), default=None))
    room = utf16_length(trimmed)
    kept = [clipped for entity in entities if (clipped := _clip(entity, shift, room))]
    untangled = _without_code_inside_styles(kept)
    complete = [*untangled, *_found(trimmed, untangled)]
    return FormattedText(trimmed, tuple(sorted(complete, key=lambda e: (e.offset, -e.length, e.type))))


def plain(text: str) -> FormattedText:
    """A text without markup; commands, links and mentions are still found."""
    return finished(text, ())


def _trimmed(text: str, first_entity: int | None) -> tuple[str, int]:
    text = text.rstrip()
    leading = len(text) - len(text.lstrip())
    shift = leading if first_entity is None else min(leading, first_entity)
    return text[shift:], shift


def _clip(entity: Entity, shift: int, room: int) -> Entity | None:
    start = max(entity.offset - shift, 0)
    end = min(entity.end - shift, room)
    return replace(entity, offset=start, length=end - start) if end > start else None


def _without_code_inside_styles(entities: list[Entity]) -> list[Entity]:
    """Code and pre carry no other formatting: styles around them are cut, styles inside are dropped."""
    verbatim = [entity for entity in entities if entity.type in VERBATIM]
    kept: list[Entity] = []
    for entity in entities:
        kept.extend(_cut(entity, verbatim) if entity.type in STYLES else [entity])
    return kept


def _cut(entity: Entity, holes: list[Entity]) -> list[Entity]:
    pieces = [(entity.offset, entity.end)]
    for hole in holes:
        pieces = [part for piece in pieces for part in _around(piece, hole)]
    return [replace(entity, offset=start, length=end - start) for start, end in pieces]


def _around(piece: tuple[int, int], hole: Entity) -> list[tuple[int, int]]:
    start, end = piece
    if hole.end <= start or hole.offset >= end:
        return [piece]
    parts = [(start, hole.offset), (hole.end, end)]
    return [(left, right) for left, right in parts if right > left]


def _found(text: str, entities: list[Entity]) -> list[Entity]:
    opaque = [entity for entity in entities if entity.type in _OPAQUE]
    found = [_from_match(text, match) for match in _FOUND_IN_TEXT.finditer(text)]
    return [new for new in found if not any(o.offset < new.end and new.offset < o.end for o in opaque)]


def _from_match(text: str, match: re.Match[str]) -> Entity:
    kind = match.lastgroup or ""
    return Entity(kind, utf16_length(text[: match.start()]), utf16_length(match.group()))
