"""What each condition says about each candle, read from the strategy language's tables one candle at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.support.reference_indicators import Line, bands, ema, exact, least, macd, rsi, sma

TIE = Decimal("1e-12")
UNITS = {"m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
WEEKDAYS = ("thu", "fri", "sat", "sun", "mon", "tue", "wed")
"""Counted from the Unix epoch, a Thursday."""


@dataclass(frozen=True)
class Row:
    """One candle of the grid."""

    time: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal


@dataclass(frozen=True)
class Said:
    """For each candle: whether the condition is met, None while that cannot be known; and whether it is a clock."""

    met: list[bool | None]
    clock: bool = False


def at_least(value: Decimal, level: Decimal) -> bool:
    return value >= level * (1 - TIE)


def at_most(value: Decimal, level: Decimal) -> bool:
    return value <= level * (1 + TIE)


def seconds(duration: str) -> int:
    return int(duration[:-1]) * UNITS[duration[-1]]


def read(condition: Any, rows: Sequence[Row], interval: int) -> Said:
    """A condition of the strategy schema over the candles of its token."""
    match condition.type:
        case "price_drop" | "price_rise":
            return _moved(condition, rows, interval)
        case "volume_spike":
            return _spiked(condition, rows, interval)
        case "price_level":
            price = exact([condition.price])[0]
            reached = at_least if condition.direction == "above" else at_most
            return Said([reached(row.close, price) for row in rows])
        case "schedule":
            return _ticked(condition, rows, interval)
    return _indicated(condition, rows, interval)


def _moved(condition: Any, rows: Sequence[Row], interval: int) -> Said:
    back = seconds(condition.timeframe) // interval
    share = exact([condition.threshold])[0] / 100
    met: list[bool | None] = []
    for i, row in enumerate(rows):
        if i < back:
            met.append(None)
        elif condition.type == "price_drop":
            met.append(at_most(row.close, rows[i - back].close * (1 - share)))
        else:
            met.append(at_least(row.close, rows[i - back].close * (1 + share)))
    return Said(met)


def _spiked(condition: Any, rows: Sequence[Row], interval: int) -> Said:
    window = seconds(condition.timeframe) // interval
    more = 1 + exact([condition.threshold])[0] / 100
    met: list[bool | None] = []
    for i in range(len(rows)):
        if i < 2 * window - 1:
            met.append(None)
            continue
        now = sum((row.volume for row in rows[i - window + 1 : i + 1]), Decimal())
        before = sum((row.volume for row in rows[i - 2 * window + 1 : i - window + 1]), Decimal())
        met.append(before > 0 and at_least(now, before * more))
    return Said(met)


def _ticked(condition: Any, rows: Sequence[Row], interval: int) -> Said:
    every, shift = seconds(condition.every), 0
    if condition.at:
        shift += int(condition.at[:2]) * 3_600 + int(condition.at[3:]) * 60
    if condition.weekday:
        shift += WEEKDAYS.index(condition.weekday) * 86_400
    met: list[bool | None] = []
    for row in rows:
        last_tick_before_the_end = (row.time + interval - 1 - shift) // every * every + shift
        met.append(last_tick_before_the_end >= row.time)
    return Said(met, clock=True)


def _indicated(condition: Any, rows: Sequence[Row], interval: int) -> Said:
    """Indicators see the closes of whole candles of their own timeframe and change only when one closes."""
    ends = _whole_candles(rows, interval, seconds(condition.timeframe))
    states = _states(condition, [rows[i].close for i in ends])
    met: list[bool | None] = [None] * len(rows)
    state: bool | None = None
    at = dict(zip(ends, states, strict=True))
    for i in range(len(rows)):
        state = at.get(i, state)
        met[i] = state
    return Said(met)


def _whole_candles(rows: Sequence[Row], interval: int, length: int) -> list[int]:
    """The rows at whose close a candle of `length` seconds closes, aligned to UTC; weeks begin on Monday."""
    origin = 4 * 86_400 if length % UNITS["w"] == 0 else 0
    members: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        members.setdefault((row.time - origin) // length, []).append(i)
    return [of[-1] for of in members.values() if len(of) == length // interval]


def _states(condition: Any, closes: Sequence[Decimal]) -> list[bool | None]:
    above = condition.direction == "above"
    match condition.type:
        case "rsi":
            return _beyond_threshold(rsi(closes, condition.period), condition, len(closes))
        case "ma_cross":
            average = sma if condition.kind == "sma" else ema
            slack = TIE if condition.kind == "sma" else Decimal(0)
            return _beyond(average(closes, condition.fast), average(closes, condition.slow), slack, above=above)
        case "macd_cross":
            line, signal = macd(closes, condition.fast, condition.slow, condition.signal)
            return _beyond(line, signal, Decimal(0), above=above)
        case "bollinger":
            lower, upper = bands(closes, condition.period, condition.std)
            return _beyond(list(closes), upper if above else lower, TIE, above=above)
    raise AssertionError(condition.type)


def _beyond(a: Line, b: Line, slack: Decimal, *, above: bool) -> list[bool | None]:
    """Whether a is above (below) b by more than rounding; equal is neither."""
    met: list[bool | None] = []
    for x, y in zip(a, b, strict=True):
        if x is None or y is None:
            met.append(None)
        else:
            met.append((x - y if above else y - x) > max(slack * abs(y), least(len(a))))
    return met


def _beyond_threshold(values: Line, condition: Any, n: int) -> list[bool | None]:
    """RSI where nothing has moved at all is known, and beyond neither side."""
    threshold = exact([condition.threshold])[0]
    reached = at_least if condition.direction == "above" else at_most
    met: list[bool | None] = [None] * min(condition.period, n)
    return met + [value is not None and reached(value, threshold) for value in values[condition.period :]]
