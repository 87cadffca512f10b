"""The tables as they are now; `migrations/` tells how a database gets there."""

from __future__ import annotations  # peewee's fields are generic in its type stubs only

from datetime import datetime

from peewee import (
    SQL,
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    CompositeKey,
    DoubleField,
    Field,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from storage.database import database
from storage.fields import JsonField, SaidField, UtcDateTimeField, new_id


class Row(Model):
    """A row of any table; it never leaves this package."""

    class Meta:
        database = database


class UserRow(Row):
    """A person. `active_bot_id` is no foreign key: bots refer to users already, and deleting a bot sets it anew."""

    id: Field[str] = SaidField(primary_key=True, default=new_id)
    telegram_id = BigIntegerField(null=True)
    email = TextField(null=True)
    password_hash = TextField(null=True)
    name: Field[str] = SaidField()
    language: Field[str] = SaidField()
    active_bot_id = TextField(null=True)
    awaiting = JsonField(null=True)
    telegram_reachable = BooleanField(default=True)
    created_at: Field[datetime] = UtcDateTimeField()
    updated_at: Field[datetime] = UtcDateTimeField()
    tier = TextField(default="free", constraints=[SQL("DEFAULT 'free'")])

    class Meta:
        table_name = "users"


class BotRow(Row):
    """A trading bot; `strategy_config` is {} until a strategy was saved."""

    id: Field[str] = SaidField(primary_key=True, default=new_id)
    user = ForeignKeyField(UserRow, column_name="user_id", on_delete="CASCADE", index=False, lazy_load=False)
    user_id: str
    name: Field[str] = SaidField()
    description: Field[str | None] = SaidField(null=True)
    strategy_config = JsonField(default=dict)
    llm_config = JsonField(default=dict)
    status = TextField(default="draft")
    created_at: Field[datetime] = UtcDateTimeField()
    updated_at: Field[datetime] = UtcDateTimeField()

    class Meta:
        table_name = "bots"


class MessageRow(Row):
    """One message of the conversation about a bot."""

    id: Field[str] = SaidField(primary_key=True, default=new_id)
    bot = ForeignKeyField(BotRow, column_name="bot_id", on_delete="CASCADE", index=False, lazy_load=False)
    bot_id: str
    role = TextField()
    content: Field[str] = SaidField()
    created_at: Field[datetime] = UtcDateTimeField()

    class Meta:
        table_name = "bot_conversations"


class DraftRow(Row):
    """The one proposal about a bot that nobody saved yet; `id` names the proposal, the bot is the key."""

    bot = ForeignKeyField(
        BotRow, column_name="bot_id", primary_key=True, on_delete="CASCADE", index=False, lazy_load=False
    )
    bot_id: str
    id: Field[str] = SaidField()
    strategy_config = JsonField(null=True)
    pending = JsonField(null=True)
    undo = JsonField(default=list)
    options = JsonField(default=list)
    created_at: Field[datetime] = UtcDateTimeField()

    class Meta:
        table_name = "drafts"


class VersionRow(Row):
    """A strategy as it was saved; `number` counts from 1 for each bot."""

    id: Field[str] = SaidField(primary_key=True, default=new_id)
    bot = ForeignKeyField(BotRow, column_name="bot_id", on_delete="CASCADE", index=False, lazy_load=False)
    bot_id: str
    number = IntegerField()
    strategy_config = JsonField()
    created_at: Field[datetime] = UtcDateTimeField()

    class Meta:
        table_name = "strategy_versions"


class BacktestRow(Row):
    """One run. `detail` is the heavy part of the result (trades, equity), last so that lists need not read past it."""

    id: Field[str] = SaidField(primary_key=True, default=new_id)
    bot = ForeignKeyField(BotRow, column_name="bot_id", on_delete="CASCADE", index=False, lazy_load=False)
    bot_id: str
    started_at: Field[datetime] = UtcDateTimeField()
    ended_at: Field[datetime | None] = UtcDateTimeField(null=True)
    status = TextField()
    config = JsonField()
    result = JsonField(null=True)
    error: Field[str | None] = SaidField(null=True)
    detail = JsonField(null=True)

    class Meta:
        table_name = "backtests"


class ChartRow(Row):
    """The picture of a run; only the newest of a bot are kept."""

    backtest = ForeignKeyField(
        BacktestRow, column_name="backtest_id", primary_key=True, on_delete="CASCADE", index=False, lazy_load=False
    )
    backtest_id: str
    png = BlobField()

    class Meta:
        table_name = "backtest_charts"


class SimulationRow(Row):
    """One live run on paper."""

    id: Field[str] = SaidField(primary_key=True, default=new_id)
    bot = ForeignKeyField(BotRow, column_name="bot_id", on_delete="CASCADE", index=False, lazy_load=False)
    bot_id: str
    started_at: Field[datetime] = UtcDateTimeField()
    status = TextField()
    config = JsonField()
    signals = JsonField(null=True)
    ended_at: Field[datetime | None] = UtcDateTimeField(null=True)
    quiet_until = BigIntegerField(default=0, constraints=[SQL("DEFAULT 0")])
    last_time = BigIntegerField(null=True)
    standing = JsonField(null=True)
    state = JsonField(null=True)

    class Meta:
        table_name = "simulations"


class EventRow(Row):
    """What a simulation has booked at one candle: outcomes, fills, trades, balances."""

    id = AutoField()
    simulation = ForeignKeyField(
        SimulationRow, column_name="simulation_id", on_delete="CASCADE", index=False, lazy_load=False
    )
    simulation_id: str
    time = BigIntegerField()
    booked = JsonField()

    class Meta:
        table_name = "simulation_events"


class SignalRow(Row):
    """One signal of a backtest or a simulation; `id` is the run's id and a number, so that it sorts as it happened."""

    id: Field[str] = SaidField(primary_key=True)
    bot = ForeignKeyField(BotRow, column_name="bot_id", on_delete="CASCADE", index=False, lazy_load=False)
    bot_id: str
    run_id: Field[str] = SaidField()
    time = BigIntegerField()
    signal_type = TextField()
    token = TextField()
    price = DoubleField(null=True)
    rule = IntegerField()
    confidence = DoubleField(null=True)
    reasoning: Field[str | None] = SaidField(null=True)
    executed = BooleanField(default=False)
    why_not: Field[str | None] = SaidField(null=True)
    created_at: Field[datetime] = UtcDateTimeField()
    action = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])

    class Meta:
        table_name = "signals"


class NoticeRow(Row):
    """A message that must reach a person; due at once while `next_at` is null."""

    id = AutoField()
    user = ForeignKeyField(UserRow, column_name="user_id", on_delete="CASCADE", index=False, lazy_load=False)
    user_id: str
    key = TextField()
    reply = JsonField()
    state = TextField(default="queued")
    attempts = IntegerField(default=0)
    next_at: Field[datetime | None] = UtcDateTimeField(null=True)
    error: Field[str | None] = SaidField(null=True)
    created_at: Field[datetime] = UtcDateTimeField()
    sent_at: Field[datetime | None] = UtcDateTimeField(null=True)

    class Meta:
        table_name = "notices"


class UsageRow(Row):
    """What one turn with a language model cost."""

    id = AutoField()
    user = ForeignKeyField(UserRow, column_name="user_id", on_delete="CASCADE", index=False, lazy_load=False)
    user_id: str
    model: Field[str] = SaidField()
    outcome: Field[str] = SaidField()
    calls = IntegerField()
    input_tokens = IntegerField()
    output_tokens = IntegerField()
    seconds = DoubleField()
    created_at: Field[datetime] = UtcDateTimeField()

    class Meta:
        table_name = "model_usage"


class CandleDayRow(Row):
    """The closed candles of one series that open within one UTC day; `block` is as `core.ave.cache` packs it."""

    chain = TextField()
    address = TextField()
    interval = IntegerField()
    day = IntegerField()
    block = BlobField()
    complete = BooleanField()
    pair = TextField()

    class Meta:
        table_name = "candle_days"
        primary_key = CompositeKey("chain", "address", "interval", "day")


class UnitsRow(Row):
    """What one UTC day's questions to the market cost; `day` counts from the Unix epoch."""

    day = IntegerField(primary_key=True)
    units = IntegerField()

    class Meta:
        table_name = "market_units"


UserRow.add_index(UserRow.index(UserRow.telegram_id, unique=True, name="idx_users_telegram_id"))
UserRow.add_index(UserRow.index(UserRow.email, unique=True, name="idx_users_email"))
BotRow.add_index(BotRow.index(BotRow.user, name="idx_bots_user_id"))
MessageRow.add_index(MessageRow.index(MessageRow.bot, name="idx_conversations_bot_id"))
VersionRow.add_index(
    VersionRow.index(VersionRow.bot, VersionRow.number, unique=True, name="idx_strategy_versions_bot_id")
)
BacktestRow.add_index(BacktestRow.index(BacktestRow.bot, name="idx_backtests_bot_id"))
SimulationRow.add_index(SimulationRow.index(SimulationRow.bot, name="idx_simulations_bot_id"))
EventRow.add_index(
    EventRow.index(EventRow.simulation, EventRow.time, unique=True, name="idx_simulation_events_simulation_id")
)
SignalRow.add_index(SignalRow.index(SignalRow.bot, name="idx_signals_bot_id"))
SignalRow.add_index(SignalRow.index(SignalRow.run_id, name="idx_signals_run_id"))
NoticeRow.add_index(NoticeRow.index(NoticeRow.key, unique=True, name="idx_notices_key"))
NoticeRow.add_index(NoticeRow.index(NoticeRow.user, name="idx_notices_user_id"))
NoticeRow.add_index(NoticeRow.index(NoticeRow.state, NoticeRow.next_at, name="idx_notices_state_next_at"))

UsageRow.add_index(UsageRow.index(UsageRow.user, UsageRow.created_at, name="idx_model_usage_user_id"))

TABLES: tuple[type[Row], ...] = (
    UserRow,
    BotRow,
    MessageRow,
    DraftRow,
    VersionRow,
    BacktestRow,
    ChartRow,
    SimulationRow,
    EventRow,
    SignalRow,
    NoticeRow,
    CandleDayRow,
    UsageRow,
    UnitsRow,
)
