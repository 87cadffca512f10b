"""Lines for pictures: few points of many, and never without an extreme."""

import numpy as np

from core.trading.candles import Floats, Ints
from core.trading.falls import ordered
from core.trading.results import Curve

POINTS = 2_000
"""About as many as a picture can show."""


def thinned(time: Ints, values: Floats, most: int = POINTS) -> Curve:
    """At most `most` (≥ 4) of the points, in order: the first, the last, and of each stretch the lowest and highest."""
    n = len(values)
    if n <= most:
        return Curve(time, values)
    stretches = most // 2 - 1
    width = -(-n // stretches)
    rows = -(-n // width)
    padded = np.full(rows * width, np.nan)
    padded[:n] = values
    grid = padded.reshape(rows, width)
    starts = width * np.arange(rows)
    extremes = (starts + np.nanargmin(grid, axis=1), starts + np.nanargmax(grid, axis=1))
    kept = np.unique(np.concatenate(([0], *extremes, [n - 1])))
    return Curve(time[kept], values[kept])


def chosen_rows(n: int, most: int, landmarks: Ints, fills: Ints) -> Ints:
    """At most `most` of n rows, in order: the ends and landmarks, the fills if they fit in a half, the rest even.

    `most` must have room for the landmarks and both ends.
    """
    if n <= most:
        return np.arange(n)
    certain = np.concatenate(([0, n - 1], landmarks))
    if len(fills) <= min(most // 2, most - len(certain)):
        certain = np.concatenate((certain, fills))
    even = np.linspace(0, n - 1, most - len(certain)).astype(np.int64)
    return ordered(np.concatenate((certain, even)))


def drawdowns(values: Floats, start: float) -> Floats:
    """How far each value is below the highest before it (or `start`), in percent."""
    peaks = np.maximum(np.maximum.accumulate(values), start)
    return 100 * (1 - values / peaks)
