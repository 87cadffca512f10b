"""How much of the model one person and all together may use, and what each turn cost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal, Protocol
from weakref import WeakValueDictionary

from core.designer.failures import Kind, LLMFailure

Outcome = Literal["ok", "ask", "reject", "chat"] | Kind


@dataclass(frozen=True, slots=True)
class Usage:
    """What one turn cost; it never carries what was said."""

    person_id: str
    model: str
    outcome: Outcome
    calls: int
    input_tokens: int
    output_tokens: int
    seconds: float
    request_ids: tuple[str, ...] = ()


class CallCounter(Protocol):
    """Knows how many calls a person's turns made today, from the usage that was recorded."""

    async def calls_today(self, person_id: str) -> int: ...


Allowance = Callable[[str], Awaitable[int]]
"""How many calls this person may cause in a day; 0 means no limit."""

Record = Callable[[Usage], None]
"""Takes the usage of each turn, on the loop's thread; must not block."""


class Gate:
    """Lets one turn of a person in at a time, and at most so many of all."""

    def __init__(self, *, at_once: int) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._people: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def passed(self, person_id: str, *, seconds: float) -> AsyncIterator[None]:
        """Wait for one's turn. Raises LLMFailure("busy") when it takes too long."""
        own = self._people.setdefault(person_id, asyncio.Lock()) if person_id else asyncio.Lock()
        full = False
        try:
            async with asyncio.timeout(seconds):
                await own.acquire()
                try:
                    await self._all.acquire()
                except BaseException:
                    own.release()
                    raise
        except TimeoutError:
            full = True
        if full:
            raise LLMFailure("busy", "too many at once")
        try:
            yield
        finally:
            self._all.release()
            own.release()
