"""Edits in place, with everything Telegram refuses about them."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from bot.sandbox.chats import Chat, Message
from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.markup import Markup, inline_markup
from bot.sandbox.methods.media import input_media
from bot.sandbox.params import Params
from bot.sandbox.registry import bot_method
from bot.sandbox.texts import caption_text, message_text
from bot.sandbox.world import World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


@bot_method("editMessageText")
async def edit_message_text(world: World, params: Params) -> Json:
    text, markup = message_text(params, too_long="MESSAGE_TOO_LONG"), _keyboard(params)
    chat, message = _editable(world, params)
    if message.file:
        raise bad_request("there is no text in the message to edit")
    return _apply(world, chat, message, content=text, markup=markup)


@bot_method("editMessageCaption")
async def edit_message_caption(world: World, params: Params) -> Json:
    caption, markup = caption_text(params, too_long="MEDIA_CAPTION_TOO_LONG"), _keyboard(params)
    chat, message = _editable(world, params)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    return _apply(world, chat, message, content=caption, markup=markup)


@bot_method("editMessageReplyMarkup")
async def edit_message_reply_markup(world: World, params: Params) -> Json:
    markup = _keyboard(params)
    chat, message = _editable(world, params)
    return _apply(world, chat, message, markup=markup)


@bot_method("editMessageMedia")
async def edit_message_media(world: World, params: Params) -> Json:
    """Replace a file, or turn a text message into one with a file."""
    media, markup = params.decoded("media", "media"), _keyboard(params)
    chat, message = _editable(world, params)
    file, caption = input_media(world, params, media)
    if message.album and message.file and message.file.kind != file.kind:
        raise bad_request("message can't be edited: it must stay of the kind of its album")
    return _apply(world, chat, message, content=caption, file=file, markup=markup)


def _keyboard(params: Params) -> Markup | None:
    keyboard = inline_markup(params)
    return Markup("inline", keyboard) if keyboard else None


def _editable(world: World, params: Params) -> tuple[Chat, Message]:
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = world.chat_for_bot(params)
    message_id = params.integer("message_id")
    if message_id == 0:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.can_be_edited:
        raise bad_request("message can't be edited")
    return chat, message


def _apply(world: World, chat: Chat, message: Message, **changes: Any) -> Json:
    edited = replace(message, **changes)
    if edited == message:
        raise bad_request(_NOT_MODIFIED)
    if (edited.content, edited.file) != (message.content, message.file):
        edited = replace(edited, edit_date=int(time.time()))
    edited = world.post(chat, replace(edited, edits=message.edits + 1))
    return world.message_json(chat, edited)
