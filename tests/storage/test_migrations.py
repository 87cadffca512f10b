"""A database gets to the present tables step by step, all or nothing."""

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest
from peewee import SqliteDatabase
from playhouse.migrations import Runner

from core.errors import StoreError
from core.people import BotStatus
from storage.models import TABLES
from storage.schema import STEPS, Steps, steps_of, upgrade_file
from storage.store import PeeweeStore
from tests.storage.examples import dip

NAMES = (
    "0001_first_tables",
    "0002_strategy_versions",
    "0003_action_of_a_signal",
    "0004_candles",
    "0005_model_usage",
    "0006_market_units",
    "0007_running_simulations",
    "0008_tiers",
)

SEED_TABLES = {
    "users": ["id", "email", "password_hash", "created_at", "updated_at"],
    "bots": [
        *("id", "user_id", "name", "description", "strategy_config", "llm_config", "status"),
        *("created_at", "updated_at"),
    ],
    "bot_conversations": ["id", "bot_id", "role", "content", "created_at"],
    "backtests": ["id", "bot_id", "started_at", "ended_at", "status", "config", "result"],
    "simulations": ["id", "bot_id", "started_at", "status", "config", "signals"],
    "signals": [
        *("id", "bot_id", "run_id", "signal_type", "token", "price", "confidence", "reasoning", "executed"),
        "created_at",
    ],
}
INDEXES = {
    "idx_bots_user_id": ("bots", ["user_id"]),
    "idx_conversations_bot_id": ("bot_conversations", ["bot_id"]),
    "idx_backtests_bot_id": ("backtests", ["bot_id"]),
    "idx_simulations_bot_id": ("simulations", ["bot_id"]),
    "idx_signals_bot_id": ("signals", ["bot_id"]),
    "idx_signals_run_id": ("signals", ["run_id"]),
    "idx_strategy_versions_bot_id": ("strategy_versions", ["bot_id", "number"]),
}


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """A directory of steps that a test may add to or take from."""
    directory = tmp_path / "steps"
    directory.mkdir()
    for step in STEPS.glob("0*.py"):
        copy(step, directory)
    return directory


def ask(file: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        return connection.execute(sql, values).fetchall()


def tables_of(file: Path) -> list[str]:
    found = ask(file, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
    return [str(name) for (name,) in found if name != "schema_migration"]


def indexes_of(file: Path, table: str) -> dict[str, tuple[int, list[str]]]:
    listed = ask(file, "SELECT name, \"unique\" FROM pragma_index_list(?) WHERE origin = 'c'", table)
    return {str(name): (int(str(u)), columns_of(file, "pragma_index_info", str(name))) for name, u in listed}


def columns_of(file: Path, pragma: str, name: str) -> list[str]:
    return [str(column) for (column,) in ask(file, f"SELECT name FROM {pragma}(?)", name)]  # noqa: S608 - named here


def shape(file: Path) -> dict[str, object]:
    """Tables with their columns (order, type, null, default, key), indexes and foreign keys."""
    return {
        table: (
            ask(file, "SELECT * FROM pragma_table_info(?)", table),
            indexes_of(file, table),
            ask(file, "SELECT * FROM pragma_foreign_key_list(?)", table),
        )
        for table in tables_of(file)
    }


def test_an_empty_database_gets_every_step_once(file: Path) -> None:
    assert upgrade_file(file) == NAMES
    assert steps_of(file) == Steps(applied=NAMES, missing=(), unknown=())
    before = file.read_bytes()
    assert upgrade_file(file) == ()
    assert file.read_bytes() == before


def test_the_models_are_the_tables(file: Path, tmp_path: Path) -> None:
    upgrade_file(file)
    fresh = tmp_path / "models.db"
    database = SqliteDatabase(str(fresh))
    with database, database.bind_ctx(TABLES):
        database.create_tables(TABLES)
    database.close()
    assert shape(file) == shape(fresh)
    assert len(shape(file)) == len(TABLES) == 14


def test_the_tables_and_indexes_of_the_plan_are_there_under_their_names(file: Path) -> None:
    upgrade_file(file)
    for table, columns in SEED_TABLES.items():
        assert set(columns) <= set(columns_of(file, "pragma_table_info", table)), table
    for name, (table, columns) in INDEXES.items():
        assert indexes_of(file, table)[name][1] == columns


def test_everything_that_belongs_to_something_goes_with_it(file: Path) -> None:
    upgrade_file(file)
    for table in set(tables_of(file)) - {"users", "candle_days", "market_units"}:
        owners = ask(file, "SELECT on_delete FROM pragma_foreign_key_list(?)", table)
        assert owners == [("CASCADE",)], table


def _upgrade(file: Path, results: "multiprocessing.Queue[object]", together: "multiprocessing.Barrier") -> None:  # type: ignore[valid-type]
    together.wait()  # type: ignore[attr-defined]
    try:
        results.put(upgrade_file(file))
    except Exception as error:  # noqa: BLE001 - the test tells it
        results.put(repr(error))


def test_programs_that_start_at_once_upgrade_together_without_a_fault(file: Path) -> None:
    context = multiprocessing.get_context("fork")
    results: multiprocessing.Queue[object] = context.Queue()
    together = context.Barrier(3)
    programs = [context.Process(target=_upgrade, args=(file, results, together)) for _ in range(3)]
    for program in programs:
        program.start()
    outcomes = [results.get(timeout=20) for _ in programs]
    for program in programs:
        program.join(20)
    assert sorted(outcomes, key=str) == sorted([NAMES, (), ()], key=str)
    assert steps_of(file).applied == NAMES


def test_a_database_ahead_of_this_program_is_refused_and_left_alone(file: Path, steps: Path) -> None:
    (steps / "0099_moon.py").write_text("def up(migrator, db):\n    db.execute_sql('CREATE TABLE moon (id)')\n")
    upgrade_file(file, steps=steps)
    before = file.read_bytes()
    with pytest.raises(StoreError) as refused:
        upgrade_file(file)
    assert str(refused.value) == (
        f"{file}: the database was written by a newer version (0099_moon): install that version, or restore a backup"
    )
    assert file.read_bytes() == before
    assert steps_of(file).unknown == ("0099_moon",)
    with pytest.raises(StoreError, match="newer version"):
        PeeweeStore.open(f"sqlite:///{file}")


@pytest.mark.parametrize(
    ("trouble", "error", "message"),
    [
        ("db.execute_sql('INSERT INTO nowhere VALUES (1)')", StoreError, "no such table: nowhere"),
        ("raise RuntimeError('a fault of the step')", RuntimeError, "a fault of the step"),
        ('db.execute_sql("DELETE FROM users")', StoreError, "would leave rows without their owner"),
    ],
)
def test_a_step_that_fails_leaves_nothing_of_any_step(
    file: Path, steps: Path, trouble: str, error: type[Exception], message: str
) -> None:
    upgrade_file(file, steps=steps)
    _add_a_bot(file)
    before = shape(file), ask(file, "SELECT * FROM bots")
    (steps / "0098_sun.py").write_text("def up(migrator, db):\n    db.execute_sql('CREATE TABLE sun (id)')\n")
    (steps / "0099_moon.py").write_text(
        f"def up(migrator, db):\n    db.execute_sql('CREATE TABLE moon (id)')\n    {trouble}\n"
    )
    with pytest.raises(error, match=message):
        upgrade_file(file, steps=steps)
    assert (shape(file), ask(file, "SELECT * FROM bots")) == before
    assert steps_of(file, steps=steps).missing == ("0098_sun", "0099_moon")
    assert upgrade_file(file) == ()


async def test_what_bots_had_before_there_were_versions_is_their_first_one(file: Path, steps: Path) -> None:
    for later in NAMES[1:]:
        (steps / f"{later}.py").unlink()
    upgrade_file(file, steps=steps)
    _add_a_bot(
        file,
        id="with",
        config='{"conditions":[{"type":"price_drop","token":"PEPE","chain":"bsc",'
        '"threshold":5,"timeframe":"1h"}],"actions":[{"type":"buy","token":"PEPE","amount_percent":10}]}',
    )
    _add_a_bot(file, id="without")
    store = PeeweeStore.open(f"sqlite:///{file}")
    (first,) = await store.versions("u", "with")
    restored = await store.restore_version("u", "with", 1)
    await store.close()
    assert (first.number, first.strategy) == (1, dip())
    assert ask(file, "SELECT bot_id FROM strategy_versions") == [("with",)]
    assert first.created_at.isoformat() == "2026-03-01T13:00:00.000005+00:00"
    assert restored.strategy == dip()


async def test_signals_kept_before_actions_had_numbers_stand_for_the_first_action(file: Path, steps: Path) -> None:
    (steps / f"{NAMES[2]}.py").unlink()
    upgrade_file(file, steps=steps)
    _add_a_bot(file)
    ask(
        file,
        "INSERT INTO backtests VALUES ('r', 'b', '2026-03-01 12:00:00', NULL, 'completed', '{}', NULL, NULL, NULL)",
    )
    ask(file, "INSERT INTO signals VALUES ('r-0', 'b', 'r', 60, 'buy', 'PEPE', 1, 0, NULL, '', 1, NULL, '2026-03-01')")
    store = PeeweeStore.open(f"sqlite:///{file}")
    (kept,) = await store.backtest_signals("u", "r")
    await store.close()
    assert (kept.time, kept.action) == (60, 0)


def test_each_step_can_be_taken_back(file: Path) -> None:
    upgrade_file(file)
    _add_a_bot(file, config='{"a":1}')
    database = SqliteDatabase(str(file))
    runner = Runner(database, str(STEPS))
    assert [runner.down() for _ in NAMES] == [[name] for name in reversed(NAMES)]
    database.close()
    assert tables_of(file) == []
    assert upgrade_file(file) == NAMES


def _add_a_bot(file: Path, *, id: str = "b", config: str = "{}", status: BotStatus = "active") -> None:  # noqa: A002
    made, changed = "2026-03-01 12:00:00", "2026-03-01 13:00:00.000005"
    columns = "id, telegram_id, name, language, telegram_reachable, created_at, updated_at"
    person = f"INSERT OR IGNORE INTO users ({columns}) VALUES ('u', 1, 'Ann', 'en', 1, ?, ?)"  # noqa: S608 - our own
    ask(file, person, made, changed)
    bot = "INSERT INTO bots VALUES (?, 'u', 'Bot', NULL, ?, '{}', ?, ?, ?)"
    ask(file, bot, id, config, status, made, changed)
