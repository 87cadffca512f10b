"""Remembers answers for a while, and lets everybody who asks the same at once share one question."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from core.ave.clock import Timekeeper
from core.errors import MarketError

T = TypeVar("T")
MOST = 2_000
"""Answers that are remembered at a time."""


class Memo(Generic[T]):
    """Answers by key for `fresh` seconds; where the market does not answer, an older one up to `stale` seconds old.

    `meanwhile`: an older one is given at once, and the new one is for those who ask later.
    """

    def __init__(self, clock: Timekeeper, fresh: float, *, stale: float = 0.0, meanwhile: bool = False) -> None:
        self._clock = clock
        self._fresh = fresh
        self._stale = stale
        self._meanwhile = meanwhile
        self._answers: OrderedDict[object, tuple[float, T]] = OrderedDict()
        self._asking: dict[object, asyncio.Task[T]] = {}

    async def get(self, key: object, ask: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The remembered answer, or that of `ask`. Failures are not remembered."""
        known = self._answers.get(key)
        if known and self._age(known) <= self._fresh:
            return known[1]
        asking = self._shared(key, ask)
        if self._meanwhile and known and self._age(known) <= self._stale:
            return known[1]
        try:
            return await asyncio.shield(asking)
        except MarketError:
            if known and self._age(known) <= self._stale:
                return known[1]
            raise

    def _shared(self, key: object, ask: Callable[[], Coroutine[Any, Any, T]]) -> "asyncio.Task[T]":
        task = self._asking.get(key)
        if task is None:
            task = self._asking[key] = asyncio.create_task(self._asked(key, ask))
            task.add_done_callback(lambda done: self._finished(key, done))
        return task

    async def _asked(self, key: object, ask: Callable[[], Coroutine[Any, Any, T]]) -> T:
        answer = await ask()
        self._answers[key] = (self._clock.passed(), answer)
        self._answers.move_to_end(key)
        while len(self._answers) > MOST:
            self._answers.popitem(last=False)
        return answer

    def _finished(self, key: object, task: "asyncio.Task[T]") -> None:
        self._asking.pop(key, None)
        if not task.cancelled():
            # Whoever asked may have gone: the failure has been seen.
            task.exception()

    def _age(self, known: tuple[float, T]) -> float:
        return self._clock.passed() - known[0]
