"""Message texts and captions of a request: parsed, then measured, as Telegram does it."""

from __future__ import annotations

from typing import Any

from bot.sandbox.entities import Entity, FormattedText, finished, plain
from bot.sandbox.errors import bad_request
from bot.sandbox.html_text import parse_html
from bot.sandbox.markdown_text import parse_markdown
from bot.sandbox.params import Params

MAX_TEXT = 4096
MAX_CAPTION = 1024
_ENTITY_FIELDS = ("url", "user", "language", "custom_emoji_id", "unix_time", "date_time_format")


def parsed(text: str, parse_mode: str, entities: Any = None) -> FormattedText:
    """Text under a parse mode, or with the entities that came beside it."""
    match parse_mode.lower():
        case "html":
            return parse_html(text)
        case "markdownv2":
            return parse_markdown(text)
        case "":
            return finished(text, _given(entities)) if entities else plain(text)
    raise bad_request("unsupported parse_mode")


def message_text(params: Params, *, too_long: str = "message is too long") -> FormattedText:
    """The `text` of a request: 1-4096 characters after parsing."""
    entities = params.decoded("entities", "entities")
    text = parsed(params.text("text"), params.text("parse_mode"), entities)
    if not text.text:
        raise bad_request("message text is empty")
    if len(text.text) > MAX_TEXT:
        raise bad_request(too_long)
    return text


def caption_text(params: Params, *, too_long: str = "message caption is too long") -> FormattedText:
    """The `caption` of a request: 0-1024 characters after parsing."""
    entities = params.decoded("caption_entities", "caption entities")
    caption = parsed(params.text("caption"), params.text("parse_mode"), entities)
    if len(caption.text) > MAX_CAPTION:
        raise bad_request(too_long)
    return caption


def _given(entities: Any) -> list[Entity]:
    if not isinstance(entities, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    return [_one(entity) for entity in entities]


def _one(entity: Any) -> Entity:
    try:
        extra = tuple((name, entity[name]) for name in _ENTITY_FIELDS if name in entity)
        return Entity(str(entity["type"]), int(entity["offset"]), int(entity["length"]), extra)
    except (KeyError, TypeError, ValueError):
        raise bad_request("can't parse entities: wrong MessageEntity") from None
