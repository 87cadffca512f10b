"""Brings a database to the present tables, step by step, and refuses one that is ahead of this program.

The steps are run by peewee's own runner. By itself it begins each step without the write lock, so that two programs
starting at once would both try; and it trusts `PRAGMA foreign_keys`, which does nothing inside a transaction. Here all
pending steps are one transaction that holds the write lock from the start, on a connection whose foreign keys are off
(a step may rebuild a table) and are checked before the commit: a database is never left half-way.
"""
# mypy: disallow-untyped-calls=False

import sqlite3
from pathlib import Path

from peewee import SqliteDatabase
from playhouse.migrations import Runner

from core.errors import StoreError
from storage.database import connect, failures, make_home

STEPS = Path(__file__).with_name("migrations")


class _OneConnection(SqliteDatabase):
    def _connect(self) -> sqlite3.Connection:
        return connect(Path(self.database), foreign_keys=False)


def upgrade_file(file: Path, *, steps: Path = STEPS) -> tuple[str, ...]:
    """Apply the steps that are missing, all or none; their names. Raises BadSetting or StoreError."""
    make_home(file)
    database = _OneConnection(str(file))
    with failures():
        try:
            return _upgrade(database, steps)
        finally:
            database.close()


def steps_of(file: Path, *, steps: Path = STEPS) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the applied and of the missing steps."""
    database = _OneConnection(str(file))
    with failures():
        try:
            status = Runner(database, str(steps)).status()
        finally:
            database.close()
    return tuple(s.name for s in status if s.applied), tuple(s.name for s in status if not s.applied)


def _upgrade(database: SqliteDatabase, steps: Path) -> tuple[str, ...]:
    runner = Runner(database, str(steps))
    if not _missing(runner):
        return ()
    with database.atomic("IMMEDIATE"):
        _missing(runner)
        applied = tuple(runner.up())
        if database.execute_sql("PRAGMA foreign_key_check").fetchone():
            raise StoreError(f"the step to {applied[-1]} would leave rows without their owner; nothing was changed")
    return applied


def _missing(runner: Runner) -> bool:
    status = runner.status()
    unknown = [step.name for step in status if step.path is None]
    if unknown:
        raise StoreError(
            f"the database was written by a newer version ({unknown[-1]}): install that version, or restore a backup"
        )
    return any(not step.applied for step in status)
