"""One town for all; every story has its own people, and nothing may break unless it is meant to."""

import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.support.town import Persona, Town, town


@pytest.fixture(scope="session")
async def home_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.outbox.LOOK_EVERY", 0.1)
        async with town(tmp_path_factory.mktemp("town")) as running:
            yield running


@pytest.fixture
async def alice(home_town: Town) -> AsyncIterator[Persona]:
    async with home_town.started("Alice") as persona:
        yield persona


@pytest.fixture
async def bob(home_town: Town) -> AsyncIterator[Persona]:
    async with home_town.started("Bob") as persona:
        yield persona


@pytest.fixture
def faulty() -> None:
    """Something is meant to break."""


@pytest.fixture(autouse=True)
def _nothing_breaks(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "faulty" not in request.fixturenames:
        assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
