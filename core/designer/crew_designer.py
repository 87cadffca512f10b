"""The designer that asks a model: one crew per message, in its own thread, within bounds of time, calls and money."""

import asyncio
import contextvars
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from core.answers import Answer, Context, Stage
from core.designer import quiet
from core.designer.checking import Checker
from core.designer.failures import LLMFailure
from core.designer.limits import Allowance, CallCounter, Gate, Outcome, Record, Usage
from core.designer.model_settings import ModelSettings
from core.designer.outcome import answer_of
from core.designer.prompts import briefing
from core.designer.turn import CrewTurn

if TYPE_CHECKING:
    from core.designer.messages import MessagesApi

Progress = Callable[[Stage], None]
Result = TypeVar("Result")

_GRACE_SECONDS = 0.25
"""The turn's own clock strikes first; this one is for what it cannot see: the first import, the queue."""

_log = logging.getLogger(__name__)


class CrewDesigner:
    """Asks the model, or raises LLMFailure. CrewAI is imported at the first turn or by `warm`, in a thread."""

    def __init__(
        self,
        settings: ModelSettings,
        *,
        counter: CallCounter | None = None,
        record: Record | None = None,
        allowance: Allowance | None = None,
    ) -> None:
        """`allowance`: how many calls a day this person may cause, where that differs; the settings' number else."""
        self._settings = settings
        self._counter = counter
        self._record = record
        self._allowance = allowance
        self._gate = Gate(at_once=settings.crews_at_once)
        self._pool = ThreadPoolExecutor(settings.crews_at_once, thread_name_prefix="crew")
        self._turns: dict[CrewTurn, tuple[str, asyncio.Future[Answer]]] = {}
        self._api: MessagesApi | None = None
        self._opening = asyncio.Lock()

    async def warm(self) -> None:
        """Import what a turn needs before somebody waits for it."""
        await self._open()

    async def close(self) -> None:
        """Cancel what is under way and close the connections."""
        self.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._api is not None:
            await self._api.close()

    def stop(self, person_id: str | None = None) -> bool:
        """Cancel this person's turns (everybody's without one); whether there was any."""
        found = [(turn, work) for turn, (who, work) in self._turns.items() if person_id in (None, who)]
        for turn, work in found:
            turn.cancel()
            work.cancel()
        return bool(found)

    async def propose(self, text: str, context: Context, progress: Progress | None = None) -> Answer:
        """The crew's answer. Raises LLMFailure; a cancelled task leaves no request behind."""
        began = time.monotonic()
        calls = await self._calls_left(context.person_id)
        turn = CrewTurn(seconds=self._settings.turn_timeout, calls=calls, progress=progress)
        outcome: Outcome = "cancelled"
        try:
            answer = await self._worked(text, context, turn)
            outcome = answer.status
        except LLMFailure as failure:
            outcome = failure.kind
            _log.info("a crew ended with %s", failure)
            raise
        finally:
            turn.cancel()
            self._tell(context.person_id, turn, outcome, time.monotonic() - began)
        return answer

    async def _worked(self, text: str, context: Context, turn: CrewTurn) -> Answer:
        """The turn as a task that `stop` can end wherever it is. Raises LLMFailure."""
        work = asyncio.ensure_future(self._answer(text, context, turn))
        self._turns[turn] = context.person_id, work
        late = False
        try:
            async with asyncio.timeout(turn.seconds_left + _GRACE_SECONDS):
                return await work
        except TimeoutError:
            late = True
        except asyncio.CancelledError:
            if not turn.cancelled or _leaving():
                raise
        finally:
            self._turns.pop(turn, None)
        raise LLMFailure("timeout" if late else "cancelled", "the turn's time is over" if late else "stopped")

    async def _answer(self, text: str, context: Context, turn: CrewTurn) -> Answer:
        api = await self._open()
        wait = min(self._settings.queue_timeout, turn.seconds_left)
        told, model = briefing(text, context), self._settings.model
        async with self._gate.passed(context.person_id, seconds=wait):
            checker = Checker(text, context)
            explained = await self._in_thread(lambda: _run(api, model, turn, checker, told))
        assert checker.accepted is not None  # noqa: S101 - a crew that came to its end passed the guardrail
        return answer_of(checker.accepted, explained, text, context)

    async def _calls_left(self, person_id: str) -> int:
        most, day = self._settings.calls_a_turn, self._settings.calls_a_day
        if self._allowance and person_id:
            day = await self._allowance(person_id)
        if not (day and person_id and self._counter):
            return most
        left = day - await self._counter.calls_today(person_id)
        if left <= 0:
            raise LLMFailure("limit", "the day's calls are used up")
        return min(most, left)

    async def _open(self) -> "MessagesApi":
        async with self._opening:
            if self._api is None:
                self._api = await self._in_thread(lambda: _first_import(self._settings))
        return self._api

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        run = contextvars.copy_context().run
        return await asyncio.get_running_loop().run_in_executor(self._pool, run, work)

    def _tell(self, person_id: str, turn: CrewTurn, outcome: Outcome, seconds: float) -> None:
        if self._record is None:
            return
        spent = turn.spent
        tokens = spent.input_tokens, spent.output_tokens
        ids = tuple(spent.request_ids)
        self._record(Usage(person_id, self._settings.model, outcome, spent.calls, *tokens, round(seconds, 3), ids))


def _leaving() -> bool:
    """Whether the caller itself is being cancelled."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _first_import(settings: ModelSettings) -> "MessagesApi":
    """Raises LLMFailure where CrewAI or its folder is not as it must be: a person is answered all the same."""
    try:
        quiet.let_in(settings.data_dir)
        from core.designer.messages import MessagesApi

        return MessagesApi(settings)
    except Exception as error:  # noqa: BLE001 - a person is answered whatever CrewAI runs into
        _log.exception("the crew cannot begin")
        raise LLMFailure("busy", type(error).__name__) from None


def _run(api: "MessagesApi", model: str, turn: CrewTurn, checker: Checker, told: str) -> str:
    """One crew in this thread; what the explainer said. Raises LLMFailure where it ends without an answer."""
    from core.designer.crew import SCHEMAS, run_crew
    from core.designer.llm import MiniMaxLLM

    llm = MiniMaxLLM(model=model, provider="minimax").bind(api, turn, SCHEMAS)
    try:
        return run_crew(llm, checker, briefing=told)
    except Exception as error:  # noqa: BLE001 - CrewAI ends a crew with bare exceptions
        failure = _failure_in(error) or LLMFailure("bad_answer", type(error).__name__)
        _log.debug("a crew ended early", exc_info=error)
    if checker.accepted is None or failure.kind == "cancelled":
        raise failure
    _log.info("a crew ended after its answer with %s", failure)
    return ""


def _failure_in(error: BaseException) -> LLMFailure | None:
    """The failure behind what CrewAI raised."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, LLMFailure):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None
