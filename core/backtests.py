"""The use case of a backtest: candles from the market, the run in a worker, everything kept in the store."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from core.errors import InvalidStrategy, NotFound, Problem, RandebuError, StoreError, TokenUnknown
from core.market import Market, Token
from core.market_ranges import PERIODS, base_interval
from core.people import BacktestRun, TradingBot
from core.ports import Clock, Store
from core.trading.backtest import run_backtest
from core.trading.candles import Candles
from core.trading.chart import backtest_chart, price_chart
from core.trading.result_json import result_json
from core.trading.results import Costs, Signal
from core.trading.strategy import Strategy
from core.workers import Workers

CASH = 10_000.0
COSTS = Costs()


@dataclass(frozen=True, slots=True)
class Job:
    """All that a worker needs; everything pickles."""

    run_id: str
    strategy: Mapping[str, Any]
    market: Mapping[str, Candles]
    labels: Mapping[str, str]
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Done:
    """What comes back from a worker."""

    result: Mapping[str, Any]
    signals: tuple[Signal, ...]
    chart: bytes


class Backtests:
    """Starts, finishes and stops backtests; a run that is lost to a crash is settled at the next start."""

    def __init__(self, store: Store, market: Market, workers: Workers, now: Clock) -> None:
        self._store = store
        self._market = market
        self._workers = workers
        self._now = now
        self._tasks: dict[str, asyncio.Task[Done]] = {}

    @property
    def market_label(self) -> str:
        """Where the candles are from, when that must be said (`demo data`)."""
        return self._market.label

    async def start(self, bot: TradingBot, period: str) -> BacktestRun:
        """A running row for the bot's saved strategy. Raises InvalidStrategy, NotFound, Conflict, StoreError."""
        if period not in PERIODS:
            raise NotFound("period")
        if bot.strategy is None:
            raise InvalidStrategy([Problem("", "there is no saved strategy yet")])
        config = {"period": period, "strategy": bot.strategy.to_config()}
        return await self._store.start_backtest(bot.person_id, bot.id, config)

    async def finish(self, run: BacktestRun) -> BacktestRun:
        """Carry out a started run and keep the outcome; the row then says completed, stopped or failed.

        Raises what stopped it (MarketError, InvalidStrategy, …) after the row was closed as failed.
        """
        task = asyncio.create_task(self._carry_out(run))
        self._tasks[run.id] = task
        try:
            await asyncio.wait({task})
            await self._keep(run, task)
        finally:
            task.cancel()
            self._tasks.pop(run.id, None)
        return await self._store.backtest(run.person_id, run.id)

    async def stop(self, person_id: str, run_id: str) -> bool:
        """Stop a running run of this person; False when it runs no more. Raises NotFound."""
        run = await self._store.backtest(person_id, run_id)
        stopped = await self._store.end_backtest(run.id, "stopped")
        if run.id in self._tasks:
            self._tasks[run.id].cancel()
        return stopped

    async def stop_all(self, person_id: str, bots: tuple[TradingBot, ...]) -> int:
        """Stop whatever of this person is running; how many that were."""
        runs = [run for bot in bots for run in await self._store.backtests(person_id, bot.id)]
        running = [run.id for run in runs if run.status == "running"]
        return sum([await self.stop(person_id, run_id) for run_id in running])

    async def settle_interrupted(self, notice: Callable[[BacktestRun], Mapping[str, Any]]) -> int:
        """At start-up: close what a crash left running and queue a word to its owner."""
        return await self._store.interrupt_backtests(notice)

    async def _keep(self, run: BacktestRun, task: "asyncio.Task[Done]") -> None:
        if task.cancelled():
            await self._store.end_backtest(run.id, "stopped")
            return
        error = task.exception()
        if error is None:
            done = task.result()
            try:
                await self._store.finish_backtest(run.id, result=done.result, signals=done.signals, chart=done.chart)
            except StoreError as full:
                await self._store.end_backtest(run.id, "failed", error=str(full))
                raise
            return
        reason = str(error) if isinstance(error, RandebuError) else type(error).__name__
        await self._store.end_backtest(run.id, "failed", error=reason)
        raise error

    async def _carry_out(self, run: BacktestRun) -> Done:
        strategy = Strategy.from_config(run.config["strategy"])
        tokens = await self._tokens(strategy)
        span = PERIODS[run.config["period"]]
        interval = base_interval(strategy, span)
        end = _at(self._now()) // interval * interval
        market = {t.symbol: await self._market.candles(t, interval, end - span, end) for t in tokens}
        return await self._workers.run(compute, self._job(run, market, {t.symbol: t.chain for t in tokens}))

    async def _tokens(self, strategy: Strategy) -> tuple[Token, ...]:
        found = [(s, await self._market.find(s, strategy.chain_of(s))) for s in strategy.tokens()]
        for symbol, listings in found:
            if not listings:
                raise TokenUnknown(symbol, strategy.chain_of(symbol))
        return tuple(listings[0] for _, listings in found)

    def _job(self, run: BacktestRun, market: Mapping[str, Candles], chains: Mapping[str, str]) -> Job:
        notes = (self._market.label, f"fee {COSTS.fee_percent:g} % · slippage {COSTS.slippage_percent:g} % per side")
        note = " · ".join(filter(None, (*notes, "fills at the next open")))
        title = f"{run.bot_name} · {run.config['period']}"
        return Job(run.id, run.config["strategy"], market, chains, title, note)


def warm_up() -> None:
    """A first picture that nobody sees, so that nobody waits while a worker loads fonts and libraries."""
    minutes = np.arange(3.0)
    price = minutes + 1
    price_chart(Candles.from_columns(60 * minutes, price, price, price, price, minutes), title="")


def compute(job: Job) -> Done:
    """The run itself, in a worker process: result JSON, signals and picture."""
    began = time.perf_counter()
    result = run_backtest(Strategy.from_config(job.strategy), job.market, cash=CASH, costs=COSTS)
    chart = backtest_chart(result, title=job.title, note=job.note)
    token = ", ".join(f"{symbol}-{chain}" for symbol, chain in job.labels.items())
    elapsed = time.perf_counter() - began
    document = result_json(result, id=job.run_id, duration_seconds=elapsed, token=token)
    signals = document.pop("signals")
    document["results"]["signals_total"] = len(signals)
    return Done(document, result.signals, chart)


def _at(moment: datetime) -> int:
    return int(moment.timestamp())
