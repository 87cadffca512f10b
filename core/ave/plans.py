"""What each plan allows, and what each question costs, as documented; the operator may know better figures."""

from dataclasses import dataclass, replace
from typing import Literal

PlanName = Literal["free", "normal", "pro"]
MARGIN = 1.05
"""Questions keep this much more distance than the plan asks for: the network moves them closer together."""
DAYS_OF_MONTH = 30


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: how often it may ask, how many questions may be under way, and its units."""

    name: PlanName
    per_second: float
    at_once: int
    monthly_units: int | None
    """None where no quota is documented: nothing is refused then until the market itself does."""
    streams: bool

    @property
    def spacing(self) -> float:
        """Seconds between two questions."""
        return MARGIN / self.per_second

    @property
    def daily_units(self) -> int | None:
        """What may be spent in a day so that a month lasts a month."""
        return None if self.monthly_units is None else self.monthly_units // DAYS_OF_MONTH


PLANS: dict[PlanName, Plan] = {
    "free": Plan("free", 1, 1, 1_000_000, streams=False),
    "normal": Plan("normal", 5, 5, None, streams=False),
    "pro": Plan("pro", 20, 20, None, streams=True),
}


def plan_of(name: PlanName, daily_units: int | None = None) -> Plan:
    """The plan of this name, with the operator's own figure for a day's units where there is one."""
    plan = PLANS[name]
    return plan if daily_units is None else replace(plan, monthly_units=daily_units * DAYS_OF_MONTH)


SEARCH = DETAIL = TRENDING = MAIN = PAIR = 5
CANDLES = RISK = 10
PRICES = 100
DETAILS = 100
"""Not documented: taken for as dear as the batch of prices."""
CHAINS = RANKS = 5
"""Not documented: taken for as dear as the other lists."""

MOST_PRICES = 200
"""Ids in one batch of prices."""
MOST_DETAILS = 50
"""Ids in one batch of details."""
MOST_CANDLES = 1_000
"""Candles in one answer."""
CANDLE_MINUTES = (1, 5, 15, 30, 60, 120, 240, 1_440, 4_320, 10_080, 43_200, 525_600, 2_628_000)
"""The lengths of candles that are answered; any other is refused."""
