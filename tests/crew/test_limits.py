"""How many may speak to the model at once, and how often a day."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from core.designer import notes
from core.designer.choice import ChosenDesigner
from core.designer.crew_designer import CrewDesigner
from core.designer.model_settings import ModelSettings
from tests.crew.conftest import KEY, House, until
from tests.crew.scripts import SENTENCE, answers, strategy
from tests.support.model_server import Step


@dataclass
class Ledger:
    """Counts the calls of a day."""

    used: dict[str, int] = field(default_factory=dict)

    async def calls_today(self, person_id: str) -> int:
        return self.used.get(person_id, 0)


async def test_at_most_so_many_crews_work_at_once_and_all_get_their_turn(house: House) -> None:
    house.server.script = answers(Step(tool=strategy(), delay=0.05))
    designer = house.designer(crews_at_once=2)
    people = [house.talker(f"p{i}", designer=designer) for i in range(6)]
    found = await asyncio.gather(*(person.says(SENTENCE) for person in people))
    assert [answer.note for answer in found] == [""] * 6
    assert house.server.most_live == 2


async def test_one_person_has_one_turn_at_a_time(house: House) -> None:
    house.server.script = answers(Step(tool=strategy(), delay=0.05))
    designer = house.designer()
    phone, browser = house.talker("alice", designer=designer), house.talker("alice", designer=designer)
    await asyncio.gather(phone.says(SENTENCE), browser.says(SENTENCE))
    assert house.server.most_live == 1


async def test_who_waits_too_long_is_answered_by_the_built_in_reader(house: House) -> None:
    house.server.script = answers(Step(tool=strategy(), delay=1))
    designer = house.designer(crews_at_once=1, queue_timeout=0.1)
    first = asyncio.create_task(house.talker("alice", designer=designer).says(SENTENCE))
    await until(lambda: house.server.live == 1)
    second = await house.talker("bob", designer=designer).says(SENTENCE)
    assert (second.status, second.note) == ("ok", notes.for_people("busy"))
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)


async def test_a_days_calls_come_to_an_end_for_one_person_only(house: House) -> None:
    house.server.script = answers(strategy())
    ledger = Ledger({"alice": 10})
    designer = house.designer(counter=ledger, calls_a_day=10)
    assert (await house.talker("alice", designer=designer).says(SENTENCE)).note == notes.for_people("limit")
    assert house.server.log == []
    assert house.usages == []
    assert (await house.talker("bob", designer=designer).says(SENTENCE)).note == ""


async def test_the_last_call_of_a_day_is_not_overdrawn(house: House) -> None:
    house.server.script = answers(Step(text="I cannot decide."))
    designer = house.designer(counter=Ledger({"alice": 9}), calls_a_day=10)
    assert (await house.talker("alice", designer=designer).says(SENTENCE)).note == notes.for_people("budget")
    assert len(house.server.log) == 1


async def test_a_tier_may_allow_more_than_the_usual(crew_home: Path, house: House) -> None:
    async def allowance(person_id: str) -> int:
        return {"alice": 10, "bob": 1_000}[person_id]

    house.server.script = answers(strategy())
    settings = ModelSettings(KEY, crew_home, base_url=house.server.url, calls_a_day=10)
    crew = CrewDesigner(settings, counter=Ledger({"alice": 10, "bob": 10}), allowance=allowance)
    designer = ChosenDesigner("crew", crew)
    house.open.append(designer)
    assert (await house.talker("alice", designer=designer).says(SENTENCE)).note == notes.for_people("limit")
    assert (await house.talker("bob", designer=designer).says(SENTENCE)).note == ""
