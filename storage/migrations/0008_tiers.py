"""The tier of each person; whoever was there before begins with the free one."""

# mypy: disallow-untyped-calls=False

from peewee import Database


def up(_migrator: object, db: Database) -> None:
    db.execute_sql("ALTER TABLE users ADD COLUMN tier TEXT DEFAULT 'free' NOT NULL")


def down(_migrator: object, db: Database) -> None:
    db.execute_sql("ALTER TABLE users DROP COLUMN tier")
