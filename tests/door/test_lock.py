"""One process for each database: a second one is refused in one line, and a kill leaves nothing locked."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from core.errors import BadSetting, StoreError
from storage.lock import sole_user
from tests.door.processes import line_with, started

HOLD = """
import sys, time
from storage.lock import sole_user
with sole_user(sys.argv[1]):
    print("in", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'app.db'}"


def test_a_second_user_of_the_same_database_is_refused_in_one_line(address: str) -> None:
    with sole_user(address):
        with pytest.raises(StoreError) as refused, sole_user(address):
            pass
        assert f"is in use by another randebu (process {os.getpid()})" in str(refused.value)
        assert "\n" not in str(refused.value)


def test_the_next_one_may_enter_when_the_first_has_left(address: str) -> None:
    for _ in range(2):
        with sole_user(address):
            pass


def test_different_databases_do_not_mind_each_other(address: str) -> None:
    with sole_user(address), sole_user(address.replace("app.db", "demo.db")):
        pass


def test_the_same_database_is_recognised_by_any_name(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "link.db").symlink_to(tmp_path / "data" / "app.db")
    with sole_user(address):
        for name in ("sqlite:///./data/app.db", "sqlite:///data/../data/app.db", "sqlite:///link.db"):
            with pytest.raises(StoreError, match="in use"), sole_user(name):
                pass


def test_an_error_within_lets_go(address: str) -> None:
    with pytest.raises(ZeroDivisionError), sole_user(address):
        raise ZeroDivisionError
    with sole_user(address):
        pass


def test_a_place_that_cannot_be_locked_is_told(tmp_path: Path) -> None:
    (tmp_path / "app.db.lock").mkdir()
    with pytest.raises(StoreError, match=r"app\.db\.lock cannot be opened"), sole_user(f"sqlite:///{tmp_path}/app.db"):
        pass
    (tmp_path / "file").touch()
    with pytest.raises(BadSetting, match="DATABASE_URL"), sole_user(f"sqlite:///{tmp_path}/file/app.db"):
        pass


async def test_a_killed_process_holds_nothing_not_even_by_its_children(address: str, tmp_path: Path) -> None:
    async with started("-c", HOLD, address, directory=tmp_path) as holder:
        await line_with(holder, "in")
        with pytest.raises(StoreError, match=f"process {holder.pid}"), sole_user(address):
            pass
        holder.kill()
        await holder.wait()
        with sole_user(address):
            pass


def test_a_child_does_not_inherit_the_lock(address: str) -> None:
    with sole_user(address):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        with sole_user(address):
            pass
    finally:
        child.kill()
        child.wait()


async def test_the_product_refuses_to_start_twice_on_one_database(
    sandbox: Sandbox, address: str, tmp_path: Path
) -> None:
    environment = {"DATABASE_URL": address, "TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_BASE": sandbox.api_base}
    with sole_user(address):
        async with (
            started("-m", "bot", "run", directory=tmp_path, **environment) as run,
            started("-m", "bot", "demo", "--no-browser", directory=tmp_path, **environment) as demo,
        ):
            said = await asyncio.wait_for(asyncio.gather(run.communicate(), demo.communicate()), 30)
    expected = f"randebu: {tmp_path}/data/app.db is in use by another randebu (process {os.getpid()}): stop it first\n"
    assert (run.returncode, demo.returncode) == (2, 2)
    assert list(said) == [(b"", expected.encode())] * 2
