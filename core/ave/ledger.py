"""Keeps over a restart what a day's questions have cost: else a day would begin anew with each start."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Protocol

from core.ave.units import Budget
from core.errors import StoreError

EVERY = 60.0
"""Seconds between two looks at whether there is something new to keep."""
_log = logging.getLogger(__name__)


class Ledger(Protocol):
    """Where days of units are kept; either method may raise StoreError."""

    async def market_units(self) -> Mapping[int, int]: ...

    async def keep_market_units(self, days: Mapping[int, int]) -> None: ...


@asynccontextmanager
async def remembering(budget: Budget, ledger: Ledger, *, every: float = EVERY) -> AsyncIterator[None]:
    """Within it the budget knows what was spent before, and what it spends is kept."""
    kept = await ledger.market_units()
    budget.restore(kept)
    task = asyncio.create_task(_keep_on(budget, ledger, every, kept))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await _keep(budget, ledger)


async def _keep_on(budget: Budget, ledger: Ledger, every: float, kept: Mapping[int, int]) -> None:
    while True:
        await asyncio.sleep(every)
        if budget.snapshot() != kept and await _keep(budget, ledger):
            kept = budget.snapshot()


async def _keep(budget: Budget, ledger: Ledger) -> bool:
    """Whether it could be kept; the next look tries again."""
    try:
        await ledger.keep_market_units(budget.snapshot())
    except StoreError as error:
        _log.warning("what the market cost today could not be written down: %s", error)
        return False
    return True
