"""A designer that takes its time: after a few seconds a line tells what it is doing, with a button to stop it."""

import asyncio
from collections.abc import AsyncGenerator

from core.answers import Answer, Context, Stage
from core.chat.turn import Route, Turn
from core.replies import Button, Reply, Tap
from core.wording import designing
from core.wording.catalogue import words

PATIENCE = 3.0
"""Seconds a person waits without a word."""


async def designed(turn: Turn, text: str, context: Context) -> AsyncGenerator[Reply | Answer, None]:
    """Lines about the work while it lasts, and the answer last. Left early, the work is cancelled."""
    steps = turn.services.designer.steps(text, context)
    patience = asyncio.get_running_loop().time() + PATIENCE
    stage: Stage = "designing"
    step = asyncio.ensure_future(anext(steps))
    try:
        while True:
            wait = max(0.0, patience - asyncio.get_running_loop().time()) if patience else None
            done, _ = await asyncio.wait({step}, timeout=wait)
            if done:
                found = step.result()
                if isinstance(found, Answer):
                    yield found
                    return
                stage, step = found, asyncio.ensure_future(anext(steps))
            if not done or not patience:
                yield _line(stage, again=not patience)
                patience = 0.0
    finally:
        step.cancel()
        await asyncio.gather(step, return_exceptions=True)
        await steps.aclose()


async def stop(turn: Turn) -> AsyncGenerator[Reply, None]:
    """Stop it; the line itself then says so."""
    stopped = turn.services.designer.stop(turn.person.id)
    yield Reply(toast=words("toast.stopping" if stopped else "toast.runs_no_more"))


def _line(stage: Stage, *, again: bool) -> Reply:
    rows = ((Button(words("button.stop"), Tap("stop_thinking"), style="danger"),),)
    return Reply(designing.stage(stage), rows, replaces=again)


ROUTES = {"stop_thinking": Route(stop)}
