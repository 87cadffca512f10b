"""Updates of every kind: who is answered, in which order, how soon, and what happens when something breaks."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import build
from bot.polling import polling
from bot.sandbox import Sandbox
from bot.sandbox.entities import Json
from core.answers import Answer, Context, Option
from core.backtests import Backtests
from core.chat.front import Chat
from core.chat.turn import Services
from core.demo_market import DemoMarket
from core.desk import Desk
from core.replies import Reply, notice_json
from core.workers import Workers
from storage.store import PeeweeStore, utc_now
from tests.support.town import Persona, Town, town

SEED = "buy PEPE when it drops 5% in an hour, stop 3, target 10"
GROUP = {"id": -1001, "type": "supergroup", "title": "Friends"}
PRIVATE = {"id": 77_001, "type": "private", "first_name": "Zoe"}
ZOE = {"id": 77_001, "is_bot": False, "first_name": "Zoe"}
BOT = {"id": 1, "is_bot": True, "first_name": "Randebu", "username": "randebu_sandbox_bot"}
NO_USER = {"message_id": 5, "date": 1_700_000_000}
STICKER = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512}
STICKER |= {"is_animated": False, "is_video": False}
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}


@pytest.fixture(scope="module")
async def home_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.outbox.LOOK_EVERY", 0.1)
        async with town(tmp_path_factory.mktemp("town")) as running:
            yield running


@pytest.fixture
async def alice(home_town: Town) -> AsyncIterator[Persona]:
    async with home_town.persona("Alice") as persona:
        await persona.says("/start")
        await persona.sees("Tap an example")
        yield persona


@pytest.fixture
async def bob(home_town: Town) -> AsyncIterator[Persona]:
    async with home_town.persona("Bob") as persona:
        await persona.says("/start")
        await persona.sees("Tap an example")
        yield persona


@pytest.fixture
def faulty() -> None:
    """Something is meant to break."""


@pytest.fixture(autouse=True)
def _nothing_breaks(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "faulty" not in request.fixturenames:
        assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def message_of(somebody: Persona, **content: object) -> Json:
    chat = {"id": somebody.id, "type": "private", "first_name": somebody.first_name}
    user = {"id": somebody.id, "is_bot": False, "first_name": somebody.first_name}
    return {**NO_USER, "chat": chat, "from": user, **content}


def comes(sandbox: Sandbox, kind: str, content: Json) -> None:
    """An update of this kind arrives, whether or not the bot asked for its kind."""
    sandbox.world.updates.kinds |= {kind}
    sandbox.world.updates.add(kind, content)


async def settled(sandbox: Sandbox) -> None:
    """Everything that came was fetched and is answered."""
    for _ in range(100):
        await asyncio.sleep(0.02)
        if not sandbox.world.updates.pending:
            break
    await asyncio.sleep(0.2)


def asked(sandbox: Sandbox, method: str) -> list[Json]:
    return [call.params for call in sandbox.calls if call.method.lower() == method.lower()]


@asynccontextmanager
async def workers_busy(home: Town, seconds: float) -> AsyncIterator[None]:
    """All workers have something else to do for a while, so that a backtest takes its time."""
    work = [asyncio.create_task(home.product.workers.run(time.sleep, seconds)) for _ in range(2)]
    await asyncio.sleep(0.05)
    yield
    await asyncio.gather(*work)


@asynccontextmanager
async def database_busy(home: Town, seconds: float) -> AsyncIterator[None]:
    """Another program writes to the database for a while."""
    store = home.product.desk.store
    assert isinstance(store, PeeweeStore)
    with sqlite3.connect(store._file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        asyncio.get_running_loop().call_later(seconds, other.rollback)
        yield
        await asyncio.sleep(seconds)


async def test_a_group_is_left(home_town: Town) -> None:
    sandbox = home_town.sandbox
    members: Json = {"old_chat_member": {"status": "left", "user": BOT}}
    members |= {"new_chat_member": {"status": "member", "user": BOT}}
    comes(sandbox, "my_chat_member", {"chat": GROUP, "from": ZOE, "date": 1_700_000_000, **members})
    comes(sandbox, "message", {**NO_USER, "chat": {**GROUP, "id": -1002}, "from": ZOE, "text": "/start"})
    comes(sandbox, "channel_post", {**NO_USER, "chat": {"id": -1003, "type": "channel", "title": "News"}, "text": "x"})
    await settled(sandbox)
    assert {str(params["chat_id"]) for params in asked(sandbox, "leaveChat")} == {"-1001", "-1002", "-1003"}
    assert not [params for params in asked(sandbox, "sendMessage") if str(params["chat_id"]) in ("-1001", "77001")]


async def test_a_group_that_threw_the_bot_out_is_not_left_again(home_town: Town) -> None:
    change = {"old_chat_member": {"status": "member", "user": BOT}, "new_chat_member": {"status": "left", "user": BOT}}
    comes(
        home_town.sandbox,
        "my_chat_member",
        {"chat": {**GROUP, "id": -1004}, "from": ZOE, "date": 1_700_000_000, **change},
    )
    await settled(home_town.sandbox)
    assert "-1004" not in {str(params["chat_id"]) for params in asked(home_town.sandbox, "leaveChat")}


async def test_other_bots_edits_and_notes_of_telegram_are_passed_over(home_town: Town, alice: Persona) -> None:
    sandbox, before = home_town.sandbox, len(await alice.messages())
    robot = {"id": alice.id, "is_bot": True, "first_name": "Robot"}
    comes(sandbox, "message", {**message_of(alice, text="/help"), "from": robot})
    comes(sandbox, "edited_message", message_of(alice, text="/help", edit_date=1_700_000_001))
    comes(sandbox, "message", message_of(alice, pinned_message=message_of(alice, text="x")))
    comes(sandbox, "message", message_of(alice, message_auto_delete_timer_changed={"message_auto_delete_time": 60}))
    comes(sandbox, "message", {**NO_USER, "chat": PRIVATE, "text": "nobody said this"})
    comes(sandbox, "poll_answer", {"poll_id": "1", "option_ids": [], "option_persistent_ids": []})
    await settled(sandbox)
    assert len(await alice.messages()) == before


@pytest.mark.parametrize(
    "content", [{"sticker": STICKER}, {"voice": VOICE}, {"location": {"longitude": 1, "latitude": 2}}]
)
async def test_what_cannot_be_read_is_answered(home_town: Town, alice: Persona, content: Json) -> None:
    comes(home_town.sandbox, "message", message_of(alice, **content))
    await alice.sees("I can read text only")


async def test_what_stands_under_a_picture_is_read(alice: Persona) -> None:
    await alice.send_file(b"a,b", "chart.csv", caption=SEED)
    await alice.sees("not saved yet", "PEPE drops 5% in 1h")


async def test_a_tap_on_a_message_that_is_not_here_shows_its_answer_here(home_town: Town, alice: Persona) -> None:
    user = message_of(alice)["from"]
    elsewhere = {**NO_USER, "chat": GROUP, "from": BOT, "text": "Forwarded"}
    query = {"id": "1", "from": user, "chat_instance": "1", "data": "v1:help"}
    comes(home_town.sandbox, "callback_query", {**query, "message": {"chat": GROUP, "message_id": 9, "date": 0}})
    comes(home_town.sandbox, "callback_query", {**query, "id": "2", "message": elsewhere})
    comes(home_town.sandbox, "callback_query", {**query, "id": "3", "inline_message_id": "77"})
    await alice.wait_for(lambda chat: sum("What I understand" in m["text"] for m in chat["messages"]) == 3)
    answered = {params["callback_query_id"] for params in asked(home_town.sandbox, "answerCallbackQuery")}
    assert {"1", "2", "3"} <= answered


async def test_who_blocks_the_bot_gets_nothing_until_they_come_back(home_town: Town, alice: Persona) -> None:
    store = home_town.product.desk.store
    person = await store.person_by_telegram(alice.id, name="Alice", language="en")
    await alice.block()
    await settled(home_town.sandbox)
    sent = len(asked(home_town.sandbox, "sendMessage"))
    await store.add_notice(person.id, f"{person.id}-1", notice_json(Reply("While you were away")))
    await asyncio.sleep(0.4)
    assert len(asked(home_town.sandbox, "sendMessage")) == sent
    await alice.unblock()
    await alice.sees("While you were away")


async def test_start_brings_back_who_was_out_of_reach(home_town: Town, alice: Persona) -> None:
    store = home_town.product.desk.store
    person = await store.person_by_telegram(alice.id, name="Alice", language="en")
    await store.set_reachable(alice.id, reachable=False)
    await store.add_notice(person.id, f"{person.id}-2", notice_json(Reply("You are back")))
    await asyncio.sleep(0.4)
    await alice.never_sees("You are back")
    await alice.says("/start")
    await alice.sees("You are back")


async def test_one_person_is_answered_in_order_and_others_meanwhile(
    home_town: Town, alice: Persona, bob: Persona
) -> None:
    await alice.saves(SEED)
    async with workers_busy(home_town, 1.0):
        await alice.taps("30 d")
        await alice.sees("Running")
        await alice.says("/help")
        await alice.says("/bots")
        began = time.monotonic()
        await bob.says("/help")
        await bob.sees("What I understand")
        assert time.monotonic() - began < 0.7
        await alice.never_sees("Your bots")
    await alice.sees("Your bots")
    last = [message for message in await alice.messages() if message["from_bot"]][-3:]
    assert last[0]["file"]
    assert "What I understand" in last[1]["text"]
    assert "Your bots" in last[2]["text"]


async def test_a_tap_that_has_to_wait_its_turn_is_answered_within_a_second(home_town: Town, alice: Persona) -> None:
    await alice.saves(SEED)
    menu = await alice.sees("Saved in")
    async with workers_busy(home_town, 1.2):
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
    async with database_busy(home_town, 1.0):
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

    async def propose(self, text: str, context: Context) -> Answer:
        del context
        if text == "divide":
            raise ZeroDivisionError(text)
        return Answer("ask", None, missing=("amount",), reply="Which?", options=(Option("", "x"),))


@asynccontextmanager
async def thoughtless_town(directory: Path) -> AsyncIterator[Sandbox]:
    store, workers, market = PeeweeStore.open(f"sqlite:///{directory / 'app.db'}"), Workers(), DemoMarket()
    backtests = Backtests(store, market, workers, utc_now)
    desk = Desk(Chat(Services(store, ThoughtlessDesigner(), market, backtests)), backtests, store)
    async with Sandbox.open() as sandbox:
        async with polling(build(desk, token=sandbox.token, api_base=sandbox.api_base)):
            yield sandbox
        await store.close()


@pytest.mark.usefixtures("faulty")
async def test_an_error_in_a_turn_is_told_with_its_code_and_the_next_turn_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with thoughtless_town(tmp_path) as sandbox, await Persona.join(sandbox.url) as alice:
        for text, logger in (("divide", "core.chat.front"), ("ask me", "bot.app")):
            caplog.clear()
            await alice.send(text)
            told = await alice.sees("Something went wrong on our side (error ")
            [logged] = [r for r in caplog.records if r.levelno >= logging.ERROR and r.name == logger]
            assert logged.getMessage().split()[1].rstrip(":") in told["text"]
            assert "ZeroDivision" not in told["text"]
        await alice.send("/help")
        await alice.sees("What I understand")
