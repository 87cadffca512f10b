"""A town whose market is a strict AVE Cloud: three tokens are called PEPE there, and one is a trap."""

import math
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.ave_candles import longer
from tests.support.ave_fixtures import FOLDER, KEY
from tests.support.ave_server import AveServer
from tests.support.bot_api_spec import faults, spec_is_there
from tests.support.town import Persona, Town, town

PEPE = "0x6982508145454Ce325dDbE47a25d4ec3d2311933"
COPY = "0x25d887Ce7a35172C62FeBFD67a1856F20FaEbB00"
THIN = "0xB1aa0C1a6B3C2B1F5D2A0E6f1Ae2D1F2c3b4A5D6"
TRAP = "0x1111111111111111111111111111111111111111"
TRUMP = "6p6xgHyF7AeE6TZkSmFsko444wqoP15icUSqi2jfGiPN"
DAYS = 9


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not FOLDER.is_dir():
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="needs ../shared/ave-fixtures beside the project"))


def row(symbol: str, address: str, chain: str, *, liquidity: float, age_days: float = 400.0) -> dict[str, Any]:
    """A token as the market lists it."""
    return {
        "symbol": symbol,
        "name": f"{symbol.title()} of {chain}",
        "token": address.lower(),
        "chain": chain,
        "tvl": str(liquidity),
        "created_at": int(time.time() - 86_400 * age_days),
        "risk_score": "40",
        "holders": 1_200,
        "current_price_usd": "0.0000125",
        "decimal": 18,
    }


def waves() -> list[dict[str, Any]]:
    """Minutes up to now whose price goes up and down by a tenth every six hours."""
    now = int(time.time()) // 60 * 60
    times = range(now - DAYS * 86_400, now, 60)
    prices = [1e-5 * (1 + 0.1 * math.sin(2 * math.pi * at / 21_600)) for at in (times.start - 60, *times)]
    return [
        {"time": at, "open": str(a), "high": str(max(a, b)), "low": str(min(a, b)), "close": str(b), "volume": "900"}
        for at, a, b in zip(times, prices[:-1], prices[1:], strict=True)
    ]


@pytest.fixture(scope="session")
async def ave() -> AsyncIterator[AveServer]:
    async with AveServer.open("pro") as server:
        server.rows = [
            row("PEPE", COPY, "bsc", liquidity=80_000),
            row("PEPE", THIN, "base", liquidity=900, age_days=1),
            row("TRAP", TRAP, "bsc", liquidity=50_000),
        ]
        minutes = waves()
        for token in (f"{PEPE.lower()}-eth", f"{COPY.lower()}-bsc", f"{TRUMP}-solana", f"{TRAP}-bsc"):
            lengths = {1: minutes} | {m: longer(minutes, m) for m in (5, 15, 30, 60, 240, 1_440)}
            server.candles |= {(token, length): points for length, points in lengths.items()}
        yield server


@pytest.fixture(scope="session")
async def market_town(ave: AveServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    directory = tmp_path_factory.mktemp("market_town")
    async with town(directory, ave_api_key=KEY, ave_api_plan="pro", ave_api_base=ave.url) as running:
        yield running


@pytest.fixture(autouse=True)
def _telegram_has_no_complaint(market_town: Town) -> Iterator[None]:
    before = len(market_town.sandbox.calls)
    yield
    calls = market_town.sandbox.calls[before:]
    assert [call for call in calls if call.status == 400] == []
    if spec_is_there():
        assert faults(calls) == []


@pytest.fixture
async def alice(market_town: Town) -> AsyncIterator[Persona]:
    """Somebody who has just pressed Start."""
    async with market_town.persona("Alice") as persona:
        await persona.says("/start")
        await persona.sees("Tap an example")
        yield persona
