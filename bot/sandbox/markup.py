"""Keyboards: what may hang under a message, what may replace the keys, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox.entities import Json
from bot.sandbox.errors import BotApiError, bad_request
from bot.sandbox.links import WrongLinkError, checked_link, is_https, is_private_address
from bot.sandbox.params import Params

MAX_DATA_BYTES = 64
MAX_COPY_TEXT = 256
MAX_BUTTONS = 100
MAX_BUTTONS_IN_ROW = 8
_STYLES = ("danger", "success", "primary")


@dataclass(frozen=True, slots=True)
class Markup:
    """A checked reply markup: an inline keyboard, reply keys, their removal, or a forced reply."""

    kind: Literal["inline", "keyboard", "remove", "force"]
    value: Json


def reply_markup(params: Params) -> Markup | None:
    """The keyboard of a request, checked; None when it has none."""
    value = params.decoded("reply_markup", "reply keyboard markup")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        rows = _rows(value["inline_keyboard"], _inline_button)
        return Markup("inline", {"inline_keyboard": rows}) if rows else None
    if "keyboard" in value:
        return _keys(value)
    if value.get("remove_keyboard"):
        return Markup("remove", value)
    if value.get("force_reply"):
        return Markup("force", value)
    return None


def inline_markup(params: Params) -> Json | None:
    """The keyboard of an edit: only inline ones exist there."""
    markup = reply_markup(params)
    if markup is None:
        return None
    if markup.kind != "inline":
        raise bad_request("inline keyboard expected")
    return markup.value


def _keys(value: Json) -> Markup:
    placeholder = value.get("input_field_placeholder", "")
    if not isinstance(placeholder, str) or len(placeholder) > 64:
        raise bad_request("can't parse reply keyboard markup: wrong input_field_placeholder")
    return Markup("keyboard", {**value, "keyboard": _rows(value["keyboard"], _key)})


def _rows(value: Any, button: Callable[[Any], Json]) -> list[list[Json]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup should be an Array of Arrays')
    rows = [[button(item) for item in row] for row in value if row]
    crowded = any(len(row) > MAX_BUTTONS_IN_ROW for row in rows)
    if crowded or sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _inline_button(value: Any) -> Json:
    _check_label(value, "inline keyboard button")
    present = [name for name in _ACTIONS if value.get(name) not in (None, "", False)]
    if not present:
        raise _wrong_button("Text buttons are unallowed in the inline keyboard")
    if len(present) > 1:
        raise _wrong_button("Exactly one action field must be used")
    action = present[0]
    checked = {"text": value["text"], action: _ACTIONS[action](value[action])}
    return {**checked, "style": value["style"]} if value.get("style") else checked


def _key(value: Any) -> Json:
    if isinstance(value, str):
        value = {"text": value}
    _check_label(value, "keyboard button")
    web_app = value.get("web_app")
    if web_app:
        _web_app(web_app)
    return dict(value)


def _check_label(value: Any, what: str) -> None:
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {what}: Object expected")
    if "text" not in value:
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(value["text"], str):
        raise bad_request(f'can\'t parse {what}: Field "text" must be of type String')
    if not value["text"].strip():
        raise bad_request(f"{what} text must be non-empty")
    if value.get("style") and value["style"] not in _STYLES:
        raise bad_request(f"can't parse {what}: Invalid button style specified")


def _data(value: Any) -> str:
    if not isinstance(value, str) or len(value.encode()) > MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return value


def _url(value: Any) -> str:
    try:
        url = checked_link(str(value))
    except WrongLinkError as reason:
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: {reason}") from None
    if is_private_address(url):
        raise bad_request("BUTTON_URL_INVALID")
    return url


def _web_app(value: Any) -> Json:
    url = value.get("url") if isinstance(value, dict) else None
    if not isinstance(url, str):
        raise _wrong_button('Can\'t find field "url"')
    if not is_https(url):
        reason = "Only HTTPS links are allowed"
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: {reason}")
    return {"url": url}


def _copy_text(value: Any) -> Json:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


def _not_for_this_bot(_: Any) -> Json:
    raise bad_request("BUTTON_TYPE_INVALID")


def _wrong_button(reason: str) -> BotApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")


_ACTIONS: dict[str, Callable[[Any], Any]] = {
    "callback_data": _data,
    "url": _url,
    "web_app": _web_app,
    "copy_text": _copy_text,
    "login_url": _not_for_this_bot,
    "switch_inline_query": _not_for_this_bot,
    "switch_inline_query_current_chat": _not_for_this_bot,
    "switch_inline_query_chosen_chat": _not_for_this_bot,
    "callback_game": _not_for_this_bot,
    "pay": _not_for_this_bot,
}
