"""Keeps the distance between questions that the plan asks for, more where the market says so, the urgent ones first."""

import asyncio
import heapq
import itertools
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from core.ave.clock import Timekeeper
from core.ave.plans import Plan

SLOWEST = 60.0
"""Seconds between questions at most, however often the market said it was too much."""
SPEED_UP = 0.9
"""After each good answer the extra distance shrinks to this share."""
NO_WAIT = 0.01


class Pace:
    """One gate for all questions of a key: one after the other at the plan's distance, a few under way at once."""

    def __init__(self, plan: Plan, clock: Timekeeper, *, chance: random.Random | None = None) -> None:
        self._plan = plan
        self._clock = clock
        self._chance = chance or random.Random()  # noqa: S311 - spreads waits, keeps no secret
        self._spacing = plan.spacing
        self._next = clock.passed()
        self._paused_until = float("-inf")
        self._under_way = 0
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._turns = itertools.count()
        self._gate = asyncio.Lock()

    @property
    def spacing(self) -> float:
        """Seconds between two questions at present."""
        return self._spacing

    @property
    def is_slowed(self) -> bool:
        """Whether the market has asked for more distance than the plan's."""
        return self._spacing > self._plan.spacing

    @asynccontextmanager
    async def turn(self, urgency: int) -> AsyncIterator[None]:
        """Within, one question may be asked; a lower `urgency` goes first among those who wait."""
        await self._admitted(urgency)
        try:
            async with self._gate:
                await self._distance()
            yield
        finally:
            self._under_way -= 1
            self._admit()

    def too_fast(self, retry_after: float | None) -> float:
        """The market said so: nothing for a while, and a wider distance from then on. Answers the pause in seconds."""
        if self._clock.passed() >= self._paused_until:
            # Those that were under way together are refused together: that is one refusal, not many.
            self._spacing = min(SLOWEST, max(2 * self._spacing, 1.0))
        pause = retry_after if retry_after is not None else self._spacing * (1 + self._chance.random() / 2)
        self._paused_until = max(self._paused_until, self._clock.passed() + pause)
        self._next = max(self._next, self._paused_until)
        return pause

    def went_well(self) -> None:
        """A good answer: come a little closer to the plan's distance again."""
        if self.is_slowed:
            self._spacing = max(self._plan.spacing, self._spacing * SPEED_UP)

    async def _admitted(self, urgency: int) -> None:
        if self._under_way < self._plan.at_once:
            self._under_way += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (urgency, next(self._turns), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._under_way -= 1
                self._admit()
            raise

    def _admit(self) -> None:
        """Give the place that became free to the first who still waits."""
        while self._waiting and self._under_way < self._plan.at_once:
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                self._under_way += 1
                turn.set_result(None)

    async def _distance(self) -> None:
        """Wait for the next moment; it may move away while we wait for it."""
        while (wait := self._next - self._clock.passed()) > 0:
            await self._clock.sleep(max(wait, NO_WAIT))
        self._next = self._clock.passed() + self._spacing
