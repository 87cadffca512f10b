"""A condition that goes on from candle to candle: met or not at each close, as `read` would say of all candles.

What forgets is read by the condition itself from its last candles; what remembers is carried along by `running`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.trading.candles import Candles, Floats
from core.trading.conditions import (
    Bollinger,
    Condition,
    MacdCross,
    MaCross,
    PriceDrop,
    PriceLevel,
    PriceRise,
    Rsi,
    Schedule,
    VolumeSpike,
)
from core.trading.durations import seconds
from core.trading.indicators import rsi_beyond
from core.trading.running import Gap, RunningRsi, Side, Smoothed
from core.trading.timeframes import frames


class Watch:
    """One condition over the candles of its token.

    `met`: whether it is true at the last close. `since`: open of the candle at whose close that became known, Unix
    seconds; None before, when `met` is False.
    """

    def __init__(self, interval: int, timeframe: str | None = None) -> None:
        """`timeframe`: of the candles it looks at, None for the base candles of `interval` seconds themselves."""
        self.met = False
        self.since: int | None = None
        self._interval, self._timeframe = interval, timeframe
        self._every = seconds(timeframe) // interval if timeframe else 1
        self._left: int | None = None

    def see(self, time: int, close: float, volume: float) -> None:
        """The next base candle has closed: its open in Unix seconds, its close and volume."""
        left = self._until_first(time) if self._left is None else self._left
        self._left = left - 1
        if self._left:
            return
        self._left = self._every
        met = self._take(time, close, volume)
        if met is None:
            return
        self.met = met
        if self.since is None:
            self.since = time

    def words(self) -> str:
        """What was observed, where it is met."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """Plain data with which `restore` goes on."""
        return {"met": self.met, "since": self.since, "left": self._left, "memory": self._memory()}

    def restore(self, state: dict[str, Any]) -> None:
        self.met, self.since, self._left = state["met"], state["since"], state["left"]
        self._remember(state["memory"])

    def _until_first(self, time: int) -> int:
        """How many base candles until the first whole candle of the timeframe closes, this one counted."""
        if self._timeframe is None:
            return 1
        return frames(_candles(self._interval, np.array([time]), np.ones(1)), self._timeframe).first + 1

    def _take(self, time: int, close: float, volume: float) -> bool | None:
        """Take in a closed candle of the timeframe; None as long as nothing is known."""
        raise NotImplementedError

    def _memory(self) -> Any:
        raise NotImplementedError

    def _remember(self, memory: Any) -> None:
        raise NotImplementedError


def watch(condition: Condition, interval: int) -> Watch:
    """The watch of a condition over base candles of `interval` seconds, which must fit it."""
    match condition:
        case PriceLevel() | Schedule():
            return _Read(condition, interval, need=1)
        case PriceDrop() | PriceRise():
            return _Read(condition, interval, need=seconds(condition.timeframe) // interval + 1)
        case VolumeSpike():
            return _Read(condition, interval, need=2 * (seconds(condition.timeframe) // interval))
        case Bollinger():
            return _Read(condition, interval, condition.timeframe, need=condition.period)
        case MaCross(kind="sma"):
            return _Read(condition, interval, condition.timeframe, need=condition.slow)
        case MaCross():
            return _EmaCross(condition, interval)
        case MacdCross():
            return _Macd(condition, interval)
        case Rsi():
            return _Rsi(condition, interval)


class _Read(Watch):
    """Read by the condition itself, over the last `need` candles: all that it remembers.

    Each kind looks at one column, close or volume; the others are given the same numbers.
    """

    def __init__(self, condition: Condition, interval: int, timeframe: str | None = None, *, need: int) -> None:
        super().__init__(interval, timeframe)
        self._condition = condition
        self._values = _Last(need)
        self._of_volume = isinstance(condition, VolumeSpike)
        step = self._every * interval
        self._step, self._times = step, step * np.arange(1 - need, 1)
        self._time = 0

    def words(self) -> str:
        reading = self._condition.read(self._candles())
        return reading.words(len(reading.met) - 1)

    def _take(self, time: int, close: float, volume: float) -> bool | None:
        self._time = time - self._step + self._interval
        self._values.add(volume if self._of_volume else close)
        return bool(self._condition.read(self._candles()).met[-1]) if self._values.full else None

    def _candles(self) -> Candles:
        return _candles(self._step, self._times + self._time, self._values.all)

    def _memory(self) -> Any:
        return [self._time, self._values.all.tolist()]

    def _remember(self, memory: Any) -> None:
        self._time, values = memory
        for value in values:
            self._values.add(value)


class _Rsi(Watch):
    def __init__(self, condition: Rsi, interval: int) -> None:
        super().__init__(interval, condition.timeframe)
        self._condition, self._running = condition, RunningRsi(condition.period)

    def words(self) -> str:
        return self._condition.words(self._running.value)

    def _take(self, time: int, close: float, volume: float) -> bool | None:  # noqa: ARG002 - as every watch
        value, of = self._running.push(close), self._condition
        if value is None:
            return None
        return bool(rsi_beyond(np.array([value]), of.threshold, above=of.direction == "above")[0])

    def _memory(self) -> Any:
        return self._running.state()

    def _remember(self, memory: Any) -> None:
        self._running.restore(memory)


class _EmaCross(Watch):
    def __init__(self, condition: MaCross, interval: int) -> None:
        super().__init__(interval, condition.timeframe)
        self._condition, self._gap, self._side = condition, Gap(condition.fast, condition.slow), Side()
        self._close = 0.0

    def words(self) -> str:
        return self._condition.words(self._close + self._gap.fast_off, self._close + self._gap.slow_off)

    def _take(self, time: int, close: float, volume: float) -> bool | None:  # noqa: ARG002 - as every watch
        self._close, gap = close, self._gap.push(close)
        return None if gap is None else self._side.push(*gap) == _WANTED[self._condition.direction]

    def _memory(self) -> Any:
        return [self._close, self._gap.state(), self._side.value]

    def _remember(self, memory: Any) -> None:
        self._close, gap, self._side.value = memory
        self._gap.restore(gap)


class _Macd(Watch):
    def __init__(self, condition: MacdCross, interval: int) -> None:
        super().__init__(interval, condition.timeframe)
        self._condition, self._gap, self._side = condition, Gap(condition.fast, condition.slow), Side()
        self._line = Smoothed(condition.signal)

    def words(self) -> str:
        return self._condition.words()

    def _take(self, time: int, close: float, volume: float) -> bool | None:  # noqa: ARG002 - as every watch
        gap = self._gap.push(close)
        over = gap and self._line.push(*gap)
        return None if over is None else self._side.push(*over) == _WANTED[self._condition.direction]

    def _memory(self) -> Any:
        return [self._gap.state(), self._line.state(), self._side.value]

    def _remember(self, memory: Any) -> None:
        gap, line, self._side.value = memory
        self._gap.restore(gap)
        self._line.restore(line)


_WANTED = {"above": 1, "below": -1}


class _Last:
    """The last `size` values as one array; they are moved only once in `size` values."""

    def __init__(self, size: int) -> None:
        self._size, self._end = size, 0
        self._room = np.empty(size + max(size, 64))

    @property
    def full(self) -> bool:
        return self._end >= self._size

    @property
    def all(self) -> Floats:
        """Those there are, at most `size`, the newest last; valid until the next is added."""
        return self._room[max(0, self._end - self._size) : self._end]

    def add(self, value: float) -> None:
        if self._end == len(self._room):
            kept = self._size - 1
            self._room[:kept] = self._room[self._end - kept :]
            self._end = kept
        self._room[self._end] = value
        self._end += 1


def _candles(interval: int, time: NDArray[np.int64], values: Floats) -> Candles:
    return Candles(interval, time, values, values, values, values, values, np.zeros(len(values), dtype=np.bool_))
