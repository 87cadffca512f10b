"""A run beside doing nothing: the same cash in the traded tokens over the same candles."""

from dataclasses import dataclass

from core.trading.numbers import percent
from core.trading.results import Metrics


@dataclass(frozen=True, slots=True)
class Holding:
    """Percents of the run and of buy & hold (equal parts, no costs). `ahead`: percentage points, negative = behind."""

    run_return: float
    hold_return: float
    ahead: float
    run_drawdown: float
    hold_drawdown: float

    @property
    def beaten(self) -> bool:
        """Whether the run earned more than holding."""
        return self.ahead > 0


def holding(metrics: Metrics) -> Holding:
    """The comparison, from the figures of a run."""
    run, hold = metrics.total_return, metrics.buy_and_hold_return
    return Holding(run, hold, run - hold, metrics.max_drawdown, metrics.buy_and_hold_max_drawdown)


def holding_words(of: Holding) -> str:
    """One sentence for the person."""
    run, hold = percent(of.run_return), percent(of.hold_return)
    falls = f"{percent(of.run_drawdown, signed=False)} against {percent(of.hold_drawdown, signed=False)}"
    return f"{_verdict(of)}: {run} against {hold}, deepest fall {falls}."


def _verdict(of: Holding) -> str:
    if of.run_return == of.hold_return:
        return "The same as holding"
    if of.run_return < 0 and of.hold_return < 0:
        return "Lost less than holding" if of.beaten else "Lost more than holding"
    return "Beat holding" if of.beaten else "Did not beat holding"
