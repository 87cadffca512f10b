"""Candles of a longer timeframe out of base candles: UTC-aligned, whole ones only, weeks from Monday."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.trading.candles import Candles, Floats
from core.trading.durations import duration, seconds

Bools = NDArray[np.bool_]

WEEK = 604_800
FIRST_MONDAY = 4 * 86_400
"""1970-01-05; the Unix epoch was a Thursday."""


def misfit(timeframe: str, interval: int) -> str | None:
    """What is wrong with a timeframe over candles of `interval` seconds, or None."""
    length = seconds(timeframe)
    base = duration(interval)
    if length < interval:
        return f"{timeframe} is finer than the candles, which are {base}"
    if length % interval:
        return f"{timeframe} is not a multiple of the candles, which are {base}"
    return None


def candles_in(timeframe: str, candles: Candles) -> int:
    """How many base candles a timeframe spans (it must fit them, see `misfit`)."""
    return seconds(timeframe) // candles.interval


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """The whole candles of one timeframe: frame j closes with base candle `first + j * every`; `n` base candles."""

    close: Floats
    first: int
    every: int
    n: int

    def row(self, frame: int) -> int:
        """The base row at whose close this frame is first known, at most n."""
        return min(self.n, self.first + frame * self.every)

    def frame(self, row: int) -> int:
        """The last frame that is closed at the close of this base row."""
        return (row - self.first) // self.every

    def spread(self, met: Bools, warm_up: int) -> Bools:
        """States of the frames `warm_up` … as states of base candles; each holds until the next frame closes."""
        if self.every == 1 and self.first == 0 and warm_up == 0:
            return met
        out = np.zeros(self.n, dtype=np.bool_)
        start = self.row(warm_up)
        if start < self.n:
            out[start:] = met if self.every == 1 else np.repeat(met, self.every)[: self.n - start]
        return out


def frames(candles: Candles, timeframe: str) -> Frames:
    """The closed candles of `timeframe`; a partial first one is dropped."""
    length, every, n = seconds(timeframe), candles_in(timeframe, candles), len(candles)
    origin = FIRST_MONDAY if length % WEEK == 0 else 0
    into = (int(candles.time[0]) - origin) % length // candles.interval
    first = (every - into) % every + every - 1
    return Frames(candles.close[first::every], first, every, n)
