"""One town for all conversations; every story has its own people."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support.bot_api_spec import faults, spec_is_there
from tests.support.town import Persona, Town, town


@pytest.fixture(scope="session")
async def home_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    directory: Path = tmp_path_factory.mktemp("town")
    async with town(directory) as running:
        yield running


@pytest.fixture(autouse=True)
def _telegram_has_no_complaint(home_town: Town) -> Iterator[None]:
    """Whatever was tried, nothing the bot sent was refused, and every request fits the published description."""
    before = len(home_town.sandbox.calls)
    yield
    calls = home_town.sandbox.calls[before:]
    assert [call for call in calls if call.status == 400] == []
    if spec_is_there():
        assert faults(calls) == []


@pytest.fixture
async def alice(home_town: Town) -> AsyncIterator[Persona]:
    """Somebody who has just pressed Start."""
    async with home_town.started("Alice") as persona:
        yield persona


@pytest.fixture
async def bob(home_town: Town) -> AsyncIterator[Persona]:
    """Somebody else who has."""
    async with home_town.started("Bob") as persona:
        yield persona
