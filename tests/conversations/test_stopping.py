"""Stop works while the person's own run is under way, and a second tap does not start it twice."""

import asyncio

from tests.support.town import SEED, Persona, Town, workers_busy


async def test_stop_ends_a_run_at_once(alice: Persona, home_town: Town) -> None:
    await alice.saves(SEED)
    async with workers_busy(home_town, 1.0):
        await alice.taps("1 y")
        await alice.sees("Running PEPE dip", "Stop")
        assert await alice.taps("Stop") == "Stopping…"
        await alice.sees("Stopped", "the strategy is untouched", "Run again")
    await alice.taps("Run again")
    await alice.sees_photo("1 year")


async def test_the_stop_command_does_the_same(alice: Persona, home_town: Town) -> None:
    await alice.saves(SEED)
    async with workers_busy(home_town, 1.0):
        await alice.taps("1 y")
        await alice.sees("Running PEPE dip")
        await alice.says("/stop")
        await alice.sees("Stopped. The backtest was dropped")


async def test_stop_with_nothing_to_stop_says_so(alice: Persona) -> None:
    await alice.says("/stop")
    await alice.sees("Nothing is running")


async def test_two_taps_at_once_run_once(alice: Persona, home_town: Town) -> None:
    await alice.saves(SEED)
    message = await alice.sees("Backtest 30 d")
    data = message["keyboard"][0][0]["callback_data"]
    async with workers_busy(home_town, 0.7):
        first = asyncio.create_task(alice.tap_data(message["id"], data))
        await asyncio.sleep(0.1)
        assert await alice.tap_data(message["id"], data) == "Still at it – one moment."
        await first
    await alice.sees_photo("30 days")
    await alice.says("/backtests")
    listing = await alice.sees("newest first")
    assert sum("30d" in button["text"] for row in listing["keyboard"] for button in row) == 1


async def test_a_message_sent_during_a_run_is_answered_after_it(alice: Persona, home_town: Town) -> None:
    await alice.saves(SEED)
    async with workers_busy(home_town, 0.7):
        await alice.taps("7 d")
        await alice.sees("Running PEPE dip")
        await alice.says("/strategy")
        await alice.sees("PEPE dip · saved")
        kinds = [bool(m["file"]) for m in await alice.messages() if m["from_bot"]]
        assert kinds[-2:] == [True, False]
