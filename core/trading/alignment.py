"""Puts the candles of all tokens of a strategy on one clock, and makes sure the strategy fits them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.errors import InvalidCandles, InvalidStrategy, Problem
from core.trading.candles import Candles, Ints
from core.trading.strategy import Strategy
from core.trading.timeframes import misfit


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Candles of several tokens, row i of each at the same time; a token has no price before its `first` row.

    Rows before the first carry the first close, rows after the last the last close; both are `filled`.
    """

    candles: Mapping[str, Candles]
    first: Mapping[str, int]

    @property
    def time(self) -> Ints:
        return next(iter(self.candles.values())).time

    @property
    def interval(self) -> int:
        return next(iter(self.candles.values())).interval

    def __len__(self) -> int:
        return len(self.time)


def aligned(strategy: Strategy, market: Candles | Mapping[str, Candles]) -> Market:
    """The strategy's tokens on one clock from the earliest first to the latest last candle.

    Raises InvalidCandles (a token without candles, different intervals or grids) and InvalidStrategy
    (one series for several tokens, a timeframe that does not fit the candles).
    """
    chosen = _chosen(strategy, market)
    _check_grids(chosen)
    check_timeframes(strategy, next(iter(chosen.values())).interval)
    start = min(int(c.time[0]) for c in chosen.values())
    n = (max(c.end for c in chosen.values()) - start) // next(iter(chosen.values())).interval
    first = {token: (int(c.time[0]) - start) // c.interval for token, c in chosen.items()}
    return Market({token: _padded(c, first[token], n) for token, c in chosen.items()}, first)


def check_timeframes(strategy: Strategy, interval: int) -> None:
    """Raises InvalidStrategy naming every timeframe that is finer than the candles or no multiple of them."""
    problems = []
    for r, rule in enumerate(strategy.rules):
        for c, condition in enumerate(rule.conditions):
            timeframe = getattr(condition, "timeframe", None)
            wrong = misfit(timeframe, interval) if timeframe else None
            if wrong:
                rule_path = f"rules[{r}]." if len(strategy.rules) > 1 else ""
                problems.append(Problem(f"{rule_path}conditions[{c}].timeframe", wrong))
    if problems:
        raise InvalidStrategy(problems)


def _chosen(strategy: Strategy, market: Candles | Mapping[str, Candles]) -> dict[str, Candles]:
    tokens = strategy.tokens()
    if isinstance(market, Candles):
        if len(tokens) > 1:
            names = ", ".join(tokens)
            raise InvalidStrategy([Problem("", f"it has several tokens ({names}): give the candles of each by name")])
        return {tokens[0]: market}
    missing = [token for token in tokens if token not in market]
    if missing:
        raise InvalidCandles(f"there are no candles for {', '.join(missing)}")
    return {token: market[token] for token in tokens}


def _check_grids(chosen: Mapping[str, Candles]) -> None:
    (first_token, first), *others = chosen.items()
    for token, candles in others:
        if candles.interval != first.interval:
            both = f"{first_token} {first.interval} s, {token} {candles.interval} s"
            raise InvalidCandles(f"the candles of the tokens have different lengths: {both}")
        if (int(candles.time[0]) - int(first.time[0])) % first.interval:
            raise InvalidCandles(f"the candles of {first_token} and {token} do not start on one grid")


def _padded(candles: Candles, before: int, n: int) -> Candles:
    after = n - before - len(candles)
    if not before and not after:
        return candles
    start, step = int(candles.time[0]) - before * candles.interval, candles.interval
    close = np.pad(candles.close, (before, after), mode="edge")
    rows = slice(before, before + len(candles))
    open_, high, low = (close.copy() for _ in range(3))
    for column, own in ((open_, candles.open), (high, candles.high), (low, candles.low)):
        column[rows] = own
    time = start + step * np.arange(n, dtype=np.int64)
    volume = np.pad(candles.volume, (before, after))
    filled = np.pad(candles.filled, (before, after), constant_values=True)
    return Candles(step, time, open_, high, low, close, volume, filled)
