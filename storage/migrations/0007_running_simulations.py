"""What a simulation that is running needs to go on after a restart, and what it has booked."""

# mypy: disallow-untyped-calls=False

from typing import Any

from peewee import AutoField, BigIntegerField, Database, Field, ForeignKeyField, Model, TextField

COLUMNS = {
    "ended_at": "DATETIME",
    "quiet_until": "INTEGER DEFAULT 0 NOT NULL",
    "last_time": "INTEGER",
    "standing": "TEXT",
    "state": "TEXT",
}


class Json(Field):
    field_type = "JSON"


class Simulations(Model):
    id = TextField(primary_key=True)


class Events(Model):
    id = AutoField()
    simulation: Any = ForeignKeyField(Simulations, column_name="simulation_id", on_delete="CASCADE", index=False)
    time = BigIntegerField()
    booked = Json()

    class Meta:
        table_name = "simulation_events"


Events.add_index(Events.index(Events.simulation, Events.time, unique=True, name="idx_simulation_events_simulation_id"))


def up(_migrator: object, db: Database) -> None:
    for name, kind in COLUMNS.items():
        db.execute_sql(f"ALTER TABLE simulations ADD COLUMN {name} {kind}")
    with db.bind_ctx([Simulations, Events]):
        db.create_tables([Events], safe=False)


def down(_migrator: object, db: Database) -> None:
    with db.bind_ctx([Events]):
        db.drop_tables([Events])
    for name in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE simulations DROP COLUMN {name}")
