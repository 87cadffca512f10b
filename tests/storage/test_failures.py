"""Whatever the disk does, it is said in plain words, and nothing of the step is kept."""

import asyncio
import os
import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import BadSetting, StoreError
from core.people import Person, TradingBot
from storage import database as db
from storage.database import connect, database_file
from storage.store import PeeweeStore
from tests.storage.examples import CONFIG, RESULT, completed, damage, signal

Pragmas = list[tuple[str, str | int]]


def sentence(error: BaseException) -> str:
    """What is told; it must be one line of plain words."""
    text = str(error)
    assert "\n" not in text
    assert not [word for word in ("Traceback", "Error", "SELECT", "INSERT", "peewee") if word in text]
    return text


@pytest.fixture
def pragmas(monkeypatch: pytest.MonkeyPatch) -> Pragmas:
    """The pragmas of connections opened from now on, to add to."""
    changed = list(db.PRAGMAS)
    monkeypatch.setattr(db, "PRAGMAS", changed)
    return changed


async def test_a_full_disk_is_said_keeps_nothing_and_is_over_when_there_is_room(
    url: str, store: PeeweeStore, bot: TradingBot, pragmas: Pragmas, file: Path
) -> None:
    run = await store.start_backtest(bot.person_id, bot.id, CONFIG)
    with closing(connect(file)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    pragmas.append(("max_page_count", pages + 2))
    full = PeeweeStore.open(url)
    picture, many = os.urandom(500_000), [signal(n) for n in range(500)]
    for chart, signals in ((picture, []), (b"", many)):
        with pytest.raises(StoreError) as refused:
            await full.finish_backtest(run.id, result=RESULT, signals=signals, chart=chart)
        assert sentence(refused.value) == "the disk is full"
    assert await full.backtest(bot.person_id, run.id) == run
    assert await full.end_backtest(run.id, "failed", error="the disk is full")
    await full.close()
    pragmas.pop()
    assert (await completed(store, bot, *many, chart=picture)).status == "completed"


async def test_a_disk_that_refuses_is_said(url: str, store: PeeweeStore, bot: TradingBot) -> None:
    program = (
        "import asyncio, resource, sys\n"
        "from core.errors import StoreError\n"
        "from storage.store import PeeweeStore\n"
        "async def main():\n"
        "    store = PeeweeStore.open(sys.argv[1])\n"
        "    run = await store.start_backtest(sys.argv[2], sys.argv[3], {})\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "    try:\n"
        "        await store.finish_backtest(run.id, result={}, signals=[], chart=bytes(range(256)) * 4000)\n"
        "    except StoreError as error:\n"
        "        print(error, (await store.backtest(sys.argv[2], run.id)).status, sep='|')\n"
        "    await store.close()\n"
        "asyncio.run(main())\n"
    )
    told = await _python(program, url, bot.person_id, bot.id)
    assert told == "the disk refuses to read or write|running"
    (run,) = await store.backtests(bot.person_id, bot.id)
    assert await store.end_backtest(run.id, "interrupted")


async def test_a_read_only_database_still_tells_what_it_has(
    url: str, alice: Person, bot: TradingBot, pragmas: Pragmas
) -> None:
    pragmas.append(("query_only", 1))
    looking = PeeweeStore.open(url)
    with pytest.raises(StoreError) as refused:
        await looking.rename_bot(alice.id, bot.id, "New")
    assert sentence(refused.value) == "the database is read-only"
    assert await looking.bots(alice.id) == (bot,)
    await looking.close()


async def test_a_busy_database_is_said_and_is_over_when_it_is_free(
    url: str, alice: Person, bot: TradingBot, pragmas: Pragmas, file: Path
) -> None:
    pragmas[0] = ("busy_timeout", 30)
    hurried = PeeweeStore.open(url)
    with closing(connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as refused:
            await hurried.rename_bot(alice.id, bot.id, "New")
        assert sentence(refused.value) == "the database is busy"
        assert await hurried.bots(alice.id) == (bot,)
        other.execute("ROLLBACK")
    assert (await hurried.rename_bot(alice.id, bot.id, "New")).name == "New"
    await hurried.close()


def test_programs_that_open_a_new_file_at_once_are_not_in_each_others_way(tmp_path: Path) -> None:
    together = threading.Barrier(4)

    def open_one(file: Path) -> None:
        together.wait()
        connect(file).close()

    with ThreadPoolExecutor(4) as programs:
        for n in range(60):  # one time in ten they meet at the worst moment
            list(programs.map(open_one, [tmp_path / f"{n}.db"] * 4))


def test_a_program_does_not_wait_for_ever(file: Path, pragmas: Pragmas) -> None:
    pragmas[0] = ("busy_timeout", 30)
    file.parent.mkdir()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("CREATE TABLE t (x)")
        other.execute("BEGIN")
        other.execute("SELECT * FROM t").fetchall()
        with pytest.raises(StoreError) as refused, db.failures():
            connect(file)
        assert sentence(refused.value) == "the database is busy"


async def test_reads_do_not_wait_for_a_writer(store: PeeweeStore, alice: Person, bot: TradingBot, file: Path) -> None:
    with closing(connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE bots SET name = 'half done'")
        waiting = asyncio.create_task(store.rename_bot(alice.id, bot.id, "New"))
        assert await asyncio.wait_for(store.bots(alice.id), 2) == (bot,)
        assert not waiting.done()
        other.execute("ROLLBACK")
    assert (await waiting).name == "New"


@pytest.mark.parametrize(
    "content", [b"This is a letter, not a database. " * 100, b"SQLite format 3\x00" + b"\xff" * 4000]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(file: Path, url: str, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        PeeweeStore.open(url)
    assert sentence(refused.value) == f"{file}: the file is not a database"
    assert file.read_bytes() == content


async def test_a_damaged_database_is_said(lived: TradingBot, left: str, file: Path) -> None:
    damage(file)
    damaged = PeeweeStore.open(left)
    with pytest.raises(StoreError) as refused:
        await _read_everything(damaged, lived)
    await damaged.close()
    assert sentence(refused.value) == "the database file is damaged"


async def _read_everything(store: PeeweeStore, bot: TradingBot) -> None:
    await store.bots(bot.person_id)
    await store.history(bot.person_id, bot.id, most=9)
    await store.versions(bot.person_id, bot.id)
    for run in await store.backtests(bot.person_id, bot.id):
        await store.backtest_signals(bot.person_id, run.id)
        await store.backtest_chart(bot.person_id, run.id)


def test_a_missing_directory_is_made(file: Path, url: str) -> None:
    assert not file.parent.exists()
    asyncio.run(PeeweeStore.open(url).close())
    assert file.is_file()


def test_a_relative_address_is_relative_to_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asyncio.run(PeeweeStore.open("sqlite:///./data/it's 50% #1?.db").close())
    assert (tmp_path / "data" / "it's 50% #1?.db").is_file()


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("a file/app.db", "File exists"),
        ("a file/deeper/app.db", "Not a directory"),
        (".", "which is a directory; it must name a file in it"),
        ("x" * 300, "File name too long"),
        ("x" * 300 + "/app.db", "File name too long"),
    ],
)
def test_a_place_where_no_file_can_be_is_a_bad_setting(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "a file").write_text("")
    with pytest.raises(BadSetting) as refused:
        PeeweeStore.open(f"sqlite:///{tmp_path}/{place}")
    assert sentence(refused.value).startswith(f"DATABASE_URL names {tmp_path}")
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://me:secret@host/db", ", not postgresql:"),
        ("postgresql+psycopg://me:secret@host/db", "such as sqlite:///./data/app.db"),
        ("sqlite://data/app.db", "must be a sqlite:/// address"),
        ("./data/app.db", "must be a sqlite:/// address"),
        ("", "must be a sqlite:/// address"),
        ("sqlite:///", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
    ],
)
def test_an_address_of_something_else_is_a_bad_setting_that_tells_no_password(address: str, told: str) -> None:
    with pytest.raises(BadSetting) as refused:
        PeeweeStore.open(address)
    assert sentence(refused.value).startswith("DATABASE_URL must ")
    assert told in str(refused.value)
    assert "secret" not in str(refused.value)


def test_three_slashes_are_relative_and_four_absolute() -> None:
    assert database_file("sqlite:///./data/app.db") == Path("data/app.db")
    assert database_file("sqlite:////var/lib/app.db") == Path("/var/lib/app.db")


async def test_a_closed_store_says_so(store: PeeweeStore, alice: Person) -> None:
    await store.close()
    with pytest.raises(StoreError) as refused:
        await store.bots(alice.id)
    assert sentence(refused.value) == "the database is closed"
    with pytest.raises(StoreError):
        await store.set_language(alice.id, "fr")
    await store.close()


async def test_closing_leaves_one_file(store: PeeweeStore, bot: TradingBot, file: Path) -> None:
    await asyncio.gather(*(store.bots(bot.person_id) for _ in range(10)))
    await store.close()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_file_that_cannot_be_opened_is_said(file: Path) -> None:
    with pytest.raises(StoreError) as refused, db.failures():
        connect(file)
    assert sentence(refused.value) == "the database file cannot be opened"


async def _python(program: str, *arguments: str) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output, _ = await asyncio.wait_for(process.communicate(), 20)
    return output.decode().strip()
