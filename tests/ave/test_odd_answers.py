"""Recorded answers with anything in the place of anything: the market copes, or fails as a market may."""

import asyncio
import copy
import json
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from core.ave.client import AveClient
from core.ave.market import AveMarket
from core.ave.plans import PLANS
from core.errors import RandebuError
from core.market import Token
from tests.support.ave_clock import JumpingClock
from tests.support.ave_fixtures import exchanges, needs_fixtures

pytestmark = needs_fixtures
TOKEN = Token("TRUMP", "T", "solana", "6p6xgHyF7AeE6TZkSmFsko444wqoP15icUSqi2jfGiPN")
ODD: list[Any] = [None, -1, 0, 1, "", "--", "NaN", "1e400", "0x", [], {}, [None], {"a": 1}, True, 1e308, -1e308, 10**30]
ODD += ["\x00", "9" * 400, float("nan"), float("inf"), "-1", "null"]

ASKED: dict[str, Callable[[AveMarket], Coroutine[Any, Any, object]]] = {
    "find": lambda market: market.find("TRUMP"),
    "search": lambda market: market.search("x", "solana"),
    "tokens": lambda market: market.tokens(),
    "detail": lambda market: market.detail(TOKEN.address, "solana"),
    "quotes": lambda market: market.quotes([TOKEN]),
    "batch": lambda market: market.quotes([Token("T", "T", "eth", f"0x{i:040x}") for i in range(30)]),
    "trending": lambda market: market.trending_page("solana"),
    "chains": lambda market: market.chains(),
    "risk": lambda market: market.risk(TOKEN),
    "candles": lambda market: market.candles(TOKEN, 60, 1_748_332_500, 1_748_334_120),
}


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(path for key, part in inner for path in paths(part, (*at, key)))]


def changed(document: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    whole = copy.deepcopy(document)
    place = whole
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = odd
    return whole


GOOD = [each.answer for each in exchanges() if isinstance(each.answer, dict) and each.status == 200]


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    document = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(1, 3))):
        places = paths(document)
        document = changed(document, places[draw(st.integers(0, len(places) - 1))], draw(st.sampled_from(ODD)))
    return json.dumps(document).encode()


@pytest.mark.parametrize("asked", ASKED)
@settings(max_examples=60, deadline=None)
@given(body=bodies())
def test_nothing_but_our_own_errors_comes_out(asked: str, body: bytes) -> None:
    async def ask() -> None:
        transport = httpx.MockTransport(lambda _: httpx.Response(200, content=body))
        clock = JumpingClock(1_748_334_090)
        async with AveClient(SecretStr("k"), PLANS["pro"], clock=clock, transport=transport) as client:
            try:
                await ASKED[asked](AveMarket(client))
            except RandebuError:
                return

    asyncio.run(ask())
