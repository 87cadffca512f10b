"""Closed candles are kept for everybody: what was complete stays, what was begun is replaced."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from core.ave.cache import DAY, Series, StoredDay, packed, unpacked
from core.trading.candles import Floats
from storage import maintenance
from storage.store import PeeweeStore

PEPE = Series("eth", "0x6982508145454ce325ddbe47a25d4ec3d2311933", 60)
DOGE = Series("bsc", "0xba2ae424d960c26247dd6c32edc70b295c744c43", 60)


def minutes(day: int, n: int = 1_440, price: float = 1.2e-5) -> Floats:
    time = day * DAY + 60.0 * np.arange(n)
    column = np.full(n, price)
    return np.stack([time, column, column, column, column, np.arange(n, dtype=np.float64)])


def a_day(day: int, n: int = 1_440, *, price: float = 1.2e-5) -> StoredDay:
    return StoredDay(day, packed(minutes(day, n, price)), n == 1_440, "pair-1")


async def test_days_come_back_as_they_were_kept(store: PeeweeStore) -> None:
    await store.keep(PEPE, [a_day(20_000), a_day(20_001, 17)])
    kept = await store.days(PEPE, 19_990, 20_010)
    assert list(kept) == [20_000, 20_001]
    assert kept[20_000] == a_day(20_000)
    columns = unpacked(kept[20_001], 60)
    assert columns is not None
    assert columns.tolist() == minutes(20_001, 17).tolist()


async def test_a_day_without_candles_is_known_to_be_empty(store: PeeweeStore) -> None:
    await store.keep(PEPE, [StoredDay(20_000, b"", complete=True)])
    kept = (await store.days(PEPE, 20_000, 20_000))[20_000]
    assert (kept.block, kept.complete) == (b"", True)


async def test_a_begun_day_grows_and_a_complete_one_never_shrinks(store: PeeweeStore) -> None:
    await store.keep(PEPE, [a_day(20_000, 10)])
    await store.keep(PEPE, [a_day(20_000, 20)])
    assert (await store.days(PEPE, 20_000, 20_000))[20_000] == a_day(20_000, 20)
    await store.keep(PEPE, [a_day(20_000)])
    await store.keep(PEPE, [a_day(20_000, 30)])
    assert (await store.days(PEPE, 20_000, 20_000))[20_000] == a_day(20_000)
    await store.keep(PEPE, [a_day(20_000, price=2e-5)])
    assert (await store.days(PEPE, 20_000, 20_000))[20_000] == a_day(20_000, price=2e-5)


async def test_series_do_not_mix(store: PeeweeStore) -> None:
    hourly = Series(PEPE.chain, PEPE.address, 3_600)
    await store.keep(PEPE, [a_day(20_000)])
    assert await store.days(DOGE, 0, 30_000) == {}
    assert await store.days(hourly, 0, 30_000) == {}


async def test_a_year_of_minutes_is_kept_and_read(store: PeeweeStore) -> None:
    await store.keep(PEPE, [a_day(20_000 + i) for i in range(365)])
    kept = await store.days(PEPE, 20_000, 20_364)
    columns = [unpacked(day, 60) for day in kept.values()]
    assert sum(c.shape[1] for c in columns if c is not None) == 525_600


@pytest.mark.parametrize("damage", [b"12345", packed(minutes(5))])
async def test_damaged_candles_are_found_by_the_check(tmp_path: Path, damage: bytes) -> None:
    address = f"sqlite:///{tmp_path / 'app.db'}"
    opened = PeeweeStore.open(address)
    await opened.keep(PEPE, [a_day(20_000), a_day(20_001)])
    await opened.close()
    assert maintenance.check(address) == []
    with closing(sqlite3.connect(tmp_path / "app.db")) as connection:
        connection.execute("UPDATE candle_days SET block = ? WHERE day = 20001", (damage,))
        connection.commit()
    (finding,) = maintenance.check(address)
    assert "day 20001, are damaged" in finding
