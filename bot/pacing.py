"""The pace Telegram takes: steps of one answer, and messages over all."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator

from core.replies import Reply

STEPS, STEPS_WITHIN = 3, 3.0
"""How many steps of one answer may be edited into its message within how many seconds."""


async def unhurried(replies: AsyncGenerator[Reply, None]) -> AsyncGenerator[Reply, None]:
    """The same replies, but not more steps than Telegram takes: one overtaken by the next is never shown.

    The last one, which is the result, waits for nothing.
    """
    shown: deque[float] = deque(maxlen=STEPS)
    later: asyncio.Task[Reply | None] | None = None
    try:
        reply = await anext(replies, None)
        while reply is not None:
            later = None
            if reply.replaces and (pause := _pause(shown)):
                later = asyncio.create_task(_next(replies))
                await asyncio.wait({later}, timeout=pause)
                if later.done() and (newer := later.result()) is not None and newer.replaces:
                    reply = newer
                    continue
            if reply.replaces:
                shown.append(_now())
            yield reply
            reply = await (later or _next(replies))
    finally:
        if later is not None:
            later.cancel()
            await asyncio.wait({later})
        await replies.aclose()


class Pace:
    """Lets through so many a second, evenly: whoever comes early waits for their turn."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._free_at = 0.0

    async def turn(self) -> None:
        """Wait for the next one."""
        at = max(self._free_at, _now())
        self._free_at = at + self._gap
        await asyncio.sleep(at - _now())


def _pause(shown: deque[float]) -> float:
    """Seconds until one more step may be shown."""
    return max(0.0, shown[0] + STEPS_WITHIN - _now()) if len(shown) == STEPS else 0.0


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _next(replies: AsyncGenerator[Reply, None]) -> Reply | None:
    return await anext(replies, None)
