"""Whatever the market does at the ends of an answer: no candle is lost, none comes twice."""

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ave.paging import Pager, calls_for, windows
from core.ave.points import Page, page_of
from core.errors import MarketUnavailable
from tests.support.ave_candles import CandleHabits, answer

STEP = 3_600
ORIGIN = 1_700_000_000 // STEP * STEP
habits = st.builds(
    CandleHabits,
    from_inclusive=st.booleans(),
    to_inclusive=st.booleans(),
    cut=st.sampled_from(["old", "new"]),
    cap=st.integers(4, 12),
    extra=st.integers(0, 3),
    doubled=st.booleans(),
    backwards=st.booleans(),
    bare=st.booleans(),
)


def row(time: int, price: int = 1) -> dict[str, Any]:
    value = str(price)
    return {"open": value, "high": value, "low": value, "close": value, "volume": "3", "time": time}


@settings(max_examples=300, deadline=None)
@given(
    traded=st.tuples(*[st.binary(min_size=15, max_size=15)] * 2),
    habit=habits,
    window=st.integers(1, 18),
    begins=st.integers(-5, 60),
    length=st.integers(1, 90),
)
def test_every_candle_of_the_range_comes_once(
    traded: tuple[bytes, bytes], habit: CandleHabits, window: int, begins: int, length: int
) -> None:
    """`traded` are the hours with trades as bits, the two together about three in four."""
    hours = int.from_bytes(traded[0]) | int.from_bytes(traded[1])
    market = [row(ORIGIN + i * STEP, i + 1) for i in range(120) if hours >> i & 1]
    first, last = ORIGIN + begins * STEP, ORIGIN + (begins + length - 1) * STEP

    async def ask(since: int, until: int, limit: int) -> Page:
        query = {"interval": "60", "limit": str(limit), "from_time": str(since), "to_time": str(until)}
        return page_of(answer(market, query, habit, now=ORIGIN + 200 * STEP, token_id="t-eth"), STEP)

    async def fetch() -> list[int]:
        pager = Pager(STEP, window=window, limit=window + 2)
        pager.fullest = 4
        found = [stretch async for stretch in pager.stretches(ask, first, last)]
        assert all(s.lo <= time <= s.hi for s in found for time in s.points)
        return [time for stretch in found[::-1] for time in sorted(stretch.points)]

    assert asyncio.run(fetch()) == [r["time"] for r in market if first <= r["time"] <= last]


async def test_a_dense_market_costs_no_question_more_than_its_windows() -> None:
    market = [row(ORIGIN + i * STEP) for i in range(3_000)]
    asked: list[int] = []

    async def ask(since: int, until: int, limit: int) -> Page:
        asked.append(since)
        query = {"interval": "60", "limit": str(limit), "from_time": str(since), "to_time": str(until)}
        return page_of(answer(market, query, CandleHabits(extra=1), now=0, token_id="t"), STEP)

    pager = Pager(STEP)
    found = [s async for s in pager.stretches(ask, ORIGIN, ORIGIN + 2_699 * STEP)]
    assert sum(len(s.points) for s in found) == 2_700
    assert len(asked) == 3 == calls_for(2_700)


async def test_an_answer_about_other_times_is_not_taken_for_silence() -> None:
    async def ask(*_: int) -> Page:
        return page_of([row(ORIGIN + 500 * STEP)], STEP)

    with pytest.raises(MarketUnavailable, match="range"):
        [s async for s in Pager(STEP).stretches(ask, ORIGIN, ORIGIN + 10 * STEP)]


@given(first=st.integers(-50, 50), candles=st.integers(1, 500), size=st.integers(1, 70))
def test_windows_cover_the_range_without_a_gap(first: int, candles: int, size: int) -> None:
    last = first + candles - 1
    parts = list(windows(first, last, 1, size))[::-1]
    assert [time for lo, hi in parts for time in range(lo, hi + 1)] == list(range(first, last + 1))
    assert all(hi - lo < size for lo, hi in parts)


GOOD = row(ORIGIN, 5)


@pytest.mark.parametrize(
    "change",
    [
        {"open": None},
        {"close": "--"},
        {"high": "NaN"},
        {"low": "0"},
        {"low": "-1"},
        {"close": "Infinity"},
        {"open": {}},
        {"time": None},
        {"time": "soon"},
        {"time": ORIGIN + 1},
        {"time": -1},
    ],
)
def test_a_row_that_cannot_be_a_candle_is_left_out(change: dict[str, Any]) -> None:
    assert page_of([GOOD | change], STEP).points == ()


@pytest.mark.parametrize("data", [None, [], {}, {"points": None}, {"points": "x"}, "text", 7, {"points": [None, 3]}])
def test_an_answer_without_candles_has_none(data: object) -> None:
    assert page_of(data, STEP).points == ()


def test_odd_but_usable_rows_are_mended() -> None:
    odd = {"open": 12, "high": "10", "low": " 9.5 ", "close": "11", "volume": "--", "time": str(ORIGIN)}
    assert page_of([odd], STEP).points == ((ORIGIN, 12.0, 12.0, 9.5, 11.0, 0.0),)
    assert page_of([GOOD | {"time": ORIGIN * 1_000}], STEP).points[0][0] == ORIGIN
