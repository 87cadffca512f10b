"""Indicators that go on from where they were: the numbers of `indicators` to the last bit, one value at a time.

What remembers a market from its first candle on cannot be read from its last candles again. Here it is carried along
in a few numbers: every operation is that of the arrays, in the same order.
"""

import math
from functools import cache
from typing import Any

import numpy as np

from core.trading.indicators import ROUNDING, RUN, VANISHED, powers_of

State = list[Any]
"""Plain data: all that `restore` needs to go on."""


@cache
def _powers(keep: float) -> list[float]:
    powers: list[float] = powers_of(keep).tolist()
    return powers


class Recursion:
    """y ← keep · y + input, as `indicators.recursion` works it out: in rows, each from what the last carried over."""

    __slots__ = ("_at", "_carry", "_powers", "_sum", "value")

    def __init__(self, keep: float, start: float) -> None:
        self._powers = _powers(keep)
        self.value = self._carry = start
        self._sum, self._at = 0.0, 0

    def push(self, added: float) -> float:
        powers, at = self._powers, self._at
        self._sum += added / powers[at]
        self.value = self._sum * powers[at] + self._carry * powers[at + 1]
        self._at = at + 1
        if self._at == RUN:
            self._carry, self._sum, self._at = self.value, 0.0, 0
        return self.value

    def state(self) -> State:
        return [self.value, self._carry, self._sum, self._at]

    @classmethod
    def of(cls, keep: float, state: State) -> "Recursion":
        made = cls(keep, state[0])
        _, made._carry, made._sum, made._at = state
        return made


class EmaOff:
    """Exponential average minus the value itself, as `indicators.ema_off`; None until there are `length` values."""

    __slots__ = ("_last", "_length", "_run", "_seed")

    def __init__(self, length: int) -> None:
        self._length = length
        self._seed: list[float] = []
        self._run: Recursion | None = None
        self._last = 0.0

    @property
    def _keep(self) -> float:
        return 1 - 2 / (self._length + 1)

    def push(self, value: float) -> float | None:
        if self._length == 1:
            return 0.0
        move, self._last = value - self._last, value
        if self._run is not None:
            return self._run.push(-self._keep * move)
        self._seed.append(value)
        if len(self._seed) < self._length:
            return None
        self._run = Recursion(self._keep, float(np.mean(np.array(self._seed) - value)))
        self._seed = []
        return self._run.value

    def state(self) -> State:
        return [self._last, self._seed, self._run and self._run.state()]

    def restore(self, state: State) -> None:
        self._last, seed, run = state
        self._seed = list(seed)
        self._run = run and Recursion.of(self._keep, run)


class Gap:
    """Fast exponential average minus the slow one, and what rounding may have added; None until both are known."""

    __slots__ = ("_doubt", "_fast", "_slow", "fast_off", "slow_off")

    def __init__(self, fast: int, slow: int) -> None:
        self._fast, self._slow, self._doubt = EmaOff(fast), EmaOff(slow), _GapDoubt(slow)
        self.fast_off = self.slow_off = 0.0

    def push(self, close: float) -> tuple[float, float] | None:
        fast, slow, doubt = self._fast.push(close), self._slow.push(close), self._doubt.push(close)
        if fast is None or slow is None or doubt is None:
            return None
        self.fast_off, self.slow_off = fast, slow
        return fast - slow, doubt

    def state(self) -> State:
        return [self._fast.state(), self._slow.state(), self._doubt.state(), self.fast_off, self.slow_off]

    def restore(self, state: State) -> None:
        fast, slow, doubt, self.fast_off, self.slow_off = state
        self._fast.restore(fast)
        self._slow.restore(slow)
        self._doubt.restore(doubt)


class Smoothed:
    """How far a gap is above its own exponential average, and what rounding may have added; None until known."""

    __slots__ = ("_doubt", "_off")

    def __init__(self, signal: int) -> None:
        self._off, self._doubt = EmaOff(signal), _SmoothedDoubt(signal)

    def push(self, gap: float, doubt: float) -> tuple[float, float] | None:
        off, unsure = self._off.push(gap), self._doubt.push(doubt)
        return None if off is None or unsure is None else (-off, unsure)

    def state(self) -> State:
        return [self._off.state(), self._doubt.state()]

    def restore(self, state: State) -> None:
        self._off.restore(state[0])
        self._doubt.restore(state[1])


class Side:
    """On which side of 0 a gap is: 1, -1, or 0 where rounding alone may have put it there."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = 0

    def push(self, gap: float, doubt: float) -> int:
        # Decayed below what a float can hold, the last side that could be told stays.
        if doubt >= VANISHED:
            self.value = 0 if abs(gap) <= doubt else int(math.copysign(1, gap))
        return self.value


class RunningRsi:
    """Wilder's RSI, as `indicators.rsi`; None until there are `period` moves, NaN while nothing has moved at all."""

    __slots__ = ("_gains", "_losses", "_period", "_seed", "value")

    def __init__(self, period: int) -> None:
        self._period = period
        self._seed: list[float] = []
        """The closes up to the first value; later only the last."""
        self._gains: Recursion | None = None
        self._losses: Recursion | None = None
        self.value = math.nan

    @property
    def _keep(self) -> float:
        return (self._period - 1) / self._period

    def push(self, close: float) -> float | None:
        if self._gains is None or self._losses is None:
            return self._begin(close)
        move, self._seed[0] = close - self._seed[0], close
        gains, losses = max(move, 0.0) / self._period, max(-move, 0.0) / self._period
        return self._told(self._gains.push(gains), self._losses.push(losses))

    def _begin(self, close: float) -> float | None:
        self._seed.append(close)
        if len(self._seed) <= self._period:
            return None
        moves = np.diff(np.array(self._seed))
        means = (float(np.mean(np.maximum(side, 0))) for side in (moves, -moves))
        self._gains, self._losses = (Recursion(self._keep, mean) for mean in means)
        self._seed = [close]
        return self._told(self._gains.value, self._losses.value)

    def _told(self, gains: float, losses: float) -> float:
        # Decayed below what a float can hold, the last value that could be told stays.
        if gains + losses >= VANISHED:
            self.value = 100 * gains / (gains + losses)
        return self.value

    def state(self) -> State:
        runs = [run and run.state() for run in (self._gains, self._losses)]
        return [self._seed, runs, None if math.isnan(self.value) else self.value]

    def restore(self, state: State) -> None:
        seed, runs, value = state
        self._seed = list(seed)
        self._gains, self._losses = (run and Recursion.of(self._keep, run) for run in runs)
        self.value = math.nan if value is None else value


class _GapDoubt:
    """What rounding may have added to a gap, as `indicators._gap_doubt`: a price that has not moved brings none."""

    __slots__ = ("_last", "_moved", "_run", "_seen", "_slow", "_top")

    def __init__(self, slow: int) -> None:
        self._slow = slow
        self._seen, self._last, self._top, self._moved = 0, 0.0, 0.0, False
        self._run: Recursion | None = None

    @property
    def _keep(self) -> float:
        return 1 - 2 / (self._slow + 1)

    def push(self, close: float) -> float | None:
        moved, self._last = close != self._last, close
        if self._run is not None:
            return self._run.push(close * ROUNDING if moved else 0.0)
        self._moved |= moved and self._seen > 0
        self._seen, self._top = self._seen + 1, max(self._top, close)
        if self._seen == self._slow:
            self._run = Recursion(self._keep, self._top * ROUNDING if self._moved else 0.0)
        return None if self._run is None else self._run.value

    def state(self) -> State:
        return [self._seen, self._last, self._top, self._moved, self._run and self._run.state()]

    def restore(self, state: State) -> None:
        self._seen, self._last, self._top, self._moved, run = state
        self._run = run and Recursion.of(self._keep, run)


class _SmoothedDoubt:
    """The same for the distance from an average of `signal` gaps, as `indicators._smoothed_doubt`."""

    __slots__ = ("_run", "_seen", "_signal", "_top")

    def __init__(self, signal: int) -> None:
        self._signal = signal
        self._seen, self._top = 0, 0.0
        self._run: Recursion | None = None

    @property
    def _keep(self) -> float:
        return 1 - 2 / (self._signal + 1)

    def push(self, doubt: float) -> float | None:
        if self._signal == 1:
            return 0.0
        if self._run is not None:
            return self._run.push(2 * doubt)
        self._seen, self._top = self._seen + 1, max(self._top, doubt)
        if self._seen == self._signal:
            self._run = Recursion(self._keep, 2 * self._top)
        return None if self._run is None else self._run.value

    def state(self) -> State:
        return [self._seen, self._top, self._run and self._run.state()]

    def restore(self, state: State) -> None:
        self._seen, self._top, run = state
        self._run = run and Recursion.of(self._keep, run)
