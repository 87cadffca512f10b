"""One process for each database: a lock beside its file, which the system itself lets go when the process ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import StoreError
from storage.database import database_file, make_home


@contextmanager
def sole_user(database_url: str) -> Iterator[None]:
    """Within, no other process can enter for the same database. Raises StoreError, BadSetting (DATABASE_URL)."""
    file = database_file(database_url)
    make_home(file)
    descriptor = _opened(_beside(file))
    try:
        _take(descriptor, file)
        yield
    finally:
        os.close(descriptor)


def _beside(file: Path) -> Path:
    """The same place by whatever name the database is called."""
    real = file.resolve()
    return real.with_name(f"{real.name}.lock")


def _opened(lock: Path) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"{lock} cannot be opened: {error.strerror}") from None


def _take(descriptor: int, file: Path) -> None:
    """The file of the lock stays behind: to remove it would let two in, each with a lock on a file of this name."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip()
        raise StoreError(
            f"{file} is in use by another randebu (process {holder or 'unknown'}): stop it first"
        ) from None
    except OSError as error:
        raise StoreError(f"{file} cannot be locked: {error.strerror}") from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
