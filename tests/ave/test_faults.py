"""Each way the market can fail, and what is seen of it: the error, the tries, what the operator is told."""

import asyncio
import json
from email.utils import formatdate

import httpx
import pytest
from pydantic import SecretStr

from core.ave.client import TRIES, AveClient
from core.ave.notices import MarketNotice
from core.errors import MarketBudgetSpent, MarketBusy, MarketError, MarketKeyRefused, MarketRefused, MarketUnavailable
from tests.ave.conftest import client_of
from tests.support.ave_clock import JumpingClock
from tests.support.ave_fixtures import needs_fixtures
from tests.support.ave_server import AveServer, Fault

pytestmark = needs_fixtures
GOOD = Fault(200, {"status": 1, "msg": "SUCCESS", "data": [1]})
HTML = "<html><body>Something went wrong</body></html>"
WHOLE = json.dumps({"status": 1, "data": ["a" * 500]})


async def ask(client: AveClient) -> object:
    return await client.request("GET", "tokens", cost=5, query={"keyword": "PEPE"})


def kinds(told: list[MarketNotice]) -> list[str]:
    return [notice.kind for notice in told]


LASTING: dict[str, tuple[Fault, type[MarketError], int, list[str]]] = {
    "a refused key": (Fault(401, {"code": 1, "msg": "Permission denied"}), MarketKeyRefused, 1, ["key_refused"]),
    "a 403 about the key": (Fault(403, {"msg": "no permission"}), MarketKeyRefused, 1, ["key_refused"]),
    "a 403 about the quota": (Fault(403, {"msg": "limit reached today"}), MarketBudgetSpent, 1, ["units_spent"]),
    "a 403 about the rate": (Fault(403, {"message": "Too many requests"}), MarketBusy, TRIES, ["slowed"]),
    "a 402": (Fault(402, HTML), MarketBudgetSpent, 1, ["units_spent"]),
    "too many questions": (Fault(429, {"status": 0, "msg": "too many"}), MarketBusy, TRIES, ["slowed"]),
    "too many, as a page": (Fault(429, HTML), MarketBusy, TRIES, ["slowed"]),
    "too many, as a 200": (Fault(200, {"status": 0, "msg": "Too many requests"}), MarketBusy, TRIES, ["slowed"]),
    "a bad question": (Fault(400, {"code": 1, "msg": "bad"}), MarketRefused, 1, []),
    "a refusal as a 200": (Fault(200, {"status": 0, "msg": "invalid token id"}), MarketRefused, 1, []),
    "a redirect": (Fault(302, b"", {"Location": "http://127.0.0.1:9/"}), MarketRefused, 1, []),
    "a broken server": (Fault(500, {"code": 2, "msg": "internal error"}), MarketUnavailable, TRIES, []),
    "a broken gateway": (Fault(502, HTML), MarketUnavailable, TRIES, []),
    "a page for an answer": (Fault(200, HTML), MarketUnavailable, TRIES, []),
    "an empty answer": (Fault(200, b""), MarketUnavailable, TRIES, []),
    "half an answer": (Fault(200, WHOLE[:100]), MarketUnavailable, TRIES, []),
    "a connection cut in the answer": (Fault(200, WHOLE[:100], cut=True), MarketUnavailable, TRIES, []),
    "a list for an answer": (Fault(200, b"[1, 2]"), MarketUnavailable, TRIES, []),
    "an answer without a status": (Fault(200, {"data": {}}), MarketUnavailable, TRIES, []),
    "no JSON at all": (Fault(200, b"\xff\xfe\x00"), MarketUnavailable, TRIES, []),
    "nested without end": (Fault(200, b"[" * 200_000), MarketUnavailable, TRIES, []),
    "no answer in time": (Fault(hang=1.0), MarketUnavailable, TRIES, []),
}


@pytest.mark.parametrize("name", LASTING)
async def test_what_lasts_is_told_as_it_is(
    client: AveClient, server: AveServer, told: list[MarketNotice], name: str
) -> None:
    server.always, error, tries, notices = LASTING[name]
    with pytest.raises(error):
        await ask(client)
    assert len(server.asked) == tries
    assert kinds(told) == notices


@pytest.mark.parametrize("name", [n for n, (_, _, tries, _) in LASTING.items() if tries == TRIES])
async def test_what_passes_is_not_noticed(client: AveClient, server: AveServer, name: str) -> None:
    server.faults.append(LASTING[name][0])
    server.always = GOOD
    assert await ask(client) == [1]


async def test_the_pause_that_was_asked_for_is_kept(client: AveClient, server: AveServer) -> None:
    server.faults.append(Fault(429, {}, {"Retry-After": "7"}))
    server.always = GOOD
    await ask(client)
    first, second = (asked.at for asked in server.asked)
    assert second - first >= 7


async def test_the_pause_may_be_a_date(client: AveClient, server: AveServer, clock: JumpingClock) -> None:
    server.faults.append(Fault(429, {}, {"Retry-After": formatdate(clock.at + 9, usegmt=True)}))
    server.always = GOOD
    await ask(client)
    first, second = (asked.at for asked in server.asked)
    assert 8 <= second - first <= 11


@pytest.mark.parametrize("asked", ["-5", "soon", "1e999", "99999999"])
async def test_a_pause_beyond_reason_is_not_believed(client: AveClient, server: AveServer, asked: str) -> None:
    server.faults.append(Fault(429, {}, {"Retry-After": asked}))
    server.always = GOOD
    await ask(client)
    first, second = (each.at for each in server.asked)
    assert 1 <= second - first <= 301


async def test_each_refusal_widens_the_distance_and_good_answers_narrow_it(
    client: AveClient, server: AveServer
) -> None:
    planned = client.spacing
    server.faults += [Fault(429, HTML)] * 2
    server.always = GOOD
    await ask(client)
    slow = client.spacing
    assert slow > 3 * planned
    for _ in range(40):
        await ask(client)
    assert client.spacing == planned


async def test_a_refused_key_is_not_shown_again_until_it_may_have_been_mended(
    client: AveClient, server: AveServer, clock: JumpingClock, told: list[MarketNotice]
) -> None:
    server.faults.append(Fault(401, {}))
    server.always = GOOD
    for _ in range(3):
        with pytest.raises(MarketKeyRefused):
            await ask(client)
    assert len(server.asked) == 1
    clock.at += 601
    assert await ask(client) == [1]
    assert kinds(told) == ["key_refused", "key_accepted"]


async def test_a_question_the_plan_does_not_have_closes_no_other(
    client: AveClient, server: AveServer, told: list[MarketNotice]
) -> None:
    server.faults.append(Fault(403, {"msg": "no permission"}))
    server.always = GOOD
    for _ in range(2):
        with pytest.raises(MarketKeyRefused):
            await client.request("GET", "ranks", cost=5)
    assert await ask(client) == [1]
    assert len(server.asked) == 2
    assert [(n.kind, n.detail) for n in told] == [("key_refused", "ranks")]


async def test_a_used_up_quota_is_tried_again_after_an_hour(
    client: AveClient, server: AveServer, clock: JumpingClock, told: list[MarketNotice]
) -> None:
    server.units_left = 0
    with pytest.raises(MarketBudgetSpent) as first:
        await ask(client)
    assert first.value.until == pytest.approx(clock.at + 3_600, abs=5)
    with pytest.raises(MarketBudgetSpent):
        await ask(client)
    assert len(server.asked) == 1
    server.units_left = 1_000
    clock.at += 3_601
    await ask(client)
    assert kinds(told) == ["units_spent", "units_again"]


async def test_a_wrong_key_and_none_are_refused(
    server: AveServer, clock: JumpingClock, told: list[MarketNotice]
) -> None:
    async with client_of(server, clock, told, key="another key") as stranger:
        with pytest.raises(MarketKeyRefused):
            await ask(stranger)


async def test_nobody_at_the_address_is_a_network_failure(clock: JumpingClock) -> None:
    async with AveClient(SecretStr("k"), base_url="http://127.0.0.1:9/v2", clock=clock) as lost:
        with pytest.raises(MarketUnavailable, match="network"):
            await ask(lost)


async def test_our_clock_may_be_wrong_but_the_market_is_believed(
    server: AveServer, clock: JumpingClock, told: list[MarketNotice]
) -> None:
    server.now = lambda: clock.at - 500
    server.always = GOOD
    async with client_of(server, clock, told) as client:
        await ask(client)
        assert client.now() == pytest.approx(clock.at - 500, abs=2)
        await ask(client)
        assert kinds(told) == ["clock_skew"]
        assert told[0].value == pytest.approx(-500, abs=2)
        server.now = lambda: clock.at - 3
        await ask(client)
        assert client.now() == clock.at


async def test_an_answer_without_end_is_not_read_to_the_end(clock: JumpingClock) -> None:
    async def endless(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=b"x" * 17_000_000)

    async with AveClient(SecretStr("k"), clock=clock, transport=httpx.MockTransport(endless)) as client:
        with pytest.raises(MarketUnavailable):
            await ask(client)


async def test_who_gives_up_waiting_leaves_the_way_free(client: AveClient, server: AveServer) -> None:
    server.faults.append(Fault(hang=0.2))
    server.always = GOOD
    waiting = [asyncio.create_task(ask(client)) for _ in range(4)]
    await asyncio.sleep(0.02)
    for task in waiting[1:3]:
        task.cancel()
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(a) for a in answers[1:3]] == [asyncio.CancelledError] * 2
    assert answers[3] == [1]
    assert await ask(client) == [1]
