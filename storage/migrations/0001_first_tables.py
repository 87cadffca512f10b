"""People, bots, conversations, drafts, backtests, simulations, signals and notices."""

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    Database,
    DateTimeField,
    DoubleField,
    Field,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class Json(Field):
    field_type = "JSON"


def belongs_to(model: type[Model], column: str, **options: Any) -> Any:
    return ForeignKeyField(model, column_name=column, on_delete="CASCADE", index=False, **options)


class Users(Model):
    id = TextField(primary_key=True)
    telegram_id = BigIntegerField(null=True)
    email = TextField(null=True)
    password_hash = TextField(null=True)
    name = TextField()
    language = TextField()
    active_bot_id = TextField(null=True)
    awaiting = Json(null=True)
    telegram_reachable = BooleanField()
    created_at = DateTimeField()
    updated_at = DateTimeField()


class Bots(Model):
    id = TextField(primary_key=True)
    user = belongs_to(Users, "user_id")
    name = TextField()
    description = TextField(null=True)
    strategy_config = Json()
    llm_config = Json()
    status = TextField()
    created_at = DateTimeField()
    updated_at = DateTimeField()


class Conversations(Model):
    id = TextField(primary_key=True)
    bot = belongs_to(Bots, "bot_id")
    role = TextField()
    content = TextField()
    created_at = DateTimeField()

    class Meta:
        table_name = "bot_conversations"


class Drafts(Model):
    bot = belongs_to(Bots, "bot_id", primary_key=True)
    id = TextField()
    strategy_config = Json(null=True)
    pending = Json(null=True)
    undo = Json()
    options = Json()
    created_at = DateTimeField()


class Backtests(Model):
    id = TextField(primary_key=True)
    bot = belongs_to(Bots, "bot_id")
    started_at = DateTimeField()
    ended_at = DateTimeField(null=True)
    status = TextField()
    config = Json()
    result = Json(null=True)
    error = TextField(null=True)
    detail = Json(null=True)


class Charts(Model):
    backtest = belongs_to(Backtests, "backtest_id", primary_key=True)
    png = BlobField()

    class Meta:
        table_name = "backtest_charts"


class Simulations(Model):
    id = TextField(primary_key=True)
    bot = belongs_to(Bots, "bot_id")
    started_at = DateTimeField()
    status = TextField()
    config = Json()
    signals = Json(null=True)


class Signals(Model):
    id = TextField(primary_key=True)
    bot = belongs_to(Bots, "bot_id")
    run_id = TextField()
    time = BigIntegerField()
    signal_type = TextField()
    token = TextField()
    price = DoubleField(null=True)
    rule = IntegerField()
    confidence = DoubleField(null=True)
    reasoning = TextField(null=True)
    executed = BooleanField()
    why_not = TextField(null=True)
    created_at = DateTimeField()


class Notices(Model):
    id = AutoField()
    user = belongs_to(Users, "user_id")
    key = TextField()
    reply = Json()
    state = TextField()
    attempts = IntegerField()
    next_at = DateTimeField(null=True)
    error = TextField(null=True)
    created_at = DateTimeField()
    sent_at = DateTimeField(null=True)


TABLES: tuple[type[Model], ...] = (
    Users,
    Bots,
    Conversations,
    Drafts,
    Backtests,
    Charts,
    Simulations,
    Signals,
    Notices,
)

Users.add_index(Users.index(Users.telegram_id, unique=True, name="idx_users_telegram_id"))
Users.add_index(Users.index(Users.email, unique=True, name="idx_users_email"))
Bots.add_index(Bots.index(Bots.user, name="idx_bots_user_id"))
Conversations.add_index(Conversations.index(Conversations.bot, name="idx_conversations_bot_id"))
Backtests.add_index(Backtests.index(Backtests.bot, name="idx_backtests_bot_id"))
Simulations.add_index(Simulations.index(Simulations.bot, name="idx_simulations_bot_id"))
Signals.add_index(Signals.index(Signals.bot, name="idx_signals_bot_id"))
Signals.add_index(Signals.index(Signals.run_id, name="idx_signals_run_id"))
Notices.add_index(Notices.index(Notices.key, unique=True, name="idx_notices_key"))
Notices.add_index(Notices.index(Notices.user, name="idx_notices_user_id"))
Notices.add_index(Notices.index(Notices.state, Notices.next_at, name="idx_notices_state_next_at"))


def up(_migrator: object, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(_migrator: object, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
