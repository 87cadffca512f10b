"""The two strategies all engines run, and the work that counts as a whole result."""

from core.trading.backtest import BacktestResult, run_backtest
from core.trading.candles import Candles
from core.trading.strategy import Strategy

DROP, WINDOW, SHARE, STOP, TARGET = 5.0, 60, 0.1, 0.03, 0.10
FAST, SLOW = 20, 50
CASH, FEE, SLIPPAGE = 10_000.0, 0.003, 0.001

R1 = Strategy.from_config(
    {
        "conditions": [{"type": "price_drop", "token": "PEPE", "threshold": DROP, "timeframe": "1h"}],
        "actions": [{"type": "buy", "amount_percent": 100 * SHARE}],
        "risk_management": {"stop_loss_percent": 100 * STOP, "take_profit_percent": 100 * TARGET},
    }
)
_CROSS = {"type": "ma_cross", "token": "PEPE", "fast": FAST, "slow": SLOW, "timeframe": "1m"}
R5 = Strategy.from_config(
    {
        "rules": [
            {
                "conditions": [{**_CROSS, "direction": "above"}],
                "actions": [{"type": "buy", "amount_percent": 100 * SHARE}],
            },
            {"conditions": [{**_CROSS, "direction": "below"}], "actions": [{"type": "sell", "amount_percent": 100}]},
        ]
    }
)


def whole_result(strategy: Strategy, candles: Candles) -> BacktestResult:
    """The run with its metrics, all its trades as columns, and the equity points of the picture."""
    result = run_backtest(strategy, candles)
    assert len(result.trade_columns.profit) == result.metrics.total_trades
    assert len(result.equity_curve().value) > 1
    return result
