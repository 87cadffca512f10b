"""How much of a run is luck: the same trades at random moments, and the same trades drawn again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from core.trading.backtest import BacktestResult
from core.trading.candles import Candles, Floats, Ints
from core.trading.luck_holds import Holds, holds
from core.trading.numbers import count, percent

DRAWS = 1_000
FEW = 20
"""With fewer trades nothing can be told, whatever the numbers say."""
UNLIKELY, DOUBTFUL = 0.05, 0.20
_EVEN = 0.5

_BLOCK = 65_536
"""Trades drawn at a time, so that they stay in the processor's cache."""

NO_TRADES = "no trades"
ONE_TRADE = "only one trade"

Verdict = Literal["too few to tell", "hard to explain by luck", "could be luck", "looks like luck"]


@dataclass(frozen=True, slots=True, eq=False)
class Luck:
    """`trades`: positions held, however they were sold. Percents are of the whole account.

    `as_well`: how many of `draws` did at least as well as the run; `p` = (as_well + 1) / (draws + 1).
    `own`: the run's return as the draws are reckoned; `outcomes`: theirs, ascending. `low`, `high`: the 90 %
    bootstrap interval of the return. None has its reason in `why_null`.
    """

    trades: int
    draws: int
    as_well: int
    p: float | None
    own: float
    outcomes: Floats
    low: float | None
    high: float | None
    why_null: dict[str, str] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """What the numbers allow to be said."""
        if self.trades < FEW or self.p is None:
            return "too few to tell"
        if self.p <= UNLIKELY:
            return "hard to explain by luck"
        return "could be luck" if self.p <= DOUBTFUL else "looks like luck"

    @property
    def median(self) -> float | None:
        """The middle one of the random outcomes, percent."""
        return float(np.median(self.outcomes)) if len(self.outcomes) else None


def luck(result: BacktestResult, *, draws: int = DRAWS) -> Luck:
    """Draw the run's positions again: as many, as long, as large, at the same costs, but entered at random moments.

    The same run always gives the same numbers, at any scale of prices.
    """
    tokens = holds(result)
    n = sum(len(of) for of in tokens.values())
    if not n:
        why_null = dict.fromkeys(("p", "low", "high"), NO_TRADES)
        return Luck(0, 0, 0, None, 0.0, np.empty(0), None, None, why_null)
    rng = np.random.Generator(np.random.SFC64(_seed(tokens, len(next(iter(result.market.values()))))))
    grown = np.ones(draws)
    for token, of in tokens.items():
        grown *= random_growth(result.market[token], of, draws, rng)
    factors = np.concatenate([1 + of.gain for of in tokens.values()])
    own = float(np.prod(factors))
    as_well = int(np.count_nonzero(grown >= own * (1 - 1e-9)))
    low, high = _interval(factors, draws, rng) if n > 1 else (None, None)
    return Luck(
        trades=n,
        draws=draws,
        as_well=as_well,
        p=(as_well + 1) / (draws + 1),
        own=100 * (own - 1),
        outcomes=100 * (np.sort(grown) - 1),
        low=low,
        high=high,
        why_null={} if n > 1 else dict.fromkeys(("low", "high"), ONE_TRADE),
    )


def luck_words(of: Luck) -> str:
    """One sentence for the person; the warning stands before any number."""
    if of.p is None:
        return "There were no trades, so there is nothing to tell from luck."
    said = _as_well(of)
    if of.trades < FEW:
        only = "only 1 trade" if of.trades == 1 else f"only {count(of.trades)} trades"
        return f"Too few to tell: {only}, {FEW} are needed. {said}."
    if of.p > _EVEN:
        return f"{said}: chance alone does better."
    verdict = "this looks like luck" if of.verdict == "looks like luck" else of.verdict
    return f"{said}: {verdict}."


def luck_share(of: Luck) -> str:
    """p in percent as it is said: whole from 10 on; `< 0.1 %` where no draw did as well."""
    if of.p is None:
        return percent(None)
    if not of.as_well:
        return f"< {percent(100 / of.draws, signed=False)}"
    share = 100 * of.p
    return f"{share:.0f} %" if share >= 10 else percent(share, signed=False)


def random_growth(candles: Candles, of: Holds, draws: int, rng: np.random.Generator) -> Floats:
    """By which factor the positions of one token, placed at random without overlap, grow the account; one per draw."""
    # The last candle is kept free: an exit at an open needs a candle to open.
    n, free = len(of), max(0, len(candles) - of.first - 1 - int(of.occupied.sum()))
    prices = _ticks(candles, of.first)
    grown = np.empty(draws)
    for rows in _blocks(draws, n):
        order = rng.permuted(np.tile(np.arange(n), (len(rows), 1)), axis=1)
        occupied = of.occupied[order]
        entry = 2 * (_gaps(rng, len(rows), n, free) + np.cumsum(occupied, axis=1) - occupied)
        ratio = prices[entry + of.until[order]] / prices[entry]
        grown[rows] = np.prod(1 + of.weight[order] * (of.kept[order] * ratio - 1), axis=1)
    return grown


def _as_well(of: Luck) -> str:
    if not of.as_well:
        return f"None of {count(of.draws)} runs with random entries did as well"
    return f"Random entries did as well {luck_share(of)} of the time"


def _gaps(rng: np.random.Generator, rows: int, n: int, free: int) -> Ints:
    """For each of n positions in a row, how many of the free candles lie before it: n sorted uniform draws."""
    steps = np.cumsum(rng.standard_exponential((rows, n + 1)), axis=1)
    return (steps[:, :-1] * ((free + 1) / steps[:, -1:])).astype(np.int64)


def _ticks(candles: Candles, first: int) -> Floats:
    """Open and close of each candle from `first` on in one line, and the last close twice more for what ends there."""
    line = np.column_stack((candles.open[first:], candles.close[first:])).ravel()
    return np.concatenate((line, line[-1:], line[-1:]))


def _interval(factors: Floats, draws: int, rng: np.random.Generator) -> tuple[float, float]:
    """The 5th and 95th percentile of the return when the trades are drawn again with replacement, percent."""
    grown = np.empty(draws)
    for rows in _blocks(draws, len(factors)):
        grown[rows] = np.prod(factors[rng.integers(0, len(factors), (len(rows), len(factors)))], axis=1)
    low, high = np.percentile(100 * (grown - 1), (5, 95))
    return float(low), float(high)


def _blocks(draws: int, n: int) -> Iterator[Ints]:
    each = max(1, _BLOCK // n)
    for start in range(0, draws, each):
        yield np.arange(start, min(draws, start + each))


def _seed(tokens: dict[str, Holds], n: int) -> list[int]:
    """Out of the run itself, but not out of its prices."""
    return [n, *(int(number) for of in tokens.values() for number in (len(of), of.until.sum(), of.entry.sum()))]
