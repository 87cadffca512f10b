"""A day of two hundred simulations on the free plan: within its units, never faster than one question a second."""

import asyncio
from itertools import pairwise

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from core.ave.budget import DAY, poll_plan, price_units
from core.ave.client import AveClient
from core.ave.market import AveMarket
from core.ave.plans import PLANS, PlanName
from core.ave.units import Urgency
from core.errors import NoHistory
from core.market import Token
from tests.support.ave_clock import JumpingClock

MIDNIGHT = 1_744_156_800
TOKENS = tuple(Token(f"T{i}", "T", "bsc", f"0x{i:040x}", created_at=MIDNIGHT - DAY) for i in range(60))


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        *[(1, ("details", 1, 5)), (19, ("details", 19, 95)), (20, ("details", 20, 100)), (21, ("batch", 1, 100))],
        *[(200, ("batch", 1, 100)), (201, ("batch", 2, 200))],
    ],
)
def test_prices_are_asked_for_in_the_cheaper_way(tokens: int, expected: tuple[str, int, int]) -> None:
    assert price_units(tokens) == expected


def test_one_token_can_be_looked_at_every_minute_on_the_free_plan() -> None:
    plan = poll_plan(1, plan=PLANS["free"])
    assert (plan.candles_every, plan.prices_every) == (60, 60)


def test_sixty_tokens_are_looked_at_as_often_as_the_day_allows() -> None:
    plan = poll_plan(60, plan=PLANS["free"])
    assert (plan.candles_every, plan.prices_every, plan.way) == (3_600, 720, "batch")
    assert plan.units == 60 * 24 * 10 + 120 * 100 == 26_400


def test_what_is_left_of_the_day_can_be_planned_anew() -> None:
    rest = poll_plan(60, plan=PLANS["free"], units=5_000, seconds=DAY // 4)
    assert rest.units <= 5_000
    assert rest.candles_every is not None
    assert poll_plan(5_000, plan=PLANS["free"], units=100).candles_every is None


@given(
    tokens=st.integers(1, 3_000),
    name=st.sampled_from(["free", "normal", "pro"]),
    units=st.one_of(st.none(), st.integers(0, 200_000)),
)
def test_no_plan_overdraws_or_overtaxes(tokens: int, name: PlanName, units: int | None) -> None:
    plan = poll_plan(tokens, plan=PLANS[name], units=units)
    allowed = units if units is not None else PLANS[name].daily_units
    assert allowed is None or plan.units <= allowed
    assert plan.calls <= PLANS[name].per_second * DAY / 2


async def test_a_whole_day_stays_within_units_and_pace() -> None:
    """200 simulations share 60 tokens; each look goes through the real client, only the network is an echo."""
    clock = JumpingClock(MIDNIGHT)
    asked: list[float] = []

    async def echo(question: httpx.Request) -> httpx.Response:
        asked.append(clock.at)
        clock.at += 0.4
        if question.method == "POST":
            rows = {f"{t.address}-bsc": {"current_price_usd": "1"} for t in TOKENS}
            return httpx.Response(200, json={"status": 1, "data": rows})
        since, until = int(question.url.params["from_time"]), int(question.url.params["to_time"])
        row = dict.fromkeys(("open", "high", "low", "close", "volume"), "1")
        points = [row | {"time": t} for t in range(-(-since // 3_600) * 3_600, until + 1, 3_600) if t <= clock.at]
        return httpx.Response(200, json={"status": 1, "data": {"points": points}})

    async with AveClient(SecretStr("k"), PLANS["free"], clock=clock, transport=httpx.MockTransport(echo)) as client:
        market, plan = AveMarket(client), poll_plan(60, plan=PLANS["free"])
        assert plan.candles_every is not None
        assert plan.prices_every is not None
        simulations = [TOKENS[i % 60] for i in range(200)]
        for tick in range(MIDNIGHT + 30, MIDNIGHT + DAY, 60):
            clock.at = max(clock.at, float(tick))
            since = tick - MIDNIGHT - 30
            if since % plan.prices_every == 0:
                assert len(await market.latest(simulations)) == 60
            if since % plan.candles_every == 0:
                await asyncio.gather(*(_closed(market, token, tick) for token in simulations))
        gaps = [later - earlier for earlier, later in pairwise(asked)]
        assert min(gaps) >= 1.0
        assert client.budget.spent_today <= (client.budget.daily or 0) * 0.9
        assert client.budget.spent_today == pytest.approx(plan.units, rel=0.05)
        assert len(asked) == pytest.approx(plan.calls, rel=0.05)


async def _closed(market: AveMarket, token: Token, now: int) -> None:
    try:
        await market.candles(token, 3_600, now - 2 * 3_600, now, urgency=Urgency.RUNNING)
    except NoHistory:
        raise AssertionError("two hours ago it was traded") from None
