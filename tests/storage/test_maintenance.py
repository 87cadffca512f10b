"""Upgrade and check, as the command line offers them; what they and backups refuse."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import BadSetting, StoreError
from core.people import Draft, TradingBot
from storage.database import connect
from storage.maintenance import backup, check, upgrade
from storage.schema import STEPS, upgrade_file
from storage.store import PeeweeStore
from tests.storage.conftest import Sql
from tests.storage.examples import damage


@pytest.mark.parametrize("work", [upgrade, check, lambda url: backup(url, Path("copy.db"))])
@pytest.mark.parametrize("place", ["app.db", "nowhere/app.db"])
def test_a_missing_database_is_said_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[str], object], place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadSetting) as refused:
        work(f"sqlite:///./{place}")
    assert str(refused.value) == f"DATABASE_URL names {place}, but there is no such file; `randebu run` makes it"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("work", [upgrade, check, lambda url: backup(url, Path("copy.db"))])
def test_what_is_no_database_is_said_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[str], object]
) -> None:
    monkeypatch.chdir(tmp_path)
    letter = tmp_path / "letter.db"
    letter.write_text("Dear reader, " * 500)
    with pytest.raises(StoreError, match=r"letter\.db.*: the file is not a database$"):
        work("sqlite:///letter.db")
    with pytest.raises(BadSetting, match="which is a directory"):
        work(f"sqlite:///{tmp_path}")
    assert list(tmp_path.iterdir()) == [letter]
    assert letter.read_text() == "Dear reader, " * 500


def test_upgrading_names_the_steps_it_applied(url: str, file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    assert upgrade(url) == tuple(sorted(step.stem for step in STEPS.glob("0*.py")))
    assert upgrade(url) == ()


def test_upgrading_makes_a_database_only_when_it_is_told_to(url: str, file: Path) -> None:
    assert upgrade(url, create=True)
    assert check(url) == []
    assert file.is_file()


def test_a_sound_database_has_no_findings_and_is_not_changed(left: str, file: Path) -> None:
    before = file.read_bytes()
    assert check(left) == []
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_database_in_use_can_be_checked(used: str, file: Path) -> None:
    with closing(connect(file)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE bots SET name = 'half done'")
        assert check(used) == []
        writer.execute("ROLLBACK")


def test_a_damaged_file_is_found(left: str, file: Path) -> None:
    damage(file)
    findings = check(left)
    assert findings
    assert all(finding.startswith("the database file is damaged: ") and "\n" not in finding for finding in findings)


def test_rows_without_their_owner_are_found(used: str, sql: Sql) -> None:
    sql("PRAGMA foreign_keys = 0")
    sql("DELETE FROM bots")
    sql("DELETE FROM backtests")
    assert sorted(check(used)) == [
        "backtest_charts has 1 without an owner in backtests",
        "bot_conversations has 1 without an owner in bots",
        "drafts has 1 without an owner in bots",
        "signals has 50 without an owner in bots",
        "strategy_versions has 1 without an owner in bots",
    ]


def test_missing_steps_are_found(url: str, file: Path, tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    first, *later = sorted(STEPS.glob("0*.py"))
    (steps / first.name).write_text(first.read_text())
    upgrade_file(file, steps=steps)
    missing = [f"the step {step.stem} is missing; `randebu db upgrade` applies it" for step in later]
    assert check(url) == missing
    upgrade(url)
    assert check(url) == []


def test_an_empty_file_misses_every_step(url: str, file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    assert len(check(url)) == len(list(STEPS.glob("0*.py")))
    assert file.read_bytes() == b""


def test_a_database_ahead_of_this_program_is_found(used: str, sql: Sql) -> None:
    sql("INSERT INTO schema_migration (name, applied) VALUES ('0099_moon', '2030-01-01 00:00:00')")
    assert check(used) == ["the database was written by a newer version (0099_moon)"]


async def test_strategies_that_are_not_valid_any_more_are_found(
    store: PeeweeStore, used: str, lived: TradingBot, sql: Sql
) -> None:
    await store.create_bot(lived.person_id, "Without a strategy", limit=3)
    await store.put_draft(lived.person_id, lived.id, Draft("a question only"))
    assert check(used) == []
    sql('UPDATE bots SET strategy_config = \'{"conditions":[],"actions":[]}\' WHERE id = ?', lived.id)
    sql("UPDATE drafts SET strategy_config = '5'")
    sql("UPDATE strategy_versions SET strategy_config = 'not JSON'")
    bot, draft, version = check(used)
    assert bot.startswith(f"the strategy of bot {lived.id} is not valid any more: conditions: ")
    assert draft == f"the draft of bot {lived.id} is not valid any more: a strategy is a JSON object"
    assert version.startswith(f"version 1 of bot {lived.id} is not valid any more: not valid JSON")
