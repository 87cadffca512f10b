"""Plans how often running simulations may look at the market so that a day's units last the day."""

from dataclasses import dataclass
from typing import Literal

from core.ave import plans
from core.ave.plans import Plan
from core.ave.units import SHARE, Urgency

DAY = 86_400
CADENCES = (
    *(60, 120, 180, 240, 300, 600, 720, 900, 1_200, 1_800, 2_700, 3_600),
    *(7_200, 10_800, 14_400, 21_600, 43_200, DAY),
)
"""The distances between two looks that are chosen from, in seconds."""
CANDLES_FIRST = 0.6
"""Candles make the signals, prices only the news between them: this share of the units is for candles."""
RATE_USED = 0.5
"""Polling takes at most this share of the questions a plan may ask: people ask too."""


@dataclass(frozen=True, slots=True)
class PollPlan:
    """How a day of polling goes; None where even once a day is too much."""

    tokens: int
    candles_every: int | None
    prices_every: int | None
    way: Literal["batch", "details"]
    """How prices are asked for: whichever costs less for so many tokens."""
    calls: int
    units: int


def price_units(tokens: int) -> tuple[Literal["batch", "details"], int, int]:
    """The cheaper way to price so many tokens, its questions and its units."""
    batches = -(-tokens // plans.MOST_PRICES)
    batch, details = batches * plans.PRICES, tokens * plans.DETAIL
    return ("batch", batches, batch) if batch < details else ("details", tokens, details)


def poll_plan(tokens: int, *, plan: Plan, units: float | None = None, seconds: int = DAY) -> PollPlan:
    """The closest looks at `tokens` distinct tokens that `units` (the plan's day, unless said) allow for `seconds`.

    However many simulations run on a token, it is looked at once for all of them.
    """
    allowed = _allowed(plan, units)
    way, price_calls, price_cost = price_units(tokens)
    questions = plan.per_second * seconds * RATE_USED
    candles = _closest(tokens * plans.CANDLES, tokens, allowed * CANDLES_FIRST, questions * CANDLES_FIRST, seconds)
    looks = _looks(candles, seconds)
    units_left, calls_left = allowed - looks * tokens * plans.CANDLES, questions - looks * tokens
    prices = _closest(price_cost, price_calls, units_left, calls_left, seconds)
    priced = _looks(prices, seconds)
    calls, cost = looks * tokens + priced * price_calls, looks * tokens * plans.CANDLES + priced * price_cost
    return PollPlan(tokens, candles, prices, way, calls, cost)


def _allowed(plan: Plan, units: float | None) -> float:
    if units is not None:
        return units
    # Dear questions are refused a little before the others: what is planned must not be refused.
    return float("inf") if plan.daily_units is None else plan.daily_units * (SHARE[Urgency.RUNNING] - 0.05)


def _closest(cost: int, calls: int, units: float, questions: float, seconds: int) -> int | None:
    for cadence in CADENCES:
        looks = _looks(cadence, seconds)
        if looks * cost <= units and looks * calls <= questions:
            return cadence
    return None


def _looks(cadence: int | None, seconds: int) -> int:
    return 0 if cadence is None else -(-seconds // cadence)
