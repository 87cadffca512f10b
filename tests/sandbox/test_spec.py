"""What the library really sends fits the published description of the Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, InputMediaPhoto, LinkPreviewOptions
from telegram.ext import Defaults, ExtBot

from bot.sandbox import Sandbox
from bot.sandbox.client import SandboxPerson
from tests.sandbox.conftest import png
from tests.sandbox.test_semantics import one_button
from tests.support.bot_api_spec import NOT_THERE, faults, problems, spec_is_there

pytestmark = pytest.mark.skipif(not spec_is_there(), reason=NOT_THERE)


QUIET = LinkPreviewOptions(is_disabled=True)


@pytest.fixture(params=[None, Defaults(parse_mode="HTML", link_preview_options=QUIET)], ids=["plain", "with defaults"])
async def any_bot(
    request: pytest.FixtureRequest, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with ExtBot(sandbox.token, base_url=f"{sandbox.api_base}/bot", defaults=request.param) as ready:
        yield ready


async def test_what_the_library_sends_fits_the_description(
    any_bot: Bot, sandbox: Sandbox, alice: SandboxPerson
) -> None:
    bot, markup = any_bot, one_button(style="primary")
    sent = await bot.send_message(
        alice.id, "<b>x</b>", parse_mode="HTML", reply_markup=markup, link_preview_options=QUIET
    )
    await bot.edit_message_text("<b>y</b>", alice.id, sent.message_id, reply_markup=markup)
    await bot.edit_message_reply_markup(alice.id, sent.message_id)
    await bot.send_photo(alice.id, png(), caption="chart")
    await bot.edit_message_media(InputMediaPhoto(png(), caption="c"), alice.id, sent.message_id)
    await bot.send_media_group(alice.id, [InputMediaPhoto(png()), InputMediaPhoto(png())])
    await bot.send_document(alice.id, b"a,b", filename="a.csv", reply_markup=one_button())
    await bot.send_chat_action(alice.id, "typing")
    await bot.set_my_commands([BotCommand("start", "Begin")], scope=BotCommandScopeAllPrivateChats())
    await bot.get_updates(allowed_updates=["message", "callback_query"], timeout=0)
    assert faults(sandbox.calls) == []
    assert len(sandbox.calls) >= 11


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
        ("sendMessage", {"chat_id": "1", "text": "<b></b>", "parse_mode": "HTML"}, "sendMessage.text: 0 characters"),
        ("deleteMessages", {"chat_id": "1", "message_ids": "[]"}, "deleteMessages.message_ids: 0 identifiers"),
        (
            "sendMediaGroup",
            {"chat_id": "1", "media": '[{"type": "photo", "media": "attach://a"}]', "a": "<upload>"},
            "sendMediaGroup.media: 1 items, allowed 2-10",
        ),
        ("sendPhoto", {"chat_id": "1", "photo": "attach://a"}, "sendPhoto: attach://a did not come along"),
        (
            "setMyCommands",
            {"commands": "[]", "scope": {"type": "everybody"}},
            "setMyCommands.scope.type: 'everybody' must be default",
        ),
        ("sendMessage", {"chat_id": True, "text": "x"}, "sendMessage.chat_id: True is no Integer"),
    ],
)
def test_the_check_itself_finds_faults(method: str, params: dict[str, Any], problem: str) -> None:
    assert any(found.startswith(problem) for found in problems(method, params))


@pytest.mark.parametrize("flag", ["true", "1", "false", "0", True])
def test_flags_may_come_as_words_or_digits(flag: Any) -> None:
    assert problems("sendMessage", {"chat_id": "1", "text": "x", "disable_notification": flag}) == []


def test_lengths_count_after_parsing() -> None:
    assert problems("sendMessage", {"chat_id": 1, "text": "<b>x</b>" * 4096, "parse_mode": "HTML"}) == []
