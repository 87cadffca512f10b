"""What each day's questions to the market cost, so that a restart does not forget what was spent."""

from peewee import Database, IntegerField, Model


class Units(Model):
    day = IntegerField(primary_key=True)
    units = IntegerField()

    class Meta:
        table_name = "market_units"


def up(_migrator: object, db: Database) -> None:
    with db.bind_ctx([Units]):
        db.create_tables([Units], safe=False)


def down(_migrator: object, db: Database) -> None:
    with db.bind_ctx([Units]):
        db.drop_tables([Units])
