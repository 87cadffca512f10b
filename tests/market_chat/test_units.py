"""What was spent of a day's units outlives a restart."""

import asyncio
from pathlib import Path

from core.ave.ledger import remembering
from core.ave.units import Budget
from storage.store import PeeweeStore
from tests.support.ave_clock import JumpingClock
from tests.support.ave_fixtures import KEY
from tests.support.ave_server import AveServer
from tests.support.town import town


async def test_a_restart_does_not_begin_the_day_anew(tmp_path: Path) -> None:
    clock = JumpingClock()
    for spent in (0, 70):
        store = PeeweeStore.open(f"sqlite:///{tmp_path / 'app.db'}")
        budget = Budget(1_000, clock)
        async with remembering(budget, store):
            assert budget.spent_today == spent
            budget.spend("tokens", 70)
        await store.close()


async def test_what_a_killed_process_had_spent_is_known_to_the_minute(tmp_path: Path) -> None:
    store = PeeweeStore.open(f"sqlite:///{tmp_path / 'app.db'}")
    budget = Budget(1_000, JumpingClock())
    async with remembering(budget, store, every=0.01):
        budget.spend("tokens", 70)
        for _ in range(500):
            if await store.market_units():
                break
            await asyncio.sleep(0.01)
        assert list((await store.market_units()).values()) == [70]
    await store.close()


async def test_the_product_keeps_what_its_questions_cost(ave: AveServer, tmp_path: Path) -> None:
    async with (
        town(tmp_path, ave_api_key=KEY, ave_api_plan="pro", ave_api_base=ave.url) as small,
        small.persona("Una") as una,
    ):
        await una.says("/price PEPE")
        await una.sees("Pepe")
    store = PeeweeStore.open(f"sqlite:///{tmp_path / 'app.db'}")
    assert sum((await store.market_units()).values()) >= 15
    await store.close()
