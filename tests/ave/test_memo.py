"""Everybody who asks the same at once shares one question, and a failure is nobody's answer."""

import asyncio

import pytest

from core.ave.memo import MOST, Memo
from core.errors import MarketUnavailable
from tests.support.ave_clock import JumpingClock


class Well:
    """Answers slowly, and counts."""

    def __init__(self) -> None:
        self.drawn = 0
        self.is_dry = False

    async def draw(self) -> int:
        self.drawn += 1
        drawn = self.drawn
        await asyncio.sleep(0.01)
        if self.is_dry:
            raise MarketUnavailable("timeout")
        return drawn


@pytest.fixture
def well() -> Well:
    return Well()


async def test_many_share_one_question(clock: JumpingClock, well: Well) -> None:
    memo: Memo[int] = Memo(clock, 10)
    assert await asyncio.gather(*(memo.get("k", well.draw) for _ in range(20))) == [1] * 20
    assert await memo.get("other", well.draw) == 2


async def test_who_leaves_does_not_take_the_answer_along(clock: JumpingClock, well: Well) -> None:
    memo: Memo[int] = Memo(clock, 10)
    first, second = (asyncio.create_task(memo.get("k", well.draw)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == 1
    assert well.drawn == 1


async def test_a_failure_is_told_to_all_and_remembered_by_none(clock: JumpingClock, well: Well) -> None:
    memo: Memo[int] = Memo(clock, 10)
    well.is_dry = True
    answers = await asyncio.gather(*(memo.get("k", well.draw) for _ in range(3)), return_exceptions=True)
    assert [type(a) for a in answers] == [MarketUnavailable] * 3
    well.is_dry = False
    assert await memo.get("k", well.draw) == 2


async def test_an_old_answer_serves_only_while_it_may(clock: JumpingClock, well: Well) -> None:
    memo: Memo[int] = Memo(clock, 10, stale=100)
    assert await memo.get("k", well.draw) == 1
    clock.at += 11
    well.is_dry = True
    assert await memo.get("k", well.draw) == 1
    clock.at += 100
    with pytest.raises(MarketUnavailable):
        await memo.get("k", well.draw)


async def test_it_does_not_grow_without_end(clock: JumpingClock) -> None:
    memo: Memo[int] = Memo(clock, 1e9)

    async def answer() -> int:
        return 1

    for key in range(MOST + 50):
        await memo.get(key, answer)
    assert len(memo._answers) == MOST
