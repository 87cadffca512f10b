"""Chooses who answers: the built-in reader where it is sure, else the crew, else the built-in reader again."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Literal

from core.answers import Answer, Context, Stage
from core.designer import notes
from core.designer.crew_designer import CrewDesigner, Progress
from core.designer.failures import LASTING, Kind, LLMFailure
from core.designer.grammar import answer as built_in
from core.designer.grammar import replies
from core.designer.sure import crew_asked, seen, understood

Mode = Literal["auto", "crew", "offline"]
"""`auto`: the crew only where the built-in reader is not sure; `crew`: always; `offline`: never."""

PAUSE_SECONDS = 60.0
"""After a failure that lasts (key, balance, model name) the service is left alone so long."""
_SETTLED_TALK: tuple[replies.Talk, ...] = ("greeting", "thanks", "nothing_to_undo", "dropped", "too_long")

_log = logging.getLogger(__name__)


class ChosenDesigner:
    """The designer the chat speaks to. Never raises for a model's sake; a cancelled task leaves no request behind."""

    def __init__(self, mode: Mode, crew: CrewDesigner | None) -> None:
        self._mode = mode
        self._crew = crew if mode != "offline" else None
        self._paused_until = 0.0
        self._lasting: Kind | None = None

    @property
    def offline(self) -> bool:
        """Whether no model is ever asked."""
        return self._crew is None

    async def propose(self, text: str, context: Context, progress: Progress | None = None) -> Answer:
        """The answer, and in its `note` why it is not the crew's where it should have been."""
        sure = built_in(text, context)
        if self._mode == "offline" or self._settles(sure, text, context):
            return sure
        if self._crew is None:
            return replace(sure, note=notes.no_model())
        if self._lasting and time.monotonic() < self._paused_until:
            return replace(sure, note=notes.for_people(self._lasting))
        try:
            answer = await self._crew.propose(text, context, progress)
        except LLMFailure as failure:
            return self._instead(sure, failure, context)
        self._lasting = None
        return answer

    async def steps(self, text: str, context: Context) -> AsyncGenerator[Stage | Answer, None]:
        """The stages as they begin, and the answer last; closing the iterator cancels the work."""
        stages: asyncio.Queue[Stage | None] = asyncio.Queue()
        work = asyncio.ensure_future(self.propose(text, context, stages.put_nowait))
        work.add_done_callback(lambda _: stages.put_nowait(None))
        try:
            while (stage := await stages.get()) is not None:
                yield stage
            yield work.result()
        finally:
            work.cancel()

    def stop(self, person_id: str | None = None) -> bool:
        """Stop what the crew is doing for this person (for everybody without one); whether there was anything."""
        return self._crew is not None and self._crew.stop(person_id)

    async def warm(self) -> None:
        """Let the crew import what it needs, in a thread."""
        if self._crew is not None:
            await self._crew.warm()

    async def close(self) -> None:
        if self._crew is not None:
            await self._crew.close()

    def _settles(self, sure: Answer, text: str, context: Context) -> bool:
        """Whether the built-in reader's answer stands without asking anybody."""
        if sure.reply == replies.talk("too_long") or (sure.status in ("ok", "chat") and _undoes(text)):
            return True
        if self._mode == "crew":
            return False
        match sure.status:
            case "ok":
                return understood(seen(text), context)
            case "reject":
                return True
            case "ask":
                return sure.pending is not None and sure.pending != context.pending and not crew_asked(context)
        return sure.reply in [replies.talk(about) for about in _SETTLED_TALK]

    def _instead(self, sure: Answer, failure: LLMFailure, context: Context) -> Answer:
        if failure.kind == "cancelled":
            stays = Answer("chat", context.strategy, reply=notes.stopped())
            return replace(stays, pending=context.pending, undo=context.undo)
        if failure.kind in LASTING:
            if self._lasting != failure.kind:
                _log.error("%s (%s)", notes.FOR_OPERATORS[failure.kind], failure.detail)
            self._lasting, self._paused_until = failure.kind, time.monotonic() + PAUSE_SECONDS
        return replace(sure, note=notes.for_people(failure.kind))


def _undoes(text: str) -> bool:
    """The way back is kept by code, not by a model."""
    reading = seen(text)
    return reading.has("UNDO") and not reading.rules
