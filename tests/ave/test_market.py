"""The real market against the strict AVE Cloud: what a chat, a backtest and a simulation ask of it."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import numpy as np
import pytest
from pydantic import SecretStr

from core.ave.client import AveClient
from core.ave.market import AveMarket
from core.ave.plans import PLANS
from core.ave.units import Urgency
from core.errors import BadAddress, MarketBudgetSpent, MarketUnavailable, NoHistory, TokenUnknown
from core.market import Market, Token
from tests.support.ave_candles import longer
from tests.support.ave_clock import JumpingClock
from tests.support.ave_fixtures import KEY, document, exchange, needs_fixtures
from tests.support.ave_server import AveServer, Fault

pytestmark = needs_fixtures
PEPE = Token("PEPE", "Pepe", "eth", "0x6982508145454Ce325dDbE47a25d4ec3d2311933")
PEPE_ID = f"{PEPE.address.lower()}-eth"
TRUMP = Token("TRUMP", "OFFICIAL TRUMP", "solana", "6p6xgHyF7AeE6TZkSmFsko444wqoP15icUSqi2jfGiPN")
DEAD = Token("DEAD", "Dead", "eth", "0x000000000000000000000000000000000000dEaD")
HOUR, DAY = 3_600, 86_400


@pytest.fixture
def series(server: AveServer, clock: JumpingClock) -> Any:
    """The recorded month of hourly candles, of which four are missing; it is just over."""
    recorded = document("data_klines_series_pepe_eth_60m")
    server.candles = {(PEPE_ID, minutes): longer(recorded["points"], minutes) for minutes in (60, 1_440)}
    clock.at = float(recorded["to_time"] + HOUR + 120)
    return recorded


def test_it_is_a_market(market: AveMarket) -> None:
    port: Market = market
    assert port.label == "AVE Cloud"


async def test_a_symbol_finds_its_contracts_deepest_first(market: AveMarket) -> None:
    real, copy = await market.find("trump")
    assert (real.address, real.flags) == (TRUMP.address, ())
    assert "same_symbol" in copy.flags
    assert (copy.liquidity_usd or 0) < (real.liquidity_usd or 0)
    assert await market.find("TRUMP", "Solana") == (real, copy)
    assert await market.find("TRUMP", "bsc") == ()
    assert await market.find("zzzznotoken") == ()


async def test_other_tokens_with_the_word_in_their_name_are_not_that_token(market: AveMarket) -> None:
    assert {token.symbol for token in await market.search("TRUMP")} == {"TRUMP", "BTRUMP"}
    assert {token.symbol for token in await market.find("TRUMP")} == {"TRUMP"}


async def test_a_chains_own_coin_is_its_wrapped_contract(market: AveMarket) -> None:
    (sol,) = await market.find("SOL", "solana")
    assert (sol.symbol, sol.address) == ("SOL", "So11111111111111111111111111111111111111112")


async def test_an_address_finds_itself_with_its_case_kept(market: AveMarket, server: AveServer) -> None:
    for chain in ("solana", None):
        assert [t.address for t in await market.find(TRUMP.address, chain)] == [TRUMP.address]
    assert await market.find(TRUMP.address.lower(), "solana") == ()
    assert [t.symbol for t in await market.find(PEPE.address.lower(), "eth")] == ["PEPE"]
    assert server.asked[-1].path == f"/v2/tokens/{PEPE_ID}"


async def test_what_was_just_asked_is_not_asked_again(
    market: AveMarket, server: AveServer, clock: JumpingClock
) -> None:
    for _ in range(3):
        await market.find("TRUMP", "solana")
    assert len(server.asked) == 1
    clock.at += 301
    await market.find("TRUMP", "solana")
    assert len(server.asked) == 2


async def test_where_the_market_is_silent_the_last_answer_serves_for_a_while(
    market: AveMarket, server: AveServer, clock: JumpingClock
) -> None:
    found = await market.find("TRUMP", "solana")
    server.always = Fault(500, "")
    clock.at += 600
    assert await market.find("TRUMP", "solana") == found
    clock.at += 3_600
    with pytest.raises(MarketUnavailable):
        await market.find("TRUMP", "solana")


async def test_the_selection_survives_a_chain_that_does_not_answer(market: AveMarket, server: AveServer) -> None:
    server.faults.extend([Fault(400, {})] * 2)
    offered = await market.tokens()
    assert {"TRUMP", "PEPE"} <= {token.symbol for token in offered}
    assert "USDC" not in {token.symbol for token in offered}
    assert len({(t.chain, t.address) for t in offered}) == len(offered)
    depths = [token.liquidity_usd or 0 for token in offered]
    assert depths == sorted(depths, reverse=True)


async def test_with_no_chain_at_all_the_selection_is_an_error(market: AveMarket, server: AveServer) -> None:
    server.always = Fault(500, "")
    with pytest.raises(MarketUnavailable):
        await market.tokens()


async def test_a_page_of_trending_knows_whether_another_follows(market: AveMarket) -> None:
    first = await market.trending_page("solana", 0, size=2)
    assert (len(first.tokens), first.next_page) == (2, 1)
    last = await market.trending_page("solana", 48, size=50)
    assert (last.tokens, last.next_page) == ((), None)


async def test_the_chains_are_listed(market: AveMarket) -> None:
    assert [(c.name, c.case_sensitive) for c in await market.chains()] == [
        ("bsc", False),
        ("eth", False),
        ("base", False),
        ("solana", True),
    ]


async def test_a_tokens_page_says_its_price_and_main_pair(market: AveMarket) -> None:
    detail = await market.detail(TRUMP.address, "solana")
    assert detail.price == pytest.approx(12.866432249296329)
    assert detail.main_pair == "9d9mb8kooFfaD3SctgZtkxQypkshx6ezhbKio89ixyy2"
    assert detail.changes["4h"] == pytest.approx(1.71)
    assert detail.token.holders == 637_675


async def test_a_token_that_does_not_exist_is_unknown(market: AveMarket) -> None:
    with pytest.raises(TokenUnknown):
        await market.detail(DEAD.address, "eth")
    with pytest.raises(BadAddress):
        await market.detail("PEPE", "eth")


async def test_a_few_prices_are_asked_for_one_by_one(market: AveMarket, server: AveServer) -> None:
    prices = await market.prices([TRUMP, PEPE])
    assert prices == {TRUMP.address: pytest.approx(12.866432249296329), PEPE.address: pytest.approx(1.4162924e-5)}
    assert not server.calls("tokens/price")


async def test_a_price_says_when_it_was_last_traded(market: AveMarket) -> None:
    quotes = await market.quotes([TRUMP])
    assert quotes[TRUMP].traded_at == 1_748_333_513


async def test_an_old_selection_is_shown_at_once_while_a_new_one_is_fetched(
    market: AveMarket, server: AveServer, clock: JumpingClock
) -> None:
    first = await market.main_tokens("solana")
    clock.at += 2 * HOUR
    server.always = Fault(200, {"status": 1, "data": []})
    assert await market.main_tokens("solana") == first
    await asyncio.sleep(0.1)
    assert await market.main_tokens("solana") == ()


async def test_many_prices_are_asked_for_in_one_question(market: AveMarket, server: AveServer) -> None:
    many = [Token("T", "T", "bsc", f"0x{i:040x}") for i in range(25)]
    server.prices = {f"{t.address}-bsc": {"current_price_usd": str(i + 1), "tvl": "3"} for i, t in enumerate(many)}
    prices = await market.prices(many)
    assert [prices[t.address] for t in many] == [float(i + 1) for i in range(25)]
    (asked,) = server.asked
    assert asked.body["tvl_min"] == 0
    assert len(asked.body["token_ids"]) == 25


async def test_more_than_two_hundred_are_split(market: AveMarket, server: AveServer) -> None:
    many = [Token("T", "T", "bsc", f"0x{i:040x}") for i in range(401)]
    server.prices = {f"{t.address}-bsc": {"current_price_usd": "1", "tvl": "3"} for t in many}
    assert len(await market.latest(many)) == 401
    assert [len(asked.body["token_ids"]) for asked in server.asked] == [200, 200, 1]


async def test_a_token_without_a_price_is_unknown_and_hides_nobody(market: AveMarket) -> None:
    with pytest.raises(TokenUnknown):
        await market.prices([PEPE, DEAD])
    assert list(await market.latest([PEPE, DEAD])) == [PEPE]


async def test_a_month_of_candles_costs_one_question_and_its_holes_are_filled(
    market: AveMarket, server: AveServer, series: Any
) -> None:
    candles = await market.candles(PEPE, HOUR, series["from_time"], series["to_time"] + HOUR)
    assert len(candles) == len(series["points"]) + 4
    missing = np.isin(candles.time, series["missing_hours"])
    assert candles.filled.tolist() == missing.tolist()
    assert (candles.volume[missing] == 0).all()
    assert (candles.close[missing] == candles.close[np.flatnonzero(missing) - 1]).all()
    asked = server.calls("klines/token/")
    assert len(asked) == 1
    assert {name: asked[0].query[name] for name in ("interval", "limit")} == {"interval": "60", "limit": "1000"}


async def test_a_backtest_run_again_costs_nothing(market: AveMarket, server: AveServer, series: Any) -> None:
    first = await market.candles(PEPE, HOUR, series["from_time"], series["to_time"])
    asked = len(server.asked)
    again = await market.candles(PEPE, HOUR, series["from_time"] + DAY, series["to_time"])
    assert len(server.asked) == asked
    assert np.array_equal(again.close, first.close[24:])


async def test_the_open_candle_is_dropped(market: AveMarket, series: Any, clock: JumpingClock) -> None:
    clock.at = float(series["to_time"] + HOUR - 1)
    candles = await market.candles(PEPE, HOUR, series["from_time"], series["to_time"] + DAY)
    assert candles.time[-1] == series["to_time"] - HOUR


async def test_by_our_fast_clock_a_candle_is_not_closed_before_its_time(
    market: AveMarket, server: AveServer, series: Any, clock: JumpingClock
) -> None:
    clock.at = float(series["to_time"] + HOUR + 300)
    server.now = lambda: clock.at - 900
    await market.chains()
    candles = await market.candles(PEPE, HOUR, series["from_time"], series["to_time"] + DAY)
    assert candles.time[-1] == series["to_time"] - HOUR


async def test_nor_is_it_where_the_very_first_answer_tells_the_time(
    market: AveMarket, server: AveServer, series: Any, clock: JumpingClock
) -> None:
    clock.at = float(series["to_time"] + HOUR + 300)
    server.now = lambda: clock.at - 900
    for _ in range(2):
        candles = await market.candles(PEPE, HOUR, series["from_time"], series["to_time"] + DAY)
        assert candles.time[-1] == series["to_time"] - HOUR


async def test_while_nobody_trades_the_last_price_is_carried_on(
    market: AveMarket, series: Any, clock: JumpingClock
) -> None:
    clock.at = float(series["to_time"] + 6 * HOUR)
    candles = await market.candles(PEPE, HOUR, series["from_time"], int(clock.at))
    assert candles.end == series["to_time"] + 5 * HOUR
    assert candles.filled[-4:].all()
    assert (candles.close[-5:] == candles.close[-5]).all()


async def test_candles_begin_where_the_history_begins(market: AveMarket, series: Any) -> None:
    candles = await market.candles(PEPE, HOUR, series["from_time"] - 300 * DAY, series["to_time"])
    assert candles.time[0] == series["from_time"]


async def test_without_daily_candles_the_history_is_followed_until_it_falls_silent(
    market: AveMarket, server: AveServer, series: Any
) -> None:
    del server.candles[PEPE_ID, 1_440]
    candles = await market.candles(PEPE, HOUR, series["from_time"] - 300 * DAY, series["to_time"])
    assert candles.time[0] == series["from_time"]
    assert len(server.calls("klines/token/")) <= 6


async def test_no_candle_at_all_is_no_history(market: AveMarket, series: Any) -> None:
    with pytest.raises(NoHistory):
        await market.candles(PEPE, HOUR, series["from_time"] - 20 * DAY, series["from_time"] - 10 * DAY)


@pytest.mark.parametrize("interval", [0, 30, 90, 180, 21_600, 3_601])
async def test_lengths_the_market_does_not_have_are_refused(market: AveMarket, interval: int) -> None:
    with pytest.raises(ValueError, match="not offered"):
        await market.candles(PEPE, interval, 0, 1)


async def test_candles_of_an_impossible_address_are_not_asked_for(market: AveMarket, server: AveServer) -> None:
    with pytest.raises(BadAddress):
        await market.candles(Token("PEPE", "Pepe", "eth", "0xdemo"), HOUR, 0, HOUR)
    assert not server.asked


@pytest.mark.parametrize("variant", ["", "empty_range", "data_is_list", "null_points", "duplicates_and_open_bar"])
async def test_every_recorded_shape_of_candles_is_understood(
    market: AveMarket, server: AveServer, clock: JumpingClock, variant: str
) -> None:
    clock.at = 1_748_334_090.0
    each = exchange("data_klines_token", variant)
    server.always = Fault(200, each.raw)
    points = each.answer["data"] if variant == "data_is_list" else each.answer["data"]["points"] or []
    wanted = {p["time"] for p in points if p["time"] + 60 <= clock.at}
    try:
        candles = await market.candles(TRUMP, 60, 1_748_332_500, 1_748_334_120)
    except NoHistory:
        assert not wanted
        return
    assert set(candles.time[~candles.filled].tolist()) == wanted


async def test_each_plan_may_ask_at_its_own_pace(server: AveServer, clock: JumpingClock) -> None:
    many = [Token("T", "T", "bsc", f"0x{i:040x}") for i in range(20)]
    spent = {}
    for plan in ("free", "pro"):
        began = clock.at
        async with AveClient(SecretStr(KEY), PLANS[plan], base_url=server.url, clock=clock) as client:
            await AveMarket(client).latest(many, urgency=Urgency.PERSON)
        spent[plan] = clock.at - began
    assert spent["free"] > 15 * spent["pro"]


async def test_the_address_may_be_set_with_or_without_a_slash(server: AveServer, clock: JumpingClock) -> None:
    for base in (server.url, server.url + "/"):
        async with AveClient(SecretStr(KEY), base_url=base, clock=clock, timeout=httpx.Timeout(1)) as client:
            assert await AveMarket(client).chains()


async def test_a_backtest_that_is_too_dear_is_refused_before_anything_is_paid(
    market: AveMarket, client: AveClient, server: AveServer, series: Any
) -> None:
    client.budget.spend("earlier", (client.budget.daily or 0) - 300)
    server.candles[PEPE_ID, 1] = [{**series["points"][0], "time": series["from_time"] + i * 60} for i in range(10)]
    with pytest.raises(MarketBudgetSpent) as error:
        await market.candles(replace(PEPE, created_at=series["from_time"]), 60, series["from_time"], series["to_time"])
    assert error.value.needed > 400
    assert not server.calls("klines/")


async def test_candles_of_a_token_the_market_does_not_know_are_not_remembered_as_silence(
    market: AveMarket, server: AveServer, series: Any
) -> None:
    start, end = series["from_time"], series["to_time"]
    for fault in (Fault(404, {}), Fault(200, {"status": 1, "msg": "SUCCESS: token not found", "data": {}})):
        server.faults.append(fault)
        with pytest.raises(TokenUnknown):
            await market.candles(PEPE, HOUR, start, end)
    assert len(await market.candles(PEPE, HOUR, start, end)) > 700


async def test_bitcoin_is_its_wrapped_form_and_not_the_first_who_calls_itself_so(
    market: AveMarket, server: AveServer
) -> None:
    await market.find("BTC", "bsc")
    assert server.asked[0].path == "/v2/tokens/0x7130d2a12b9bcbfae4f2634d864a1ee1ce3ead9c-bsc"
