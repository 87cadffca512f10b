"""Configs of small strategies, for the tests of the strategy language."""

from typing import Any

import pytest

from core.errors import InvalidStrategy
from core.trading.strategy import Strategy

DROP = {"type": "price_drop", "token": "PEPE", "chain": "bsc", "threshold": 5, "timeframe": "1h"}
BUY = {"type": "buy", "token": "PEPE", "amount_percent": 10}
SEED = {
    "conditions": [{"type": "price_drop", "token": "PEPE", "chain": "bsc", "threshold": 5, "timeframe": "1h"}],
    "actions": [{"type": "buy", "amount_percent": 10, "token": "PEPE"}],
    "risk_management": {"stop_loss_percent": 3, "take_profit_percent": 10},
}
TWO = {
    "rules": [
        {"conditions": [DROP], "actions": [BUY]},
        {
            "conditions": [
                {
                    "type": "rsi",
                    "token": "PEPE",
                    "chain": "bsc",
                    "direction": "above",
                    "threshold": 70,
                    "timeframe": "1h",
                }
            ],
            "actions": [{"type": "sell", "amount_percent": 100, "token": "PEPE"}],
        },
    ],
    "risk_management": {"stop_loss_percent": 3},
}


def written(config: Any) -> dict[str, Any]:
    return Strategy.from_config(config).to_config()


def with_condition(**condition: Any) -> dict[str, Any]:
    return {"conditions": [{"token": "PEPE", **condition}], "actions": [BUY]}


def with_action(**action: Any) -> dict[str, Any]:
    return {"conditions": [DROP], "actions": [action]}


def with_risk(**risk: Any) -> dict[str, Any]:
    return {"conditions": [DROP], "actions": [BUY], "risk_management": risk}


def problems(config: Any) -> dict[str, str]:
    with pytest.raises(InvalidStrategy) as refused:
        Strategy.from_config(config)
    return {problem.path: problem.message for problem in refused.value.problems}
