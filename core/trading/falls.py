"""The deepest fall of a line from a peak before it, told from the extremes of its stretches.

Running maxima over every value are slow; the highest and lowest of each stretch tell which few stretches need one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.trading.candles import Floats, Ints

_STRETCH = 1_024
_CACHED = 65_536
"""Values looked at twice while they are in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A fall as a share of a peak, the number of the stretch it ended in, and the peak before that stretch."""

    depth: float
    stretch: int
    peak: float


def deepest(peak: float, highs: Floats, lows: Floats, line: Callable[[int], Floats]) -> Fall:
    """The deepest fall of a line that begins at `peak`; `line(k)`: the values of stretch k, at least one."""
    peaks = np.maximum(np.maximum.accumulate(highs), peak)
    before = np.concatenate(([peak], peaks[:-1]))
    # No value of a stretch can be further below its peak than this; without a new peak inside it is exact.
    bound = 1 - lows / np.maximum(before, highs)
    rising = highs > before
    exact = np.where(rising, 0.0, bound)
    best, at = float(exact.max()), int(exact.argmax())
    unsure = np.flatnonzero(rising & (bound > best))
    for k in unsure[np.argsort(-bound[unsure])].tolist():
        if bound[k] <= best:
            break
        depth = float(falls(line(k), float(before[k])).max())
        best, at = (depth, k) if depth > best else (best, at)
    return Fall(best, at, float(before[at]))


def falls(values: Floats, peak: float) -> Floats:
    """How far each value is below the highest up to it (at first `peak`), as a share of that."""
    shares: Floats = 1 - values / np.maximum(np.maximum.accumulate(values), peak)
    return shares


def deepest_of(values: Floats) -> float:
    """The deepest fall of positive values from the highest before them."""
    starts = np.arange(0, len(values), _STRETCH)
    highs, lows = extremes(values, starts)
    return deepest(float(values[0]), highs, lows, lambda k: values[starts[k] : starts[k] + _STRETCH]).depth


def extremes(values: Floats, starts: Ints) -> tuple[Floats, Floats]:
    """The highest and lowest value from each start (the first is 0) to the next, the last one to the end."""
    highs, lows = np.empty(len(starts)), np.empty(len(starts))
    bounds = np.searchsorted(starts, np.arange(0, len(values), _CACHED)).tolist()
    for first, last in pairwise([*bounds, len(starts)]):
        if first < last:
            end = len(values) if last == len(starts) else starts[last]
            part, cuts = values[starts[first] : end], starts[first:last] - starts[first]
            np.maximum.reduceat(part, cuts, out=highs[first:last])
            np.minimum.reduceat(part, cuts, out=lows[first:last])
    return highs, lows


def ordered(rows: Ints) -> Ints:
    """The rows in order, each once."""
    rows = np.sort(rows, kind="stable")
    once: Ints = rows[np.append(True, rows[1:] != rows[:-1])]
    return once
