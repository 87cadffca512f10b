"""Backups: of one moment, in one file, checked before they are called done, over nothing that is there."""

import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import StoreError
from core.people import TradingBot
from storage.database import connect
from storage.maintenance import backup, check
from storage.store import PeeweeStore
from tests.storage.examples import damage, signal


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "monday.db"


def files_beside(target: Path) -> list[str]:
    return [path.name for path in target.parent.iterdir()]


async def test_a_backup_is_the_whole_database_in_one_file(
    store: PeeweeStore, lived: TradingBot, used: str, target: Path
) -> None:
    backup(used, target)
    assert files_beside(target) == [target.name]
    address = f"sqlite:///{target}"
    assert check(address) == []
    assert files_beside(target) == [target.name]
    copied = PeeweeStore.open(address)
    assert await copied.bots(lived.person_id) == await store.bots(lived.person_id)
    assert await copied.backtests(lived.person_id, lived.id) == await store.backtests(lived.person_id, lived.id)
    (run,) = await copied.backtests(lived.person_id, lived.id)
    assert await copied.backtest_signals(lived.person_id, run.id) == tuple(map(signal, range(50)))
    assert await copied.backtest_chart(lived.person_id, run.id) == bytes(10_000)
    await copied.close()


def test_a_backup_is_for_the_eyes_of_its_owner(used: str, target: Path) -> None:
    backup(used, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, lambda path: path.symlink_to("nowhere")])
def test_a_backup_overwrites_nothing(used: str, target: Path, make: Callable[[Path], None]) -> None:
    make(target)
    with pytest.raises(StoreError) as refused:
        backup(used, target)
    assert str(refused.value) == f"{target} exists already; a backup never overwrites anything"
    assert files_beside(target) == [target.name]


def test_a_backup_onto_the_database_itself_is_refused(used: str, file: Path) -> None:
    with pytest.raises(StoreError, match="exists already"):
        backup(used, file)
    assert check(used) == []


def test_a_backup_into_a_missing_directory_is_refused(used: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        backup(used, tmp_path / "nowhere" / "copy.db")
    assert str(refused.value) == f"the backup cannot be written: there is no directory {tmp_path / 'nowhere'}"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", ["x" * 250, "it's 50% #1?.db", "-"])
def test_a_backup_can_have_any_name_a_file_can(used: str, target: Path, name: str) -> None:
    backup(used, target.with_name(name))
    assert files_beside(target) == [name]


def test_a_backup_of_a_name_no_file_can_have_is_refused(used: str, target: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be written: File name too long$"):
        backup(used, target.with_name("x" * 300))
    assert files_beside(target) == []


def test_a_backup_taken_while_others_write_is_of_one_moment(used: str, target: Path, file: Path) -> None:
    """The writer moves an amount between two notes all the time: in no moment is the sum another."""
    with closing(connect(file)) as connection:
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, amount INTEGER, padding BLOB)")
        connection.execute("INSERT INTO notes VALUES (1, 1000, zeroblob(2000000)), (2, 0, zeroblob(2000000))")
    stop, written = threading.Event(), threading.Semaphore(0)
    writer = threading.Thread(target=_move, args=(file, stop, written))
    writer.start()
    written.acquire()
    before = _moved(file)
    backup(used, target)
    after = _moved(file)
    stop.set()
    writer.join()
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT sum(amount) FROM notes").fetchone() == (1000,)
    assert before <= _moved(target) <= after
    assert before < after, "the writer never had to wait"
    assert check(f"sqlite:///{target}") == []


def _move(file: Path, stop: threading.Event, written: threading.Semaphore) -> None:
    with closing(connect(file)) as connection:
        while not stop.is_set():
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE notes SET amount = amount - 1 WHERE id = 1")
            connection.execute("UPDATE notes SET amount = amount + 1 WHERE id = 2")
            connection.execute("COMMIT")
            written.release()


def _moved(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (amount,) = connection.execute("SELECT amount FROM notes WHERE id = 2").fetchone()
    return int(amount)


def test_a_backup_of_a_damaged_database_is_not_kept(left: str, target: Path, file: Path) -> None:
    damage(file)
    with pytest.raises(StoreError, match="the database file is damaged"):
        backup(left, target)
    assert files_beside(target) == []


def test_a_backup_the_disk_has_no_room_for_leaves_nothing(used: str, target: Path, file: Path) -> None:
    program = (
        "import resource, sys, pathlib\n"
        "from core.errors import StoreError\n"
        "from storage.maintenance import backup\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))\n"
        "try:\n"
        "    backup(sys.argv[1], pathlib.Path(sys.argv[2]))\n"
        "except StoreError as error:\n"
        "    print(error)\n"
    )
    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, used, str(target)], check=True, capture_output=True, text=True, timeout=20
    )
    assert (told.stdout, told.stderr) == (f"backup of {file} to {target}: the disk refuses to read or write\n", "")
    assert files_beside(target) == []
