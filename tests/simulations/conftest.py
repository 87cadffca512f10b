"""A world for each story."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.simulations.world import World, world


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as running:
        yield running
