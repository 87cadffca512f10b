"""What belongs to one person does not exist for anybody else."""

import asyncio
import time

from tests.support.town import SEED, Persona, Town

OTHER = "sell DOGE when it rises 20% in a day"


async def test_two_people_see_nothing_of_each_other(alice: Persona, bob: Persona) -> None:
    await asyncio.gather(alice.saves(SEED), bob.saves(OTHER))
    await asyncio.gather(alice.taps("7 d"), bob.taps("7 d"))
    await asyncio.gather(alice.sees_photo("PEPE"), bob.sees_photo("DOGE"))
    for somebody in (alice, bob):
        await somebody.says("/bots")
        await somebody.sees("Your bots (1 of 3)")
    await alice.never_sees("DOGE rises")
    await bob.never_sees("PEPE drops")


async def test_every_button_of_somebody_else_is_dead(alice: Persona, bob: Persona) -> None:
    await alice.saves(SEED)
    await alice.taps("7 d")
    await alice.sees_photo("7 days")
    await alice.says("/strategy")
    await alice.sees("saved")
    buttons = [b["callback_data"] for m in await alice.messages() for row in m["keyboard"] for b in row]
    hers = [data for data in dict.fromkeys(buttons) if data.count(":") > 1 and "example" not in data]
    assert len(hers) >= 6
    await bob.saves(OTHER)
    message = await bob.sees("Saved in")
    for data in hers:
        await bob.tap_data(message["id"], data)
        await bob.sees("not here any more")
    await bob.never_sees("PEPE drops", "PEPE dip ·")
    await alice.says("/strategy")
    await alice.sees("PEPE dip · saved", "PEPE drops 5% in 1h")


async def test_a_long_run_of_one_person_does_not_hold_up_another(alice: Persona, bob: Persona, home_town: Town) -> None:
    await alice.saves(SEED)
    busy = [asyncio.create_task(home_town.product.workers.run(time.sleep, 1.0)) for _ in range(2)]
    await alice.taps("1 y")
    await alice.sees("Running PEPE dip")
    began = time.monotonic()
    await bob.says("/help")
    await bob.sees("What I understand")
    assert time.monotonic() - began < 0.9
    await alice.sees_photo("1 year")
    await asyncio.gather(*busy)
