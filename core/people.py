"""The nouns a person owns: themselves, their trading bots, drafts, and backtests; plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from core.tiers import Tier
from core.trading.results import Signal
from core.trading.strategy import Strategy

BotStatus = Literal["draft", "active", "paused"]
RunStatus = Literal["running", "completed", "failed", "stopped", "interrupted"]
SimulationStatus = Literal["running", "paused", "stopped", "ended"]


@dataclass(frozen=True, slots=True)
class Awaiting:
    """What the person's next plain text means, when it is not a message to the bot: `kind` is such as `rename`."""

    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who talks to the product, through Telegram, the site, or both."""

    id: str
    telegram_id: int | None
    email: str | None
    name: str
    language: str
    active_bot_id: str | None = None
    awaiting: Awaiting | None = None
    tier: Tier = "free"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a conversation has come to but nobody saved yet.

    `id` names this very proposal: a button made for it does nothing to a later one.
    `strategy`: the proposal, None while only a question is open. `pending`, `undo`: the designer's own notes (JSON).
    `options`: the texts behind the answer buttons of the open question.
    """

    id: str
    strategy: Strategy | None = None
    pending: Mapping[str, Any] | None = None
    undo: tuple[Strategy | None, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TradingBot:
    """A person's bot: a name, a saved strategy (if any) and the draft being talked about (if any)."""

    id: str
    person_id: str
    name: str
    description: str
    strategy: Strategy | None
    status: BotStatus
    draft: Draft | None
    created_at: datetime
    updated_at: datetime

    @property
    def current(self) -> Strategy | None:
        """The strategy being talked about: the proposal where there is one, else the saved one."""
        return self.draft.strategy if self.draft and self.draft.strategy else self.strategy


@dataclass(frozen=True, slots=True)
class StrategyVersion:
    """A strategy as it was saved at some time; `number` counts from 1 for each bot."""

    number: int
    strategy: Strategy
    created_at: datetime


@dataclass(frozen=True, slots=True)
class BacktestRun:
    """One backtest as the store knows it. `config`, `result`: JSON of the contract (result None until completed)."""

    id: str
    bot_id: str
    bot_name: str
    person_id: str
    status: RunStatus
    started_at: datetime
    ended_at: datetime | None
    config: Mapping[str, Any]
    result: Mapping[str, Any] | None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class SimulationRun:
    """One live run on paper. `config`, `standing`, `state`: JSON that `core.simulations` writes and reads.

    `standing` is what can be shown of it, `state` that with which it goes on; lists leave the state out.
    """

    id: str
    bot_id: str
    bot_name: str
    person_id: str
    language: str
    status: SimulationStatus
    started_at: datetime
    ended_at: datetime | None
    config: Mapping[str, Any]
    quiet_until: int
    """Candles that close up to here, Unix seconds, only make conditions known: nothing fires."""
    last_time: int | None
    """Open of the last candle it has seen, Unix seconds."""
    standing: Mapping[str, Any]
    state: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class SimulationStep:
    """What the candles after `after` up to `time` have led to: kept whole or not at all, and only once.

    `outcomes`: time, rule and action of earlier signals with why they were not carried out, None where they were.
    `events`: what was booked, as JSON by candle. `notices`: key and reply of each push.
    """

    run_id: str
    after: int | None
    time: int
    state: Mapping[str, Any]
    standing: Mapping[str, Any]
    signals: tuple[Signal, ...] = ()
    outcomes: tuple[tuple[int, int, int, str | None], ...] = ()
    events: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    notices: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    ends: bool = False


@dataclass(frozen=True, slots=True)
class ModelTurn:
    """What one turn with a language model cost. `outcome`: what it came to, or in which way it failed."""

    model: str
    outcome: str
    calls: int
    input_tokens: int
    output_tokens: int
    seconds: float


@dataclass(frozen=True, slots=True)
class ModelUsage:
    """What several turns cost together."""

    turns: int
    calls: int
    input_tokens: int
    output_tokens: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Notice:
    """A message that must reach a person even if the line is dead right now. `reply`: JSON of `core.replies`."""

    id: int
    person_id: str
    telegram_id: int | None
    key: str
    reply: Mapping[str, Any]
    attempts: int
