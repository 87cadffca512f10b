"""However many ask at once: never faster than the plan, the urgent first, within the units of the day."""

import asyncio
import random
from itertools import pairwise

import pytest

from core.ave.client import AveClient
from core.ave.notices import MarketNotice
from core.ave.pace import Pace
from core.ave.plans import PLANS, PlanName
from core.ave.units import Budget, Urgency
from core.errors import MarketBudgetSpent
from tests.support.ave_clock import JumpingClock
from tests.support.ave_fixtures import needs_fixtures
from tests.support.ave_server import AveServer, Fault

GOOD = Fault(200, {"status": 1, "data": 1})
NOON = 1_744_113_600.0


@needs_fixtures
async def test_fifty_at_once_are_never_too_fast_for_the_strict_server(client: AveClient, server: AveServer) -> None:
    server.limits_rate = True
    asking = [client.request("GET", "supported_chains", cost=5) for _ in range(50)]
    await asyncio.gather(*asking)
    assert len(server.asked) == 50
    assert server.too_fast == 0


@pytest.mark.parametrize("plan", ["free", "normal", "pro"])
async def test_every_second_of_every_plan_holds_at_most_what_it_allows(plan: PlanName, clock: JumpingClock) -> None:
    pace, asked = Pace(PLANS[plan], clock), list[float]()

    async def ask() -> None:
        async with pace.turn(0):
            asked.append(clock.passed())
            await asyncio.sleep(0)

    await asyncio.gather(*(ask() for _ in range(100)))
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert min(gaps) >= 1 / PLANS[plan].per_second
    assert all(sum(t <= at < t + 1 for at in asked) <= PLANS[plan].per_second for t in asked)


async def test_a_turn_given_to_somebody_who_just_left_goes_to_the_next(clock: JumpingClock) -> None:
    pace = Pace(PLANS["free"], clock)

    async def ask() -> str:
        async with pace.turn(0):
            return "asked"

    async with pace.turn(0):
        leaving, staying = asyncio.create_task(ask()), asyncio.create_task(ask())
        await asyncio.sleep(0)
    leaving.cancel()
    async with asyncio.timeout(1):
        assert await staying == "asked"
    assert leaving.cancelled()


async def test_twenty_refused_together_are_one_refusal(clock: JumpingClock) -> None:
    pace = Pace(PLANS["pro"], clock)
    for _ in range(20):
        pace.too_fast(None)
    assert pace.spacing == 1.0
    clock.at += 10
    pace.too_fast(None)
    assert pace.spacing == 2.0


async def test_a_person_goes_before_a_simulation_and_both_before_the_rest(clock: JumpingClock) -> None:
    pace, order = Pace(PLANS["free"], clock), list[Urgency]()

    async def ask(urgency: Urgency) -> None:
        async with pace.turn(urgency):
            order.append(urgency)
            await everybody_waits.wait()

    everybody_waits = asyncio.Event()
    asyncio.get_running_loop().call_later(0.01, everybody_waits.set)
    kinds = [Urgency.OPTIONAL, Urgency.RUNNING, Urgency.PERSON] * 3
    random.Random(3).shuffle(kinds)  # noqa: S311 - any order does
    await asyncio.gather(ask(Urgency.OPTIONAL), *(ask(kind) for kind in kinds))
    assert order[1:] == sorted(kinds)


def test_the_optional_is_refused_first_and_the_expensive_before_the_cheap(clock: JumpingClock) -> None:
    budget = Budget(1_000, clock)
    budget.spend("x", 690)
    budget.check(5, Urgency.OPTIONAL)
    refused(budget, 50, Urgency.OPTIONAL)
    budget.check(100, Urgency.RUNNING)
    budget.spend("x", 100)
    refused(budget, 5, Urgency.OPTIONAL)
    refused(budget, 100, Urgency.RUNNING)
    budget.check(100, Urgency.RUNNING, each=10)
    budget.spend("x", 100)
    refused(budget, 15, Urgency.RUNNING)
    budget.check(10, Urgency.PERSON)
    refused(budget, 200, Urgency.PERSON)
    budget.spend("x", 110)
    refused(budget, 5, Urgency.PERSON)


def refused(budget: Budget, cost: int, urgency: Urgency) -> None:
    with pytest.raises(MarketBudgetSpent):
        budget.check(cost, urgency)


def test_the_operator_hears_of_each_step_once_a_day(clock: JumpingClock) -> None:
    told: list[MarketNotice] = []
    clock.at = NOON
    budget = Budget(1_000, clock, tell=told.append)
    for _ in range(100):
        budget.spend("x", 10)
    for _ in range(2):
        refused(budget, 10, Urgency.PERSON)
    assert [(n.kind, n.value) for n in told] == [("units_low", 70), ("units_low", 90), ("units_spent", None)]
    clock.at += 86_400
    budget.check(900, Urgency.PERSON)
    budget.spend("x", 700)
    assert told[-1] == MarketNotice("units_low", 70)


def test_the_optional_that_waits_for_tomorrow_is_no_news(clock: JumpingClock) -> None:
    told: list[MarketNotice] = []
    budget = Budget(1_000, clock, tell=told.append)
    budget.spend("x", 750)
    refused(budget, 5, Urgency.OPTIONAL)
    refused(budget, 900, Urgency.PERSON)
    assert [n.kind for n in told] == ["units_low"]


def test_a_refusal_says_until_when(clock: JumpingClock) -> None:
    clock.at = NOON
    budget = Budget(10, clock)
    with pytest.raises(MarketBudgetSpent) as error:
        budget.check(20, Urgency.PERSON)
    assert (error.value.until, error.value.needed) == (NOON + 43_200, 20)


def test_what_was_spent_outlives_a_restart(clock: JumpingClock) -> None:
    before, after = Budget(100, clock), Budget(100, clock)
    before.spend("x", 80)
    after.restore(before.snapshot())
    assert after.spent_today == 80
    refused(after, 30, Urgency.PERSON)


@needs_fixtures
async def test_every_call_is_counted_by_its_kind(client: AveClient, server: AveServer) -> None:
    server.always = GOOD
    for call, cost in (("a", 5), ("b", 10), ("a", 5)):
        await client.request("GET", "tokens", cost=cost, call=call)
    assert client.budget.calls_today() == {"a": (2, 10), "b": (1, 10)}
    assert client.budget.spent_today == 20


@needs_fixtures
async def test_a_question_beyond_the_budget_is_never_sent(client: AveClient, server: AveServer) -> None:
    server.always = GOOD
    client.budget.spend("earlier", client.budget.daily or 0)
    with pytest.raises(MarketBudgetSpent):
        await client.request("GET", "tokens", cost=5)
    assert not server.asked


@needs_fixtures
async def test_those_who_wait_for_their_turn_cannot_overdraw(client: AveClient, server: AveServer) -> None:
    server.always = GOOD
    client.budget.spend("earlier", (client.budget.daily or 0) - 12)
    asking = [client.request("GET", "tokens", cost=5) for _ in range(6)]
    answers = await asyncio.gather(*asking, return_exceptions=True)
    assert [isinstance(a, MarketBudgetSpent) for a in answers].count(True) == 4
    assert len(server.asked) == 2
