"""Versions of strategies; what bots have now becomes their first one."""

import json
import secrets
from typing import Any

from peewee import Database, DateTimeField, Field, ForeignKeyField, IntegerField, Model, TextField


class Json(Field):
    field_type = "JSON"


class Bots(Model):
    id = TextField(primary_key=True)
    strategy_config = Json()
    updated_at = DateTimeField()


class Versions(Model):
    id = TextField(primary_key=True)
    bot: Any = ForeignKeyField(Bots, column_name="bot_id", on_delete="CASCADE", index=False)
    number = IntegerField()
    strategy_config = Json()
    created_at = DateTimeField()

    class Meta:
        table_name = "strategy_versions"


Versions.add_index(Versions.index(Versions.bot, Versions.number, unique=True, name="idx_strategy_versions_bot_id"))


def up(_migrator: object, db: Database) -> None:
    with db.bind_ctx([Bots, Versions]):
        db.create_tables([Versions], safe=False)
        for bot in list(Bots.select()):
            if bot.strategy_config and json.loads(bot.strategy_config):
                _keep(bot)


def down(_migrator: object, db: Database) -> None:
    with db.bind_ctx([Versions]):
        db.drop_tables([Versions])


def _keep(bot: Any) -> None:
    Versions.create(
        id=secrets.token_hex(6),
        bot=bot.id,
        number=1,
        strategy_config=bot.strategy_config,
        created_at=bot.updated_at,
    )
