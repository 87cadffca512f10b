"""Closed candles of real markets, a block for each day of a series."""

from peewee import BlobField, BooleanField, CompositeKey, Database, IntegerField, Model, TextField


class Days(Model):
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


def up(_migrator: object, db: Database) -> None:
    with db.bind_ctx([Days]):
        db.create_tables([Days], safe=False)


def down(_migrator: object, db: Database) -> None:
    with db.bind_ctx([Days]):
        db.drop_tables([Days])
