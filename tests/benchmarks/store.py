"""How long a year of stored one-minute candles takes from the database to columns."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import numpy as np

from core.ave.cache import DAY, Series, StoredDay, packed, unpacked_days
from storage.store import PeeweeStore
from tests.benchmarks.registry import Line

SERIES = Series("eth", "0x6982508145454ce325ddbe47a25d4ec3d2311933", 60)
FIRST, DAYS, ROUNDS = 20_000, 365, 9


def lines() -> Iterator[Line]:
    """All lines of this part."""
    with tempfile.TemporaryDirectory() as home:
        took = asyncio.run(_measured(Path(home)))
    yield Line("a year of stored 1-minute candles to columns", 1_000 * median(took), "ms", 30)


async def _measured(home: Path) -> list[float]:
    store = PeeweeStore.open(f"sqlite:///{home / 'app.db'}")
    try:
        await store.keep(SERIES, [_day(FIRST + i) for i in range(DAYS)])
        return [await _read(store) for _ in range(ROUNDS)]
    finally:
        await store.close()


async def _read(store: PeeweeStore) -> float:
    began = time.perf_counter()
    columns = unpacked_days(await store.days(SERIES, FIRST, FIRST + DAYS), SERIES.interval)
    took = time.perf_counter() - began
    if columns is None or columns.shape != (6, 525_600):
        raise RuntimeError("the year did not come back whole")
    return took


def _day(day: int) -> StoredDay:
    price = np.linspace(1.0e-5, 1.3e-5, 1_440)
    rows = [day * DAY + 60.0 * np.arange(1_440), price, price, price, price, np.arange(1_440.0)]
    return StoredDay(day, packed(np.stack(rows)), complete=True)
