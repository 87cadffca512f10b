"""`core.ports.Store` over peewee: each method is one transaction in a thread, and only plain data comes back."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, Self, TypeVar

from core.ave.cache import Series, StoredDay
from core.errors import StoreError
from core.people import (
    Awaiting,
    BacktestRun,
    Draft,
    ModelTurn,
    ModelUsage,
    Notice,
    Person,
    RunStatus,
    SimulationRun,
    SimulationStep,
    StrategyVersion,
    TradingBot,
)
from core.ports import Clock
from core.trading.results import Signal
from core.trading.strategy import Strategy
from storage import backtests, bots, candles, conversations, model_usage, notices, people, simulations, units, versions
from storage.database import database, database_file, failures
from storage.schema import upgrade_file

P = ParamSpec("P")
T = TypeVar("T")
_READERS = 3


def utc_now() -> datetime:
    return datetime.now(UTC)


class PeeweeStore:
    """Everything that outlives a process, in one SQLite file.

    Writes take turns in a thread of their own (the file has one write lock anyway), so reads never wait behind them.
    """

    def __init__(self, file: Path, *, clock: Clock = utc_now) -> None:
        self._file = file
        self._clock = clock
        self._closed = False
        self._latest = datetime.min.replace(tzinfo=UTC)
        self._connections: list[sqlite3.Connection] = []
        self._reader = ThreadPoolExecutor(_READERS, thread_name_prefix="store-read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store-write")

    @classmethod
    def open(cls, database_url: str, *, clock: Clock = utc_now) -> Self:
        """Open, and create or upgrade where needed. Raises BadSetting (DATABASE_URL) or StoreError."""
        file = database_file(database_url)
        upgrade_file(file)
        return cls(file, clock=clock)

    async def close(self) -> None:
        """Let what was begun come to its end, then close each thread's connection."""
        self._closed = True
        await asyncio.to_thread(self._close)

    # People

    async def person_by_telegram(self, telegram_id: int, *, name: str, language: str) -> Person:
        known = await self._read(people.known, telegram_id, name=name)
        if known:
            return known
        return await self._write(people.meet, telegram_id, name=name, language=language, now=self._now)

    async def person(self, person_id: str) -> Person:
        return await self._read(people.person, person_id)

    async def select_bot(self, person_id: str, bot_id: str) -> None:
        await self._write(people.select_bot, person_id, bot_id, now=self._now)

    async def set_language(self, person_id: str, language: str) -> None:
        await self._write(people.set_language, person_id, language, now=self._now)

    async def set_awaiting(self, person_id: str, awaiting: Awaiting | None) -> None:
        await self._write(people.set_awaiting, person_id, awaiting, now=self._now)

    # Bots

    async def bots(self, person_id: str) -> tuple[TradingBot, ...]:
        return await self._read(bots.bots, person_id)

    async def bot(self, person_id: str, bot_id: str) -> TradingBot:
        return await self._read(bots.bot, person_id, bot_id)

    async def create_bot(self, person_id: str, name: str, *, limit: int) -> TradingBot:
        return await self._write(bots.create, person_id, name, limit=limit, now=self._now)

    async def rename_bot(self, person_id: str, bot_id: str, name: str) -> TradingBot:
        return await self._write(bots.rename, person_id, bot_id, name, now=self._now)

    async def delete_bot(self, person_id: str, bot_id: str) -> None:
        await self._write(bots.delete, person_id, bot_id, now=self._now)

    # Conversation and draft

    async def add_message(self, person_id: str, bot_id: str, *, role: str, content: str) -> None:
        await self._write(conversations.add_message, person_id, bot_id, role=role, content=content, now=self._now)

    async def history(self, person_id: str, bot_id: str, *, most: int) -> tuple[tuple[str, str], ...]:
        return await self._read(conversations.history, person_id, bot_id, most=most)

    async def put_draft(self, person_id: str, bot_id: str, draft: Draft) -> None:
        await self._write(conversations.put_draft, person_id, bot_id, draft, now=self._now)

    async def save_draft(self, person_id: str, bot_id: str, draft_id: str) -> TradingBot:
        return await self._write(conversations.save_draft, person_id, bot_id, draft_id, now=self._now)

    async def discard_draft(self, person_id: str, bot_id: str, draft_id: str) -> TradingBot:
        return await self._write(conversations.discard_draft, person_id, bot_id, draft_id)

    async def versions(self, person_id: str, bot_id: str, *, most: int = 20) -> tuple[StrategyVersion, ...]:
        return await self._read(versions.versions, person_id, bot_id, most=most)

    async def restore_version(self, person_id: str, bot_id: str, number: int) -> TradingBot:
        return await self._write(conversations.restore_version, person_id, bot_id, number, now=self._now)

    # Backtests

    async def start_backtest(self, person_id: str, bot_id: str, config: Mapping[str, Any]) -> BacktestRun:
        return await self._write(backtests.start, person_id, bot_id, config, now=self._now)

    async def finish_backtest(
        self, run_id: str, *, result: Mapping[str, Any], signals: Sequence[Signal], chart: bytes
    ) -> bool:
        finish = partial(backtests.finish, result=result, signals=signals, chart=chart)
        return await self._write(finish, run_id, now=self._now)

    async def end_backtest(self, run_id: str, status: RunStatus, *, error: str | None = None) -> bool:
        return await self._write(backtests.end, run_id, status, error=error, now=self._now)

    async def backtest(self, person_id: str, run_id: str) -> BacktestRun:
        return await self._read(backtests.backtest, person_id, run_id)

    async def backtests(self, person_id: str, bot_id: str, *, most: int = 10) -> tuple[BacktestRun, ...]:
        return await self._read(backtests.backtests, person_id, bot_id, most=most)

    async def other_sharpes(self, person_id: str, strategy: Strategy, *, period: str) -> tuple[float | None, ...]:
        return await self._read(backtests.other_sharpes, person_id, strategy, period=period)

    async def backtest_chart(self, person_id: str, run_id: str) -> bytes | None:
        return await self._read(backtests.chart, person_id, run_id)

    async def backtest_signals(self, person_id: str, run_id: str) -> tuple[Signal, ...]:
        return await self._read(backtests.signals, person_id, run_id)

    async def interrupt_backtests(self, notice: Callable[[BacktestRun], Mapping[str, Any]]) -> int:
        return await self._write(backtests.interrupt, notice, now=self._now)

    # Simulations

    async def start_simulation(
        self, person_id: str, bot_id: str, config: Mapping[str, Any], *, quiet_until: int
    ) -> SimulationRun:
        start = partial(simulations.start, quiet_until=quiet_until)
        return await self._write(start, person_id, bot_id, config, now=self._now)

    async def simulation(self, person_id: str, run_id: str) -> SimulationRun:
        return await self._read(simulations.simulation, person_id, run_id)

    async def simulations(self, person_id: str) -> tuple[SimulationRun, ...]:
        return await self._read(simulations.simulations, person_id)

    async def running_simulations(self) -> tuple[SimulationRun, ...]:
        return await self._read(simulations.running)

    async def advance_simulation(self, step: SimulationStep) -> bool:
        return await self._write(simulations.advance, step, now=self._now)

    async def pause_simulation(self, person_id: str, run_id: str) -> bool:
        return await self._write(simulations.pause, person_id, run_id)

    async def resume_simulation(self, person_id: str, run_id: str, *, quiet_until: int) -> bool:
        return await self._write(simulations.resume, person_id, run_id, quiet_until=quiet_until)

    async def stop_simulation(self, person_id: str, run_id: str) -> bool:
        return await self._write(simulations.stop, person_id, run_id, now=self._now)

    async def stop_simulations(self, person_id: str) -> int:
        return await self._write(simulations.stop_all, person_id, now=self._now)

    async def simulation_signals(self, person_id: str, run_id: str) -> tuple[Signal, ...]:
        return await self._read(simulations.signals, person_id, run_id)

    async def simulation_events(self, person_id: str, run_id: str) -> tuple[Mapping[str, Any], ...]:
        return await self._read(simulations.events, person_id, run_id)

    # Language models

    async def record_model_turn(self, person_id: str, turn: ModelTurn) -> None:
        await self._write(model_usage.record, person_id, turn, now=self._now)

    async def model_usage(self, since: datetime, *, person_id: str | None = None) -> ModelUsage:
        return await self._read(model_usage.usage, since, person_id=person_id)

    # Notices

    async def add_notice(self, person_id: str, key: str, reply: Mapping[str, Any]) -> bool:
        return await self._write(notices.add, person_id, key, reply, now=self._now)

    async def due_notices(self, now: datetime, *, most: int = 20) -> tuple[Notice, ...]:
        return await self._read(notices.due, now, most=most)

    async def notice_sent(self, notice_id: int) -> None:
        await self._write(notices.sent, notice_id, now=self._now)

    async def notice_later(self, notice_id: int, *, at: datetime, error: str) -> None:
        await self._write(notices.later, notice_id, at=at, error=error)

    async def notice_failed(self, notice_id: int, *, error: str) -> None:
        """Give up on a message that can never be delivered."""
        await self._write(notices.failed, notice_id, error=error)

    async def set_reachable(self, telegram_id: int, *, reachable: bool) -> None:
        await self._write(people.set_reachable, telegram_id, reachable=reachable)

    # Candles of real markets: `core.ave.cache.CandleCache`

    async def days(self, series: Series, first: int, last: int) -> Mapping[int, StoredDay]:
        return await self._read(candles.days, series, first, last)

    async def keep(self, series: Series, days: Iterable[StoredDay]) -> None:
        await self._write(candles.keep, series, tuple(days))

    # What the market cost: `core.ave.ledger.Ledger`

    async def market_units(self) -> Mapping[int, int]:
        return await self._read(units.units)

    async def keep_market_units(self, days: Mapping[int, int]) -> None:
        await self._write(units.keep, days)

    # The seam

    async def _read(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._in(self._reader, partial(self._reading, partial(step, *args, **kwargs)))

    async def _write(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._in(self._writer, partial(self._writing, partial(step, *args, **kwargs)))

    async def _in(self, threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        if self._closed:
            raise StoreError("the database is closed")
        return await asyncio.get_running_loop().run_in_executor(threads, work)

    def _reading(self, step: Callable[[], T]) -> T:
        with failures():
            self._connect()
            with database.reading():
                return step()

    def _writing(self, step: Callable[[], T]) -> T:
        with failures():
            self._connect()
            with database.writing():
                return step()

    def _connect(self) -> None:
        if database.is_closed():
            self._connections.append(database.open_here(self._file))

    def _now(self) -> datetime:
        """The present time, asked for within writes only. No two answers are equal, so rows sort as they were made."""
        self._latest = max(self._clock(), self._latest + timedelta(microseconds=1))
        return self._latest

    def _close(self) -> None:
        self._reader.shutdown()
        self._writer.shutdown()
        for connection in self._connections:
            connection.close()
