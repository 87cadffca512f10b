"""Counts what the model costs: each turn is written down behind the answer's back, and today's calls are told."""

import asyncio
import logging

from core.designer.limits import Usage
from core.errors import RandebuError
from core.people import ModelTurn
from core.ports import Clock, Store
from core.tiers import MODEL_CALLS_A_DAY

_log = logging.getLogger(__name__)


class UsageLog:
    """`record` is the crew's, `calls_today` its limit's; `close` waits for what is still being written."""

    def __init__(self, store: Store, now: Clock) -> None:
        self._store = store
        self._now = now
        self._writing: set[asyncio.Task[None]] = set()

    def record(self, used: Usage) -> None:
        """Write a turn down, soon."""
        task = asyncio.get_running_loop().create_task(self._write(used))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def calls_today(self, person_id: str) -> int:
        """Since midnight UTC, what is still being written included."""
        await self.close()
        midnight = self._now().replace(hour=0, minute=0, second=0, microsecond=0)
        return (await self._store.model_usage(midnight, person_id=person_id)).calls

    async def calls_a_day(self, person_id: str) -> int:
        """What the person's tier allows."""
        return MODEL_CALLS_A_DAY[(await self._store.person(person_id)).tier]

    async def close(self) -> None:
        """Let what was begun be written."""
        while self._writing:
            await asyncio.gather(*self._writing, return_exceptions=True)

    async def _write(self, used: Usage) -> None:
        if not used.person_id or not used.calls:
            return
        turn = ModelTurn(used.model, used.outcome, used.calls, used.input_tokens, used.output_tokens, used.seconds)
        try:
            await self._store.record_model_turn(used.person_id, turn)
        except RandebuError as error:
            _log.warning("a turn's cost could not be written down: %s", error)
