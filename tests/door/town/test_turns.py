"""Turns and taps: in which order, how soon, how often, and what a person is told when something breaks."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from core.answers import Answer, Context, Option, Stage
from storage.store import PeeweeStore
from tests.door.town.updates import settled
from tests.support.town import SEED, Persona, Town, town, workers_busy


@asynccontextmanager
async def database_busy(home: Town, seconds: float) -> AsyncIterator[None]:
    """Another program writes to the database for a while."""
    store = home.product.desk.store
    assert isinstance(store, PeeweeStore)
    with sqlite3.connect(store._file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        asyncio.get_running_loop().call_later(seconds, other.rollback)
        yield
        while other.in_transaction:  # noqa: ASYNC110 - the timer above ends it
            await asyncio.sleep(0.02)


async def test_one_person_is_answered_in_order_and_others_meanwhile(
    home_town: Town, alice: Persona, bob: Persona
) -> None:
    await alice.saves(SEED)
    async with workers_busy(home_town, 0.8):
        await alice.taps("30 d")
        await alice.sees("Running")
        await alice.says("/help")
        await alice.says("/bots")
        began = time.monotonic()
        await bob.says("/help")
        await bob.sees("What I understand")
        assert time.monotonic() - began < 0.6
        await alice.never_sees("Your bots")
    await alice.sees("Your bots")
    last = [message for message in await alice.messages() if message["from_bot"]][-3:]
    assert last[0]["file"]
    assert "What I understand" in last[1]["text"]
    assert "Your bots" in last[2]["text"]


async def test_a_tap_that_has_to_wait_its_turn_is_answered_within_a_second(home_town: Town, alice: Persona) -> None:
    await alice.saves(SEED)
    menu = await alice.sees("Saved in")
    async with workers_busy(home_town, 0.9):
        await alice.taps("30 d")
        await alice.sees("Running")
        began = time.monotonic()
        assert await alice.tap_data(menu["id"], "v1:help") == "Still at it – one moment."
        assert time.monotonic() - began < 1.0
        await alice.never_sees("What I understand")
    await alice.sees("What I understand")


async def test_a_tap_is_answered_within_a_second_when_the_database_is_busy(home_town: Town, alice: Persona) -> None:
    await alice.saves(SEED)
    menu = await alice.sees("Saved in")
    bot_id = next(b["callback_data"] for row in menu["keyboard"] for b in row).split(":")[2]
    async with database_busy(home_town, 0.8):
        began = time.monotonic()
        assert await alice.tap_data(menu["id"], f"v1:select:{bot_id}") == "Still at it – one moment."
        assert time.monotonic() - began < 1.0
    await alice.sees("PEPE dip")


async def test_a_lone_toast_that_comes_too_late_is_said_aloud(home_town: Town, alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.taps("7 d")
    photo = await alice.sees_photo("7 days")
    run_id = next(b["callback_data"] for row in photo["keyboard"] for b in row).split(":")[2]
    async with database_busy(home_town, 0.8):
        assert await alice.tap_data(photo["id"], f"v1:stop:{run_id}") == "Still at it – one moment."
    await alice.sees("It runs no more")


async def test_the_same_button_tapped_twice_at_work_is_answered_and_carried_out_once(
    home_town: Town, alice: Persona
) -> None:
    await alice.saves(SEED)
    menu = await alice.sees("Saved in")
    data = menu["keyboard"][0][0]["callback_data"]
    async with workers_busy(home_town, 0.5):
        first = asyncio.create_task(alice.tap_data(menu["id"], data))
        await asyncio.sleep(0.1)
        assert await alice.tap_data(menu["id"], data) == "Still at it – one moment."
        await first
    await alice.sees_photo()
    pictures = [message for message in await alice.messages() if message["file"]]
    assert len(pictures) == 1


async def test_a_tap_whose_answer_came_too_late_is_no_fault(
    home_town: Town, alice: Persona, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.sandbox.chats.ANSWER_SECONDS", 0.0)
    before = len(home_town.sandbox.calls)
    tap = home_town.sandbox.world.tap(home_town.sandbox.world.chats[alice.id], 1, "v1:help")
    await alice.sees("What I understand")
    refused = [c for c in home_town.sandbox.calls[before:] if c.method == "answerCallbackQuery"]
    assert [(call.params["callback_query_id"], call.status) for call in refused] == [(tap.id, 400)]
    assert not [r for r in caplog.records if r.levelno >= logging.WARNING and r.name.startswith("bot")]


@pytest.mark.usefixtures("faulty")
async def test_a_fault_of_ours_is_told_in_one_line_with_the_code_the_log_has(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with town(tmp_path) as home, home.persona("Alice") as alice:
        await alice.says("/start")
        await alice.sees("Tap an example")
        with sqlite3.connect(tmp_path / "app.db") as other:
            other.execute("ALTER TABLE users RENAME TO lost")
        await alice.says("/help")
        await alice.sees("I could not write that down just now")
        for _ in range(3):
            await alice.block()
            await alice.unblock()
        await alice.sees("Something went wrong on our side")
        await settled(home.sandbox)
        told = [m["text"] for m in await alice.messages() if "Something went wrong" in m["text"]]
        logged = [record for record in caplog.records if record.name == "bot.app"]
        assert len(told) == 1
        assert len(logged) == 6
        codes = {record.getMessage().split()[1].rstrip(":") for record in logged}
        assert len(codes & set(told[0].replace(")", " ").split())) == 1
        with sqlite3.connect(tmp_path / "app.db") as other:
            other.execute("ALTER TABLE lost RENAME TO users")


class ThoughtlessDesigner:
    """A designer that fails in a way nobody foresaw, or asks with a button that has no name."""

    offline = True

    async def propose(self, text: str, context: Context) -> Answer:
        del context
        if text == "divide":
            raise ZeroDivisionError(text)
        return Answer("ask", None, missing=("amount",), reply="Which?", options=(Option("", "x"),))

    async def steps(self, text: str, context: Context) -> AsyncGenerator[Stage | Answer, None]:
        yield await self.propose(text, context)

    def stop(self, person_id: str | None = None) -> bool:
        return person_id is None


@pytest.mark.usefixtures("faulty")
async def test_an_error_in_a_turn_is_told_with_its_code_and_the_next_turn_goes_on(
    home_town: Town, alice: Persona, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = home_town.product.desk.chat
    monkeypatch.setattr(chat, "_services", replace(chat._services, designer=ThoughtlessDesigner()))
    for text, logger in (("divide", "core.chat.front"), ("ask me", "bot.app")):
        caplog.clear()
        await alice.says(text)
        told = await alice.sees("Something went wrong on our side (error ")
        [logged] = [r for r in caplog.records if r.levelno >= logging.ERROR and r.name == logger]
        assert logged.getMessage().split()[1].rstrip(":") in told["text"]
        assert "ZeroDivision" not in told["text"]
    await alice.says("/help")
    await alice.sees("What I understand")
