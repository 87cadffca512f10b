"""A clock to set by hand, and things to keep."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from core.people import BacktestRun, Draft, TradingBot
from core.trading.results import Signal
from core.trading.strategy import Strategy
from storage.store import PeeweeStore

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CONFIG = {"period": "30d"}
RESULT: Mapping[str, Any] = {
    "id": "r",
    "results": {"total_return": 8.2, "win_rate": None},
    "trades": [{"token": "PEPE", "profit": 1.5}],
    "equity": [[0, 10_000.0], [3600, 10_001.5]],
}


class Clock:
    """Stands still unless it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def moves(self, **step: float) -> None:
        self.now += timedelta(**step)


def dip(threshold: float = 5) -> Strategy:
    """Buy when the price has fallen so much in an hour."""
    drop = {"type": "price_drop", "token": "PEPE", "chain": "bsc", "threshold": threshold, "timeframe": "1h"}
    return Strategy.from_config({"conditions": [drop], "actions": [{"type": "buy", "amount_percent": 10}]})


def signal(n: int = 0, **changes: Any) -> Signal:
    usual = {"time": n * 60, "type": "buy", "token": "PEPE", "price": 1e-6 + n, "rule": 0, "reason": f"reason {n}"}
    return Signal(**{**usual, "confidence": None, "executed": True, **changes})


async def saved(store: PeeweeStore, bot: TradingBot, strategy: Strategy) -> TradingBot:
    """The strategy proposed and saved."""
    await store.put_draft(bot.person_id, bot.id, Draft("proposal", strategy))
    return await store.save_draft(bot.person_id, bot.id, "proposal")


async def completed(store: PeeweeStore, bot: TradingBot, *signals: Signal, chart: bytes = b"png") -> BacktestRun:
    """A run from start to end."""
    run = await store.start_backtest(bot.person_id, bot.id, CONFIG)
    assert await store.finish_backtest(run.id, result=RESULT, signals=signals, chart=chart)
    return await store.backtest(bot.person_id, run.id)


def damage(file: Path) -> None:
    """Overwrite some pages behind the table of tables."""
    with file.open("r+b") as content:
        content.seek(4096 * 6)
        content.write(b"\xa5" * 4096 * 6)
