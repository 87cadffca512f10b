"""Somebody else's bots and runs look exactly like none."""

from collections.abc import Awaitable, Callable
from inspect import signature
from typing import Any

import pytest

from core.errors import NotFound
from core.people import BacktestRun, Draft, Person, TradingBot
from core.ports import Store
from storage.store import PeeweeStore
from tests.storage.examples import completed, dip, saved, signal

Call = Callable[[PeeweeStore, str, str], Awaitable[Any]]

OF_A_BOT: dict[str, Call] = {
    "select_bot": lambda s, person, bot: s.select_bot(person, bot),
    "bot": lambda s, person, bot: s.bot(person, bot),
    "rename_bot": lambda s, person, bot: s.rename_bot(person, bot, "Mine now"),
    "delete_bot": lambda s, person, bot: s.delete_bot(person, bot),
    "add_message": lambda s, person, bot: s.add_message(person, bot, role="user", content="hello"),
    "history": lambda s, person, bot: s.history(person, bot, most=5),
    "put_draft": lambda s, person, bot: s.put_draft(person, bot, Draft("other", dip(9))),
    "save_draft": lambda s, person, bot: s.save_draft(person, bot, "draft"),
    "discard_draft": lambda s, person, bot: s.discard_draft(person, bot, "draft"),
    "versions": lambda s, person, bot: s.versions(person, bot),
    "restore_version": lambda s, person, bot: s.restore_version(person, bot, 1),
    "start_backtest": lambda s, person, bot: s.start_backtest(person, bot, {}),
    "backtests": lambda s, person, bot: s.backtests(person, bot),
    "start_simulation": lambda s, person, bot: s.start_simulation(person, bot, {}, quiet_until=0),
}
OF_A_RUN: dict[str, Call] = {
    "backtest": lambda s, person, run: s.backtest(person, run),
    "backtest_chart": lambda s, person, run: s.backtest_chart(person, run),
    "backtest_signals": lambda s, person, run: s.backtest_signals(person, run),
}
OF_A_SIMULATION: dict[str, Call] = {
    "simulation": lambda s, person, run: s.simulation(person, run),
    "pause_simulation": lambda s, person, run: s.pause_simulation(person, run),
    "resume_simulation": lambda s, person, run: s.resume_simulation(person, run, quiet_until=0),
    "stop_simulation": lambda s, person, run: s.stop_simulation(person, run),
    "simulation_signals": lambda s, person, run: s.simulation_signals(person, run),
    "simulation_events": lambda s, person, run: s.simulation_events(person, run),
}
NO_ID = ["", "nothing", "'; DROP TABLE bots; --", "🌕", "half \ud83d", "nul \x00", "x" * 10_000]
"""Ids come out of buttons and addresses, which anybody can write."""


@pytest.fixture
async def owned(store: PeeweeStore, bot: TradingBot) -> TradingBot:
    """A bot with something of everything."""
    await saved(store, bot, dip())
    await store.put_draft(bot.person_id, bot.id, Draft("draft", dip(7)))
    await store.add_message(bot.person_id, bot.id, role="user", content="hello")
    return await store.bot(bot.person_id, bot.id)


@pytest.fixture
async def run(store: PeeweeStore, owned: TradingBot) -> BacktestRun:
    return await completed(store, owned, signal())


def test_every_method_that_takes_an_id_of_somebody_is_in_the_tables() -> None:
    methods = {name: signature(method).parameters for name, method in vars(Store).items() if name[0] != "_"}
    assert {name for name, taken in methods.items() if {"person_id", "bot_id"} <= set(taken)} == set(OF_A_BOT)
    assert {name for name, taken in methods.items() if {"person_id", "run_id"} <= set(taken)} == {
        *OF_A_RUN,
        *OF_A_SIMULATION,
    }


@pytest.mark.parametrize("method", OF_A_BOT)
async def test_a_strangers_bot_is_no_bot_and_stays_as_it_was(
    store: PeeweeStore, owned: TradingBot, mallory: Person, method: str
) -> None:
    with pytest.raises(NotFound) as refused:
        await OF_A_BOT[method](store, mallory.id, owned.id)
    assert refused.value.what == "bot"
    assert await store.bots(mallory.id) == ()
    assert (await store.person(mallory.id)).active_bot_id is None
    assert await store.bots(owned.person_id) == (owned,)
    assert await store.history(owned.person_id, owned.id, most=5) == (("user", "hello"),)
    assert await store.backtests(owned.person_id, owned.id) == ()


@pytest.mark.parametrize("method", OF_A_RUN)
async def test_a_strangers_run_is_no_run(store: PeeweeStore, run: BacktestRun, mallory: Person, method: str) -> None:
    with pytest.raises(NotFound, match="backtest"):
        await OF_A_RUN[method](store, mallory.id, run.id)
    assert await OF_A_RUN[method](store, run.person_id, run.id)


@pytest.mark.parametrize("method", OF_A_SIMULATION)
async def test_a_strangers_simulation_is_no_simulation(
    store: PeeweeStore, owned: TradingBot, mallory: Person, method: str
) -> None:
    run = await store.start_simulation(owned.person_id, owned.id, {}, quiet_until=0)
    with pytest.raises(NotFound, match="simulation"):
        await OF_A_SIMULATION[method](store, mallory.id, run.id)
    assert await store.simulation(owned.person_id, run.id) == run


@pytest.mark.parametrize("method", [*OF_A_BOT, *OF_A_RUN, *OF_A_SIMULATION])
async def test_an_id_of_nothing_finds_nothing_whatever_is_in_it(store: PeeweeStore, alice: Person, method: str) -> None:
    call = {**OF_A_BOT, **OF_A_RUN, **OF_A_SIMULATION}[method]
    for made_up in NO_ID:
        with pytest.raises(NotFound):
            await call(store, alice.id, made_up)
        with pytest.raises(NotFound):
            await call(store, made_up, made_up)


@pytest.mark.parametrize("made_up", NO_ID)
async def test_nobody_has_nothing(store: PeeweeStore, bot: TradingBot, made_up: str) -> None:
    assert await store.bots(made_up) == ()
    with pytest.raises(NotFound, match="person"):
        await store.person(made_up)
    with pytest.raises(NotFound, match="person"):
        await store.set_awaiting(made_up, None)
    with pytest.raises(NotFound, match="person"):
        await store.add_notice(made_up, "key", {})
    assert len(await store.bots(bot.person_id)) == 1
