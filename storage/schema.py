"""Brings a database to the present tables, step by step, and refuses one that is ahead of this program.

The steps are run by peewee's own runner. By itself it begins each step without the write lock, so that two programs
starting at once would both try; and it trusts `PRAGMA foreign_keys`, which does nothing inside a transaction. Here all
pending steps are one transaction that holds the write lock from the start, on a connection whose foreign keys are off
(a step may rebuild a table) and are checked before the commit: a database is never left half-way.
"""
# mypy: disallow-untyped-calls=False

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from peewee import SqliteDatabase
from playhouse.migrations import Runner

from core.errors import StoreError
from storage.database import connect, connect_existing, failures, failures_of, make_home

STEPS = Path(__file__).with_name("migrations")


@dataclass(frozen=True, slots=True)
class Steps:
    """Names of steps: applied to a database, still missing in it, and applied but unknown to this program."""

    applied: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


class _OneConnection(SqliteDatabase):
    def _connect(self) -> sqlite3.Connection:
        return connect(Path(self.database), foreign_keys=False)


class _Looking(SqliteDatabase):
    def _connect(self) -> sqlite3.Connection:
        return connect_existing(Path(self.database))


def upgrade_file(file: Path, *, steps: Path = STEPS) -> tuple[str, ...]:
    """Apply the steps that are missing, all or none; their names. Raises BadSetting or StoreError."""
    make_home(file)
    database = _OneConnection(str(file))
    with failures_of(file):
        try:
            return _upgrade(database, steps)
        finally:
            database.close()


def steps_of(file: Path, *, steps: Path = STEPS) -> Steps:
    """How far an existing database is. Raises StoreError."""
    database = _Looking(str(file))
    with failures():
        try:
            return _steps(Runner(database, str(steps)))
        finally:
            database.close()


def newer(unknown: tuple[str, ...]) -> str:
    """What to say of steps that this program does not know."""
    return f"the database was written by a newer version ({unknown[-1]})"


def _upgrade(database: SqliteDatabase, steps: Path) -> tuple[str, ...]:
    runner = Runner(database, str(steps))
    if not _missing(runner):
        return ()
    with database.atomic("IMMEDIATE"):
        if not _missing(runner):  # another program was faster
            return ()
        applied = tuple(runner.up())
        if database.execute_sql("PRAGMA foreign_key_check").fetchone():
            raise StoreError(f"the step to {applied[-1]} would leave rows without their owner; nothing was changed")
    return applied


def _missing(runner: Runner) -> bool:
    found = _steps(runner)
    if found.unknown:
        raise StoreError(f"{newer(found.unknown)}: install that version, or restore a backup")
    return bool(found.missing)


def _steps(runner: Runner) -> Steps:
    status = runner.status()
    return Steps(
        applied=tuple(step.name for step in status if step.applied),
        missing=tuple(step.name for step in status if not step.applied),
        unknown=tuple(step.name for step in status if step.path is None),
    )
