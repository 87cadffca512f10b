"""Processes as the operator sees them: the product's own, and who is whose child, read from /proc."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
_SETTINGS = ("TELEGRAM", "DATABASE", "AVE", "MINIMAX", "DEBUG")

Process = asyncio.subprocess.Process


@asynccontextmanager
async def started(*arguments: str, directory: Path, **environment: str) -> AsyncIterator[Process]:
    """A Python program in a session of its own; whatever is left of it in the end is killed."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *arguments),
        cwd=directory,
        env={**plain, "PYTHONPATH": str(ROOT), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        await process.communicate()


async def line_with(process: Process, words: str, *, within: float = 20.0) -> str:
    """Wait for a line of its standard output that has these words."""
    assert process.stdout is not None
    seen: list[str] = []
    try:
        async with asyncio.timeout(within):
            async for line in process.stdout:
                seen.append(line.decode())
                if words in seen[-1]:
                    return seen[-1]
    except TimeoutError:
        pass
    assert process.stderr is not None
    process.kill()
    raise AssertionError(f"{words!r} was not printed.\n{''.join(seen)}\n{(await process.stderr.read()).decode()}")


def session_of(pid: int) -> list[int]:
    """The processes of the session this one leads that are still alive, itself among them."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            _, _, rest = (entry / "stat").read_text().rpartition(")")
            state, _, _, session = rest.split()[:4]
            if int(session) == pid and state not in "ZX":
                found.append(int(entry.name))
    return found


async def nobody_left(pid: int, *, within: float = 5.0) -> None:
    """Wait until the whole session is gone."""
    async with asyncio.timeout(within):
        while session_of(pid):  # noqa: ASYNC110 - nobody tells us when a stranger's process ends
            await asyncio.sleep(0.05)


def workers_under(pid: int) -> list[int]:
    """The worker processes of this one."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    commands = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    return [child for child, command in commands.items() if b"spawn_main" in command]
