"""What a turn of the crew costs beside the model itself, and whether others wait while eight are at work."""

import asyncio
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from core.answers import Context
from core.designer.choice import ChosenDesigner
from core.designer.crew_designer import CrewDesigner
from core.designer.limits import Usage
from core.designer.model_settings import ModelSettings
from tests.benchmarks.registry import Line
from tests.crew.scripts import EXPLAINED, SENTENCE, answers, strategy
from tests.support.model_server import ModelServer, Step

TURNS = 15
CREWS = 8


def lines() -> Iterator[Line]:
    """All lines of this part."""
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as home:
        warnings.simplefilter("ignore")
        yield from asyncio.run(_measured(Path(home)))


async def _measured(home: Path) -> list[Line]:
    server = ModelServer(answers(strategy()))
    await server.start()
    used: list[Usage] = []
    settings = ModelSettings("a-made-up-key", home, base_url=server.url, crews_at_once=CREWS, calls_a_day=0)
    designer = ChosenDesigner("crew", CrewDesigner(settings, record=used.append))
    try:
        await designer.warm()
        took = [await _turn(designer, "p0") for _ in range(TURNS)]
        calls = max(each.calls for each in used)
        server.script = answers(Step(tool=strategy(), delay=0.5), explained=Step(text=EXPLAINED, delay=0.5))
        lags = await _lags(designer)
    finally:
        await designer.close()
        await server.stop()
    return [
        Line("crew turn over a model without latency", 1_000 * median(took), "ms"),
        Line("calls of a clean crew turn", calls, "calls", 2),
        Line(f"longest lag of the loop while {CREWS} crews run", 1_000 * max(lags), "ms", 50),
    ]


async def _turn(designer: ChosenDesigner, person: str) -> float:
    began = time.perf_counter()
    answer = await designer.propose(SENTENCE, replace(Context(), person_id=person))
    if answer.note:
        raise RuntimeError(f"the crew did not answer: {answer.note}")
    return time.perf_counter() - began


async def _lags(designer: ChosenDesigner) -> list[float]:
    lags: list[float] = []

    async def watch() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            lags.append(time.perf_counter() - began - 0.005)

    watching = asyncio.create_task(watch())
    await asyncio.gather(*(_turn(designer, f"p{i}") for i in range(CREWS)))
    watching.cancel()
    return lags
