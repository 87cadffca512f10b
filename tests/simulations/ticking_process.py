"""Simulations ticked candle by candle up to a moment, in a process that may be killed: `python -m … URL MOMENT`."""

import asyncio
import sys
from datetime import UTC, datetime

from core.demo_market import DemoMarket
from core.simulations.runs import Simulations
from core.workers import Workers
from storage.store import PeeweeStore
from tests.simulations.world import Clock


async def main(url: str, end: str) -> None:
    clock, workers = Clock(), Workers()
    store = PeeweeStore.open(url, clock=clock)
    runs = await store.running_simulations()
    reached = min(run.config["start"] if run.last_time is None else run.last_time + 60 for run in runs)
    clock.now = datetime.fromtimestamp(reached, UTC)
    simulations = Simulations(store, DemoMarket(clock.seconds), workers, clock)
    while clock.now.isoformat() < end:
        clock.moves(minutes=1)
        await simulations.tick()
        sys.stdout.write(f"{clock.now}\n")
        sys.stdout.flush()
    await store.close()
    workers.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
