"""A program killed in the middle of writing loses nothing that was promised and keeps nothing by half."""

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.people import TradingBot
from storage.maintenance import check
from storage.store import PeeweeStore

WRITER = """
import asyncio, itertools, sys
from core.people import Draft
from storage.store import PeeweeStore
from tests.storage.examples import completed, dip, saved, signal

async def main(url, person_id, bot_id):
    store = PeeweeStore.open(url)
    bot = await store.bot(person_id, bot_id)
    for n in itertools.count(1):
        await saved(store, bot, dip(n % 90 + 1))
        await store.add_message(person_id, bot_id, role="user", content=f"message {n}")
        await completed(store, bot, *map(signal, range(200)), chart=bytes(50_000))
        print(n, flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize("rounds", [1, 2, 3])
async def test_a_program_killed_while_writing_leaves_a_sound_file(
    store: PeeweeStore, bot: TradingBot, url: str, file: Path, rounds: int
) -> None:
    promised = await _write_until_killed(url, bot, rounds)
    assert check(url) == []
    messages = await store.history(bot.person_id, bot.id, most=10_000)
    versions = await store.versions(bot.person_id, bot.id, most=10_000)
    runs = await store.backtests(bot.person_id, bot.id, most=10_000)
    done = [run for run in runs if run.status == "completed"]
    for kept in (messages, versions, done):
        assert promised <= len(kept) <= promised + 1
    assert [content for _, content in messages] == [f"message {n + 1}" for n in range(len(messages))]
    assert (await store.bot(bot.person_id, bot.id)).strategy == versions[0].strategy
    assert len(await store.backtest_signals(bot.person_id, done[0].id)) == 200
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM signals").fetchone() == (200 * len(done),)
    cut = len(runs) - len(done)
    assert await store.interrupt_backtests(lambda run: {"text": run.bot_name}) == cut <= 1
    assert await store.start_backtest(bot.person_id, bot.id, {})


async def _write_until_killed(url: str, bot: TradingBot, rounds: int) -> int:
    """Kill it somewhere within a round; how many rounds it had said were done."""
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, url, bot.person_id, bot.id, stdout=asyncio.subprocess.PIPE
    )
    assert writer.stdout is not None
    for _ in range(rounds):
        assert await asyncio.wait_for(writer.stdout.readline(), 20)
    await asyncio.sleep(0.003 * rounds)
    os.kill(writer.pid, signal.SIGKILL)
    rest = await writer.stdout.read()
    await writer.wait()
    return rounds + len(rest.splitlines())
