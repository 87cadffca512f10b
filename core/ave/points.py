"""Candle points as the market writes them, as six plain columns; rows that cannot be candles are left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.ave.reading import above_zero, at_least_zero, mapping, rows, stamp, text
from core.trading.candles import Floats

Point = tuple[int, float, float, float, float, float]
"""Open time in Unix seconds, then open, high, low, close in USD and volume."""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: its usable points (in the market's order, doubles and all) and whose pair they are of."""

    points: tuple[Point, ...]
    pair: str


def page_of(data: object, interval: int) -> Page:
    """The points of an answer, be they under `points` or bare; `interval` in seconds."""
    usable = tuple(filter(None, (point_of(row, interval) for row in rows(data, "points", "data", "klines"))))
    return Page(usable, text(mapping(data).get("pair_id")))


def point_of(row: Mapping[str, Any], interval: int) -> Point | None:
    """One candle, or None where a price is missing or its time is off the grid.

    High and low are widened to hold open and close: the market takes the open from the candle before, and does not
    always widen them itself. A volume that cannot be read is 0.
    """
    time = stamp(row.get("time"))
    prices = [above_zero(row.get(name)) for name in ("open", "high", "low", "close")]
    if time is None or time % interval or None in prices:
        return None
    known = [price for price in prices if price is not None]
    volume = at_least_zero(row.get("volume")) or 0.0
    return time, known[0], max(known), min(known), known[3], volume


def columns(points: Iterable[Point]) -> Floats:
    """A block of six rows (time, open, high, low, close, volume), ascending, one column per time; the last wins."""
    by_time = {point[0]: point for point in points}
    return block([by_time[time] for time in sorted(by_time)])


def block(points: list[Point]) -> Floats:
    """Points that are in order already."""
    return np.ascontiguousarray(np.array(points, dtype=np.float64).reshape(-1, 6).T)
