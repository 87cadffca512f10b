"""What the library really sends fits the published description of the Bot API."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, InputMediaPhoto, LinkPreviewOptions

from bot.sandbox import Sandbox
from bot.sandbox.client import SandboxPerson
from tests.sandbox.conftest import png
from tests.sandbox.test_semantics import one_button
from tests.support.bot_api_spec import problems, spec_is_there

pytestmark = pytest.mark.skipif(not spec_is_there(), reason="the Bot API description is not beside the project")


async def test_what_the_library_sends_fits_the_description(bot: Bot, sandbox: Sandbox, alice: SandboxPerson) -> None:
    quiet = LinkPreviewOptions(is_disabled=True)
    sent = await bot.send_message(
        alice.id, "<b>x</b>", parse_mode="HTML", reply_markup=one_button(style="primary"), link_preview_options=quiet
    )
    await bot.send_photo(alice.id, png(), caption="chart")
    await bot.edit_message_media(InputMediaPhoto(png(), caption="c"), alice.id, sent.message_id)
    await bot.send_media_group(alice.id, [InputMediaPhoto(png()), InputMediaPhoto(png())])
    await bot.send_document(alice.id, b"a,b", filename="a.csv", reply_markup=one_button())
    await bot.send_chat_action(alice.id, "typing")
    await bot.set_my_commands([BotCommand("start", "Begin")], scope=BotCommandScopeAllPrivateChats())
    await bot.get_updates(allowed_updates=["message", "callback_query"], timeout=0)
    found = [problem for call in sandbox.calls for problem in problems(call.method, call.params)]
    assert found == []
    assert len(sandbox.calls) >= 9


@pytest.mark.parametrize(
    ("method", "params", "problem"),
    [
        ("sendPigeon", {}, "sendPigeon: unknown method"),
        ("sendMessage", {"chat_id": "1"}, "sendMessage: text is required"),
        ("sendMessage", {"chat_id": "1", "text": "x", "txt": "y"}, "sendMessage: unknown parameter txt"),
        ("sendMessage", {"chat_id": "1", "text": "x" * 4097}, "sendMessage.text: 4097 characters, allowed 1-4096"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "x", "disable_notification": "maybe"},
            "sendMessage.disable_notification: 'maybe' is no Boolean",
        ),
        (
            "editMessageText",
            {"chat_id": 1, "message_id": "1", "text": "x", "reply_markup": '{"inline_keyboard": [[{"text": 1}]]}'},
            "editMessageText.reply_markup.inline_keyboard[0][0].text: 1 is no String",
        ),
        (
            "editMessageText",
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": None}]]}},
            "editMessageText.reply_markup.inline_keyboard[0][0].url: null",
        ),
        (
            "sendMessage",
            {
                "chat_id": 1,
                "text": "x",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "я" * 33}]]},
            },
            "sendMessage.reply_markup.inline_keyboard[0][0].callback_data: 66 bytes, allowed 1-64",
        ),
    ],
)
def test_the_check_itself_finds_faults(method: str, params: dict[str, Any], problem: str) -> None:
    assert problem in problems(method, params)
