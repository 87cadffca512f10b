"""The largest and the smallest numbers the language and the candles allow: no overflow, no NaN, no crash."""

import json
from typing import Any

import numpy as np
import pytest

from core.trading.backtest import run_backtest
from core.trading.candles import Candles
from core.trading.result_json import result_json
from core.trading.strategy import Strategy
from tests.trading.tables import HOUR, MONDAY, Config

CONDITIONS: list[Config] = [
    {"type": "price_rise", "threshold": 1e9},
    {"type": "price_rise", "threshold": 1e-300},
    {"type": "price_drop", "threshold": 99.9999999999999},
    {"type": "price_drop", "threshold": 1e-300},
    {"type": "price_drop", "threshold": 1, "timeframe": "104w"},
    {"type": "volume_spike", "threshold": 1e9},
    {"type": "volume_spike", "threshold": 1, "timeframe": "104w"},
    {"type": "price_level", "price": 1e15, "direction": "below"},
    {"type": "price_level", "price": 5e-324, "direction": "above"},
    {"type": "rsi", "threshold": 50, "direction": "above", "period": 2},
    {"type": "rsi", "threshold": 50, "direction": "above", "period": 5_000},
    {"type": "rsi", "threshold": 50, "direction": "above", "timeframe": "104w"},
    {"type": "ma_cross", "fast": 1, "slow": 2, "direction": "below", "timeframe": "97h"},
    {"type": "ma_cross", "fast": 4_999, "slow": 5_000, "direction": "above"},
    {"type": "ma_cross", "fast": 1, "slow": 2, "kind": "ema", "direction": "above"},
    {"type": "macd_cross", "fast": 1, "slow": 2, "signal": 1, "direction": "above"},
    {"type": "macd_cross", "fast": 2, "slow": 3, "signal": 2, "direction": "above"},
    {"type": "macd_cross", "fast": 1, "slow": 5_000, "signal": 5_000, "direction": "above"},
    {"type": "bollinger", "period": 2, "std": 1e-300, "direction": "above"},
    {"type": "bollinger", "period": 5_000, "std": 100, "direction": "above"},
    {"type": "schedule", "every": "1m"},
    {"type": "schedule", "every": "60w", "weekday": "sun", "at": "23:59"},
]
RISKS: list[dict[str, Any]] = [
    {"stop_loss_percent": 1e-300, "take_profit_percent": 1e9},
    {"stop_loss_percent": 99.99999999999, "take_profit_percent": 1e-300, "trailing_stop_percent": 1e-300},
    {"max_hold": "1m", "targets": [{"profit_percent": 1e9, "sell_percent": 1e-300}]},
    {"max_hold": "104w", "max_entries": 1_000, "targets": [{"profit_percent": 1e-12, "sell_percent": 1e-300}] * 20},
]
AMOUNTS: list[Config] = [{"amount_percent": 100}, {"amount_usd": 1e15}, {"amount_percent": 1e-300}]


def market(scale: float, volume: float, n: int) -> Candles:
    rng = np.random.default_rng(1)
    close = scale * np.exp(np.cumsum(rng.normal(0, 0.05, n)))
    opened = np.append(close[0], close[:-1])
    high, low = np.maximum(opened, close) * 1.01, np.minimum(opened, close) * 0.99
    return Candles.from_columns(MONDAY + HOUR * np.arange(n), opened, high, low, close, volume * rng.lognormal(1, 1, n))


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda c: str(c["type"]))
@pytest.mark.parametrize(("scale", "volume"), [(1e-300, 0.0), (1e-30, 1e290), (1e17, 1e-300)])
def test_the_largest_and_the_smallest_numbers_do_no_harm(condition: Config, scale: float, volume: float) -> None:
    for n, risk, amount in ((2, RISKS[0], AMOUNTS[0]), *((200, r, a) for r in RISKS for a in AMOUNTS)):
        config = {
            "conditions": [{**condition, "token": "PEPE"}],
            "actions": [{"type": "buy", **amount}, {"type": "sell", "amount_usd": 1e-300}, {"type": "notify"}],
            "risk_management": risk,
        }
        result = run_backtest(Strategy.from_config(config), market(scale, volume, n))
        document = result_json(result, id="1", duration_seconds=0, token="PEPE-bsc")
        assert json.dumps(document, allow_nan=False)
