"""Indicators as pure array arithmetic that stays exact for any price scale and on markets that stand still.

Sums of windows are built by doubling (1, 2, 4, 8 … candles), so an error is only ever relative to the window itself:
no running total carries a pump of yesterday into the average of today. Exponential averages are kept as their
distance from the price, which decays to nothing on a flat market instead of drowning in the price's rounding.
"""

from collections.abc import Callable

import numpy as np

from core.trading.candles import Floats
from core.trading.shared import once
from core.trading.ties import DOWN_TO, TIE, UP_TO
from core.trading.timeframes import Bools

BLOCK = 24_576
"""Candles worked on at a time, so that the temporaries stay in the processor's cache."""
RUN = 256
"""Steps of a recursion that are worked out at once, before what they carry over is known."""
_RUNS = 64
VANISHED = 1e-280
"""Below this a decayed average says nothing any more."""
ROUNDING = 2.0**-50
"""Of a price: what its decimal's rounding and a few operations on it may change."""


def fell(close: Floats, window: int, percent: float) -> Bools:
    """Whether close fell by at least `percent` against `window` candles before; False while that is unknown."""
    return _moved(close, window, (1 - percent / 100) * UP_TO, np.less_equal)


def rose(close: Floats, window: int, percent: float) -> Bools:
    """Whether close rose by at least `percent` against `window` candles before; False while that is unknown."""
    return _moved(close, window, (1 + percent / 100) * DOWN_TO, np.greater_equal)


def _moved(close: Floats, window: int, factor: float, beyond: np.ufunc) -> Bools:
    met = np.empty(len(close), dtype=np.bool_)
    met[:window] = False
    limit = np.empty(min(len(close), BLOCK))
    for start in range(window, len(close), BLOCK):
        now = close[start : start + BLOCK]
        before = np.multiply(close[start - window :][: len(now)], factor, out=limit[: len(now)])
        beyond(now, before, out=met[start : start + BLOCK])
    return met


def volume_grew(volume: Floats, window: int, percent: float) -> Bools:
    """Whether a window's volume is at least `percent` more than the window's before it, which must not be 0."""
    met = np.zeros(len(volume), dtype=np.bool_)
    if len(volume) < 2 * window:
        return met
    for start in range(0, len(volume) - 2 * window + 1, BLOCK):
        (sums,) = window_sums(volume[start : start + BLOCK + 2 * window - 1], window)
        before, now = sums[:-window], sums[window:]
        grew = (now >= before * ((1 + percent / 100) * DOWN_TO)) & (before > 0)
        met[start + 2 * window - 1 :][: len(grew)] = grew
    return met


def window_sums(values: Floats, *widths: int) -> list[Floats]:
    """For each width w the sums of values[i : i + w]; n - w + 1 of them (n ≥ every width)."""
    sums: list[Floats | None] = [None] * len(widths)
    power, size = values, 1
    while True:
        for k, width in enumerate(widths):
            if width & size:
                sums[k] = _joined(power, sums[k], offset=width % size, count=len(values) - width + 1)
        if 2 * size > max(widths):
            return [s if s is not None else values for s in sums]
        power = power[:-size] + power[size:]
        size *= 2


def _joined(power: Floats, smaller: Floats | None, *, offset: int, count: int) -> Floats:
    """The window made of a shorter one and, `offset` later, one of a power of two."""
    part = power[offset : offset + count]
    return part if smaller is None else smaller[:count] + part


def sma_beyond(close: Floats, fast: int, slow: int, *, above: bool) -> Bools:
    """Whether the fast simple average is beyond the slow one, from candle slow - 1 on; equal is neither."""
    return once(_sma_sides, close, fast, slow)[0 if above else 1]


def _sma_sides(close: Floats, fast: int, slow: int) -> tuple[Bools, Bools]:
    """Where the fast average is above the slow one, and where below."""
    count = max(0, len(close) - slow + 1)
    above, below = np.empty(count, dtype=np.bool_), np.empty(count, dtype=np.bool_)
    for start in range(0, count, BLOCK):
        rows = slice(start, start + BLOCK)
        short, long = window_sums(close[start : start + BLOCK + slow - 1], fast, slow)
        short = short[slow - fast :] * slow
        np.greater(short, long * (fast * (1 + TIE)), out=above[rows])
        np.less(short, long * (fast * (1 - TIE)), out=below[rows])
    return above, below


def ema_beyond(close: Floats, fast: int, slow: int, *, above: bool) -> Bools:
    """Whether the fast exponential average is beyond the slow one, from candle slow - 1 on; equal is neither."""
    side = once(_ema_side, close, fast, slow)
    return side > 0 if above else side < 0


def _ema_side(close: Floats, fast: int, slow: int) -> Floats:
    gap = ema_gap(close, fast, slow)
    most = (slow + 1) / 2
    return _side(gap, close, most, lambda: _gap_doubt(close, slow))


def ema_gap(close: Floats, fast: int, slow: int) -> Floats:
    """Fast exponential average minus the slow one, from candle slow - 1 on."""
    if len(close) < slow:
        return np.empty(0)
    return ema_off(close, fast)[slow - fast :] - ema_off(close, slow)


def ema_off(values: Floats, length: int) -> Floats:
    """Exponential average minus the value itself, from value length - 1 on; seeded with the mean of the first."""
    if len(values) < length:
        return np.empty(0)
    if length == 1:
        return np.zeros(len(values))
    keep = 1 - 2 / (length + 1)
    start = float(np.mean(values[:length] - values[length - 1]))
    moves = np.diff(values[length - 1 :])
    return recursion(-keep * moves, keep, start)


def macd_beyond(close: Floats, fast: int, slow: int, signal: int, *, above: bool) -> Bools:
    """Whether the MACD line is beyond its signal line, from candle slow + signal - 2 on; equal is neither."""
    side = once(_macd_side, close, fast, slow, signal)
    return side > 0 if above else side < 0


def _macd_side(close: Floats, fast: int, slow: int, signal: int) -> Floats:
    over = -ema_off(ema_gap(close, fast, slow), signal)
    most = (slow + 1) * (signal + 1) / 2
    return _side(over, close, most, lambda: _smoothed_doubt(_gap_doubt(close, slow), signal))


def _side(gap: Floats, close: Floats, most: float, doubt: Callable[[], Floats]) -> Floats:
    """On which side of 0 a difference of exponential averages is: 1, -1, or 0 where rounding alone may have put it.

    What rounding may have added decays like the averages themselves, so it is small beside any gap that is real,
    also on a token that stands still. `most`: the largest that doubt can be, in roundings of a price.
    """
    side: Floats = np.sign(gap)
    if len(gap) and np.abs(gap).min() <= most * ROUNDING * close.max():
        unsure = doubt()
        side[np.abs(gap) <= unsure] = 0
        side = _held(side, unsure < VANISHED, never=0)
    return side


def _gap_doubt(close: Floats, slow: int) -> Floats:
    """What rounding may have added to `ema_gap`: a price that has not moved brings none."""
    moved = close[1:] != close[:-1]
    seed = float(close[:slow].max()) * ROUNDING if moved[: slow - 1].any() else 0.0
    return recursion(moved[slow - 1 :] * close[slow:] * ROUNDING, 1 - 2 / (slow + 1), seed)


def _smoothed_doubt(doubt: Floats, signal: int) -> Floats:
    """The same for the distance of such a gap from its own exponential average."""
    if signal == 1:
        return np.zeros(len(doubt))
    return recursion(2 * doubt[signal:], 1 - 2 / (signal + 1), 2 * float(doubt[:signal].max()))


def recursion(inputs: Floats, keep: float, start: float) -> Floats:
    """y[0] = start, y[i + 1] = keep · y[i] + inputs[i]; one value more than inputs. 0 < keep < 1."""
    n = len(inputs)
    rows = -(-n // RUN)
    found: Floats = np.zeros(rows * RUN + 1)
    found[0], found[1 : n + 1] = start, inputs
    local, powers = found[1:].reshape(rows, RUN), powers_of(keep)
    for part in np.split(local, range(_RUNS, rows, _RUNS)):
        np.cumsum(np.divide(part, powers[:-1], out=part), axis=1, out=part)
        np.multiply(part, powers[:-1], out=part)
    carries, over = [start], float(powers[-1])
    for end in local[:, -1].tolist():
        carries.append(end + over * carries[-1])
    carried = np.array(carries)[:, None]
    for first in range(0, rows, _RUNS):
        part = local[first : first + _RUNS]
        part += carried[first : first + len(part)] * powers[1:]
    return found[: n + 1]


def powers_of(keep: float) -> Floats:
    """What is kept of a value after 0 … `RUN` steps of a recursion."""
    powers: Floats = np.power(keep, np.arange(RUN + 1, dtype=np.float64))
    return powers


def rsi(close: Floats, period: int) -> Floats:
    """Wilder's RSI (0 … 100) from candle `period` on; NaN as long as nothing has moved at all."""
    return once(_rsi, close, period)


def _rsi(close: Floats, period: int) -> Floats:
    if len(close) <= period:
        return np.empty(0)
    moves = np.diff(close)
    gains, losses = (_wilder(np.maximum(side, 0), period) for side in (moves, -moves))
    total = gains + losses
    with np.errstate(invalid="ignore", divide="ignore"):
        values = np.where(total > 0, 100 * gains / total, np.nan)
    return _held(values, total < VANISHED, never=np.nan) if total.min() < VANISHED else values


def _wilder(moves: Floats, period: int) -> Floats:
    keep = (period - 1) / period
    return recursion(moves[period:] / period, keep, float(np.mean(moves[:period])))


def _held(values: Floats, vanished: Bools, *, never: float) -> Floats:
    """Where averages have decayed below what a float can hold, the last value that could be told, else `never`."""
    source = np.maximum.accumulate(np.where(vanished, -1, np.arange(len(values))))
    return np.where(source >= 0, values[source], never)


def rsi_beyond(values: Floats, threshold: float, *, above: bool) -> Bools:
    """Whether an RSI is at or beyond the threshold; where nothing has moved it is beyond neither side."""
    return values >= threshold * DOWN_TO if above else values <= threshold * UP_TO


def outside_band(close: Floats, period: int, deviations: float, *, above: bool) -> Bools:
    """Whether close is outside the Bollinger band, from candle period - 1 on; on a flat market it is not."""
    count = max(0, len(close) - period + 1)
    met = np.empty(count, dtype=np.bool_)
    for start in range(0, count, BLOCK):
        piece = close[start : start + BLOCK + period - 1]
        mean, spread = mean_and_deviation(piece, period)
        last = piece[period - 1 :]
        beyond = last > (mean + deviations * spread) * UP_TO if above else last < (mean - deviations * spread) * DOWN_TO
        met[start : start + BLOCK] = beyond
    return met


def mean_and_deviation(values: Floats, period: int) -> tuple[Floats, Floats]:
    """Mean and population deviation of values[i : i + period]; halves are merged, so nothing cancels."""
    n, count = len(values), len(values) - period + 1
    total, squares, have = np.zeros(count), np.zeros(count), 0
    power, power_squares, size = values, np.zeros(n), 1
    while True:
        if period & size:
            part, part_squares = power[have : have + count], power_squares[have : have + count]
            if have:
                between = (part * have - total * size) ** 2 / (float(have) * size * (have + size))
                squares = squares + part_squares + between
            else:
                squares = part_squares
            total, have = total + part, have + size
        if have == period:
            return total / period, np.sqrt(squares / period)
        left, right = power[:-size], power[size:]
        power_squares = power_squares[:-size] + power_squares[size:] + (right - left) ** 2 / (2 * size)
        power, size = left + right, 2 * size
