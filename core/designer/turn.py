"""One message's way through the crew: its deadline, its calls, its cancel, and what came of it."""

import asyncio
import concurrent.futures
import time
from collections.abc import Callable, Coroutine
from contextvars import Context
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from core.answers import Stage
from core.designer.failures import Kind, LLMFailure

Result = TypeVar("Result")

STAGES: dict[str, Stage] = {
    "understand_intent": "designing",
    "validate_strategy": "checking",
    "update_config": "checking",
    "explain_changes": "explaining",
}
"""The task at work, as the person reads it."""


@dataclass(slots=True)
class Spent:
    """What a turn cost so far."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    request_ids: list[str] = field(default_factory=list)


class CrewTurn:
    """Made on the application's loop, used by the crew's thread; `cancel` may come from anywhere.

    The requests run on the loop, so cancelling one closes its connection at once and frees the waiting thread. They
    run in an empty context: what CrewAI notes in its own would be sent along as a header.
    """

    def __init__(self, *, seconds: float, calls: int, progress: Callable[[Stage], None] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        self._ends = time.monotonic() + seconds
        self._calls_most = calls
        self._progress = progress
        self._lock = Lock()
        self._futures: set[concurrent.futures.Future[Any]] = set()
        self._cancelled = False
        self._stage: Stage | None = None
        self.spent = Spent()

    @property
    def seconds_left(self) -> float:
        return max(0.0, self._ends - time.monotonic())

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def cancel(self) -> None:
        """Close every request under way and let no other begin. Any thread, any number of times."""
        with self._lock:
            self._cancelled = True
            futures = tuple(self._futures)
        for future in futures:
            future.cancel()

    def call(self, task: str, ask: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        """Run one request on the loop and wait for it here, in the crew's thread. Raises LLMFailure."""
        if _own_loop() is self._loop:
            raise RuntimeError("the loop cannot wait for itself")
        left, future = self._begin(task, ask)
        failed: LLMFailure
        try:
            return future.result(timeout=left)
        except concurrent.futures.CancelledError:
            failed = LLMFailure("cancelled", "the turn was cancelled")
        except TimeoutError:
            future.cancel()
            failed = LLMFailure("cancelled" if self._cancelled else "timeout", "the turn's time is over")
        except LLMFailure as error:
            failed = LLMFailure(error.kind, error.detail, request_id=error.request_id)
        finally:
            with self._lock:
                self._futures.discard(future)
        raise failed  # outside of the handlers: a failure in whose context a 429 stands would be retried

    def note(self, *, input_tokens: int, output_tokens: int, request_id: str | None) -> None:
        """Add what an answer cost."""
        with self._lock:
            self.spent.input_tokens += input_tokens
            self.spent.output_tokens += output_tokens
            if request_id:
                self.spent.request_ids.append(request_id)

    def _begin(
        self, task: str, ask: Callable[[], Coroutine[Any, Any, Result]]
    ) -> tuple[float, "concurrent.futures.Future[Result]"]:
        with self._lock:
            refused = self._refusal()
            if refused is not None:
                raise LLMFailure(refused, f"before call {self.spent.calls + 1}")
            self.spent.calls += 1
            future = Context().run(asyncio.run_coroutine_threadsafe, ask(), self._loop)
            self._futures.add(future)
        self._tell(task)
        return self.seconds_left, future

    def count_another(self) -> None:
        """A request is sent a second time in another form. Raises LLMFailure where none is left."""
        with self._lock:
            refused = self._refusal()
            if refused is None:
                self.spent.calls += 1
        if refused is not None:
            raise LLMFailure(refused, "before another form")

    def _refusal(self) -> Kind | None:
        if self._cancelled:
            return "cancelled"
        if self.spent.calls >= self._calls_most:
            return "budget"
        return "timeout" if self.seconds_left <= 0 else None

    def _tell(self, task: str) -> None:
        stage = STAGES.get(task)
        if self._progress is not None and stage is not None and stage != self._stage:
            self._stage = stage
            self._loop.call_soon_threadsafe(self._progress, stage)


def _own_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
