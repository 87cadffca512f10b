"""One town for all conversations; every story has its own people."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.town import Persona, Town, town


@pytest.fixture(scope="session")
async def home_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    directory: Path = tmp_path_factory.mktemp("town")
    async with town(directory) as running:
        yield running


@pytest.fixture
async def alice(home_town: Town) -> AsyncIterator[Persona]:
    """Somebody who has just pressed Start."""
    async with home_town.persona("Alice") as persona:
        await persona.says("/start")
        await persona.sees("Tap an example")
        yield persona


@pytest.fixture
async def bob(home_town: Town) -> AsyncIterator[Persona]:
    """Somebody else who has."""
    async with home_town.persona("Bob") as persona:
        await persona.says("/start")
        await persona.sees("Tap an example")
        yield persona
