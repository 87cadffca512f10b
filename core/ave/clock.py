"""The adapter's only clock: what is now, how long ago, and waiting; tests put a clock of their own in its place."""

import asyncio
import time
from typing import Protocol


class Timekeeper(Protocol):
    """Tells the time and waits."""

    def now(self) -> float:
        """Unix seconds by the machine's clock; may be set forwards and backwards."""
        ...

    def passed(self) -> float:
        """Seconds since some fixed moment; never goes backwards."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""
        ...


class WallClock:
    """The machine's own clock."""

    def now(self) -> float:
        """Unix seconds."""
        return time.time()

    def passed(self) -> float:
        """Seconds since the machine started, or so."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait without holding anybody up."""
        await asyncio.sleep(seconds)
