"""Indicators written straight from their definitions, one candle after the other in long decimals."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import TypeVar

Line = list[Decimal | None]
"""One value per candle; None where it cannot be known yet."""

_DIGITS = 60
_T = TypeVar("_T")


def exact(values: Sequence[float]) -> list[Decimal]:
    """The decimals that a person reads in the floats: 0.1 and not 0.1000000000000000055."""
    return [Decimal(repr(float(value))) for value in values]


def least(n: int) -> Decimal:
    """A difference of averages over n candles that is less than this is one of the last digits only.

    On a token that stands still a difference becomes a third of itself with each candle, and is still one.
    """
    return Decimal(10) ** -(40 + n // 2)


def sma(values: Sequence[Decimal], length: int) -> Line:
    with localcontext(prec=_DIGITS):
        means = [sum(values[i - length + 1 : i + 1], Decimal()) / length for i in range(length - 1, len(values))]
    return _after(length - 1, means, values)


def ema(values: Sequence[Decimal], length: int) -> Line:
    """Seeded with the mean of the first `length` values; then a share of 2 / (length + 1) of each new one."""
    if len(values) < length:
        return [None] * len(values)
    with localcontext(prec=100 + len(values) // 2):
        share = Decimal(2) / (length + 1)
        line = [sum(values[:length], Decimal()) / length]
        for value in values[length:]:
            line.append(line[-1] + share * (value - line[-1]))
    return _after(length - 1, line, values)


def macd(values: Sequence[Decimal], fast: int, slow: int, signal: int) -> tuple[Line, Line]:
    """The MACD line and its signal line."""
    with localcontext(prec=100 + len(values) // 2):
        pairs = zip(ema(values, fast), ema(values, slow), strict=True)
        line = [None if a is None or b is None else a - b for a, b in pairs]
    known = [value for value in line if value is not None]
    return line, [*[None] * (len(line) - len(known)), *ema(known, signal)]


def rsi(values: Sequence[Decimal], period: int) -> Line:
    """Wilder's, seeded with the mean of the first `period` changes; None also where nothing has moved at all."""
    if len(values) <= period:
        return [None] * len(values)
    with localcontext(prec=_DIGITS):
        moves = [b - a for a, b in pairwise(values)]
        gain = sum((max(move, Decimal()) for move in moves[:period]), Decimal()) / period
        loss = sum((max(-move, Decimal()) for move in moves[:period]), Decimal()) / period
        line = [_strength(gain, loss)]
        for move in moves[period:]:
            gain = (gain * (period - 1) + max(move, Decimal())) / period
            loss = (loss * (period - 1) + max(-move, Decimal())) / period
            line.append(_strength(gain, loss))
    return _after(period, line, values)


def bands(values: Sequence[Decimal], period: int, deviations: float) -> tuple[Line, Line]:
    """The lower and the upper Bollinger band, of the population deviation."""
    lower, upper = [], []
    with localcontext(prec=_DIGITS):
        for i in range(period - 1, len(values)):
            window = values[i - period + 1 : i + 1]
            mean = sum(window, Decimal()) / period
            deviation = (sum(((value - mean) ** 2 for value in window), Decimal()) / period).sqrt()
            lower.append(mean - Decimal(deviations) * deviation)
            upper.append(mean + Decimal(deviations) * deviation)
    return _after(period - 1, lower, values), _after(period - 1, upper, values)


def _strength(gain: Decimal, loss: Decimal) -> Decimal | None:
    return 100 * gain / (gain + loss) if gain + loss else None


def _after(unknown: int, known: Sequence[_T], values: Sequence[Decimal]) -> list[_T | None]:
    """A line as long as the values it came from."""
    return [*[None] * min(unknown, len(values)), *known]
