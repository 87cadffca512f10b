"""The use case of a backtest: candles from the market, the run in a worker, everything kept in the store."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from core.backtest_work import COSTS, Compared, Done, Job, Picture, compare, compute, draw, draw_market
from core.errors import InvalidStrategy, NotFound, Problem, RandebuError, StoreError
from core.market import CandleChoice, Market, listings
from core.market_ranges import PERIODS, warm_up_seconds
from core.market_risk import ContractRisk
from core.people import BacktestRun, TradingBot
from core.ports import Clock, Store
from core.trading.candles import Candles
from core.trading.durations import seconds
from core.trading.strategy import Strategy
from core.wording.catalogue import picture_language
from core.wording.language import language, speaking
from core.wording.market import market_name
from core.wording.results import picture_note
from core.workers import Workers


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
        config = {
            "period": period,
            "strategy": bot.strategy.to_config(),
            "warm_up_seconds": warm_up_seconds(bot.strategy),
            "language": language(),
        }
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

    async def picture(self, person_id: str, run_id: str, kind: Picture, number: int = 0) -> bytes:
        """Another picture of a completed run, drawn anew from the candles it saw. Raises NotFound, MarketError."""
        run = await self._store.backtest(person_id, run_id)
        return await self._workers.run(draw, await self._job_again(run), kind, number)

    async def market_picture(self, candles: Candles, title: str) -> bytes:
        """The candles of a market themselves, no strategy in them."""
        return await self._workers.run(draw_market, candles, title, market_name(self._market.label), picture_language())

    async def behaviour(self, bot: TradingBot, edited: Strategy) -> Compared | None:
        """What an edit of the saved strategy would have changed on the bot's last backtest; None without one."""
        runs = await self._store.backtests(bot.person_id, bot.id, most=1)
        if bot.strategy is None or not runs or runs[0].status != "completed":
            return None
        if set(edited.tokens()) != set(bot.strategy.tokens()) or _finest(edited) < _candle(runs[0]):
            return None
        job = await self._job_again(runs[0], bot.strategy.to_config())
        return await self._workers.run(compare, job, runs[0].config["period"], edited.to_config())

    async def _job_again(self, run: BacktestRun, strategy: Mapping[str, Any] | None = None) -> Job:
        """The job of a completed run once more, for its own or another strategy of the same tokens."""
        if run.status != "completed" or run.result is None:
            raise NotFound("backtest")
        config = run.result["config"]
        strategy = strategy or run.config["strategy"]
        start, end = (int(datetime.fromisoformat(config[name]).timestamp()) for name in ("start", "end"))
        return await self._job(run, strategy, _candle(run), start, end)

    async def _carry_out(self, run: BacktestRun) -> Done:
        strategy, period = Strategy.from_config(run.config["strategy"]), run.config["period"]
        tokens = await listings(self._market, strategy)
        born = max((token.created_at for token in tokens.values() if token.created_at), default=None)
        choice = self._market.plan_candles(strategy, PERIODS[period], int(self._now().timestamp()), born=born)
        job = await self._job(run, run.config["strategy"], choice.interval, choice.start, choice.end)
        if self._market.real:
            reports = {symbol: await self._market.risk(token) for symbol, token in tokens.items()}
            job = replace(job, fetched=_fetched(job, choice, reports))
        sharpes = await self._store.other_sharpes(run.person_id, strategy, period=period)
        return await self._workers.run(compute, job, sharpes)

    async def _job(self, run: BacktestRun, config: Mapping[str, Any], interval: int, start: int, end: int) -> Job:
        tokens = await listings(self._market, Strategy.from_config(config))
        market = {symbol: await self._market.candles(token, interval, start, end) for symbol, token in tokens.items()}
        labels = {symbol: token.chain for symbol, token in tokens.items()}
        title, seen = f"{run.bot_name} · {run.config['period']}", picture_language()
        with speaking(seen):
            note = picture_note(self._market.label, COSTS)
        return Job(run.id, config, market, labels, title, note, seen)


def _taxed(risk: ContractRisk) -> dict[str, float]:
    """What is known of a token's taxes, in percent of a trade."""
    return {side: tax.percent for side, tax in (("buy", risk.buy_tax), ("sell", risk.sell_tax)) if tax}


def _fetched(job: Job, choice: CandleChoice, reports: Mapping[str, ContractRisk]) -> dict[str, Any]:
    """Where the candles of a run on a real market are from, as its result keeps it."""
    begins = {symbol: int(candles.time[0]) for symbol, candles in job.market.items()}
    return {
        "interval": choice.interval,
        "units": choice.units,
        "asked_from": choice.start,
        "begins": begins,
        "existed": choice.full_history,
        "taxes": {symbol: taxes for symbol, report in reports.items() if (taxes := _taxed(report))},
        "dangerous": [symbol for symbol, report in reports.items() if report.verdict == "dangerous"],
    }


def _candle(run: BacktestRun) -> int:
    return seconds((run.result or {})["config"]["candle"])


def _finest(strategy: Strategy) -> int:
    """The candles the strategy needs at least to be as fine, in seconds."""
    timeframes = [getattr(condition, "timeframe", None) for condition in strategy.conditions()]
    return min((seconds(timeframe) for timeframe in timeframes if timeframe), default=PERIODS["1y"])
