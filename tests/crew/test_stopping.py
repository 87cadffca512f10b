"""Stop, a closed door, a deadline: the request is gone within a tenth of a second and nothing follows it."""

import asyncio
import time

import pytest

from core.designer import notes
from tests.crew.conftest import House, until
from tests.crew.scripts import EXPLAINED, SENTENCE, answers, strategy
from tests.support.model_server import Step

SLOW = Step(tool=strategy(), delay=5)
AT_ONCE = 0.1


async def test_a_cancelled_message_closes_its_request_at_once(house: House) -> None:
    house.server.script = answers(SLOW)
    alice = house.talker()
    work = asyncio.create_task(alice.says(SENTENCE))
    await until(lambda: house.server.live == 1)
    began = time.monotonic()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    await until(lambda: house.server.live == 0)
    assert time.monotonic() - began < AT_ONCE
    assert house.server.log[0].aborted
    assert house.usages[-1].outcome == "cancelled"
    await asyncio.sleep(0.3)
    assert len(house.server.log) == 1, "the rest of the crew stays silent"


async def test_stop_ends_the_turn_with_a_word_and_changes_nothing(house: House) -> None:
    house.server.script = answers(SLOW)
    designer = house.designer()
    alice = house.talker(designer=designer)
    work = asyncio.create_task(alice.says(SENTENCE))
    await until(lambda: house.server.live == 1)
    began = time.monotonic()
    assert designer.stop("alice")
    answer = await work
    assert time.monotonic() - began < AT_ONCE
    assert (answer.status, answer.reply, answer.strategy) == ("chat", notes.stopped(), None)
    assert not designer.stop("alice")


async def test_stop_while_explaining_drops_the_whole_turn(house: House) -> None:
    house.server.script = answers(strategy(), explained=Step(text=EXPLAINED, delay=5))
    designer = house.designer()
    work = asyncio.create_task(house.talker(designer=designer).says(SENTENCE))
    await until(lambda: len(house.server.log) == 2 and house.server.live == 1)
    designer.stop("alice")
    assert (await work).reply == notes.stopped()


async def test_stopping_one_person_leaves_the_other_alone(house: House) -> None:
    house.server.script = answers(Step(tool=strategy(), delay=0.3))
    designer = house.designer()
    alice = asyncio.create_task(house.talker("alice", designer=designer).says(SENTENCE))
    bob = asyncio.create_task(house.talker("bob", designer=designer).says(SENTENCE))
    await until(lambda: house.server.live == 2)
    designer.stop("alice")
    assert (await alice).reply == notes.stopped()
    assert (await bob).status == "ok"


async def test_who_waits_for_a_turn_can_be_stopped_too(house: House) -> None:
    house.server.script = answers(SLOW)
    designer = house.designer(crews_at_once=1)
    first = asyncio.create_task(house.talker("alice", designer=designer).says(SENTENCE))
    await until(lambda: house.server.live == 1)
    second = asyncio.create_task(house.talker("bob", designer=designer).says(SENTENCE))
    await asyncio.sleep(0.05)
    began = time.monotonic()
    designer.stop()
    answers_ = await asyncio.gather(first, second)
    assert [answer.reply for answer in answers_] == [notes.stopped()] * 2
    assert time.monotonic() - began < AT_ONCE
    assert len(house.server.log) == 1


async def test_who_only_waits_is_gone_at_once_and_the_other_goes_on(house: House) -> None:
    house.server.script = answers(Step(tool=strategy(), delay=0.5))
    designer = house.designer(crews_at_once=1)
    first = asyncio.create_task(house.talker("alice", designer=designer).says(SENTENCE))
    await until(lambda: house.server.live == 1)
    second = asyncio.create_task(house.talker("bob", designer=designer).says(SENTENCE))
    await asyncio.sleep(0.05)
    began = time.monotonic()
    assert designer.stop("bob")
    assert (await second).reply == notes.stopped()
    assert time.monotonic() - began < AT_ONCE
    assert (await first).status == "ok"


async def test_closing_ends_what_is_under_way(house: House) -> None:
    house.server.script = answers(SLOW)
    designer = house.designer()
    work = asyncio.create_task(house.talker(designer=designer).says(SENTENCE))
    await until(lambda: house.server.live == 1)
    began = time.monotonic()
    await designer.close()
    assert (await work).reply == notes.stopped()
    assert time.monotonic() - began < AT_ONCE


async def test_the_steps_of_a_turn_come_one_by_one_and_the_answer_last(house: House) -> None:
    house.server.script = answers(strategy())
    steps = [step async for step in house.designer().steps(SENTENCE, house.talker().context)]
    assert steps[:-1] == ["designing", "explaining"]
    assert getattr(steps[-1], "status", None) == "ok"


async def test_leaving_the_steps_early_cancels_the_work(house: House) -> None:
    house.server.script = answers(SLOW)
    steps = house.designer().steps(SENTENCE, house.talker().context)
    assert await anext(steps) == "designing"
    await until(lambda: house.server.live == 1)
    await steps.aclose()
    await until(lambda: house.server.live == 0, seconds=AT_ONCE)
