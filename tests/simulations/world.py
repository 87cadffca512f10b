"""A demo market with a clock to set by hand, a store, and a bot that runs live on paper in it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from core.demo_market import DemoMarket
from core.market import Market
from core.people import Draft, Notice, TradingBot
from core.simulations.runs import Simulations
from core.trading.strategy import Strategy
from core.workers import Workers
from storage.store import PeeweeStore

DIP_DAY = datetime(2026, 3, 2, 5, tzinfo=UTC)
"""PEPE falls 5 % within an hour at 05:27 and is 10 % up at 09:07."""


class Clock:
    """The present, for everybody in the world."""

    def __init__(self, now: datetime = DIP_DAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def moves(self, **step: float) -> None:
        self.now += timedelta(**step)


def dip(symbol: str = "PEPE", threshold: float = 5, stop: float = 3, target: float = 10, **risk: Any) -> dict[str, Any]:
    """Buys when it has fallen so much in an hour."""
    drop = {"type": "price_drop", "token": symbol, "chain": _HOME[symbol], "threshold": threshold, "timeframe": "1h"}
    limits = {"stop_loss_percent": stop, "take_profit_percent": target, **risk}
    buy = {"type": "buy", "amount_percent": 10, "token": symbol}
    return {"conditions": [drop], "actions": [buy], "risk_management": limits}


_HOME = {"PEPE": "eth", "WIF": "solana"}


@dataclass
class World:
    """`market` may be exchanged for one that fails."""

    store: PeeweeStore
    market: Market
    workers: Workers
    clock: Clock
    simulations: Simulations

    async def bot(self, strategy: Mapping[str, Any], *, telegram_id: int = 1, name: str = "Dip Catcher") -> TradingBot:
        """Somebody's bot with this strategy saved."""
        person = await self.store.person_by_telegram(telegram_id, name="Alice", language="en")
        bot = await self.store.create_bot(person.id, name, limit=9)
        await self.store.put_draft(person.id, bot.id, Draft("d", Strategy.from_config(strategy)))
        return await self.store.save_draft(person.id, bot.id, "d")

    async def ticks(self, number: int, **step: float) -> None:
        for _ in range(number):
            self.clock.moves(**step)
            await self.simulations.tick()

    async def pushes(self) -> list[Notice]:
        return list(await self.store.due_notices(self.clock.now + timedelta(days=900), most=10_000))

    def again(self) -> None:
        """The product after a restart: the same rows, nothing in memory."""
        self.simulations = Simulations(self.store, self.market, self.workers, self.clock)


@asynccontextmanager
async def world(directory: Path, *, market: Market | None = None, start: datetime = DIP_DAY) -> AsyncIterator[World]:
    clock, workers = Clock(start), Workers()
    store = PeeweeStore.open(f"sqlite:///{directory / 'app.db'}", clock=clock)
    there = market or DemoMarket(clock.seconds)
    try:
        yield World(store, there, workers, clock, Simulations(store, there, workers, clock))
    finally:
        await store.close()
        workers.close()
