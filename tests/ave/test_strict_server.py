"""The strict AVE Cloud itself: what the original refuses, it refuses, and each known mistake shows as one."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.support.ave_clock import JumpingClock
from tests.support.ave_fixtures import KEY, needs_fixtures
from tests.support.ave_server import AveServer

pytestmark = needs_fixtures
PEPE_ID = "0x6982508145454ce325ddbe47a25d4ec3d2311933-eth"
SOLANA_ID = "6p6xgHyF7AeE6TZkSmFsko444wqoP15icUSqi2jfGiPN-solana"
HOUR = 3_600


@pytest.fixture
async def raw(server: AveServer) -> AsyncIterator[aiohttp.ClientSession]:
    server.candles[PEPE_ID, 60] = [
        {"time": i * HOUR, "open": "1", "high": "1", "low": "1", "close": "1", "volume": "1"} for i in range(2_000)
    ]
    async with aiohttp.ClientSession(headers={"X-API-KEY": KEY}) as session:
        yield session


async def got(raw: aiohttp.ClientSession, server: AveServer, path: str, **query: Any) -> tuple[int, Any]:
    async with raw.get(f"{server.url}/{path}", params=query) as answer:
        return answer.status, await answer.json(content_type=None)


async def priced(raw: aiohttp.ClientSession, server: AveServer, body: object) -> tuple[int, Any]:
    async with raw.post(f"{server.url}/tokens/price", json=body) as answer:
        return answer.status, (await answer.json(content_type=None)).get("data")


async def test_without_the_key_nothing_is_answered(server: AveServer) -> None:
    for headers in ({}, {"X-API-KEY": "wrong"}, {"Authorization": KEY}):
        async with aiohttp.ClientSession(headers=headers) as session:
            assert (await got(session, server, "supported_chains"))[0] == 401


@pytest.mark.parametrize("interval", ["1h", "3", "360", "720", "0", "-1", "60.0", ""])
async def test_lengths_of_candles_that_do_not_exist_are_refused(
    raw: aiohttp.ClientSession, server: AveServer, interval: str
) -> None:
    assert (await got(raw, server, f"klines/token/{PEPE_ID}", interval=interval))[0] == 400


async def test_more_candles_than_an_answer_holds_are_refused(raw: aiohttp.ClientSession, server: AveServer) -> None:
    assert (await got(raw, server, f"klines/token/{PEPE_ID}", interval=60, limit=1_001))[0] == 400


async def test_made_up_parameters_are_ignored_so_that_the_mistake_shows(
    raw: aiohttp.ClientSession, server: AveServer
) -> None:
    path = f"klines/token/{PEPE_ID}"
    _, wrong = await got(raw, server, path, interval=60, size=5, start_time=0, end_time=10 * HOUR)
    assert len(wrong["data"]["points"]) == 301
    _, right = await got(raw, server, path, interval=60, limit=5, from_time=0, to_time=3 * HOUR)
    assert [p["time"] for p in right["data"]["points"]] == [0, HOUR, 2 * HOUR, 3 * HOUR]


@pytest.mark.parametrize("ids", [[], ["x"] * 201, "x", None])
async def test_ids_must_be_one_to_two_hundred(raw: aiohttp.ClientSession, server: AveServer, ids: object) -> None:
    assert (await priced(raw, server, {"token_ids": ids}))[0] == 400


async def test_small_tokens_vanish_unless_they_are_asked_for(raw: aiohttp.ClientSession, server: AveServer) -> None:
    server.prices = {"0xsmall-bsc": {"current_price_usd": "1", "tvl": "999"}}
    assert await priced(raw, server, {"token_ids": ["0xsmall-bsc"]}) == (200, {})
    assert "0xsmall-bsc" in (await priced(raw, server, {"token_ids": ["0xsmall-bsc"], "tvl_min": 0}))[1]
    assert (await priced(raw, server, {"token_ids": ["0xsmall-bsc"], "tvl_min": "0"}))[0] == 400


async def test_case_matters_where_it_does_for_the_original(raw: aiohttp.ClientSession, server: AveServer) -> None:
    ids = [PEPE_ID, PEPE_ID.upper(), SOLANA_ID, SOLANA_ID.lower()]
    _, found = await priced(raw, server, {"token_ids": ids, "tvl_min": 0})
    assert sorted(found) == sorted([PEPE_ID, SOLANA_ID])


async def test_one_question_a_second_and_no_more(
    raw: aiohttp.ClientSession, server: AveServer, clock: JumpingClock
) -> None:
    server.limits_rate = True
    statuses = []
    for wait in (0.0, 0.5, 1.0, 0.99, 1.0):
        clock.at += wait
        statuses.append((await got(raw, server, "supported_chains"))[0])
    assert statuses == [200, 429, 200, 429, 200]


async def test_units_run_out(raw: aiohttp.ClientSession, server: AveServer) -> None:
    server.units_left = 107
    assert (await priced(raw, server, {"token_ids": [PEPE_ID], "tvl_min": 0}))[0] == 200
    assert (await got(raw, server, "supported_chains"))[0] == 200
    status, answer = await got(raw, server, "supported_chains")
    assert status == 403
    assert "limit" in answer["msg"]


@pytest.mark.parametrize(
    ("plan", "headers", "said"),
    [
        ("pro", {}, "Missing API Key"),
        ("free", {"X-API-KEY": KEY}, "Unauthorized"),
        ("pro", {"X-API-KEY": "x"}, "Unauthorized"),
    ],
)
async def test_the_stream_lets_everybody_in_and_shows_some_out(
    server: AveServer, plan: str, headers: dict[str, str], said: str
) -> None:
    server.plan = plan
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.ws_connect(f"{server.stream_url}?X-API-KEY={KEY}") as socket,
    ):
        assert (await socket.receive_json())["error"]["message"] == said
        await socket.receive()
        assert socket.close_code == 1008


@pytest.mark.parametrize(
    "frame",
    [
        {"method": "subscribe", "params": ["price", [PEPE_ID]], "id": 1},
        {"jsonrpc": "2.0", "method": "subscribe", "params": ["price", PEPE_ID], "id": 1},
        {"jsonrpc": "2.0", "method": "subscribe", "params": ["price", ["PEPE"]], "id": 1},
        {"jsonrpc": "2.0", "method": "subscribe", "params": ["kline", "0xpair", "1h", "eth"], "id": 1},
        {"jsonrpc": "2.0", "method": "listen", "params": [], "id": 1},
        {"jsonrpc": "2.0", "method": "ping", "params": []},
    ],
)
async def test_the_stream_refuses_frames_it_does_not_know(server: AveServer, frame: dict[str, Any]) -> None:
    server.plan = "pro"
    async with (
        aiohttp.ClientSession(headers={"X-API-KEY": KEY}) as session,
        session.ws_connect(server.stream_url) as socket,
    ):
        await socket.send_json(frame)
        assert "error" in await socket.receive_json()


async def test_a_sixth_listener_is_too_many(server: AveServer) -> None:
    server.plan = "pro"
    async with aiohttp.ClientSession(headers={"X-API-KEY": KEY}) as session:
        sockets = [await session.ws_connect(server.stream_url) for _ in range(6)]
        assert (await sockets[-1].receive_json())["error"]["message"] == "Too Many Connections"
        for socket in sockets:
            await socket.close()
