"""Messages the bot sends: text, typing, drafts."""

from __future__ import annotations

import time
from typing import Any

from bot.sandbox.chats import DRAFT_SECONDS, TYPING_SECONDS, Chat, Message, StoredFile
from bot.sandbox.entities import FormattedText, Json
from bot.sandbox.errors import bad_request
from bot.sandbox.markup import Markup, reply_markup
from bot.sandbox.params import Params, whole_number
from bot.sandbox.registry import bot_method
from bot.sandbox.texts import MAX_TEXT, message_text, parsed
from bot.sandbox.world import World

_ACTIONS = (
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
)


@bot_method("sendMessage")
async def send_message(world: World, params: Params) -> Json:
    text, markup = message_text(params), reply_markup(params)
    chat = world.chat_for_bot(params)
    return world.message_json(chat, post(world, chat, params, content=text, markup=markup))


@bot_method("sendChatAction")
async def send_chat_action(world: World, params: Params) -> bool:
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.chat_for_bot(params)
    chat.action, chat.action_until = action, time.time() + TYPING_SECONDS
    world.touch(chat)
    return True


@bot_method("sendMessageDraft")
async def send_message_draft(world: World, params: Params) -> bool:
    draft = parsed(params.text("text"), params.text("parse_mode"), params.decoded("entities", "entities"))
    if len(draft.text) > MAX_TEXT:
        raise bad_request("message is too long")
    if params.integer("draft_id") == 0:
        raise bad_request("RANDOM_ID_INVALID")
    chat = world.chat_for_bot(params)
    chat.draft, chat.draft_until = draft, time.time() + DRAFT_SECONDS
    world.touch(chat)
    return True


def post(
    world: World,
    chat: Chat,
    params: Params,
    *,
    content: FormattedText,
    markup: Markup | None = None,
    file: StoredFile | None = None,
    album: str | None = None,
) -> Message:
    """Put a message of the bot into the chat, with what every sending method has in common."""
    message = Message(
        id=world.next_message_id(),
        from_bot=True,
        date=int(time.time()),
        content=content,
        file=file,
        markup=markup,
        album=album,
        silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
        reply_to=_replied(chat, params),
    )
    chat.settle(markup)
    return world.post(chat, message)


def _replied(chat: Chat, params: Params) -> int | None:
    reply: Any = params.decoded("reply_parameters", "reply parameters") or {}
    if not isinstance(reply, dict):
        raise bad_request("can't parse reply parameters: Object expected")
    message_id = whole_number(reply.get("message_id") or params.integer("reply_to_message_id"))
    if message_id in chat.messages:
        return message_id
    optional = reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if message_id and not optional:
        raise bad_request("message to be replied not found")
    return None
