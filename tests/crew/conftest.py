"""People who talk to a designer whose model is scripted; CrewAI is imported once for all of them."""

import asyncio
import warnings
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from core.answers import Answer, Context, Message, Stage
from core.designer import quiet
from core.designer.choice import ChosenDesigner, Mode
from core.designer.crew_designer import CrewDesigner
from core.designer.limits import Usage
from core.designer.model_settings import ModelSettings
from tests.crew.scripts import nothing_scripted
from tests.support.model_server import ModelServer

KEY = "a-made-up-key"


@dataclass(slots=True)
class Talker:
    """Somebody in a conversation; what was said and answered is carried along as the chat would."""

    designer: ChosenDesigner
    context: Context
    stages: list[Stage] = field(default_factory=list)

    async def says(self, text: str) -> Answer:
        answer = await self.designer.propose(text, self.context, self.stages.append)
        said = (*self.context.history, Message("user", text), Message("assistant", answer.reply))
        self.context = replace(
            self.context, history=said, strategy=answer.strategy, pending=answer.pending, undo=answer.undo
        )
        return answer


@dataclass(slots=True)
class House:
    """A model service and everybody who may speak to it through the crew."""

    server: ModelServer
    data_dir: Path
    usages: list[Usage] = field(default_factory=list)
    open: list[ChosenDesigner] = field(default_factory=list)

    def designer(self, mode: Mode = "crew", *, counter: Any = None, **settings: Any) -> ChosenDesigner:
        told = {"api_key": KEY, "data_dir": self.data_dir, "base_url": self.server.url, **settings}
        crew = CrewDesigner(ModelSettings(**told), counter=counter, record=self.usages.append)
        self.open.append(ChosenDesigner(mode, crew))
        return self.open[-1]

    def talker(self, name: str = "alice", *, designer: ChosenDesigner | None = None, **context: Any) -> Talker:
        return Talker(designer or self.designer(), Context(person_id=name, **context))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """CrewAI reads fields of its own that it has deprecated."""
    ours = (item for item in items if "tests/crew" in item.path.as_posix())
    for item in ours:
        item.add_marker(pytest.mark.filterwarnings(r"ignore::DeprecationWarning:crewai\..*"))


@pytest.fixture(scope="session", autouse=True)
async def crew_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """CrewAI's only folder; importing it takes seconds and warns about its own dependencies."""
    home = tmp_path_factory.mktemp("crew")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        await asyncio.to_thread(quiet.let_in, home)
    return home


@pytest.fixture
async def house(crew_home: Path) -> AsyncIterator[House]:
    server = ModelServer(nothing_scripted)
    await server.start()
    house = House(server, crew_home)
    yield house
    for designer in house.open:
        await designer.close()
    await until(lambda: server.live == 0)
    await server.stop()
    assert not server.strays


async def until(true: Callable[[], bool], *, seconds: float = 2.0) -> None:
    """Wait for something to become true; fails where it does not."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what is waited for is state, not an event
            await asyncio.sleep(0.002)
