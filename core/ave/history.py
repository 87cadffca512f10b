"""Closed candles of a range: from the cache what it has, from the market the rest, each day fetched once, ever."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakValueDictionary

import numpy as np

from core.ave.cache import DAY, CandleCache, Series, StoredDay, packed, unpacked, unpacked_days
from core.ave.paging import Ask, Pager, calls_for
from core.ave.points import Page, Point, block
from core.ave.units import Urgency
from core.trading.candles import Floats

GRACE = 300
"""Seconds after its last close until a day is taken for complete: the market may be late with a candle."""
SETTLED = 60
"""Seconds after its close until a candle that did not come is taken for a time without trades."""
PATIENCE = 3
"""Answers without a candle after which nothing older is expected, where it is not known that there is anything."""
WORTH_A_PROBE = 4
"""From so many questions on, one for daily candles first tells where the history begins."""


class Source(Protocol):
    """Asks the market for candles."""

    async def page(self, series: Series, since: int, until: int, limit: int, urgency: Urgency) -> Page:
        """One answer."""
        ...

    def afford(self, questions: int, urgency: Urgency) -> None:
        """Raises MarketBudgetSpent where so many questions are too many now."""
        ...


@dataclass(slots=True)
class _Run:
    """Days in a row that are to be fetched: open times from `first` to `last`."""

    first: int
    last: int
    is_guess: bool = False
    """Whether nobody knows that there is anything: then a few empty answers end it."""


class History:
    """Candles of any series. `now` is the market's present time."""

    def __init__(self, source: Source, cache: CandleCache, now: Callable[[], float]) -> None:
        self._source = source
        self._cache = cache
        self._now = now
        self._locks: WeakValueDictionary[Series, asyncio.Lock] = WeakValueDictionary()
        self._pagers: dict[int, Pager] = {}
        self._asked: dict[tuple[Series, int], int] = {}

    async def columns(
        self, series: Series, start: int, end: int, *, born: int | None = None, urgency: Urgency = Urgency.PERSON
    ) -> Floats:
        """Six rows (time, open, high, low, close, volume) of the closed candles with start ≤ open, close ≤ end.

        `born`: when the token began, where that is known; nothing is asked about the days before.
        """
        first, last = grid(series.interval, start, int(min(end, self._now())))
        if last < first:
            return np.empty((6, 0))
        lock = self._locks.setdefault(series, asyncio.Lock())
        async with lock:
            kept = dict(await self._cache.days(series, first // DAY, last // DAY))
            whole = unpacked_days(kept, series.interval)
            if whole is not None and _is_complete(kept, first, last):
                return _within(whole, first, last)
            for run in await self._to_fetch(series, kept, first, last, born, urgency):
                if not await self._fetch(series, run, kept, urgency):
                    break
        return _joined(series, kept, first, last)

    async def _to_fetch(
        self, series: Series, kept: dict[int, StoredDay], first: int, last: int, born: int | None, urgency: Urgency
    ) -> list[_Run]:
        """What the cache does not have, newest first; it is affordable."""
        begins = first // DAY if born is None else max(first // DAY, born // DAY - 1)
        runs = self._runs(series, kept, begins, last)
        if born is None and _calls(runs, series) >= WORTH_A_PROBE and series.interval < DAY:
            first_day = await self._first_day(series, runs, urgency)
            if first_day is None:
                return [_Run(run.first, run.last, is_guess=True) for run in reversed(runs)]
            runs = self._runs(series, kept, max(begins, first_day), last)
        if runs:
            self._source.afford(_calls(runs, series), urgency)
        return runs[::-1]

    async def _first_day(self, series: Series, runs: list[_Run], urgency: Urgency) -> int | None:
        """The day of the first daily candle; None where there is none at all: it may be too young for one."""
        daily = Series(series.chain, series.address, DAY)
        since, until = runs[0].first // DAY * DAY, runs[-1].last // DAY * DAY
        found = await self.columns(daily, since, until, urgency=urgency)
        return int(found[0, 0]) // DAY if found.size else None

    def _runs(self, series: Series, kept: Mapping[int, StoredDay], begins: int, last: int) -> list[_Run]:
        runs: list[_Run] = []
        for day in range(begins, last // DAY + 1):
            since = self._missing_from(series, kept.get(day), day, last)
            if since is None:
                continue
            until = min(_last_open(series.interval, day), self._last_closed(series.interval))
            if runs and runs[-1].last + series.interval >= since:
                runs[-1].last = max(runs[-1].last, until)
            elif until >= since:
                runs.append(_Run(since, until))
        return runs

    def _missing_from(self, series: Series, stored: StoredDay | None, day: int, last: int) -> int | None:
        """The open time from which a day must be fetched, or None where it need not."""
        known = unpacked(stored, series.interval) if stored else None
        if stored is None or known is None:
            return _first_open(series.interval, day)
        newest = int(known[0, -1]) if known.size else None
        if stored.complete or (newest is not None and newest >= last) or self._asked.get((series, day), -1) >= last:
            return None
        # The last candle again, too: a late one may belong right behind it.
        return newest if newest is not None else _first_open(series.interval, day)

    async def _fetch(self, series: Series, run: _Run, kept: dict[int, StoredDay], urgency: Urgency) -> bool:
        """Fetch a run from its end to its beginning, and keep each day as soon as all of it has come.

        Whether it is worth going on to the run before it.
        """
        pending: dict[int, Point] = {}
        day, silent = run.last // DAY, 0
        async for stretch in self._pager(series.interval).stretches(self._ask(series, urgency), run.first, run.last):
            pending |= stretch.points
            done = -(-max(stretch.lo, run.first) // DAY) if stretch.lo > run.first else run.first // DAY
            days = [self._day(series, d, pending, kept.get(d), stretch.pair) for d in range(done, day + 1)]
            await self._cache.keep(series, days)
            for each in days:
                kept[each.day] = each
                self._was_asked(series, each, run.last)
            pending = {time: point for time, point in pending.items() if time // DAY < done}
            day, silent = min(day, done - 1), 0 if stretch.points else silent + 1
            if run.is_guess and silent == PATIENCE:
                return False
        return True

    def _pager(self, interval: int) -> Pager:
        return self._pagers.setdefault(interval, Pager(interval))

    def _ask(self, series: Series, urgency: Urgency) -> Ask:
        async def ask(since: int, until: int, limit: int) -> Page:
            return await self._source.page(series, since, until, limit, urgency)

        return ask

    def _was_asked(self, series: Series, day: StoredDay, last: int) -> None:
        """Remember how far an unfinished day is known, so that it is not asked for again before its next candle."""
        self._asked.pop((series, day.day), None)
        if not day.complete:
            self._asked[series, day.day] = min(last, _settled(self._now(), series.interval))

    def _day(
        self, series: Series, day: int, pending: Mapping[int, Point], stored: StoredDay | None, pair: str
    ) -> StoredDay:
        """What is known of a day now: its new points over its old ones, only closed ones."""
        points = {point[0]: point for point in _points(stored, series.interval)}
        points |= {time: point for time, point in pending.items() if time // DAY == day}
        closed = [points[time] for time in sorted(points) if time + series.interval <= self._now()]
        ends = _last_open(series.interval, day) + series.interval
        return StoredDay(day, packed(block(closed)), complete=ends + GRACE <= self._now(), pair=pair)

    def _last_closed(self, interval: int) -> int:
        return int(self._now()) // interval * interval - interval


def grid(interval: int, start: int, end: int) -> tuple[int, int]:
    """First and last open time of the whole candles between two moments; the first is later where there is none."""
    return -(-start // interval) * interval, end // interval * interval - interval


def _settled(now: float, interval: int) -> int:
    """The open time of the last candle that would be here if there had been a trade."""
    return int(now - SETTLED) // interval * interval - interval


def _first_open(interval: int, day: int) -> int:
    return -(-day * DAY // interval) * interval


def _last_open(interval: int, day: int) -> int:
    """Of the candles that open within the day; before it where none does."""
    return ((day + 1) * DAY - 1) // interval * interval


def _calls(runs: list[_Run], series: Series) -> int:
    return sum(calls_for((run.last - run.first) // series.interval + 1) for run in runs)


def _points(stored: StoredDay | None, interval: int) -> Iterator[Point]:
    known = unpacked(stored, interval) if stored else None
    for time, *prices in known.T.tolist() if known is not None else ():
        o, h, low, c, v = prices
        yield int(time), o, h, low, c, v


def _is_complete(kept: Mapping[int, StoredDay], first: int, last: int) -> bool:
    """Whether nothing is left to ask: each day of the range is kept, and nothing can be added to it."""
    days = range(first // DAY, last // DAY + 1)
    return all(day in kept and kept[day].complete for day in days)


def _within(columns: Floats, first: int, last: int) -> Floats:
    """The candles that open from `first` to `last`; times are in order."""
    start, stop = np.searchsorted(columns[0], (first, last + 1)).tolist()
    return columns[:, start:stop]


def _joined(series: Series, kept: Mapping[int, StoredDay], first: int, last: int) -> Floats:
    blocks = [unpacked(kept[day], series.interval) for day in sorted(kept)]
    whole = np.concatenate([b for b in blocks if b is not None] or [np.empty((6, 0))], axis=1)
    return _within(whole, first, last)
