"""A strict AVE Cloud, the real client against it, and a clock that jumps."""

import random
from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import SecretStr

from core.ave.client import AveClient
from core.ave.market import AveMarket
from core.ave.notices import MarketNotice
from core.ave.plans import PLANS
from tests.support.ave_clock import JumpingClock
from tests.support.ave_fixtures import KEY
from tests.support.ave_server import AveServer


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
def told() -> list[MarketNotice]:
    """What the operator was told."""
    return []


@pytest.fixture(scope="session")
async def running() -> AsyncIterator[AveServer]:
    async with AveServer.open() as server:
        yield server


@pytest.fixture
async def server(running: AveServer, clock: JumpingClock) -> AsyncIterator[AveServer]:
    """As good as new for each test."""
    running.reset(now=clock.now)
    yield running
    await running.sockets.drop()


def client_of(server: AveServer, clock: JumpingClock, told: list[MarketNotice], *, key: str = KEY) -> AveClient:
    return AveClient(
        SecretStr(key),
        PLANS["free"],
        base_url=server.url,
        clock=clock,
        tell=told.append,
        timeout=httpx.Timeout(0.3, pool=None),
        chance=random.Random(1),  # noqa: S311 - the same waits every time
    )


@pytest.fixture
async def client(server: AveServer, clock: JumpingClock, told: list[MarketNotice]) -> AsyncIterator[AveClient]:
    async with client_of(server, clock, told) as ready:
        yield ready


@pytest.fixture
def market(client: AveClient) -> AveMarket:
    return AveMarket(client)
