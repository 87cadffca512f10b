"""What trying often does to the best try: how good the luckiest of so many worthless strategies would look."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np

from core.trading.candles import Floats
from core.trading.numbers import percent, ratio

DAYS = 365
_EULER = 0.5772156649015329
_NORMAL = NormalDist()

NO_SHARPE = "this run has no Sharpe ratio"
FEW_SHARPES = "fewer than two tries have a Sharpe ratio"
ALL_ALIKE = "all tries have the same Sharpe ratio"


@dataclass(frozen=True, slots=True)
class Attempts:
    """Sharpe ratios are annual. `number`: which try this is, from 1.

    `best_by_luck`: the Sharpe ratio to expect of the best of so many tries without any skill.
    `deflated`: the probability, 0 to 1, that this run's true Sharpe ratio is above that. None has its reason.
    """

    number: int
    sharpe: float | None
    best_by_luck: float | None
    deflated: float | None
    why_null: dict[str, str] = field(default_factory=dict)


def attempts(sharpe: float | None, returns: Floats, others: Sequence[float | None]) -> Attempts:
    """This run among the other variants tried on the same tokens and period.

    `sharpe`: its annual ratio, `returns`: its daily returns, `others`: the annual ratios of the other variants,
    None where one had none. After Bailey & López de Prado, The Deflated Sharpe Ratio (2014).
    """
    number = len(others) + 1
    known = [s for s in (sharpe, *others) if s is not None]
    best = expected_best(number, known)
    deflated = best if isinstance(best, str) else probability_above(best, sharpe, returns)
    found = {"sharpe": NO_SHARPE if sharpe is None else sharpe, "best_by_luck": best, "deflated": deflated}
    return Attempts(
        number=number,
        sharpe=sharpe,
        best_by_luck=None if isinstance(best, str) else best,
        deflated=None if isinstance(deflated, str) else deflated,
        why_null={name: value for name, value in found.items() if isinstance(value, str)},
    )


def expected_best(number: int, sharpes: Sequence[float]) -> float | str:
    """The expected highest of `number` Sharpe ratios that are 0 in truth and vary as these do; or why none."""
    if number == 1:
        return 0.0
    if len(sharpes) < 2:
        return FEW_SHARPES
    spread = float(np.std(sharpes, ddof=1))
    if not spread > 1e-12 * max(map(abs, sharpes)):
        return ALL_ALIKE
    top, next_to_it = _NORMAL.inv_cdf(1 - 1 / number), _NORMAL.inv_cdf(1 - 1 / (number * math.e))
    return spread * ((1 - _EULER) * top + _EULER * next_to_it)


def probability_above(bar: float, sharpe: float | None, returns: Floats) -> float | str:
    """How likely the true Sharpe ratio is above `bar`, by length, skew and tails of the daily returns; or why none."""
    if sharpe is None or len(returns) < 2:
        return NO_SHARPE
    year = math.sqrt(DAYS)
    return probabilistic(sharpe / year, bar / year, len(returns), *_shape(returns))


def probabilistic(sharpe: float, bar: float, n: int, skew: float, kurtosis: float) -> float:
    """The probabilistic Sharpe ratio: of n returns, its ratio and the bar per return, not per year."""
    variance = 1 - skew * sharpe + (kurtosis - 1) / 4 * sharpe**2
    return _NORMAL.cdf((sharpe - bar) * math.sqrt((n - 1) / max(variance, 1e-12)))


def attempts_words(of: Attempts) -> str:
    """One sentence for the person."""
    said = f"Your {ordinal(of.number)} try on this token"
    if of.number == 1 or of.best_by_luck is None:
        return said + ("." if of.number == 1 else f"; luck cannot be told: {of.why_null['best_by_luck']}.")
    said += f"; best Sharpe by luck ≈ {ratio(of.best_by_luck)}"
    if of.sharpe is None or of.deflated is None:
        return f"{said}, yours cannot be told."
    chance = percent(100 * of.deflated, signed=False)
    return f"{said}, yours {ratio(of.sharpe)} ({chance} likely to be more than luck)."


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`, `23rd`."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def _shape(returns: Floats) -> tuple[float, float]:
    """Skewness, and kurtosis (3 for a normal distribution)."""
    away = returns - returns.mean()
    deviation = math.sqrt(float((away**2).mean()))
    if not deviation:
        return 0.0, 3.0
    away = away / deviation
    return float((away**3).mean()), float((away**4).mean())
