"""What core needs from outside: a store that keeps everything, and a clock. Doors and adapters implement these."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

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
from core.trading.results import Signal
from core.trading.strategy import Strategy

Clock = Callable[[], datetime]
"""Answers the present time, aware UTC."""


class Store(Protocol):
    """Everything that outlives a process. Ownership is part of every query: a stranger's id raises NotFound.

    Each method is one transaction; what it returns is plain data. All of them may raise StoreError.
    """

    # People
    async def person_by_telegram(self, telegram_id: int, *, name: str, language: str) -> Person:
        """The person with this Telegram id, created at the first meeting; a changed name is kept up to date.

        `language` counts at the first meeting only: from then on it is theirs to choose.
        """
        ...

    async def person(self, person_id: str) -> Person: ...

    async def select_bot(self, person_id: str, bot_id: str) -> None: ...

    async def set_language(self, person_id: str, language: str) -> None: ...

    async def set_awaiting(self, person_id: str, awaiting: Awaiting | None) -> None: ...

    # Bots
    async def bots(self, person_id: str) -> tuple[TradingBot, ...]:
        """The person's bots, oldest first."""
        ...

    async def bot(self, person_id: str, bot_id: str) -> TradingBot: ...

    async def create_bot(self, person_id: str, name: str, *, limit: int) -> TradingBot:
        """A new bot, selected at once. Raises LimitReached("bots", limit); the count and the row are one step."""
        ...

    async def rename_bot(self, person_id: str, bot_id: str, name: str) -> TradingBot: ...

    async def delete_bot(self, person_id: str, bot_id: str) -> None:
        """Delete with all that belongs to it; where it was selected, the oldest other bot (or none) is selected."""
        ...

    # Conversation and draft
    async def add_message(self, person_id: str, bot_id: str, *, role: str, content: str) -> None: ...

    async def history(self, person_id: str, bot_id: str, *, most: int) -> tuple[tuple[str, str], ...]:
        """The last `most` messages as (role, content), oldest first."""
        ...

    async def put_draft(self, person_id: str, bot_id: str, draft: Draft) -> None:
        """Set or replace the bot's draft."""
        ...

    async def save_draft(self, person_id: str, bot_id: str, draft_id: str) -> TradingBot:
        """Make the draft's strategy the bot's own and drop the draft. Raises Conflict("draft") if it is not this."""
        ...

    async def discard_draft(self, person_id: str, bot_id: str, draft_id: str) -> TradingBot:
        """Drop the draft. Raises Conflict("draft") if it is not this."""
        ...

    # Versions: every strategy that was saved
    async def versions(self, person_id: str, bot_id: str, *, most: int = 20) -> tuple[StrategyVersion, ...]:
        """The bot's strategies, newest first; those that are not valid any more are left out."""
        ...

    async def restore_version(self, person_id: str, bot_id: str, number: int) -> TradingBot:
        """Make that strategy the bot's own again, as a new version unless it is the newest; the draft is dropped.

        Raises NotFound("version").
        """
        ...

    # Backtests
    async def start_backtest(self, person_id: str, bot_id: str, config: Mapping[str, Any]) -> BacktestRun:
        """A new running row. Raises Conflict("backtest") while another one of this bot is running."""
        ...

    async def finish_backtest(
        self, run_id: str, *, result: Mapping[str, Any], signals: Sequence[Signal], chart: bytes
    ) -> bool:
        """Complete a running row with its signals and picture; False (nothing kept) when it runs no more."""
        ...

    async def end_backtest(self, run_id: str, status: RunStatus, *, error: str | None = None) -> bool:
        """Close a running row as failed, stopped or interrupted; False when it runs no more."""
        ...

    async def backtest(self, person_id: str, run_id: str) -> BacktestRun: ...

    async def backtests(self, person_id: str, bot_id: str, *, most: int = 10) -> tuple[BacktestRun, ...]:
        """The bot's runs, newest first, without their results' trades and equity."""
        ...

    async def other_sharpes(self, person_id: str, strategy: Strategy, *, period: str) -> tuple[float | None, ...]:
        """The Sharpe ratios of the other strategies this person tested on its tokens over this period, each once."""
        ...

    async def backtest_chart(self, person_id: str, run_id: str) -> bytes | None: ...

    async def backtest_signals(self, person_id: str, run_id: str) -> tuple[Signal, ...]: ...

    async def interrupt_backtests(self, notice: Callable[[BacktestRun], Mapping[str, Any]]) -> int:
        """At start-up: whatever is still "running" was cut off. Mark it and queue `notice` in one transaction."""
        ...

    # Simulations
    async def start_simulation(
        self, person_id: str, bot_id: str, config: Mapping[str, Any], *, quiet_until: int
    ) -> SimulationRun:
        """A new running row. Raises Conflict("simulation") while another one of this bot is running or paused."""
        ...

    async def simulation(self, person_id: str, run_id: str) -> SimulationRun: ...

    async def simulations(self, person_id: str) -> tuple[SimulationRun, ...]:
        """The newest run of each of the person's bots, oldest bot first, without their states."""
        ...

    async def running_simulations(self) -> tuple[SimulationRun, ...]:
        """Everybody's running ones with their states, oldest first."""
        ...

    async def advance_simulation(self, step: SimulationStep) -> bool:
        """Keep a step with its signals and pushes; False (nothing kept) unless the run is running and stands there."""
        ...

    async def pause_simulation(self, person_id: str, run_id: str) -> bool:
        """False when it is not running."""
        ...

    async def resume_simulation(self, person_id: str, run_id: str, *, quiet_until: int) -> bool:
        """False when it is not paused."""
        ...

    async def stop_simulation(self, person_id: str, run_id: str) -> bool:
        """Running or paused, it is stopped for good; False when it was before."""
        ...

    async def stop_simulations(self, person_id: str) -> int:
        """The same for all of this person; how many that were."""
        ...

    async def simulation_signals(self, person_id: str, run_id: str) -> tuple[Signal, ...]: ...

    async def simulation_events(self, person_id: str, run_id: str) -> tuple[Mapping[str, Any], ...]:
        """What was booked, in order."""
        ...

    # Language models
    async def record_model_turn(self, person_id: str, turn: ModelTurn) -> None: ...

    async def model_usage(self, since: datetime, *, person_id: str | None = None) -> ModelUsage:
        """What the turns since then cost, of one person or of everybody."""
        ...

    # Notices
    async def add_notice(self, person_id: str, key: str, reply: Mapping[str, Any]) -> bool:
        """Queue a message; False when one with this key was queued before (it is never sent twice)."""
        ...

    async def due_notices(self, now: datetime, *, most: int = 20) -> tuple[Notice, ...]:
        """Unsent notices whose time has come, oldest first, for people who can be reached."""
        ...

    async def notice_sent(self, notice_id: int) -> None: ...

    async def notice_later(self, notice_id: int, *, at: datetime, error: str) -> None: ...

    async def notice_failed(self, notice_id: int, *, error: str) -> None:
        """Give up on a message that can never be delivered."""
        ...

    async def set_reachable(self, telegram_id: int, *, reachable: bool) -> None:
        """Remember that a person blocked (or unblocked) the bot on Telegram."""
        ...
