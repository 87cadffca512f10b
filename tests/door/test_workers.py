"""Workers die, fail, hang and are orphaned: the work is done again, told, dropped, and nobody is left behind."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from core.errors import NotFound
from core.workers import Workers
from tests.door.processes import line_with, nobody_left, session_of, started, workers_under


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    ready = Workers()
    yield ready
    ready.close()


def noted(file: str, long: int) -> int:
    """Note that it began, and say who did it; the first `long` times it would take a minute."""
    with Path(file).open("a") as notes:
        notes.write(f"{os.getpid()}\n")
    if len(notes_in(Path(file))) <= long:
        time.sleep(60)
    return os.getpid()


def die(file: str) -> None:
    with Path(file).open("a") as notes:
        notes.write(f"{os.getpid()}\n")
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise NotFound("something")


def notes_in(file: Path) -> list[int]:
    return [int(pid) for pid in file.read_text().split()] if file.exists() else []


async def begun(file: Path, count: int = 1) -> list[int]:
    async with asyncio.timeout(10):
        while len(notes_in(file)) < count:  # noqa: ASYNC110 - another process writes
            await asyncio.sleep(0.02)
    return notes_in(file)


async def test_a_worker_killed_at_work_is_replaced_and_the_work_done_again(workers: Workers, tmp_path: Path) -> None:
    work = asyncio.create_task(workers.run(noted, str(tmp_path / "notes"), 1))
    [first] = await begun(tmp_path / "notes")
    os.kill(first, signal.SIGKILL)
    second = await work
    assert await begun(tmp_path / "notes", 2) == [first, second]
    assert await workers.run(os.getpid) > 0


async def test_two_pieces_of_work_lost_at_once_are_both_done_again_by_the_same_new_workers(
    workers: Workers, tmp_path: Path
) -> None:
    others = set(workers_under(os.getpid()))
    work = [asyncio.create_task(workers.run(noted, str(tmp_path / "notes"), 2)) for _ in range(2)]
    first, _ = await begun(tmp_path / "notes", 2)
    os.kill(first, signal.SIGKILL)
    await asyncio.gather(*work)
    assert len(await begun(tmp_path / "notes", 4)) == 4
    await asyncio.gather(*(workers.run(time.sleep, 0.1) for _ in range(4)))
    assert len(set(workers_under(os.getpid())) - others) == 2


async def test_work_that_kills_its_worker_is_tried_twice_and_then_told(workers: Workers, tmp_path: Path) -> None:
    with pytest.raises(BrokenProcessPool):
        await workers.run(die, str(tmp_path / "notes"))
    assert len(await begun(tmp_path / "notes", 2)) == 2
    assert await workers.run(abs, -3) == 3


async def test_an_error_of_the_work_itself_comes_through_and_is_not_tried_again(workers: Workers) -> None:
    with pytest.raises(NotFound, match="something"):
        await workers.run(fail)


async def test_closing_drops_work_at_hand_at_once_and_starts_no_more(workers: Workers, tmp_path: Path) -> None:
    work = asyncio.create_task(workers.run(noted, str(tmp_path / "notes"), 1))
    [pid] = await begun(tmp_path / "notes")
    began = time.monotonic()
    workers.close()
    assert time.monotonic() - began < 2
    with pytest.raises(asyncio.CancelledError):
        await work
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(asyncio.CancelledError):
        await workers.run(abs, -3)


async def test_workers_go_when_their_parent_is_killed(tmp_path: Path) -> None:
    async with started("-m", "tests.door.worker_process", "60", directory=tmp_path) as parent:
        await line_with(parent, "at work")
        await line_with(parent, "at work")
        assert len(session_of(parent.pid)) >= 3
        parent.kill()
        await nobody_left(parent.pid)


@pytest.mark.parametrize("early", [True, False])
async def test_ctrl_c_reaches_everybody_and_prints_no_traceback(tmp_path: Path, *, early: bool) -> None:
    async with started("-m", "tests.door.worker_process", "60", directory=tmp_path) as parent:
        if early:
            async with asyncio.timeout(10):
                while len(session_of(parent.pid)) < 4:  # noqa: ASYNC110 - until the workers are being started
                    await asyncio.sleep(0.005)
            await asyncio.sleep(0.05)
        else:
            await line_with(parent, "at work")
        os.killpg(parent.pid, signal.SIGINT)
        _, errors = await asyncio.wait_for(parent.communicate(), 5)
        assert errors.decode() == ""
        await nobody_left(parent.pid)
