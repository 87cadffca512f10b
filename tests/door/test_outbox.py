"""Notices reach their people: in order, at a pace Telegram takes, after whatever went wrong, and not twice."""

import asyncio
import os
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot import outbox
from bot.outbox import CHAT_EVERY, PER_SECOND, Outbox
from bot.sandbox import Sandbox
from bot.sandbox.chats import Person
from core.replies import Button, Reply, Tap, notice_json
from storage.store import PeeweeStore, utc_now
from tests.door.conftest import bot_on
from tests.door.line import Line, line_to
from tests.support.town import Persona

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[PeeweeStore]:
    ready = PeeweeStore.open(f"sqlite:///{tmp_path / 'app.db'}")
    yield ready
    await ready.close()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks often, rests little, and begins with a short wait after a failure."""
    monkeypatch.setattr(outbox, "LOOK_EVERY", 0.02)
    monkeypatch.setattr(outbox, "CHAT_EVERY", 0.05)
    monkeypatch.setattr(outbox, "FIRST_WAIT", 0.1)


@asynccontextmanager
async def delivering(bot: Bot, store: PeeweeStore) -> AsyncIterator["asyncio.Task[None]"]:
    """An outbox at work, ended in good order."""
    task = asyncio.create_task(Outbox(bot, store, utc_now).run())
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def queue(store: PeeweeStore, telegram_id: int, *texts: str) -> None:
    person = await store.person_by_telegram(telegram_id, name="Somebody", language="en")
    for text in texts:
        await store.add_notice(person.id, f"{telegram_id}-{text}", notice_json(Reply(text)))


async def until(condition: Callable[[], bool], *, within: float = 8.0) -> None:
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110 - what is waited for happens on the other side of a wire
            await asyncio.sleep(0.02)


async def texts(alice: Persona) -> list[str]:
    return [message["text"] for message in await alice.messages() if message["from_bot"]]


def states(file: Path) -> list[tuple[str, int]]:
    with sqlite3.connect(file) as database:
        return list(database.execute("SELECT state, attempts FROM notices ORDER BY id"))


async def test_one_chat_gets_its_notices_in_order_and_one_a_second(
    bot: Bot, line: Line, store: PeeweeStore, alice: Persona, sandbox: Sandbox, tmp_path: Path
) -> None:
    sandbox.trouble.pacing = True
    await queue(store, alice.id, "One", "Two")
    async with delivering(bot, store):
        await alice.sees("Two")
    assert await texts(alice) == ["One", "Two"]
    assert all(later - earlier >= CHAT_EVERY for earlier, later in pairwise(line.times("sendMessage")))
    assert states(tmp_path / "app.db") == [("sent", 1)] * 2
    assert {call.status for call in sandbox.calls} == {200}


async def test_many_chats_get_theirs_no_faster_than_telegram_takes(
    bot: Bot, line: Line, store: PeeweeStore, sandbox: Sandbox
) -> None:
    sandbox.trouble.pacing = True
    for number in range(30):
        sandbox.world.join(Person(5_000 + number, "Somebody")).opened = True
        await queue(store, 5_000 + number, "Hello")
    async with delivering(bot, store):
        await until(lambda: len(line.times("sendMessage")) == 30)
        await asyncio.sleep(0.2)
    at = line.times("sendMessage")
    assert at[-1] - at[0] >= 29 / PER_SECOND - 0.1
    assert max(sum(0 <= other - one < 1 for other in at) for one in at) <= PER_SECOND + 2
    assert at[-1] - at[0] < 4
    assert {call.status for call in sandbox.calls if call.method == "sendMessage"} == {200}


@pytest.mark.usefixtures("hasty")
async def test_a_flood_is_waited_out_and_nothing_overtakes(
    bot: Bot, line: Line, store: PeeweeStore, alice: Persona, sandbox: Sandbox
) -> None:
    sandbox.trouble.kind, sandbox.trouble.retry_after, sandbox.trouble.times = "flood", 1, 1
    await queue(store, alice.id, "One", "Two")
    async with delivering(bot, store):
        await until(lambda: len(line.times("sendMessage")) == 1)
        sandbox.world.join(Person(5_000, "Bob")).opened = True
        await queue(store, 5_000, "Meanwhile")
        await until(lambda: len(line.times("sendMessage")) == 2, within=0.8)
        await queue(store, alice.id, "Three")
        await alice.sees("Two")
    assert await texts(alice) == ["One", "Two"]
    refused, meanwhile, again, _ = line.times("sendMessage")
    assert again - refused >= 1.0
    assert meanwhile - refused < 0.9


@pytest.mark.usefixtures("hasty")
async def test_the_waits_between_tries_grow(
    bot: Bot, line: Line, store: PeeweeStore, alice: Persona, sandbox: Sandbox, tmp_path: Path
) -> None:
    sandbox.trouble.kind, sandbox.trouble.times = "bad_gateway", 3
    await queue(store, alice.id, "One", "Two")
    async with delivering(bot, store):
        await alice.sees("Two")
    assert await texts(alice) == ["One", "Two"]
    first, second, third, fourth, _ = line.times("sendMessage")
    assert second - first == pytest.approx(0.1, abs=0.09)
    assert third - second == pytest.approx(0.2, abs=0.1)
    assert fourth - third == pytest.approx(0.4, abs=0.15)
    assert states(tmp_path / "app.db") == [("sent", 4), ("sent", 1)]


@pytest.mark.usefixtures("hasty")
async def test_what_nobody_can_read_is_given_up_and_keeps_nothing_else_back(
    bot: Bot, store: PeeweeStore, alice: Persona, tmp_path: Path
) -> None:
    person = await store.person_by_telegram(alice.id, name="Alice", language="en")
    nameless, colon = Button("", Tap("home")), Button("Home", Tap("a:b"))
    broken: list[dict[str, Any]] = [{"text": "no rows"}, {"rows": []}, {"text": None, "rows": 3}]
    refused = [notice_json(Reply("x", ((button,),))) for button in (nameless, colon)]
    for number, reply in enumerate([*broken, *refused]):
        await store.add_notice(person.id, f"broken-{number}", reply)
    await queue(store, alice.id, "Sound")
    async with delivering(bot, store):
        await alice.sees("Sound")
        await until(lambda: states(tmp_path / "app.db")[-1][0] == "sent")
    assert states(tmp_path / "app.db") == [("failed", 1)] * 5 + [("sent", 1)]


@pytest.mark.usefixtures("hasty")
async def test_who_blocked_the_bot_is_passed_over_until_they_are_back(
    bot: Bot, line: Line, store: PeeweeStore, alice: Persona, tmp_path: Path
) -> None:
    await alice.block()
    await queue(store, alice.id, "One", "Two")
    async with delivering(bot, store):
        await until(lambda: len(line.times("sendMessage")) == 1)
        await asyncio.sleep(0.3)
        assert len(line.times("sendMessage")) == 1
        assert states(tmp_path / "app.db") == [("queued", 0)] * 2
        await alice.unblock()
        await store.set_reachable(alice.id, reachable=True)
        await alice.sees("Two")
    assert await texts(alice) == ["One", "Two"]


@pytest.mark.usefixtures("hasty")
async def test_a_database_that_is_away_is_waited_for(
    bot: Bot, store: PeeweeStore, alice: Persona, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await queue(store, alice.id, "One")
    with sqlite3.connect(tmp_path / "app.db", isolation_level=None) as other:
        other.execute("ALTER TABLE notices RENAME TO away")
        async with delivering(bot, store):
            await asyncio.sleep(0.3)
            assert await texts(alice) == []
            other.execute("ALTER TABLE away RENAME TO notices")
            await alice.sees("One")
    assert [r.levelname for r in caplog.records if "notices wait" in r.getMessage()] == ["WARNING"]


@pytest.mark.usefixtures("hasty")
async def test_what_was_sent_but_could_not_be_written_down_is_not_sent_again(
    bot: Bot, line: Line, store: PeeweeStore, alice: Persona, tmp_path: Path
) -> None:
    await queue(store, alice.id, "One", "Two")
    line.answer_late["sendMessage"] = 0.15
    with sqlite3.connect(tmp_path / "app.db", isolation_level=None) as other:
        async with delivering(bot, store):
            await alice.sees("One")
            other.execute("ALTER TABLE notices RENAME TO away")
            await asyncio.sleep(0.5)
            other.execute("ALTER TABLE away RENAME TO notices")
            await alice.sees("Two")
            await until(lambda: states(tmp_path / "app.db") == [("sent", 1)] * 2)
    assert await texts(alice) == ["One", "Two"]


async def test_an_orderly_end_waits_for_the_answer_and_never_sends_twice(
    sandbox: Sandbox, store: PeeweeStore, alice: Persona
) -> None:
    await queue(store, alice.id, "One", "Two")
    async with line_to(sandbox) as line, bot_on(line.api_base, sandbox.token, patience=5.0) as bot:
        line.answer_late["sendMessage"] = 0.6
        async with delivering(bot, store):
            await alice.sees("One")
        line.answer_late.clear()
        async with delivering(bot, store):
            await alice.sees("Two")
    assert await texts(alice) == ["One", "Two"]


async def test_an_end_does_not_wait_for_ever(
    sandbox: Sandbox, store: PeeweeStore, alice: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "LEAVE_WITHIN", 0.5)
    await queue(store, alice.id, "One")
    async with line_to(sandbox) as line, bot_on(line.api_base, sandbox.token, patience=30.0) as bot:
        line.answer_lost["sendMessage"] = 1
        async with delivering(bot, store):
            await alice.sees("One")
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 1.5


async def test_a_kill_between_sending_and_writing_down_sends_at_most_one_again(
    sandbox: Sandbox, line: Line, store: PeeweeStore, alice: Persona, tmp_path: Path
) -> None:
    await queue(store, alice.id, "One", "Two")
    line.answer_late["sendMessage"] = 3.0
    command = [sys.executable, "-m", "tests.door.outbox_process", f"sqlite:///{tmp_path / 'app.db'}", line.api_base]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment)
    await alice.sees("One", within=20)
    process.kill()
    await process.wait()
    line.answer_late.clear()
    async with line_to(sandbox) as other, bot_on(other.api_base, sandbox.token) as bot, delivering(bot, store):
        await alice.sees("Two")
    assert await texts(alice) in (["One", "Two"], ["One", "One", "Two"])
