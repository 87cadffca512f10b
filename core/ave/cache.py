"""Closed candles are fetched once, ever: what a store must offer for that, how days are packed, one store in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from core.trading.candles import Floats, Ints

DAY = 86_400
ROWS = 6
"""time, open, high, low, close, volume."""


@dataclass(frozen=True, slots=True)
class Series:
    """The candles of one contract and length: what everything is kept under."""

    chain: str
    address: str
    """In its one writing, lower case on EVM chains (see `core.ave.addresses.key`)."""
    interval: int
    """Seconds."""


@dataclass(frozen=True, slots=True)
class StoredDay:
    """The closed candles that open within one UTC day.

    `block` is one C-ordered little-endian float64 array of six rows (time, open, high, low, close, volume); b"" is a
    day without any candle. `complete`: nothing can be added any more, so that an empty complete day is known empty.
    """

    day: int
    """Days since the Unix epoch."""
    block: bytes
    complete: bool
    pair: str = ""
    """The market's id of the pair they are of: it may change, and prices jump then."""


class CandleCache(Protocol):
    """Keeps days of candles. Each method is one transaction; either may raise StoreError."""

    async def days(self, series: Series, first: int, last: int) -> Mapping[int, StoredDay]:
        """What is kept of the days `first` … `last` (both included), by day; a day that is not kept is absent."""
        ...

    async def keep(self, series: Series, days: Iterable[StoredDay]) -> None:
        """Keep these days; a day that is kept already is replaced, but a complete one never by an incomplete one."""
        ...


class MemoryCache:
    """Keeps them as long as the process lives."""

    def __init__(self) -> None:
        self._days: dict[tuple[Series, int], StoredDay] = {}

    async def days(self, series: Series, first: int, last: int) -> Mapping[int, StoredDay]:
        """See `CandleCache.days`."""
        kept = ((day, self._days.get((series, day))) for day in range(first, last + 1))
        return {day: of for day, of in kept if of is not None}

    async def keep(self, series: Series, days: Iterable[StoredDay]) -> None:
        """See `CandleCache.keep`."""
        for each in days:
            known = self._days.get((series, each.day))
            if known is None or each.complete or not known.complete:
                self._days[series, each.day] = each


def packed(columns: Floats) -> bytes:
    """The bytes of a block of six rows; b"" of none."""
    return np.ascontiguousarray(columns, dtype="<f8").tobytes() if columns.size else b""


def unpacked(stored: StoredDay, interval: int) -> Floats | None:
    """The block of a stored day, or None where its bytes cannot be what was once kept: it is fetched again then."""
    return unpacked_days({stored.day: stored}, interval)


def unpacked_days(kept: Mapping[int, StoredDay], interval: int) -> Floats | None:
    """The blocks of all these days side by side, oldest first; None where one cannot be what was once kept."""
    days = [kept[day] for day in sorted(kept)]
    if any(len(each.block) % (8 * ROWS) for each in days):
        return None
    blocks = [np.frombuffer(each.block, dtype="<f8").reshape(ROWS, -1) for each in days]
    whole = np.concatenate([np.empty((ROWS, 0)), *blocks], axis=1)
    owners = np.repeat([each.day for each in days], [block.shape[1] for block in blocks])
    return whole if _is_sound(whole, owners, interval) else None


def _is_sound(columns: Floats, owners: Ints, interval: int) -> bool:
    """Whether these can be candles: numbers, prices above 0, times in order, on the grid and within their days."""
    if not np.isfinite(columns).all() or not (columns[1:5] > 0).all():
        return False
    time = columns[0].astype(np.int64)
    in_place = (time == columns[0]).all() and (time // DAY == owners).all() and not (time % interval).any()
    return bool(in_place and (time[1:] > time[:-1]).all())
