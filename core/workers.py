"""Runs pure number work in other processes, so that nobody's chat waits for somebody's backtest."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from threading import Thread
from typing import ParamSpec, TypeVar

Args = ParamSpec("Args")
Result = TypeVar("Result")


class Workers:
    """A small pool of worker processes; one that dies is replaced at the next call."""

    def __init__(self, count: int = 2) -> None:
        self._count = count
        self._pool: Executor | None = None

    async def run(self, work: Callable[Args, Result], *args: Args.args, **kwargs: Args.kwargs) -> Result:
        """The result of `work(*args)` from a worker; arguments and result must pickle. Errors come through."""
        if kwargs:
            raise TypeError("pass arguments by position")
        try:
            return await self._submit(work, *args)
        except BrokenProcessPool:
            self._pool = None
            return await self._submit(work, *args)

    async def warm(self, work: Callable[[], object]) -> None:
        """Let each worker import what it will need, before somebody waits for it."""
        await asyncio.gather(*(self.run(work) for _ in range(self._count)))

    def close(self) -> None:
        """End the workers; whatever they were doing is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    async def _submit(self, work: Callable[..., Result], *args: object) -> Result:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._count, mp_context=context, initializer=_settle_in)
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *args)


def _settle_in() -> None:
    """A worker leaves Ctrl+C to its parent, and goes when the parent is gone, however that came about."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with_the_parent, daemon=True).start()


def _leave_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
