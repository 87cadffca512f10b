"""The process may die at any moment: what was saved is saved, and what was cut off is told once."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from tests.support.town import SEED, Persona


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.open() as running:
        yield running


@pytest.fixture
async def alice(sandbox: Sandbox) -> AsyncIterator[Persona]:
    async with await Persona.join(sandbox.url, first_name="Alice") as persona:
        assert isinstance(persona, Persona)
        yield persona


@asynccontextmanager
async def bot_process(sandbox: Sandbox, directory: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The product as the operator runs it, as a process of its own; ended in good order unless it was killed."""
    environment = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": sandbox.token,
        "TELEGRAM_API_BASE": sandbox.api_base,
        "DATABASE_URL": f"sqlite:///{directory / 'app.db'}",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def test_a_kill_in_the_middle_of_a_backtest_is_told_once_and_loses_nothing(
    sandbox: Sandbox, alice: Persona, tmp_path: Path
) -> None:
    async with bot_process(sandbox, tmp_path) as process:
        await alice.says("/start")
        await alice.sees("Tap an example", within=20)
        await alice.saves(SEED)
        await alice.taps("1 y")
        await alice.sees("Running PEPE dip")
        process.kill()
        await process.wait()
    async with bot_process(sandbox, tmp_path):
        await alice.sees("I was restarted while PEPE dip was being tested", within=20)
    async with bot_process(sandbox, tmp_path):
        await alice.says("/strategy")
        await alice.sees("PEPE dip · saved", "PEPE drops 5% in 1h", within=20)
        assert (await alice.shown()).count("I was restarted") == 1
        await alice.taps("Run again")
        await alice.sees_photo("PEPE dip", "1 year")


async def test_an_open_question_and_a_proposal_survive(sandbox: Sandbox, alice: Persona, tmp_path: Path) -> None:
    async with bot_process(sandbox, tmp_path):
        await alice.says(SEED)
        await alice.sees("not saved yet", within=20)
    async with bot_process(sandbox, tmp_path):
        await alice.taps("Save")
        await alice.sees("PEPE dip · saved", within=20)
        await alice.says("/strategy")
        await alice.sees("saved")
        await alice.taps("Rename")
        await alice.sees("Write the new name")
    async with bot_process(sandbox, tmp_path):
        await alice.says("Dipper")
        await alice.sees("now Dipper", within=20)


async def test_what_was_written_while_the_bot_was_down_is_answered(
    sandbox: Sandbox, alice: Persona, tmp_path: Path
) -> None:
    await alice.says(SEED)
    async with bot_process(sandbox, tmp_path):
        await alice.sees("PEPE drops 5% in 1h", "not saved yet", within=20)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
async def test_an_orderly_end_is_quick_and_clean(
    sandbox: Sandbox, alice: Persona, tmp_path: Path, ending: signal.Signals
) -> None:
    async with bot_process(sandbox, tmp_path) as process:
        await alice.says("/start")
        await alice.sees("Tap an example", within=20)
        process.send_signal(ending)
        out, err = await asyncio.wait_for(process.communicate(), 8)
    assert process.returncode == 0
    assert "Chat     on    @randebu_sandbox_bot" in out.decode()
    assert "Traceback" not in err.decode()
    assert sandbox.token not in out.decode() + err.decode()
