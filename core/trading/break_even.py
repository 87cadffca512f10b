"""The cost per side at which a run would have earned nothing: how much worse the market may be than assumed."""

import math
from dataclasses import dataclass

import numpy as np

from core.trading.backtest import BacktestResult, books_of
from core.trading.numbers import count
from core.trading.results import Costs

CAP_BPS = 1_000.0
"""Where the search ends: 10 % a side."""
MOST_RUNS = 14

_CLOSE_BPS = 0.02
_NOTHING = 1e-7
"""A return so near to 0 is 0, as a share."""

NO_FILLS = "nothing was bought"
LOSES_FREE = "it loses even without any costs"
NEVER = f"it still earns at {CAP_BPS:,.0f} bps a side"


@dataclass(frozen=True, slots=True)
class BreakEven:
    """`bps`: fee plus slippage per side, hundredths of a percent, at which the return is 0; None with `why_null`.

    `costs`: that cost as the run would pay it. `paid_bps`: what the run did pay. `runs`: how often it was run again.
    """

    bps: float | None
    costs: Costs | None
    paid_bps: float
    runs: int
    why_null: str | None


def break_even(result: BacktestResult) -> BreakEven:
    """Run the same signals again with other costs until the return is 0, at most `MOST_RUNS` times."""
    paid = _bps(result.costs)
    if not result.fills:
        return BreakEven(None, None, paid, 0, NO_FILLS)
    search = _Search(result, paid)
    bps, why_null = search.root()
    return BreakEven(bps, None if bps is None else search.costs(bps), paid, search.runs, why_null)


def break_even_words(of: BreakEven) -> str:
    """One sentence for the person."""
    if of.why_null == NO_FILLS:
        return "Nothing was bought, so costs do not matter."
    if of.why_null == LOSES_FREE:
        return "It loses even without any costs."
    if of.bps is None:
        return f"It still earns when each side costs {CAP_BPS / 100:.0f} %."
    verdict = "more than it paid" if of.bps > of.paid_bps else "less than it paid"
    return f"The profit is gone at {_written(of.bps)} bps a side, {verdict} ({_written(of.paid_bps)} bps)."


def final_equity(result: BacktestResult, costs: Costs) -> float:
    """What the same signals lead to under other costs, USD at the last close."""
    books = books_of(result.strategy, result._market, result._fired, cash=result.cash, costs=costs)
    return float(books.equity.at(np.array([len(result._market) - 1]))[0])


class _Search:
    """The log of the growth over the cost, and where it crosses 0.

    Cheaper than the run: first its fee goes, then its slippage. Dearer: its fee rises, so its trades stay the same.
    """

    def __init__(self, result: BacktestResult, paid: float) -> None:
        self._result = result
        self._slippage = result.costs.slippage_percent
        self.paid = paid
        self.runs = 0

    def costs(self, bps: float) -> Costs:
        percent = bps / 100
        slippage = min(percent, self._slippage)
        return Costs(percent - slippage, slippage)

    def growth(self, bps: float) -> float:
        self.runs += 1
        return math.log(final_equity(self._result, self.costs(bps)) / self._result.cash)

    def root(self) -> tuple[float | None, str | None]:
        """The cost, or why there is none."""
        own = math.log(self._result.metrics.final_equity / self._result.cash)
        free = self.growth(0.0) if self.paid else own
        if free <= 0:
            return None, LOSES_FREE
        if own <= 0:
            return self._between(0.0, free, self.paid, own), None
        if self.paid >= CAP_BPS:
            return None, NEVER
        return self._beyond(own, free)

    def _beyond(self, own: float, free: float) -> tuple[float | None, str | None]:
        """The run earns: the line through no costs and its own tells how far the search must look."""
        slope = (free - own) / self.paid if self.paid and free > own else 0.0
        near = min(CAP_BPS, self.paid + 1.5 * own / slope + 1) if slope else CAP_BPS
        low, at_low = self.paid, own
        for high in dict.fromkeys((near, CAP_BPS)):
            at_high = self.growth(high)
            if at_high <= 0:
                return self._between(low, at_low, high, at_high), None
            low, at_low = high, at_high
        return None, NEVER

    def _between(self, low: float, at_low: float, high: float, at_high: float) -> float:
        """Growth is above 0 at `low` and not at `high`: false position, an end that stays is halved (Illinois)."""
        middle, stayed = high, 0
        while self.runs < MOST_RUNS and high - low > _CLOSE_BPS:
            middle = (low * at_high - high * at_low) / (at_high - at_low)
            at = self.growth(middle)
            if abs(at) < _NOTHING:
                return middle
            if at > 0:
                low, at_low = middle, at
                at_high, stayed = (at_high / 2, 1) if stayed == 1 else (at_high, 1)
            else:
                high, at_high = middle, at
                at_low, stayed = (at_low / 2, -1) if stayed == -1 else (at_low, -1)
        return middle


def _bps(costs: Costs) -> float:
    return 100 * (costs.fee_percent + costs.slippage_percent)


def _written(bps: float) -> str:
    return count(round(bps)) if bps >= 10 else f"{bps:.1f}"
