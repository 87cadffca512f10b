"""What an operator does with a database from the command line: bring it up to date, back it up, look for damage."""

import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from core.ave.cache import StoredDay, unpacked
from core.errors import InvalidStrategy, StoreError
from core.trading.strategy import Strategy
from storage.database import connect_existing, database_file, existing_file, failures_of
from storage.schema import newer, steps_of, upgrade_file

_STRATEGIES = {
    "bots": "SELECT 'the strategy of bot ' || id, strategy_config FROM bots",
    "drafts": "SELECT 'the draft of bot ' || bot_id, strategy_config FROM drafts",
    "strategy_versions": "SELECT 'version ' || number || ' of bot ' || bot_id, strategy_config FROM strategy_versions",
}
"""The tables that keep strategies: how each one is called, and what it is."""


def upgrade(database_url: str, *, create: bool = False) -> tuple[str, ...]:
    """Apply the steps that are missing, all or none; their names. A missing file is made only with `create`.

    Raises BadSetting (DATABASE_URL), or StoreError with nothing changed.
    """
    return upgrade_file(database_file(database_url) if create else existing_file(database_url))


def backup(database_url: str, target: Path) -> None:
    """Write a consistent copy to `target`, which must not exist, while the database may be in use.

    The copy is checked before it gets its name. Raises BadSetting (DATABASE_URL), or StoreError with nothing left.
    """
    file = existing_file(database_url)
    part = _new_part(target)
    try:
        with failures_of(f"backup of {file} to {target}"):
            _copy(file, part)
            damage = _damage(part)
            if damage:
                raise StoreError(damage[0])
        _publish(part, target)
    finally:
        part.unlink(missing_ok=True)


def check(database_url: str) -> list[str]:
    """What is wrong with the database, a sentence each; [] when it is sound. Changes nothing.

    Raises BadSetting (DATABASE_URL), or StoreError where the file cannot be read at all.
    """
    file = existing_file(database_url)
    with failures_of(file):
        return _damage(file) or [*_orphans(file), *_steps(file), *_strategies(file), *_candles(file)]


def _new_part(target: Path) -> Path:
    """An empty file beside the target, for its owner's eyes only: it will hold what people said."""
    _refuse_existing(target)
    if not target.parent.is_dir():
        raise StoreError(f"the backup cannot be written: there is no directory {target.parent}")
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:64]}.", suffix=".part")
    except OSError as error:
        raise StoreError(f"the backup cannot be written to {target.parent}: {error.strerror}") from None
    os.close(handle)
    return Path(name)


def _copy(file: Path, part: Path) -> None:
    """In one read transaction, so a writer neither waits nor tears the copy, as it would one taken page by page."""
    with closing(connect_existing(file)) as source:
        source.execute("PRAGMA query_only = 0")  # VACUUM INTO counts as a change, though not of this file
        source.execute("VACUUM INTO ?", (str(part),))


def _publish(part: Path, target: Path) -> None:
    try:
        _sync(part)
        _refuse_existing(target)
        part.rename(target)
        _sync(target.parent)
    except OSError as error:
        raise StoreError(f"the backup {target} cannot be written: {error.strerror}") from None


def _refuse_existing(target: Path) -> None:
    try:
        target.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"the backup {target} cannot be written: {error.strerror}") from None
    raise StoreError(f"{target} exists already; a backup never overwrites anything")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _damage(file: Path) -> list[str]:
    with closing(connect_existing(file)) as connection:
        try:
            found = [text for (text,) in connection.execute("PRAGMA integrity_check") if text != "ok"]
        except sqlite3.DatabaseError as error:
            if not error.sqlite_errorname.startswith("SQLITE_CORRUPT"):
                raise
            found = [str(error)]
    return [f"the database file is damaged: {' '.join(text.split())}" for text in found]


def _orphans(file: Path) -> list[str]:
    with closing(connect_existing(file)) as connection:
        found = Counter((table, parent) for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"))
    return [f"{table} has {n} without an owner in {parent}" for (table, parent), n in found.items()]


def _steps(file: Path) -> Iterator[str]:
    found = steps_of(file)
    if found.unknown:
        yield newer(found.unknown)
    for name in found.missing:
        yield f"the step {name} is missing; `randebu db upgrade` applies it"


def _candles(file: Path) -> Iterator[str]:
    """Each kept day must read back as what a market can have said."""
    with closing(connect_existing(file)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'candle_days'").fetchone():
            return
        days = connection.execute("SELECT chain, address, interval, day, block, complete FROM candle_days")
        for chain, address, interval, day, block, complete in days:
            if unpacked(StoredDay(day, block, bool(complete)), interval) is None:
                yield f"the candles of {address} on {chain}, day {day}, are damaged; they are fetched again when needed"


def _strategies(file: Path) -> Iterator[str]:
    with closing(connect_existing(file)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for query in (query for table, query in _STRATEGIES.items() if table in tables):
            for what, config in connection.execute(query):
                problem = _problem(config)
                if problem:
                    yield f"{what} is not valid any more: {problem}"


def _problem(config: object) -> str | None:
    if config in (None, "{}"):
        return None
    try:
        Strategy.from_json(str(config))
    except InvalidStrategy as error:
        return str(error)
    return None
