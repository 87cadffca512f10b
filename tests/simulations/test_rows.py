"""A step of a simulation is kept whole and once, whoever comes in between."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import Conflict
from core.people import SimulationRun, SimulationStep, TradingBot
from storage.store import PeeweeStore
from tests.storage.examples import Clock, signal


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[PeeweeStore]:
    opened = PeeweeStore.open(f"sqlite:///{tmp_path / 'app.db'}", clock=Clock())
    yield opened
    await opened.close()


@pytest.fixture
async def bot(store: PeeweeStore) -> TradingBot:
    person = await store.person_by_telegram(1, name="Alice", language="es")
    return await store.create_bot(person.id, "Dip", limit=3)


@pytest.fixture
async def run(store: PeeweeStore, bot: TradingBot) -> SimulationRun:
    return await store.start_simulation(bot.person_id, bot.id, {"cash": 10_000.0}, quiet_until=600)


def step_of(run: SimulationRun, *, after: int | None = None, time: int = 600) -> SimulationStep:
    return SimulationStep(
        run.id,
        after,
        time,
        {"run": {"cash": 0.1 + 0.2}},
        {"equity": 10_000.0},
        signals=(signal(1, time=time, executed=False),),
        events=((time, {"fills": []}),),
        notices=((f"sim:{run.id}:{time}:0:0", {"text": "BUY", "rows": []}),),
    )


async def due(store: PeeweeStore) -> int:
    return len(await store.due_notices(Clock().now))


async def test_a_step_that_was_kept_is_never_kept_again(store: PeeweeStore, run: SimulationRun) -> None:
    assert await store.advance_simulation(step_of(run))
    assert not await store.advance_simulation(step_of(run))
    kept = await store.simulation(run.person_id, run.id)
    assert (kept.last_time, kept.state, kept.language) == (600, {"run": {"cash": 0.1 + 0.2}}, "es")
    assert len(await store.simulation_signals(run.person_id, run.id)) == await due(store) == 1
    assert await store.simulation_events(run.person_id, run.id) == ({"fills": []},)


async def test_what_fails_in_the_middle_of_a_step_leaves_nothing_of_it(store: PeeweeStore, run: SimulationRun) -> None:
    whole = step_of(run)
    with pytest.raises(ValueError, match="JSON"):
        await store.advance_simulation(replace(whole, notices=(("key", {"text": float("nan")}),)))
    assert (await store.simulation(run.person_id, run.id)).last_time is None
    assert await store.simulation_signals(run.person_id, run.id) == ()
    assert await store.advance_simulation(whole)


async def test_an_outcome_is_written_beside_its_signal(store: PeeweeStore, run: SimulationRun) -> None:
    await store.advance_simulation(step_of(run))
    later = SimulationStep(run.id, 600, 660, {}, {}, outcomes=((600, 0, 0, None),))
    assert await store.advance_simulation(later)
    assert [s.executed for s in await store.simulation_signals(run.person_id, run.id)] == [True]


async def test_a_paused_or_stopped_run_takes_no_step(store: PeeweeStore, run: SimulationRun) -> None:
    assert await store.pause_simulation(run.person_id, run.id)
    assert not await store.advance_simulation(step_of(run))
    assert await store.resume_simulation(run.person_id, run.id, quiet_until=900)
    assert (await store.simulation(run.person_id, run.id)).quiet_until == 900
    assert await store.stop_simulation(run.person_id, run.id)
    assert not await store.stop_simulation(run.person_id, run.id)
    assert not await store.advance_simulation(step_of(run))
    assert await store.running_simulations() == ()


@pytest.mark.usefixtures("run")
async def test_a_bot_has_one_run_at_a_time(store: PeeweeStore, bot: TradingBot) -> None:
    with pytest.raises(Conflict):
        await store.start_simulation(bot.person_id, bot.id, {}, quiet_until=0)
    assert await store.stop_simulations(bot.person_id) == 1
    again = await store.start_simulation(bot.person_id, bot.id, {}, quiet_until=0)
    assert [found.id for found in await store.simulations(bot.person_id)] == [again.id]


async def test_a_deleted_bot_takes_its_run_with_it(store: PeeweeStore, bot: TradingBot, run: SimulationRun) -> None:
    await store.advance_simulation(step_of(run))
    await store.delete_bot(bot.person_id, bot.id)
    assert not await store.advance_simulation(step_of(run, after=600, time=660))
    assert await store.running_simulations() == ()
