"""The stream: what is pushed is passed on, what breaks is mended, and what cannot be streamed is asked for."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from pydantic import SecretStr

from core.ave.client import AveClient
from core.ave.market import AveMarket
from core.ave.notices import MarketNotice
from core.ave.plans import PLANS
from core.ave.stream import AveStream
from core.ave.watches import CandleSeen, Event, PriceSeen
from core.market import Token
from tests.support.ave_candles import longer
from tests.support.ave_clock import JumpingClock
from tests.support.ave_fixtures import KEY, document, needs_fixtures
from tests.support.ave_server import AveServer, Fault

pytestmark = needs_fixtures
PEPE = Token("PEPE", "Pepe", "eth", "0x6982508145454Ce325dDbE47a25d4ec3d2311933")
TRUMP = Token("TRUMP", "OFFICIAL TRUMP", "solana", "6p6xgHyF7AeE6TZkSmFsko444wqoP15icUSqi2jfGiPN")
PEPE_ID = f"{PEPE.address.lower()}-eth"
PAIR = "0xa43fe16908251ee70ef74718545e4fe6c5ccec9f"
HOUR = 3_600


class QuickClock(JumpingClock):
    """Waits take a moment, so that the network has its turn."""

    async def sleep(self, seconds: float) -> None:
        self.at += seconds
        await asyncio.sleep(0.005)


@pytest.fixture
def clock() -> QuickClock:
    return QuickClock(1_740_000_100.0)


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def keep_alive() -> float:
    """Long enough for a busy machine; what is about silence chooses its own."""
    return 5.0


@pytest.fixture
async def stream(
    server: AveServer, clock: QuickClock, events: list[Event], told: list[MarketNotice], keep_alive: float
) -> AsyncIterator[AveStream]:
    """On the pro plan; not yet running."""
    server.plan = "pro"
    async with AveClient(SecretStr(KEY), PLANS["pro"], base_url=server.url, clock=clock, tell=told.append) as client:
        yield AveStream(
            SecretStr(KEY),
            AveMarket(client),
            events.append,
            clock,
            url=server.stream_url,
            tell=told.append,
            keep_alive=keep_alive,
            tick=0.01,
        )


@asynccontextmanager
async def running(stream: AveStream) -> AsyncIterator[None]:
    task = asyncio.create_task(stream.run())
    try:
        yield
        assert not task.done(), task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(happened: Callable[[], object], within: float = 3.0) -> None:
    async with asyncio.timeout(within):
        while not happened():  # noqa: ASYNC110 - anything may be waited for here
            await asyncio.sleep(0.005)


async def live(stream: AveStream) -> None:
    await until(lambda: stream.mode == "streaming")


async def subscribed(stream: AveStream, server: AveServer) -> None:
    await live(stream)
    await until(lambda: server.sockets.subscribed)


def pushed(events: list[Event], source: str = "stream") -> list[Event]:
    return [event for event in events if event.source == source]


def kline(time: int, close: str, *, pair: str = PAIR, length: str = "k60") -> dict[str, Any]:
    usd = {"open": "1", "high": "9", "low": "0.5", "close": close, "volume": "3", "time": time}
    return {
        "jsonrpc": "2.0",
        "id": 2,
        "result": {"topic": "kline", "id": f"{pair}-eth", "interval": length, "kline": {"usd": usd}},
    }


def closes(events: list[Event]) -> list[tuple[int, float]]:
    return [(e.point[0], e.point[4]) for e in events if isinstance(e, CandleSeen) and e.closed]


async def test_prices_of_main_pairs_are_passed_on_and_the_rest_is_not(
    stream: AveStream, server: AveServer, events: list[Event]
) -> None:
    await stream.watch_prices([PEPE, TRUMP])
    async with running(stream):
        await live(stream)
        recorded = document("wss_price")
        assert server.sockets.subscribed == [recorded["subscribe"]["params"]]
        for event in [*recorded["events"], *document("wss_tx")["events"], *document("wss_kline")["events"]]:
            await server.sockets.push(event)
        await server.sockets.push(recorded["documented_flat_event_not_seen_live"])
        await until(lambda: len(pushed(events)) == 2)
    found = [(e.token, e.price, e.at) for e in pushed(events) if isinstance(e, PriceSeen)]
    assert found == [(PEPE, 1.4162924534087142e-05, 1_773_057_600), (PEPE, 1.42e-05, 1_773_057_600)]


async def test_the_prices_at_the_beginning_are_asked_for(
    stream: AveStream, events: list[Event], server: AveServer
) -> None:
    await stream.watch_prices([TRUMP])
    async with running(stream):
        await live(stream)
        await until(lambda: events)
    assert [(type(e), e.source) for e in events] == [(PriceSeen, "repair")]
    assert len(server.calls("tokens/")) == 1


@pytest.mark.parametrize(
    "noise",
    [
        "",
        "not json",
        "[]",
        "null",
        "[" * 5_000,
        '{"result": null}',
        '{"result": {"prices": [null, 3, {"token": 5}]}}',
        '{"result": {"kline": {"usd": {"time": "x"}}, "id": 4, "interval": 7}}',
        '{"type": "price", "token_id": 3, "price": "dear"}',
        '{"result": "pong", "id": 1}',
        '{"result": {"topic": "switch_main_pair"}}',
    ],
)
async def test_noise_is_survived(stream: AveStream, server: AveServer, events: list[Event], noise: str) -> None:
    await stream.watch_prices([PEPE])
    async with running(stream):
        await live(stream)
        await server.sockets.push(noise)
        await server.sockets.push(document("wss_price")["events"][0])
        await until(lambda: pushed(events))
    assert server.sockets.connections == 1


async def test_a_candle_is_closed_by_the_next_one(
    stream: AveStream, server: AveServer, events: list[Event], clock: QuickClock
) -> None:
    now = int(clock.at) // HOUR * HOUR
    await stream.watch_candles(PEPE, HOUR)
    async with running(stream):
        await live(stream)
        await until(lambda: server.sockets.subscribed == [document("wss_kline")["subscribe"]["params"]])
        for frame in (
            kline(now, "2"),
            kline(now, "3"),
            kline(now + HOUR, "4"),
            kline(now, "1"),
            kline(now + HOUR, "5"),
        ):
            await server.sockets.push(frame)
        await server.sockets.push(kline(now, "7", pair="0x" + "1" * 40))
        await server.sockets.push(kline(now, "7", length="k5"))
        await until(lambda: len(pushed(events)) == 5)
    assert closes(events) == [(now, 3.0)]
    assert [e.point[4] for e in pushed(events) if isinstance(e, CandleSeen) and not e.closed] == [2.0, 3.0, 4.0, 5.0]


async def test_a_candle_that_nothing_follows_is_closed_by_the_clock(
    stream: AveStream, server: AveServer, events: list[Event], clock: QuickClock
) -> None:
    now = int(clock.at) // HOUR * HOUR
    await stream.watch_candles(PEPE, HOUR)
    async with running(stream):
        await subscribed(stream, server)
        await server.sockets.push(kline(now, "2"))
        await until(lambda: pushed(events))
        assert closes(events) == []
        clock.at = now + HOUR + 6
        await until(lambda: closes(events))
    assert closes(events) == [(now, 2.0)]


async def test_what_a_break_swallowed_is_fetched_and_nothing_comes_twice(
    stream: AveStream, server: AveServer, events: list[Event], clock: QuickClock
) -> None:
    series = document("data_klines_series_pepe_eth_60m")["points"]
    server.candles = {(PEPE_ID, minutes): longer(series, minutes) for minutes in (60, 1_440)}
    start = series[-10]["time"]
    clock.at = start + 100.0
    await stream.watch_candles(PEPE, HOUR)
    async with running(stream):
        await subscribed(stream, server)
        await server.sockets.push(kline(start, "2"))
        await server.sockets.push(kline(start + HOUR, "7"))
        await until(lambda: closes(events))
        server.sockets.is_silent = True
        clock.at = start + 5 * HOUR + 100.0
        await asyncio.sleep(0.05)
        server.sockets.is_silent = False
        await server.sockets.drop()
        await until(lambda: len(closes(events)) == 5)
        await subscribed(stream, server)
        await server.sockets.push(kline(start + 5 * HOUR, "8"))
        await server.sockets.push(kline(start + 3 * HOUR, "8"))
        await server.sockets.push(kline(start + 6 * HOUR, "9"))
        await until(lambda: len(closes(events)) == 6)
    assert [time for time, _ in closes(events)] == [start + i * HOUR for i in range(6)]
    assert [close for _, close in closes(events)][1:5] == [float(p["close"]) for p in series[-9:-5]]
    assert server.sockets.subscribed == [["kline", PAIR, "k60", "eth"]]
    assert server.sockets.connections == 2


@pytest.mark.parametrize("keep_alive", [0.3])
async def test_until_the_gap_is_mended_nothing_newer_is_called_closed(
    stream: AveStream, server: AveServer, events: list[Event], clock: QuickClock
) -> None:
    series = document("data_klines_series_pepe_eth_60m")["points"]
    server.candles = {(PEPE_ID, minutes): longer(series, minutes) for minutes in (60, 1_440)}
    start = series[-10]["time"]
    clock.at = start + 100.0
    await stream.watch_candles(PEPE, HOUR)
    async with running(stream):
        await subscribed(stream, server)
        await server.sockets.push(kline(start, "2"))
        await until(lambda: pushed(events))
        server.always = Fault(400, {})
        clock.at = start + 2 * HOUR + 100.0
        await server.sockets.drop()
        await until(lambda: server.sockets.connections == 2 and stream.mode == "streaming")
        await server.sockets.push(kline(start + 2 * HOUR, "3"))
        await server.sockets.push(kline(start + 3 * HOUR, "3"))
        await asyncio.sleep(0.1)
        assert closes(events) == []
        server.always = None
        await until(lambda: closes(events))
    assert closes(events)[:2] == [(p["time"], float(p["close"])) for p in series[-10:-8]]


async def test_a_key_that_is_not_entitled_is_served_by_asking_and_the_operator_knows(
    stream: AveStream, server: AveServer, events: list[Event], told: list[MarketNotice]
) -> None:
    server.plan = "free"
    await stream.watch_prices([TRUMP])
    async with running(stream):
        await until(lambda: len(pushed(events, "polling")) >= 3)
        assert stream.mode == "polling"
        assert server.sockets.connections == 1
    assert [(n.kind, n.detail) for n in told] == [("polling_instead", "refused")]


async def test_being_thrown_out_later_is_understood_the_same_way(
    stream: AveStream, server: AveServer, events: list[Event], told: list[MarketNotice]
) -> None:
    await stream.watch_prices([TRUMP])
    async with running(stream):
        await live(stream)
        await server.sockets.drop(1008)
        await until(lambda: pushed(events, "polling"))
    assert [n.kind for n in told] == ["polling_instead"]


async def test_where_the_stream_fails_again_and_again_it_is_asked_until_it_is_back(
    stream: AveStream, server: AveServer, events: list[Event], told: list[MarketNotice]
) -> None:
    server.sockets.refuses_upgrade = True
    await stream.watch_prices([TRUMP])
    async with running(stream):
        await until(lambda: pushed(events, "polling"))
        server.sockets.refuses_upgrade = False
        await live(stream)
    assert [(n.kind, n.detail) for n in told] == [("polling_instead", "trouble"), ("streaming_again", "")]


@pytest.mark.parametrize("keep_alive", [0.1])
async def test_a_socket_that_falls_silent_is_given_up(stream: AveStream, server: AveServer) -> None:
    async with running(stream):
        await live(stream)
        server.sockets.is_silent = True
        await until(lambda: server.sockets.connections >= 2)
        server.sockets.is_silent = False
        await live(stream)


@pytest.mark.parametrize("keep_alive", [0.2])
async def test_a_quiet_market_is_no_silent_socket(stream: AveStream, server: AveServer) -> None:
    async with running(stream):
        await live(stream)
        await until(lambda: len([f for f in server.sockets.frames if f["method"] == "ping"]) >= 4)
        assert len({frame["id"] for frame in server.sockets.frames}) == len(server.sockets.frames)
        assert server.sockets.connections == 1


async def test_the_markets_own_pings_are_answered(stream: AveStream, server: AveServer) -> None:
    async with running(stream):
        await live(stream)
        for _ in range(3):
            await server.sockets.ping()
            await asyncio.sleep(0.02)
        assert (stream.mode, server.sockets.connections) == ("streaming", 1)


async def test_too_many_sockets_is_a_trouble_that_passes(
    stream: AveStream, server: AveServer, told: list[MarketNotice]
) -> None:
    server.sockets.is_full = True
    async with running(stream):
        await until(lambda: server.sockets.connections >= 2)
        server.sockets.is_full = False
        await live(stream)
    assert "refused" not in [notice.detail for notice in told]


async def test_what_is_no_longer_wanted_is_called_off_with_the_same_words(stream: AveStream, server: AveServer) -> None:
    await stream.watch_prices([PEPE, TRUMP])
    async with running(stream):
        await live(stream)
        await stream.watch_candles(PEPE, 300)
        await stream.watch_prices([PEPE])
        await until(lambda: len(server.sockets.subscribed) == 2)
        await stream.forget_prices([TRUMP, TRUMP])
        await stream.forget_candles(PEPE, 300)
        await until(lambda: len(server.sockets.subscribed) == 1)
    said = [frame["params"] for frame in server.sockets.frames if frame["method"] == "unsubscribe"]
    assert said == [["price", [f"{TRUMP.address}-solana"]], ["kline", PAIR, "k5", "eth"]]


@pytest.mark.parametrize("keep_alive", [0.2])
async def test_a_pair_that_could_not_be_asked_for_is_subscribed_to_later(stream: AveStream, server: AveServer) -> None:
    server.always = Fault(400, {})
    await stream.watch_candles(PEPE, HOUR)
    async with running(stream):
        await live(stream)
        assert server.sockets.subscribed == []
        server.always = None
        await until(lambda: server.sockets.subscribed == [["kline", PAIR, "k60", "eth"]])


async def test_lengths_the_stream_does_not_have_are_refused(stream: AveStream) -> None:
    with pytest.raises(ValueError, match="not streamed"):
        await stream.watch_candles(PEPE, 4 * 86_400)


async def test_nobody_at_the_other_end_is_no_end(
    stream: AveStream, events: list[Event], told: list[MarketNotice]
) -> None:
    stream._url = "ws://127.0.0.1:9/"  # the address of nobody
    await stream.watch_prices([TRUMP])
    async with running(stream):
        await until(lambda: pushed(events, "polling"))
    assert [n.kind for n in told] == ["polling_instead"]
    assert json.dumps([n.detail for n in told]) == '["trouble"]'
