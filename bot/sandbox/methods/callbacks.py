"""Answers to taps: the toast, the alert, or just the end of the spinner."""

from __future__ import annotations

from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.registry import bot_method
from bot.sandbox.world import World

_MAX_TOAST = 200


@bot_method("answerCallbackQuery")
async def answer_callback_query(world: World, params: Params) -> bool:
    found = world.find_tap(params.text("callback_query_id"))
    if found is None or not found[1].can_be_answered():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text, url = params.text("text"), params.text("url")
    if len(text) > _MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not url.startswith((f"https://t.me/{world.profile.username}?", "tg://")):
        raise bad_request("URL_INVALID")
    chat, tap = found
    tap.answered, tap.text, tap.alert, tap.url = True, text, params.flag("show_alert"), url
    world.touch(chat)
    return True
