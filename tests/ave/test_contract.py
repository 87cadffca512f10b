"""Every recorded exchange of the Data API, asked by the real client over HTTP."""

import pytest

from core.ave.client import AveClient
from core.errors import MarketBudgetSpent, MarketBusy, MarketError, MarketKeyRefused, MarketRefused, MarketUnavailable
from tests.support.ave_fixtures import Exchange, exchanges, needs_fixtures
from tests.support.ave_server import AveServer, Fault

pytestmark = needs_fixtures
RECORDED = exchanges()
MEANS: dict[str, type[MarketError]] = {
    "bad_request": MarketRefused,
    "unauthorized": MarketKeyRefused,
    "forbidden_limit": MarketBudgetSpent,
    "rate_limited": MarketBusy,
    "rate_limited_html": MarketBusy,
    "server_error": MarketUnavailable,
    "gateway": MarketUnavailable,
    "business_error_http200": MarketRefused,
    "empty_keyword": MarketRefused,
}
NOTHING = ("not_found", "not_covered")


async def ask(client: AveClient, each: Exchange) -> object:
    path = each.path.removeprefix("/v2/")
    return await client.request(each.method, path, cost=5, query=each.query, body=each.body)


def test_the_recordings_are_all_there() -> None:
    assert len({each.file for each in RECORDED}) >= 25


@pytest.mark.parametrize("each", [e for e in RECORDED if e.name not in MEANS and e.name not in NOTHING], ids=str)
async def test_a_good_answer_gives_exactly_its_data(client: AveClient, server: AveServer, each: Exchange) -> None:
    server.always = Fault(each.status, each.raw, each.headers)
    assert await ask(client, each) == each.answer["data"]
    (asked,) = server.asked
    assert (asked.method, asked.path, asked.query, asked.body) == (each.method, each.path, each.query, each.body)


@pytest.mark.parametrize("each", [e for e in RECORDED if e.name in MEANS], ids=str)
async def test_a_refusal_becomes_the_error_it_means(client: AveClient, server: AveServer, each: Exchange) -> None:
    server.always = Fault(each.status, each.raw, each.headers)
    with pytest.raises(MEANS[each.name]):
        await ask(client, each)


@pytest.mark.parametrize("each", [e for e in RECORDED if e.name in NOTHING], ids=str)
async def test_what_the_market_does_not_have_is_nothing(client: AveClient, server: AveServer, each: Exchange) -> None:
    server.always = Fault(each.status, each.raw, each.headers)
    assert await ask(client, each) is None


@pytest.mark.parametrize("each", [e for e in RECORDED if e.method == "GET" and e.status == 200], ids=str)
async def test_the_strict_server_knows_each_recorded_question(
    client: AveClient, server: AveServer, each: Exchange
) -> None:
    server.variant = each.name
    if each.name not in NOTHING and each.file != "data_errors":
        assert await ask(client, each) == each.answer["data"]
