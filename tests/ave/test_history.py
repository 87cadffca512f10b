"""Closed candles are fetched once, ever; holes are remembered; nothing open is ever kept."""

import asyncio
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ave.cache import DAY, MemoryCache, Series, StoredDay
from core.ave.history import History
from core.ave.points import Page, page_of
from core.ave.units import Urgency
from core.errors import MarketUnavailable
from tests.support.ave_candles import CandleHabits, answer

HOUR = 3_600
MIDNIGHT = 20_000 * DAY
PEPE = Series("eth", "0xpepe", HOUR)


class Exchange:
    """A market that counts what it is asked, with a clock of its own."""

    def __init__(self, *, interval: int = HOUR, missing: frozenset[int] = frozenset(), born: int = 0) -> None:
        self.now = float(MIDNIGHT)
        self.missing = missing
        self.born = born
        self.interval = interval
        self.asked: list[tuple[int, int, int]] = []
        self.habits = CandleHabits()
        self.fails_after: int | None = None

    async def page(self, series: Series, since: int, until: int, limit: int, _: Urgency) -> Page:
        if self.fails_after is not None and len(self.asked) >= self.fails_after:
            raise MarketUnavailable("timeout")
        self.asked.append((series.interval, since, until))
        first = max(self.born, since - 5 * series.interval) // series.interval * series.interval
        opens = range(first, min(until, int(self.now)) + 1, series.interval)
        points = [_row(t, open_now=t + series.interval > self.now) for t in opens if t not in self.missing]
        query = {"interval": "1", "limit": str(limit), "from_time": str(since), "to_time": str(until)}
        return page_of(answer(points, query, self.habits, now=self.now, token_id="t"), series.interval)

    def afford(self, questions: int, urgency: Urgency) -> None:
        """Everything is affordable."""


def _row(time: int, *, open_now: bool) -> dict[str, Any]:
    price = random.Random(time).randrange(1, 1_000)  # noqa: S311 - a price that depends on its time only
    value = str(price / 2 if open_now else price)
    return {"open": value, "high": value, "low": value, "close": value, "volume": "1", "time": time}


def history_of(exchange: Exchange, cache: MemoryCache | None = None) -> History:
    return History(exchange, cache or MemoryCache(), lambda: exchange.now)


async def times(history: History, start: int, end: int, **more: Any) -> list[int]:
    columns = await history.columns(PEPE, start, end, **more)
    for time, price in zip(columns[0], columns[4], strict=True):
        assert price == float(_row(int(time), open_now=False)["close"])
    return [int(time) for time in columns[0]]


async def test_the_same_days_are_asked_for_once() -> None:
    exchange = Exchange()
    history = history_of(exchange)
    exchange.now = MIDNIGHT + 10 * DAY
    wanted = list(range(MIDNIGHT, MIDNIGHT + 5 * DAY, HOUR))
    assert await times(history, MIDNIGHT, MIDNIGHT + 5 * DAY) == wanted
    asked = len(exchange.asked)
    assert await times(history, MIDNIGHT + DAY, MIDNIGHT + 2 * DAY) == wanted[24:48]
    assert await times(history, MIDNIGHT, MIDNIGHT + 5 * DAY) == wanted
    assert len(exchange.asked) == asked == 1


async def test_a_new_process_finds_what_the_last_one_kept() -> None:
    exchange, cache = Exchange(), MemoryCache()
    exchange.now = MIDNIGHT + 10 * DAY
    first = await times(history_of(exchange, cache), MIDNIGHT, MIDNIGHT + 5 * DAY)
    asked = len(exchange.asked)
    assert await times(history_of(exchange, cache), MIDNIGHT, MIDNIGHT + 5 * DAY) == first
    assert len(exchange.asked) == asked


async def test_a_longer_range_fetches_only_what_is_new() -> None:
    exchange = Exchange()
    history = history_of(exchange)
    exchange.now = MIDNIGHT + 30 * DAY
    await times(history, MIDNIGHT + 10 * DAY, MIDNIGHT + 20 * DAY)
    exchange.asked.clear()
    await times(history, MIDNIGHT + 5 * DAY, MIDNIGHT + 20 * DAY)
    assert all(until <= MIDNIGHT + 10 * DAY for _, _, until in exchange.asked)


async def test_the_open_candle_is_never_returned_and_never_kept() -> None:
    exchange = Exchange()
    history = history_of(exchange)
    exchange.now = MIDNIGHT + 5.5 * HOUR
    assert await times(history, MIDNIGHT, MIDNIGHT + DAY) == [MIDNIGHT + h * HOUR for h in range(5)]
    exchange.now = MIDNIGHT + 6 * HOUR
    assert await times(history, MIDNIGHT, MIDNIGHT + DAY) == [MIDNIGHT + h * HOUR for h in range(6)]


async def test_the_unfinished_day_is_fetched_again_only_from_its_last_candle() -> None:
    exchange = Exchange()
    history = history_of(exchange)
    exchange.now = MIDNIGHT + 12 * HOUR
    await times(history, MIDNIGHT, MIDNIGHT + DAY)
    exchange.now += HOUR
    exchange.asked.clear()
    assert len(await times(history, MIDNIGHT, MIDNIGHT + DAY)) == 13
    assert [since for _, since, _ in exchange.asked] == [MIDNIGHT + 10 * HOUR]


async def test_within_one_candle_nothing_is_asked_twice() -> None:
    exchange = Exchange(missing=frozenset({MIDNIGHT + 11 * HOUR}))
    history = history_of(exchange)
    exchange.now = MIDNIGHT + 12 * HOUR + 120
    for _ in range(5):
        assert len(await times(history, MIDNIGHT, MIDNIGHT + DAY)) == 11
        exchange.now += 300
    assert len(exchange.asked) == 1


async def test_a_candle_that_comes_late_is_found_at_the_next_question() -> None:
    late = MIDNIGHT + 11 * HOUR
    exchange = Exchange(missing=frozenset({late}))
    history = history_of(exchange)
    exchange.now = MIDNIGHT + 12 * HOUR + 2
    assert late not in await times(history, MIDNIGHT, MIDNIGHT + DAY)
    exchange.missing = frozenset()
    exchange.now += 10
    assert late in await times(history, MIDNIGHT, MIDNIGHT + DAY)


async def test_a_day_without_trades_is_known_to_be_empty() -> None:
    empty = frozenset(range(MIDNIGHT + DAY, MIDNIGHT + 2 * DAY, HOUR))
    exchange = Exchange(missing=empty)
    history = history_of(exchange)
    exchange.now = MIDNIGHT + 10 * DAY
    found = await times(history, MIDNIGHT, MIDNIGHT + 3 * DAY)
    assert len(found) == 48
    exchange.asked.clear()
    assert await times(history, MIDNIGHT, MIDNIGHT + 3 * DAY) == found
    assert await times(history, MIDNIGHT + DAY, MIDNIGHT + 2 * DAY) == []
    assert exchange.asked == []


async def test_a_day_just_over_may_still_receive_a_late_candle() -> None:
    late = MIDNIGHT + 23 * HOUR
    exchange = Exchange(missing=frozenset({late}))
    history = history_of(exchange)
    exchange.now = MIDNIGHT + DAY + 100
    assert late not in await times(history, MIDNIGHT, MIDNIGHT + DAY)
    exchange.missing = frozenset()
    exchange.now = MIDNIGHT + DAY + 2 * HOUR
    assert late in await times(history, MIDNIGHT, MIDNIGHT + 2 * DAY)


async def test_what_was_paid_for_before_a_failure_is_not_paid_for_again() -> None:
    minutes, exchange = Series("eth", "0xpepe", 60), Exchange()
    history = history_of(exchange)
    exchange.now = MIDNIGHT + 10 * DAY
    exchange.fails_after = 5
    with pytest.raises(MarketUnavailable):
        await history.columns(minutes, MIDNIGHT, MIDNIGHT + 5 * DAY, born=1)
    exchange.fails_after = None
    exchange.asked.clear()
    columns = await history.columns(minutes, MIDNIGHT, MIDNIGHT + 5 * DAY, born=1)
    assert np.array_equal(columns[0], np.arange(MIDNIGHT, MIDNIGHT + 5 * DAY, 60))
    assert len(exchange.asked) <= 5


async def test_two_who_want_the_same_share_one_fetch() -> None:
    exchange = Exchange()
    history = history_of(exchange)
    exchange.now = MIDNIGHT + 10 * DAY
    both = await asyncio.gather(*(times(history, MIDNIGHT, MIDNIGHT + 5 * DAY) for _ in range(2)))
    assert both[0] == both[1]
    assert len(exchange.asked) == 1


async def test_before_the_token_began_nothing_is_asked() -> None:
    born = MIDNIGHT + 300 * DAY
    exchange = Exchange(born=born)
    exchange.now = MIDNIGHT + 310 * DAY
    found = await times(history_of(exchange), MIDNIGHT, MIDNIGHT + 310 * DAY, born=born)
    assert found[0] == born
    assert all(since >= born - 2 * DAY for _, since, _ in exchange.asked)


async def test_where_the_beginning_is_not_known_one_question_finds_it() -> None:
    minutes, born = Series("eth", "0xpepe", 60), MIDNIGHT + 363 * DAY + 500 * 60
    exchange = Exchange(born=born)
    exchange.now = MIDNIGHT + 365 * DAY
    columns = await history_of(exchange).columns(minutes, MIDNIGHT, MIDNIGHT + 365 * DAY)
    assert columns[0, 0] == born
    assert len(exchange.asked) <= 6


async def test_a_day_whose_bytes_are_spoilt_is_fetched_again() -> None:
    exchange, cache = Exchange(), MemoryCache()
    exchange.now = MIDNIGHT + 10 * DAY
    await cache.keep(PEPE, [StoredDay(20_000, b"spoilt", complete=True)])
    assert len(await times(history_of(exchange, cache), MIDNIGHT, MIDNIGHT + DAY)) == 24


@settings(max_examples=150, deadline=None)
@given(
    visits=st.lists(
        st.tuples(st.integers(0, 40 * HOUR), st.integers(-30, 100), st.integers(1, 90)), min_size=1, max_size=8
    ),
    holes=st.frozensets(st.integers(0, 12), max_size=8),
    hours=st.frozensets(st.integers(0, 300), max_size=60),
)
def test_however_it_is_visited_the_candles_are_the_markets(
    visits: list[tuple[int, int, int]], holes: frozenset[int], hours: frozenset[int]
) -> None:
    """Random moments, ranges, empty days and missing hours; each answer equals the market's own list."""
    quiet = {MIDNIGHT + d * DAY + h * HOUR for d in holes for h in range(24)}
    exchange = Exchange(missing=frozenset(quiet | {MIDNIGHT + h * HOUR for h in hours}), born=MIDNIGHT)
    history = history_of(exchange)

    async def visit() -> None:
        for later, begins, length in visits:
            exchange.now += later
            start = MIDNIGHT + begins * HOUR
            end = start + length * HOUR
            closed = [t for t in range(max(start, MIDNIGHT), end, HOUR) if t + HOUR <= min(end, exchange.now)]
            assert await times(history, start, end) == [t for t in closed if t not in exchange.missing]

    asyncio.run(visit())
