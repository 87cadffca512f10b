"""From the first hello to an orderly goodbye, as the operator sees it: waits, refusals, rivals, signals."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from telegram.error import Conflict

from bot.sandbox import Sandbox
from tests.door.conftest import bot_on
from tests.door.line import line_to
from tests.door.processes import Process, line_with, nobody_left, started, workers_under
from tests.support.town import SEED, Persona


def settings(token: str, api_base: str, directory: Path) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": token,
        "TELEGRAM_API_BASE": api_base,
        "DATABASE_URL": f"sqlite:///{directory / 'app.db'}",
    }


@asynccontextmanager
async def randebu(sandbox: Sandbox, directory: Path, **environment: str) -> AsyncIterator[Process]:
    """`randebu run`, its database in this directory."""
    given = {**settings(sandbox.token, sandbox.api_base, directory), **environment}
    async with started("-m", "bot", "run", directory=directory, **given) as process:
        yield process


async def ended(process: Process, *, within: float) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    out, err = await asyncio.wait_for(process.communicate(), within)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def error_with(process: Process, words: str) -> str:
    """Wait for a line of its standard error that has these words."""
    assert process.stderr is not None
    async with asyncio.timeout(20):
        async for line in process.stderr:
            if words in line.decode():
                return line.decode()
    raise AssertionError(f"{words!r} was not told")


async def test_a_token_that_telegram_refuses_is_told_in_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    wrong = "12345:quite-wrong-and-secret"
    async with randebu(sandbox, tmp_path, TELEGRAM_BOT_TOKEN=wrong) as process:
        code, out, err = await ended(process, within=20)
    assert (code, out) == (2, "")
    *started_with, told = err.splitlines()
    assert told == "randebu: TELEGRAM_BOT_TOKEN was refused by Telegram: copy it again from @BotFather"
    assert all("INFO peewee.migrations" in line for line in started_with)
    assert wrong not in err


async def test_telegram_being_away_at_boot_is_waited_for_and_the_wait_can_be_ended(
    sandbox: Sandbox, alice: Persona, tmp_path: Path
) -> None:
    async with line_to(sandbox) as line:
        away = line.api_base
    (tmp_path / "other").mkdir()
    async with (
        randebu(sandbox, tmp_path / "other", TELEGRAM_API_BASE=away) as ended_early,
        randebu(sandbox, tmp_path, TELEGRAM_API_BASE=away) as process,
    ):
        await error_with(ended_early, "Telegram is out of reach")
        ended_early.terminate()
        assert "trying again in 1 s" in await error_with(process, "Telegram is out of reach")
        code, _, err = await ended(ended_early, within=4)
        assert code == 0
        assert "Traceback" not in err
        await nobody_left(ended_early.pid)
        async with line_to(sandbox, int(away.rpartition(":")[2])):
            await alice.sees("Tap an example")
            commands = await alice.wait_for(lambda chat: chat["commands"])
            process.terminate()
            assert (await ended(process, within=6))[0] == 0
    assert {command["command"] for command in commands["commands"]} >= {"start", "bots", "backtest", "stop", "help"}
    profile = sandbox.world.profile
    assert profile.short_descriptions[""]
    assert profile.descriptions[""].endswith("Tap Start.")


async def test_a_rival_with_the_same_token_is_told_in_one_line_and_not_fought(sandbox: Sandbox, tmp_path: Path) -> None:
    async with randebu(sandbox, tmp_path) as process:
        await line_with(process, "@randebu_sandbox_bot")
        before = len(sandbox.calls)
        async with bot_on(sandbox.api_base, sandbox.token, patience=5.0) as rival:
            until = time.monotonic() + 1.8
            while time.monotonic() < until:
                with suppress(Conflict):
                    await rival.get_updates(timeout=1)
        polls = [call.status for call in sandbox.calls[before:] if call.method == "getUpdates"]
        process.terminate()
        code, _, err = await ended(process, within=8)
    assert code == 0
    assert polls.count(409) >= 2
    assert len(polls) < 16
    told = [line for line in err.splitlines() if "INFO" not in line]
    assert len(told) == 1
    assert "another program uses this TELEGRAM_BOT_TOKEN" in told[0]


async def test_the_end_during_a_backtest_is_quick_and_told_at_the_next_start(
    sandbox: Sandbox, alice: Persona, tmp_path: Path
) -> None:
    async with randebu(sandbox, tmp_path) as process:
        await alice.sees("Tap an example", within=20)
        await alice.saves(SEED)
        for pid in await workers_of(process):
            signal_to(pid, signal.SIGSTOP)
        await alice.taps("1 y")
        await alice.sees("Running PEPE dip")
        began = time.monotonic()
        process.terminate()
        code, _, err = await ended(process, within=8)
        assert time.monotonic() - began < 6
        assert code == 0
        assert "Traceback" not in err
        assert "cut off" in err
        await nobody_left(process.pid)
    async with randebu(sandbox, tmp_path):
        await alice.sees("I was restarted while PEPE dip was being tested", within=20)


async def workers_of(process: Process) -> list[int]:
    """The worker processes, once both have said that they are ready by being idle."""
    found: list[int] = []
    async with asyncio.timeout(15):
        while len(found) < 2:
            await asyncio.sleep(0.3)
            found = workers_under(process.pid)
    return found


def signal_to(pid: int, number: signal.Signals) -> None:
    os.kill(pid, number)
