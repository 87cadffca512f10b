"""Which action of its rule a signal stands for: one rule may buy and notify at once."""

# mypy: disallow-untyped-calls=False

from peewee import Database


def up(_migrator: object, db: Database) -> None:
    db.execute_sql("ALTER TABLE signals ADD COLUMN action INTEGER DEFAULT 0 NOT NULL")


def down(_migrator: object, db: Database) -> None:
    db.execute_sql("ALTER TABLE signals DROP COLUMN action")
