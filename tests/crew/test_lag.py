"""Eight crews at work, and everybody else's messages still come through."""

import asyncio
import time

from tests.crew.conftest import House
from tests.crew.scripts import EXPLAINED, SENTENCE, answers, strategy
from tests.support.model_server import Step


async def test_eight_crews_leave_the_loop_to_the_others(house: House) -> None:
    house.server.script = answers(Step(tool=strategy(), delay=0.2), explained=Step(text=EXPLAINED, delay=0.2))
    designer = house.designer(crews_at_once=8)
    await designer.warm()
    lags: list[float] = []
    watching = asyncio.create_task(_watch(lags))
    people = [house.talker(f"p{i}", designer=designer) for i in range(8)]
    found = await asyncio.gather(*(person.says(SENTENCE) for person in people))
    watching.cancel()
    assert {answer.note for answer in found} == {""}
    assert sorted(lags)[int(len(lags) * 0.95)] < 0.05


async def _watch(lags: list[float]) -> None:
    while True:
        began = time.perf_counter()
        await asyncio.sleep(0.005)
        lags.append(time.perf_counter() - began - 0.005)
