"""Every condition with every action, from the config a person sees to the document they get; and the real candles."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.trading.backtest import run_backtest
from core.trading.candle_files import read_candles
from core.trading.candles import Candles
from core.trading.result_json import result_json
from core.trading.strategy import Strategy
from tests.trading.tables import HOUR, MONDAY, Config, about, bars, closes

KLINES = Path(__file__).parents[2].parent / "shared" / "klines"

# A token that stands still, falls, and rises far above; volume comes with the rise.
FALL, RISE = 20, 25
PRICES = [100.0] * FALL + [80.0] * (RISE - FALL) + [130.0] * 2
VOLUME = [10.0] * RISE + [50.0, 10.0]
MOVING = Candles.from_columns([MONDAY + HOUR * i for i in range(RISE + 2)], PRICES, PRICES, PRICES, PRICES, VOLUME)
FLAT = closes(*[100.0] * 35)

CONDITIONS: list[tuple[Config, int]] = [
    ({"type": "price_drop", "threshold": 20}, FALL),
    ({"type": "price_rise", "threshold": 30}, RISE),
    ({"type": "volume_spike", "threshold": 400}, RISE),
    ({"type": "price_level", "price": 130, "direction": "above"}, RISE),
    ({"type": "price_level", "price": 80, "direction": "below"}, FALL),
    ({"type": "rsi", "threshold": 30, "direction": "below"}, FALL),
    ({"type": "rsi", "threshold": 60, "direction": "above"}, RISE),
    ({"type": "ma_cross", "fast": 1, "slow": 8, "direction": "below"}, FALL),
    ({"type": "ma_cross", "fast": 2, "slow": 8, "direction": "above", "kind": "ema"}, RISE),
    ({"type": "macd_cross", "fast": 2, "slow": 5, "signal": 3, "direction": "below"}, FALL),
    ({"type": "bollinger", "std": 1.5, "direction": "below"}, FALL),
    ({"type": "bollinger", "std": 1.5, "direction": "above"}, RISE),
    ({"type": "schedule", "every": "1w", "weekday": "mon", "at": "20:00"}, FALL),
]
ACTIONS = ("buy", "sell", "notify", "hold")


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(("condition", "row"), CONDITIONS, ids=lambda v: str(v["type"]) if isinstance(v, dict) else "")
def test_every_condition_fires_every_action_once_and_says_so(condition: Config, row: int, action: str) -> None:
    document = run(condition, action, MOVING)
    (signal,) = document["signals"]
    assert signal["time"] == f"{datetime.fromtimestamp(MONDAY + HOUR * row, UTC):%Y-%m-%dT%H:%M:%SZ}"
    assert signal["type"] == (action if action in ("buy", "sell") else "hold")
    assert signal["executed"] == (action == "buy")
    assert "PEPE" in signal["reason"]
    assert len(document["trades"]) == (action == "buy")


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    "condition", [c for c, _ in CONDITIONS if c["type"] != "schedule"], ids=lambda v: str(v["type"])
)
def test_no_condition_fires_on_a_token_that_stands_still(condition: Config, action: str) -> None:
    document = run(condition, action, FLAT)
    assert (document["signals"], document["trades"]) == ([], [])
    assert document["results"]["total_return"] == 0


def run(condition: Config, action: str, candles: Candles) -> dict[str, Any]:
    config = {"conditions": [{**condition, "token": "PEPE", "chain": "bsc"}], "actions": [{"type": action}]}
    result = run_backtest(Strategy.from_config(config), candles)
    document = result_json(result, id="7", duration_seconds=0.5, token="PEPE-bsc")
    read: dict[str, Any] = json.loads(json.dumps(document, allow_nan=False))
    assert read == document
    return read


def test_buying_dips_and_selling_rips_each_does_its_own() -> None:
    rules = [
        {"conditions": [{"type": kind, "token": "PEPE", "threshold": 5}], "actions": [{"type": action}]}
        for kind, action in (("price_drop", "buy"), ("price_rise", "sell"))
    ]
    rows = bars(100, 100, 90, 90, 100, 100, 90, 100)
    result = run_backtest(Strategy.from_config({"rules": rules}), rows)
    said = [((s.time - MONDAY) // HOUR, s.type, s.rule) for s in result.signals]
    assert said == [(2, "buy", 0), (4, "sell", 1), (6, "buy", 0), (7, "sell", 1)]
    assert [(fill.side, (fill.time - MONDAY) // HOUR) for fill in result.fills] == [("buy", 3), ("sell", 5), ("buy", 7)]


def test_the_document_keeps_its_shape() -> None:
    config = {
        "conditions": [{"type": "price_drop", "token": "PEPE", "threshold": 5}],
        "actions": [{"type": "buy", "amount_percent": 50}],
        "risk_management": {"take_profit_percent": 5},
    }
    rows = bars(100, 100, 90, 90, (90, 110, 90, 100), 100)
    result = run_backtest(Strategy.from_config(config), rows)
    document = result_json(result, id="bt-1", duration_seconds=1.25, token="PEPE-bsc")
    assert list(document) == ["id", "status", "duration_seconds", "config", "results", "signals", "trades", "equity"]
    assert (document["id"], document["status"], document["duration_seconds"]) == ("bt-1", "completed", 1.25)
    told = document["config"]
    assert [told[key] for key in ("token", "timeframe", "start_date", "end_date")] == [
        "PEPE-bsc",
        "1h",
        "2024-01-01",
        "2024-01-01",
    ]
    (signal,) = document["signals"]
    assert (
        signal.items()
        >= {
            "time": "2024-01-01T02:00:00Z",
            "type": "buy",
            "token": "PEPE",
            "price": 90,
            "rule": 0,
            "executed": True,
        }.items()
    )
    assert {"reason", "confidence"} <= set(signal)
    (trade,) = document["trades"]
    assert list(trade) == [
        *("token", "entry_time", "entry_price", "exit_time", "exit_price", "quantity"),
        *("profit", "profit_percent", "fees", "exit_reason"),
    ]
    assert (trade["entry_time"], trade["exit_time"]) == ("2024-01-01T03:00:00Z", "2024-01-01T04:00:00Z")
    assert trade["entry_price"] == about(90.09)
    assert trade["exit_price"] == about(90.09 * 1.05 * 0.999)
    points = document["equity"]
    assert [point["time"] for point in points] == [f"2024-01-01T0{i}:00:00Z" for i in range(6)]
    assert points[-1]["equity"] == document["results"]["final_equity"]


@pytest.mark.parametrize(
    ("file", "drop", "timeframe", "fired", "closed", "total", "won", "fall"),
    [
        ("pepeusdt_1h", 5, "1h", 49, 47, 0.7135, 29.79, 3.3064),
        ("eth_usd_1h_2019_jesse", 1, "1h", 54, 17, -2.9578, 11.76, 4.5892),
        ("eth_usd_1d_2019-2020_jesse", 3, "1d", 29, 26, -5.5546, 11.54, 5.7418),
        ("eth_btc_5m_2018", 2, "1h", 52, 13, -0.9221, 23.08, 3.0849),
    ],
)
def test_real_candles_give_the_known_figures(
    file: str, drop: float, timeframe: str, fired: int, closed: int, total: float, won: float, fall: float
) -> None:
    path = KLINES / f"{file}.csv"
    if not path.exists():
        pytest.skip("the real candles lie beside the project, in ../shared/klines")
    config = {
        "conditions": [{"type": "price_drop", "token": "T", "threshold": drop, "timeframe": timeframe}],
        "actions": [{"type": "buy", "amount_percent": 10}],
        "risk_management": {"stop_loss_percent": 3, "take_profit_percent": 10},
    }
    result = run_backtest(Strategy.from_config(config), read_candles(path))
    figures = result.metrics
    assert figures.buy_signals == fired
    assert sum(trade.exit_reason != "open" for trade in result.trades) == closed
    assert round(figures.total_return, 4) == total
    assert round(figures.win_rate or 0, 2) == won
    assert round(figures.max_drawdown, 4) == fall
