"""What any store of closed candles must do: each implementation goes through all of this.

A new one adds its maker to MAKERS; nothing here knows how it keeps things.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import numpy as np
import pytest

from core.ave.cache import DAY, CandleCache, MemoryCache, Series, StoredDay, packed, unpacked
from core.trading.candles import Floats

PEPE = Series("eth", "0x6982508145454ce325ddbe47a25d4ec3d2311933", 3_600)
MONDAY = 20_000


@asynccontextmanager
async def in_memory() -> AsyncIterator[CandleCache]:
    yield MemoryCache()


MAKERS: list[Callable[[], AbstractAsyncContextManager[CandleCache]]] = [in_memory]


@pytest.fixture(params=MAKERS)
async def cache(request: pytest.FixtureRequest) -> AsyncIterator[CandleCache]:
    async with request.param() as ready:
        yield ready


def block(day: int, *hours: int, price: float = 1.18e-5) -> Floats:
    times = [day * DAY + hour * 3_600 for hour in hours]
    return np.array([times, *([price + h for h in hours] for _ in range(4)), [float(h) for h in hours]], dtype=float)


def day_of(day: int, *hours: int, complete: bool = True, pair: str = "0xpair-eth") -> StoredDay:
    return StoredDay(day, packed(block(day, *hours)), complete=complete, pair=pair)


async def test_nothing_is_known_at_first(cache: CandleCache) -> None:
    assert dict(await cache.days(PEPE, MONDAY, MONDAY + 400)) == {}


async def test_days_come_back_to_the_last_bit(cache: CandleCache) -> None:
    kept = [day_of(MONDAY, 0, 5, 23), day_of(MONDAY + 1, *range(24))]
    await cache.keep(PEPE, kept)
    assert dict(await cache.days(PEPE, MONDAY, MONDAY + 1)) == {MONDAY: kept[0], MONDAY + 1: kept[1]}
    found = (await cache.days(PEPE, MONDAY, MONDAY))[MONDAY]
    columns = unpacked(found, 3_600)
    assert columns is not None
    assert np.array_equal(columns, block(MONDAY, 0, 5, 23))


async def test_an_empty_day_is_known_empty(cache: CandleCache) -> None:
    await cache.keep(PEPE, [StoredDay(MONDAY, b"", complete=True)])
    assert (await cache.days(PEPE, MONDAY, MONDAY))[MONDAY] == StoredDay(MONDAY, b"", complete=True, pair="")


async def test_only_the_days_asked_for_come(cache: CandleCache) -> None:
    await cache.keep(PEPE, [day_of(MONDAY + i, 1) for i in range(10)])
    assert sorted(await cache.days(PEPE, MONDAY + 3, MONDAY + 5)) == [MONDAY + 3, MONDAY + 4, MONDAY + 5]
    assert dict(await cache.days(PEPE, MONDAY + 20, MONDAY + 30)) == {}


async def test_an_unfinished_day_grows_and_is_finished(cache: CandleCache) -> None:
    await cache.keep(PEPE, [day_of(MONDAY, 0, complete=False)])
    await cache.keep(PEPE, [day_of(MONDAY, 0, 1, complete=False)])
    assert (await cache.days(PEPE, MONDAY, MONDAY))[MONDAY] == day_of(MONDAY, 0, 1, complete=False)
    await cache.keep(PEPE, [day_of(MONDAY, 0, 1, 2)])
    assert (await cache.days(PEPE, MONDAY, MONDAY))[MONDAY].complete


async def test_a_finished_day_is_never_undone(cache: CandleCache) -> None:
    await cache.keep(PEPE, [day_of(MONDAY, 0, 1, 2)])
    await cache.keep(PEPE, [day_of(MONDAY, 0, complete=False)])
    assert (await cache.days(PEPE, MONDAY, MONDAY))[MONDAY] == day_of(MONDAY, 0, 1, 2)


@pytest.mark.parametrize(
    "other",
    [
        Series("bsc", PEPE.address, 3_600),
        Series("eth", "0x" + "1" * 40, 3_600),
        Series("eth", PEPE.address, 60),
        Series("eth", PEPE.address.upper(), 3_600),
    ],
)
async def test_series_do_not_mix(cache: CandleCache, other: Series) -> None:
    await cache.keep(PEPE, [day_of(MONDAY, 1)])
    await cache.keep(other, [day_of(MONDAY, 2)])
    assert (await cache.days(PEPE, MONDAY, MONDAY))[MONDAY] == day_of(MONDAY, 1)
    assert (await cache.days(other, MONDAY, MONDAY))[MONDAY] == day_of(MONDAY, 2)


async def test_keeping_nothing_is_fine(cache: CandleCache) -> None:
    await cache.keep(PEPE, [])
    assert dict(await cache.days(PEPE, 0, 100_000)) == {}


async def test_a_year_of_minutes_fits(cache: CandleCache) -> None:
    minutes = Series("eth", PEPE.address, 60)
    whole = np.vstack([np.arange(1_440) * 60.0, np.ones((5, 1_440))])
    days = [
        StoredDay(d, packed(whole + np.array([[d * DAY], *[[0.0]] * 5])), complete=True)
        for d in range(MONDAY, MONDAY + 365)
    ]
    await cache.keep(minutes, days)
    assert len(await cache.days(minutes, MONDAY, MONDAY + 364)) == 365


@pytest.mark.parametrize(
    "bad",
    [
        b"x",
        packed(block(MONDAY, 1, 2))[:-8],
        packed(block(MONDAY, 2, 1)),
        packed(block(MONDAY, 1, 1)),
        packed(block(MONDAY + 1, 1)),
        packed(block(MONDAY, 1) * np.array([[1.0], [np.nan], *[[1.0]] * 4])),
        packed(block(MONDAY, 1) * np.array([[1.0], [-1.0], *[[1.0]] * 4])),
        packed(block(MONDAY, 1) + np.array([[7.0], *[[0.0]] * 5])),
    ],
)
def test_bytes_that_cannot_be_a_day_are_not_believed(bad: bytes) -> None:
    assert unpacked(StoredDay(MONDAY, bad, complete=True), 3_600) is None


def test_a_day_of_hours_takes_48_bytes_each() -> None:
    assert len(packed(block(MONDAY, *range(24)))) == 24 * 48
