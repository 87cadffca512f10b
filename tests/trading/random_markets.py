"""Markets made by chance, for tests of what must hold on any market."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.trading.candle_files import read_candles
from core.trading.candles import Candles
from core.trading.strategy import Strategy

NEW_YEAR = 1_704_067_200
"""2024-01-01 00:00 UTC."""

_KLINES = Path(__file__).parents[3] / "shared" / "klines"


def walk(n: int, *, interval: int = 3_600, first: float = 1.0, seed: int = 1, sigma: float = 0.01) -> Candles:
    """A random walk of n candles with wicks, each of a deviation of sigma."""
    rng = np.random.default_rng(seed)
    path = np.cumsum(rng.normal(0, sigma / 2, (n, 4)).ravel()).reshape(n, 4)
    before = np.append(0.0, path[:-1, 3])
    inside = np.column_stack((before, path))
    o, h, lo, c = (first * np.exp(line) for line in (before, inside.max(axis=1), inside.min(axis=1), path[:, 3]))
    times = NEW_YEAR + interval * np.arange(n)
    return Candles.from_columns(times, o, h, lo, c, rng.lognormal(8, 1, n), interval=interval)


def real(name: str) -> Candles:
    """A market as it was, from the files beside the project; the test is skipped where they are absent."""
    path = _KLINES / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"the candles of {name} are not beside the project")
    return read_candles(path)


def dip_buyer(percent: float = 2, *, timeframe: str = "1h", **risk: Any) -> Strategy:
    """Buys dips for a tenth of the cash; leaves by stop or target unless said otherwise."""
    condition = {"type": "price_drop", "token": "PEPE", "threshold": percent, "timeframe": timeframe}
    risk = risk or {"stop_loss_percent": 3, "take_profit_percent": 10}
    buy = {"type": "buy", "amount_percent": 10}
    return Strategy.from_config({"conditions": [condition], "actions": [buy], "risk_management": risk})
