"""However often the program is killed while simulations tick, each push comes once and none is missing."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from tests.conversations.test_simulations import NOISY, Street, simulates
from tests.simulations.world import Clock, World, dip, world
from tests.support.town import Persona

MORNING = datetime(2026, 3, 1, 6, tzinfo=UTC)
LATER = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
LIVES = (0.0, 0.01, 0.04, 0.1, 0.2, 0.3, 0.03, 0.005)
"""Seconds after its first tick at which each process is killed; those after them may live as long as they like."""


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    async with Sandbox.open() as sandbox:
        yield Street(sandbox, Clock(MORNING), tmp_path)


async def test_no_push_is_doubled_or_lost_by_kills_at_any_moment(
    street: Street, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("undisturbed")
    async with await Persona.join(street.sandbox.url, first_name="Alice") as alice:
        assert isinstance(alice, Persona)
        async with street.open():
            await simulates(alice, NOISY)
        lives = [await _ticked(tmp_path, life) for life in LIVES]
        assert lives.count(-signal.SIGKILL) >= 4
        assert await _ticked(tmp_path, None) == 0
        expected = await _undisturbed(other)
        assert _queued(tmp_path) == expected
        street.clock.now = LATER
        async with street.open():
            await alice.wait_for(lambda chat: _pushes(chat) >= len(expected), within=40)
            await asyncio.sleep(1.5)
            assert _pushes(await alice.chat()) == len(expected)


async def _ticked(directory: Path, life: float | None) -> int:
    """Tick in a process of its own and kill it after so long; how it ended."""
    program = (sys.executable, "-m", "tests.simulations.ticking_process")
    arguments = (f"sqlite:///{directory / 'app.db'}", LATER.isoformat())
    process = await asyncio.create_subprocess_exec(*program, *arguments, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    if life is not None:
        await asyncio.wait_for(process.stdout.readline(), 20)
        await asyncio.sleep(life)
        if process.returncode is None:
            os.kill(process.pid, signal.SIGKILL)
    await process.communicate()
    assert process.returncode is not None
    return process.returncode


async def _undisturbed(directory: Path) -> list[str]:
    """What the same strategy says when nothing is killed."""
    async with world(directory, start=MORNING) as there:
        assert isinstance(there, World)
        strategy = dip("WIF", 2, 1, 2)
        strategy["actions"][0]["amount_percent"] = 20
        await there.simulations.start(await there.bot(strategy))
        there.clock.now = LATER
        await there.simulations.tick()
        expected = _queued(directory)
    assert len(expected) >= 5
    return expected


def _queued(directory: Path) -> list[str]:
    """What every push was for, without the id of its run."""
    with closing(sqlite3.connect(directory / "app.db")) as connection:
        keys = [key for (key,) in connection.execute("SELECT key FROM notices ORDER BY id")]
    return [key.split(":", 2)[2] for key in keys]


def _pushes(chat: dict[str, list[dict[str, str]]]) -> int:
    return sum("WIF $" in message["text"].split("\n")[0] for message in chat["messages"])
