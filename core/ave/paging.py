"""Fetches every candle point of a range, whatever the market does at the bounds of an answer."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass

from core.ave.plans import MOST_CANDLES
from core.ave.points import Page, Point
from core.errors import MarketUnavailable

WINDOW = 900
"""Candles asked for at a time: with the overlap, and a few more than asked, still within one answer."""
SMALLEST_CAP = 100
"""Points an answer holds for sure; much fewer have not been cut off."""
ALMOST = 0.75

Ask = Callable[[int, int, int], Awaitable[Page]]
"""(from_time, to_time, limit) → one answer."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """All points with lo ≤ time ≤ hi, by time."""

    lo: int
    hi: int
    points: dict[int, Point]
    pair: str


class Pager:
    """Walks a range of one candle length (`step` seconds) from the newest to the oldest.

    Whether bounds are inclusive and at which end a full answer is cut is not documented. So one candle more is asked
    for on each side, and an answer that could have been cut is asked again for what is missing at its ends. What the
    largest answer so far held has not cut a much smaller one: `fullest` remembers that.
    """

    def __init__(self, step: int, *, window: int = WINDOW, limit: int = MOST_CANDLES) -> None:
        self._step = step
        self._window = window
        self._limit = limit
        self.fullest = SMALLEST_CAP

    async def stretches(self, ask: Ask, first: int, last: int) -> AsyncIterator[Stretch]:
        """The points with open times `first` … `last` (on the grid, both included), one window after another."""
        for lo, hi in windows(first, last, self._step, self._window):
            yield await self._stretch(ask, lo, hi)

    async def _stretch(self, ask: Ask, lo: int, hi: int) -> Stretch:
        points: dict[int, Point] = {}
        pair, open_ends = "", [(lo, hi)]
        while open_ends:
            here, there = open_ends.pop()
            page = await ask(here - self._step, there + self._step, self._limit)
            times = [point[0] for point in page.points]
            _check_range(times, there + self._step)
            held = len({time for time in times if here - self._step <= time <= there + self._step})
            news = {point[0]: point for point in page.points if lo <= point[0] <= hi}
            if news.keys() - points.keys() and self._may_be_cut(held):
                open_ends += self._ends(here, there, times)
            points |= news
            pair = pair or page.pair
        return Stretch(lo, hi, points, pair)

    def _may_be_cut(self, held: int) -> bool:
        """An answer may hold a few more than another, so that a little less than the most is suspect, too."""
        self.fullest = max(self.fullest, held)
        return held >= ALMOST * self.fullest

    def _ends(self, lo: int, hi: int, times: list[int]) -> Iterator[tuple[int, int]]:
        """What an answer leaves open at its old and at its new end."""
        if min(times) > lo:
            yield lo, min(min(times) - self._step, hi)
        if max(times) < hi:
            yield max(max(times) + self._step, lo), hi


def windows(first: int, last: int, step: int, size: int) -> Iterator[tuple[int, int]]:
    """First and last open time of each window of at most `size` candles, newest first."""
    hi = last
    while hi >= first:
        lo = max(first, hi - (size - 1) * step)
        yield lo, hi
        hi = lo - step


def calls_for(candles: int, *, window: int = WINDOW) -> int:
    """Questions that so many candles need."""
    return -(-candles // window)


def _check_range(times: list[int], hi: int) -> None:
    """An answer only of later times has not looked at the range: it must not be taken for an empty one."""
    if times and min(times) > hi:
        raise MarketUnavailable("range")
