"""Replies when Telegram says no, later, or nothing; and what is shown while they take their time."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, TimedOut

from bot.render import Screen
from bot.sandbox import Sandbox
from bot.sandbox.client import is_typing
from core.replies import Attachment, Button, Reply, Tap
from tests.door.conftest import bot_on, said
from tests.door.line import Line, line_to
from tests.door.replies import FILE, PICTURE, ROWS, from_bot, texts
from tests.support.town import Persona


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before what failed is tried again."""
    monkeypatch.setattr("bot.render.FIRST_PAUSE", 0.05)


async def test_a_flood_is_waited_for_the_order_kept_and_nobody_else_stopped(
    bot: Bot, alice: Persona, sandbox: Sandbox
) -> None:
    async with await Persona.join(sandbox.url, first_name="Bob") as bob:
        await bob.send("/start")
        sandbox.trouble.kind, sandbox.trouble.retry_after, sandbox.trouble.times = "flood", 1, 1
        began = time.monotonic()
        waiting = asyncio.create_task(Screen(bot, alice.id).play(said([Reply("One"), Reply("Two"), Reply("Three")])))
        await asyncio.sleep(0.1)
        await Screen(bot, bob.id).show(Reply("Hello"))
        assert time.monotonic() - began < 0.6
        await waiting
    assert 1.0 <= time.monotonic() - began < 1.6
    assert await texts(alice) == ["One", "Two", "Three"]


async def test_a_bad_gateway_is_tried_again(bot: Bot, alice: Persona, sandbox: Sandbox) -> None:
    sandbox.trouble.kind, sandbox.trouble.times = "bad_gateway", 1
    await Screen(bot, alice.id).show(Reply("One"))
    assert await texts(alice) == ["One"]


async def test_what_fails_for_good_is_raised_after_a_few_tries(
    bot: Bot, alice: Persona, line: Line, sandbox: Sandbox
) -> None:
    sandbox.trouble.kind = "bad_gateway"
    with pytest.raises(NetworkError):
        await Screen(bot, alice.id).show(Reply("One"))
    assert len(line.times("sendMessage")) == 4


@pytest.mark.parametrize("reply", [Reply("One"), Reply("One", attachment=PICTURE), Reply("One", attachment=FILE)])
async def test_a_send_that_was_not_answered_may_have_arrived_and_is_not_sent_again(
    bot: Bot, alice: Persona, line: Line, reply: Reply
) -> None:
    kind = reply.attachment.kind.title() if reply.attachment else "Message"
    line.answer_lost[f"send{kind}"] = 1
    with pytest.raises(TimedOut):
        await Screen(bot, alice.id).show(reply)
    await asyncio.sleep(0.2)
    assert await texts(alice) == ["One"]
    assert len(line.times(f"send{kind}")) == 1


async def test_an_unanswered_send_does_not_hold_up_what_comes_after(bot: Bot, alice: Persona, line: Line) -> None:
    line.answer_lost["sendMessage"] = 1
    steps = [Reply("Running", ROWS), Reply("Done", ROWS, PICTURE, replaces=True)]
    await Screen(bot, alice.id).play(said(steps))
    assert await texts(alice) == ["Running", "Done"]


async def test_an_edit_that_was_not_answered_is_simply_made_again(bot: Bot, alice: Persona, line: Line) -> None:
    line.answer_lost["editMessageText"] = 1
    await Screen(bot, alice.id).play(said([Reply("One"), Reply("Two", replaces=True), Reply("Three", replaces=True)]))
    assert await texts(alice) == ["Three"]


async def test_a_dead_line_is_tried_again(alice: Persona, sandbox: Sandbox) -> None:
    async with line_to(sandbox) as line:
        other = bot_on(line.api_base, sandbox.token)
        await other.initialize()
    port = int(line.api_base.rpartition(":")[2])
    sending = asyncio.create_task(Screen(other, alice.id).show(Reply("One")))
    await asyncio.sleep(0.1)
    assert await texts(alice) == []
    async with line_to(sandbox, port):
        await sending
        await other.shutdown()
    assert await texts(alice) == ["One"]


@pytest.mark.parametrize("attachment", [None, PICTURE, FILE])
@pytest.mark.parametrize("replaces", [False, True])
async def test_our_own_broken_html_is_shown_as_plain_text_and_logged_as_a_fault(
    bot: Bot, alice: Persona, caplog: pytest.LogCaptureFixture, attachment: Attachment | None, *, replaces: bool
) -> None:
    broken = Reply("rsi < 30 & <b>bold", ROWS, attachment, replaces=replaces)
    await Screen(bot, alice.id).play(said([Reply("Before"), broken]))
    *_, shown = await from_bot(alice)
    assert shown["text"] == "rsi < 30 & bold"
    assert shown["keyboard"]
    assert len(await from_bot(alice)) == (1 if replaces and attachment is not FILE else 2)
    faults = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.name for record in faults] == ["bot.render"]


async def test_typing_shows_after_a_moment_and_while_the_work_lasts(
    bot: Bot, alice: Persona, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.render.TYPING_EVERY", 0.3)

    async def steps() -> AsyncGenerator[Reply, None]:
        await asyncio.sleep(1.2)
        yield Reply("Done")

    began = time.monotonic()
    work = asyncio.create_task(Screen(bot, alice.id).play(steps()))
    await alice.wait_for(is_typing)
    assert 0.6 < time.monotonic() - began < 1.2
    await work
    await asyncio.sleep(0.4)
    assert len(line.times("sendChatAction")) >= 2
    assert max(line.times("sendChatAction")) < line.times("sendMessage")[0]


async def test_what_is_quick_shows_no_typing(bot: Bot, alice: Persona, line: Line) -> None:
    await Screen(bot, alice.id).play(said([Reply("One"), Reply("Two")]))
    assert line.times("sendChatAction") == []


async def test_a_picture_on_its_way_shows_as_one(
    bot: Bot, alice: Persona, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.render.TYPING_AFTER", 0.1)
    line.answer_late["sendPhoto"] = 0.2
    await Screen(bot, alice.id).play(said([Reply("One", attachment=PICTURE)]))
    assert b"upload_photo" in next(asked.body for asked in line.asked if asked.method == "sendChatAction")


async def test_many_steps_are_shown_at_the_pace_telegram_takes(
    bot: Bot, alice: Persona, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pacing.STEPS_WITHIN", 0.6)  # instead of 3 s

    async def steps() -> AsyncGenerator[Reply, None]:
        yield Reply("Step 0")
        for number in range(1, 30):
            yield Reply(f"Step {number}", replaces=True)
            await asyncio.sleep(0.03)
        yield Reply("Done", ROWS, replaces=True)

    began = time.monotonic()
    await Screen(bot, alice.id).play(steps())
    *edits, result = line.times("editMessageText")
    assert await texts(alice) == ["Done"]
    assert 4 <= len(edits) <= (result - began) / 0.2 + 3
    assert result - edits[-1] < 0.6
    assert all(later - earlier > 0.5 for earlier, later in zip(edits, edits[3:], strict=False))


async def test_a_step_that_cannot_be_shown_does_not_keep_the_result_back(
    bot: Bot, alice: Persona, sandbox: Sandbox
) -> None:
    steps = [Reply("x" * 10, ((Button("y" * 9, Tap("z")),) * 9,) * 20), Reply("Done", ROWS)]
    await Screen(bot, alice.id).play(said(steps))
    assert await texts(alice) == ["Done"]
    assert [call.status for call in sandbox.calls if call.method == "sendMessage"] == [400, 200]


async def test_what_the_last_reply_fails_at_is_raised(bot: Bot, alice: Persona) -> None:
    with pytest.raises(BadRequest):
        await Screen(bot, alice.id).play(said([Reply("One"), Reply("Two", ((Button("", Tap("z")),),))]))


async def test_who_blocks_the_bot_hears_no_more_but_the_work_comes_to_its_end(
    bot: Bot, alice: Persona, line: Line
) -> None:
    ended = []

    async def steps() -> AsyncGenerator[Reply, None]:
        for number in range(4):
            yield Reply(f"Step {number}")
        ended.append(True)

    await alice.block()
    with pytest.raises(Forbidden):
        await Screen(bot, alice.id).play(steps())
    assert ended
    assert len(line.times("sendMessage")) == 1
