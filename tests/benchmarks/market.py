"""One seeded market for all measurements: calm, usual and wild hours, open gaps, spikes of volume."""

from functools import cache

import numpy as np

from core.trading.candles import Candles, Floats

HOUR = 3_600
MONTH = 44_640
YEAR = 525_600
FIVE_YEARS = 2_628_000

_START = 1_577_836_800  # 2020-01-01
_PER_MINUTE = np.array([0.0006, 0.0015, 0.0045])
_HALF_YEAR = 262_800


@cache
def candles(n: int, interval: int = 60, seed: int = 5) -> Candles:
    """n candles of `interval` seconds; high and low are the extremes of a path of four steps per candle."""
    rng = np.random.default_rng(seed)
    sigma = _regimes(rng, n, 8 * HOUR / interval) * np.sqrt(interval / 60)
    path = rng.normal(size=(n, 4)) * (sigma[:, None] / 2)
    gaps = np.where(rng.random(n) < 2e-5, rng.normal(0, 0.05, n), 0.0)
    np.cumsum(path, axis=1, out=path)
    ends = np.cumsum(gaps + path[:, 3])
    drift = _drift(rng, ends)
    opens = np.concatenate(([0.0], ends[:-1])) + gaps - drift
    high, low = opens + np.maximum(path.max(axis=1), 0), opens + np.minimum(path.min(axis=1), 0)
    o, h, lo, c = (_eight_digits(0.0123 * np.exp(line)) for line in (opens, high, low, opens + path[:, 3]))
    volume = np.exp(rng.normal(8, 0.8, n) + 40 * np.abs(path[:, 3]))
    volume *= np.where(rng.random(n) < 0.002, rng.uniform(5, 60, n), 1.0)
    return Candles.from_columns(_START + interval * np.arange(n), o, h, lo, c, volume, interval=interval)


def _regimes(rng: np.random.Generator, n: int, mean: float) -> Floats:
    """The spread of a minute's step on each candle, in spells of `mean` candles on average."""
    spells = rng.geometric(1 / mean, size=int(3 * n / mean) + 50)
    kinds = rng.choice(3, size=len(spells), p=(0.45, 0.45, 0.10))
    sigma: Floats = np.repeat(_PER_MINUTE[kinds], spells)[:n]
    return sigma


def _drift(rng: np.random.Generator, line: Floats) -> Floats:
    """What to take off a log price so that every half year ends near where it began."""
    knots = np.append(np.arange(0, len(line), _HALF_YEAR), len(line) - 1)
    drift: Floats = np.interp(np.arange(len(line)), knots, line[knots] - rng.normal(0, 0.4, len(knots)))
    return drift


def _eight_digits(prices: Floats) -> Floats:
    scale = 10.0 ** (7 - np.floor(np.log10(prices)))
    rounded: Floats = np.round(prices * scale) / scale
    return rounded
