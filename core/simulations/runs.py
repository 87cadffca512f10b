"""The use case of a simulation: start, pause, resume, stop, compare; and the tick that moves all running ones on."""

import asyncio
import logging
from collections.abc import Mapping

from core.errors import InvalidStrategy, MarketError, Problem, RandebuError
from core.market import Market, Token, listings
from core.market_ranges import DAY, warm_up_seconds
from core.people import SimulationRun, TradingBot
from core.ports import Clock, Store
from core.simulations.comparing import Comparison, compared
from core.simulations.evidence import evidence
from core.simulations.feeds import Series, fetched, series_of, token_of
from core.simulations.stepping import step_of
from core.trading.alignment import check_timeframes
from core.trading.backtest import CASH
from core.trading.candles import Candles
from core.trading.strategy import Strategy
from core.workers import Workers

_log = logging.getLogger(__name__)

TICK_SECONDS = 60
MAX_DURATION = 30 * DAY
PLANNED = 7 * DAY
"""Candles are as fine as they would be for a run of this length."""
PAST = 30 * DAY
"""How much history the confidence of a rule rests on."""
LATE_TICKS = 3
"""What closed more ticks ago than this is told as late."""


class Simulations:
    """What runs is a row; a tick takes each row a step on, so start-up after a crash is a tick like any other."""

    def __init__(
        self, store: Store, market: Market, workers: Workers, now: Clock, *, tick_seconds: int = TICK_SECONDS
    ) -> None:
        self._store = store
        self._market = market
        self._workers = workers
        self._now = now
        self.tick_seconds = tick_seconds
        self._ticking = asyncio.Lock()

    @property
    def market_label(self) -> str:
        """Where the candles are from, when that must be said (`demo data`)."""
        return self._market.label

    async def start(self, bot: TradingBot) -> SimulationRun:
        """Run the bot's saved strategy from now on. Raises InvalidStrategy, MarketError, Conflict, StoreError."""
        if bot.strategy is None:
            raise InvalidStrategy([Problem("", "there is no saved strategy yet")])
        tokens = await listings(self._market, bot.strategy)
        interval = self._market.plan_candles(bot.strategy, PLANNED, self._time()).interval
        check_timeframes(bot.strategy, interval)
        start = self._time() // interval * interval
        config = {
            "strategy": bot.strategy.to_config(),
            "tokens": {symbol: _named(token) for symbol, token in tokens.items()},
            "interval": interval,
            "cash": CASH,
            "start": start,
            # Two candles more than needed, so that what is true already at the start does not turn true there.
            "warm_from": start - (warm_up_seconds(bot.strategy) // interval + 2) * interval,
            "max_duration_seconds": MAX_DURATION,
            "evidence": await self._evidence(bot.strategy, tokens),
        }
        return await self._store.start_simulation(bot.person_id, bot.id, config, quiet_until=start)

    async def pause(self, person_id: str, run_id: str) -> bool:
        """False when it is not running. Raises NotFound."""
        return await self._store.pause_simulation(person_id, run_id)

    async def resume(self, person_id: str, run_id: str) -> bool:
        """What closed meanwhile only makes conditions known. False when it is not paused. Raises NotFound."""
        return await self._store.resume_simulation(person_id, run_id, quiet_until=self._time())

    async def stop(self, person_id: str, run_id: str) -> bool:
        """For good. False when it was before. Raises NotFound."""
        return await self._store.stop_simulation(person_id, run_id)

    async def stop_all(self, person_id: str) -> int:
        """Whatever of this person is running or paused; how many that were."""
        return await self._store.stop_simulations(person_id)

    async def compare(self, person_id: str, run_id: str) -> Comparison | None:
        """Against a backtest of the candles it saw; None before its first. Raises NotFound, MarketError."""
        run = await self._store.simulation(person_id, run_id)
        if run.last_time is None or run.last_time < run.config["start"]:
            return None
        signals = await self._store.simulation_signals(person_id, run_id)
        events = await self._store.simulation_events(person_id, run_id)
        interval, end = run.config["interval"], run.last_time + run.config["interval"]
        since = run.config["warm_from"]
        market = {
            symbol: await self._market.candles(token_of(run, symbol), interval, since, end)
            for symbol in run.config["tokens"]
        }
        return await self._workers.run(compared, run, signals, events, market)

    async def run(self) -> None:
        """Tick for ever; what fails is tried again at the next tick."""
        while True:
            try:
                await self.tick()
            except RandebuError as error:
                _log.warning("this tick was left out: %s", error)
            except Exception:  # noqa: BLE001 - the loop must outlive whatever a tick fails at
                _log.exception("this tick failed")
            await asyncio.sleep(self.tick_seconds)

    async def tick(self) -> int:
        """Take every running simulation to the last closed candle; how many took a step."""
        async with self._ticking:
            runs, now = await self._store.running_simulations(), self._time()
            candles = await fetched(self._market, runs, now)
            return sum([await self._step(run, candles, now) for run in runs])

    async def _step(self, run: SimulationRun, candles: Mapping[Series, Candles | None], now: int) -> bool:
        own = {symbol: series_of(run, symbol) for symbol in run.config["tokens"]}
        if not all(series in candles for series in own.values()):
            return False
        market = {symbol: candles[series] for symbol, series in own.items()}
        try:
            step = await asyncio.to_thread(step_of, run, market, now, late_after=LATE_TICKS * self.tick_seconds)
            return step is not None and await self._store.advance_simulation(step)
        except Exception:  # noqa: BLE001 - a run that cannot go on must not keep all others; it is tried again
            _log.exception("simulation %s took no step", run.id)
            return False

    async def _evidence(self, strategy: Strategy, tokens: dict[str, Token]) -> dict[str, list[int]]:
        """How its signals have ended lately; nothing where the market cannot say."""
        choice = self._market.plan_candles(strategy, PAST, self._time())
        if not choice.affordable:
            return {}
        try:
            market = {
                symbol: await self._market.candles(token, choice.interval, choice.start, choice.end)
                for symbol, token in tokens.items()
            }
            return await self._workers.run(evidence, strategy.to_config(), market)
        except MarketError:
            return {}

    def _time(self) -> int:
        return int(self._now().timestamp())


def _named(token: Token) -> dict[str, str]:
    return {"symbol": token.symbol, "name": token.name, "chain": token.chain, "address": token.address}
