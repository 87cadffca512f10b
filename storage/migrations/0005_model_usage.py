"""What each turn with a language model cost; never what was said."""

from typing import Any

from peewee import AutoField, Database, DateTimeField, DoubleField, ForeignKeyField, IntegerField, Model, TextField


class Users(Model):
    id = TextField(primary_key=True)


class Usage(Model):
    id = AutoField()
    user: Any = ForeignKeyField(Users, column_name="user_id", on_delete="CASCADE", index=False)
    model = TextField()
    outcome = TextField()
    calls = IntegerField()
    input_tokens = IntegerField()
    output_tokens = IntegerField()
    seconds = DoubleField()
    created_at = DateTimeField()

    class Meta:
        table_name = "model_usage"


Usage.add_index(Usage.index(Usage.user, Usage.created_at, name="idx_model_usage_user_id"))


def up(_migrator: object, db: Database) -> None:
    with db.bind_ctx([Users, Usage]):
        db.create_tables([Usage], safe=False)


def down(_migrator: object, db: Database) -> None:
    with db.bind_ctx([Usage]):
        db.drop_tables([Usage])
