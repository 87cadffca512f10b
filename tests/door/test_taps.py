"""A tap is answered once: with its toast when that comes soon, else with a word that it takes a moment."""

import asyncio
import logging

import pytest
from telegram import Bot, CallbackQuery, User

from bot.sandbox import Sandbox
from bot.sandbox.entities import Json
from bot.taps import TOAST_MOST, TOAST_WITHIN, Taps
from core.wording.language import speaking
from core.wording.talk import still_at_it
from tests.support.town import Persona


def tap_of(sandbox: Sandbox, alice: Persona, bot: Bot, *, language: str = "en") -> CallbackQuery:
    """She taps, and the bot hears of it."""
    tap = sandbox.world.tap(sandbox.world.chats[alice.id], 1, "v1:help")
    query = CallbackQuery(tap.id, User(alice.id, "Alice", False, language_code=language), "1")
    query.set_bot(bot)
    return query


async def answer_to(alice: Persona, query: CallbackQuery) -> Json:
    state = await alice.wait_for(
        lambda chat: [tap for tap in chat["taps"] if tap["id"] == query.id and tap["answered"]]
    )
    found: Json = next(tap for tap in state["taps"] if tap["id"] == query.id)
    return found


async def test_a_toast_is_shown_over_the_button(bot: Bot, sandbox: Sandbox, alice: Persona) -> None:
    taps, query = Taps(), tap_of(sandbox, alice, bot)
    taps.came(query)
    assert await taps.answer(bot, query.id, "Saved")
    assert (await answer_to(alice, query))["text"] == "Saved"


async def test_a_toast_is_never_longer_than_telegram_takes(bot: Bot, sandbox: Sandbox, alice: Persona) -> None:
    taps, query = Taps(), tap_of(sandbox, alice, bot)
    taps.came(query)
    await taps.answer(bot, query.id, "x" * 500)
    assert (await answer_to(alice, query))["text"] == "x" * (TOAST_MOST - 1) + "…"


async def test_a_tap_is_answered_only_once(bot: Bot, sandbox: Sandbox, alice: Persona) -> None:
    taps, query = Taps(), tap_of(sandbox, alice, bot)
    taps.came(query)
    assert await taps.answer(bot, query.id)
    assert not await taps.answer(bot, query.id, "Too late")
    await asyncio.sleep(TOAST_WITHIN + 0.2)
    assert [call.status for call in sandbox.calls if call.method == "answerCallbackQuery"] == [200]


async def test_a_toast_that_does_not_come_is_not_waited_for(bot: Bot, sandbox: Sandbox, alice: Persona) -> None:
    taps, query = Taps(), tap_of(sandbox, alice, bot)
    taps.came(query)
    assert (await answer_to(alice, query))["text"] == "Still at it – one moment."
    assert not await taps.answer(bot, query.id, "Too late")


async def test_the_word_that_it_takes_a_moment_is_in_the_language_of_the_phone(
    bot: Bot, sandbox: Sandbox, alice: Persona
) -> None:
    taps, query = Taps(), tap_of(sandbox, alice, bot, language="es-MX")
    taps.came(query)
    with speaking("es"):
        spanish = still_at_it()
    assert spanish != still_at_it()
    assert (await answer_to(alice, query))["text"] == spanish


async def test_telegram_being_unwell_is_no_fault_of_the_tap(
    bot: Bot, sandbox: Sandbox, alice: Persona, caplog: pytest.LogCaptureFixture
) -> None:
    taps, query = Taps(), tap_of(sandbox, alice, bot)
    taps.came(query)
    sandbox.trouble.kind, sandbox.trouble.times = "bad_gateway", 1
    assert await taps.answer(bot, query.id, "Saved")
    assert [record.levelno for record in caplog.records if record.name == "bot.taps"] == [logging.WARNING]
