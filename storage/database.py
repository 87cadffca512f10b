"""The one place that knows the database is SQLite: its address, its connections, its locks and its failures."""
# mypy: disallow-untyped-calls=False

from __future__ import annotations  # peewee's fields are generic in its type stubs only

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from peewee import Field, Model, PeeweeException, SqliteDatabase

from core.errors import BadSetting, StoreError

PRAGMAS: tuple[tuple[str, str | int], ...] = (
    ("busy_timeout", 5_000),
    ("journal_mode", "wal"),
    ("synchronous", "normal"),
    ("foreign_keys", 1),
    ("cache_size", -16_000),
)
_REASONS = {
    "SQLITE_BUSY": "the database is busy",
    "SQLITE_LOCKED": "the database is busy",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "the database is read-only",
    "SQLITE_PERM": "the database is read-only",
    "SQLITE_CORRUPT": "the database file is damaged",
    "SQLITE_NOTADB": "the file is not a database",
    "SQLITE_IOERR": "the disk refuses to read or write",
    "SQLITE_CANTOPEN": "the database file cannot be opened",
}


class ThreadDatabase(SqliteDatabase):
    """The database of the models. Each thread has its own connection, to the file of the store it works for."""

    def __init__(self) -> None:
        self._here = threading.local()
        super().__init__("the file of this thread's store", autoconnect=False)

    def open_here(self, file: Path) -> sqlite3.Connection:
        """Connect the calling thread; the connection may be closed from any thread once this one has ended."""
        self._here.file = file
        self.connect()
        connection: sqlite3.Connection = self.connection()
        return connection

    def _connect(self) -> sqlite3.Connection:
        return connect(self._here.file)

    def reading(self) -> AbstractContextManager[object]:
        """One consistent view for all reads within."""
        return self.atomic()

    def writing(self) -> AbstractContextManager[object]:
        """A transaction that takes the write lock at once: one that reads first could lose it and fail."""
        return self.atomic("IMMEDIATE")


database = ThreadDatabase()


def database_file(database_url: str) -> Path:
    """The file a DATABASE_URL names: three slashes for a relative path, four for an absolute one."""
    if not database_url.startswith("sqlite:///"):
        raise BadSetting(
            f"DATABASE_URL must be a sqlite:/// address such as sqlite:///./data/app.db{_not(database_url)}"
        )
    name = database_url.removeprefix("sqlite:///")
    if name in ("", ":memory:"):
        raise BadSetting("DATABASE_URL must name a file, such as sqlite:///./data/app.db: a restart loses nothing then")
    return Path(name)


def make_home(file: Path) -> None:
    """Create the directory of a database file. Raises BadSetting where that is impossible."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"DATABASE_URL names {file}, but its directory cannot be made: {error.strerror}") from None
    _refuse_directory(file)


def existing_file(database_url: str) -> Path:
    """The file a DATABASE_URL names, which must be there. Raises BadSetting."""
    file = database_file(database_url)
    _refuse_directory(file)
    if not file.exists():
        raise BadSetting(f"DATABASE_URL names {file}, but there is no such file; `randebu run` makes it")
    return file


def connect(file: Path, *, foreign_keys: bool = True) -> sqlite3.Connection:
    """A connection with our pragmas, in autocommit: transactions are begun by name."""
    connection = sqlite3.connect(file, timeout=5, isolation_level=None, check_same_thread=False)
    try:
        for name, value in PRAGMAS:
            _patiently(partial(connection.execute, f"PRAGMA {name} = {value}"))
        if not foreign_keys:
            connection.execute("PRAGMA foreign_keys = 0")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def connect_existing(file: Path) -> sqlite3.Connection:
    """A connection to look through: it creates no file, and whatever would change something fails."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=5, isolation_level=None)
    connection.execute("PRAGMA query_only = 1")
    return connection


def _patiently(step: Callable[[], object]) -> None:
    """Do it when it can be done. SQLite does not wait by itself where several make a new file WAL at the same time."""
    deadline = time.monotonic() + int(dict(PRAGMAS)["busy_timeout"]) / 1_000
    while True:
        try:
            step()
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
            time.sleep(0.005)
        else:
            return


def insert_rows(table: type[Model], columns: Sequence[Field[Any]], rows: Iterable[Sequence[object]]) -> None:
    """Insert many rows with one prepared statement: a query built for each row takes four times as long."""
    writes = [column.db_value for column in columns]
    values = ([write(value) for write, value in zip(writes, row, strict=True)] for row in rows)
    sql, _ = table.insert_many([[None] * len(columns)], fields=columns).sql()
    database.cursor().executemany(sql, values)


@contextmanager
def failures() -> Iterator[None]:
    """Whatever the database fails at leaves as StoreError with a plain reason."""
    try:
        yield
    except (PeeweeException, sqlite3.Error) as error:
        raise StoreError(_reason(_root(error))) from error


@contextmanager
def failures_of(what: object) -> Iterator[None]:
    """The same where nobody knows yet which file is meant: the reason begins with its name."""
    try:
        with failures():
            yield
    except StoreError as error:
        raise StoreError(f"{what}: {error}") from error


def _root(error: BaseException) -> BaseException:
    """What SQLite failed at first: peewee wraps it, and to roll back what SQLite has rolled back already fails too."""
    while isinstance(error.__context__, PeeweeException | sqlite3.Error):
        error = error.__context__
    return error


def _reason(error: BaseException) -> str:
    name = str(getattr(error, "sqlite_errorname", ""))
    return next((reason for code, reason in _REASONS.items() if name.startswith(code)), str(error))


def _refuse_directory(file: Path) -> None:
    try:
        directory = file.is_dir()
    except OSError as error:  # the name is too long, or what leads to it may not be looked into
        raise BadSetting(f"DATABASE_URL names {file}, which cannot be opened: {error.strerror}") from None
    if directory:
        raise BadSetting(f"DATABASE_URL names {file}, which is a directory; it must name a file in it")


def _not(database_url: str) -> str:
    scheme, separator, _ = database_url.partition(":")
    return f", not {scheme}:" if separator and scheme.isalnum() and scheme != "sqlite" else ""
