"""Runs pure number work in other processes, so that nobody's chat waits for somebody's backtest."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from threading import Thread
from typing import ParamSpec, TypeVar

Args = ParamSpec("Args")
Result = TypeVar("Result")


class Workers:
    """A small pool of worker processes; when one dies they are replaced, and what they had at hand is done again."""

    def __init__(self, count: int = 2) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    async def run(self, work: Callable[Args, Result], *args: Args.args, **kwargs: Args.kwargs) -> Result:
        """The result of `work(*args)` from a worker; arguments and result must pickle. Errors come through."""
        if kwargs:
            raise TypeError("pass arguments by position")
        pool = self._ready()
        try:
            return await asyncio.wrap_future(_submitted(pool, work, *args))
        except BrokenProcessPool:
            # Everybody whose work was lost comes by here; only the first finds the broken pool still in place.
            if self._pool is pool:
                self._pool = None
            return await asyncio.wrap_future(_submitted(self._ready(), work, *args))

    async def warm(self, work: Callable[[], object]) -> None:
        """Let each worker import what it will need, before somebody waits for it."""
        await asyncio.gather(*(self.run(work) for _ in range(self._count)))

    def close(self) -> None:
        """End the workers at once; whatever they were doing is dropped."""
        self._closed = True
        pool, self._pool = self._pool, None
        if pool is None:
            return
        for process in list((pool._processes or {}).values()):
            process.kill()
        pool.shutdown(wait=True, cancel_futures=True)

    def _ready(self) -> ProcessPoolExecutor:
        if self._closed:
            raise asyncio.CancelledError("the workers have gone home")
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._count, mp_context=context, initializer=_settle_in)
        return self._pool


def _submitted(pool: ProcessPoolExecutor, work: Callable[..., Result], *args: object) -> "Future[Result]":
    """Hand it to the pool, which may start a worker for it."""
    with _deaf_to_interrupts():
        submitted = pool.submit(work, *args)
    # The pool's own thread may have gone back to its watch before a new worker was there to be watched, and would
    # not notice that one's death until something else happens.
    with pool._shutdown_lock:
        pool._executor_manager_thread_wakeup.wakeup()
    return submitted


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started within never hear Ctrl+C, not even while they still import; their parent hears it after."""
    resource_tracker.ensure_running()  # it starts with the first worker otherwise, and lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settle_in() -> None:
    """A worker goes when its parent is gone, however that came about."""
    Thread(target=_leave_with_the_parent, daemon=True).start()


def _leave_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
