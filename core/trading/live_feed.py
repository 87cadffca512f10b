"""The candles of one token as they close, and what conditions say of the last one: worked out once for all who ask."""

import math
from dataclasses import dataclass
from typing import Any, Self

from pydantic import TypeAdapter

from core.errors import InvalidCandles
from core.trading.conditions import Condition
from core.trading.live_watches import Watch, watch

_CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


@dataclass(frozen=True, slots=True)
class Candle:
    """A closed candle, prices in USD; a range that leaves out its open or close is widened to them.

    Raises InvalidCandles where a number is none, a price is not above 0, volume is negative or high is below low.
    """

    open: float
    high: float
    low: float
    close: float
    volume: float

    def __post_init__(self) -> None:
        o, h, lo, c, volume = self.open, self.high, self.low, self.close, self.volume
        # Comparisons with what is not a number are false.
        if not (0 < lo <= h < math.inf and 0 < o < math.inf and 0 < c < math.inf and 0 <= volume < math.inf):
            raise InvalidCandles(self._fault())
        if h < o or h < c or lo > o or lo > c:
            object.__setattr__(self, "high", max(h, o, c))
            object.__setattr__(self, "low", min(lo, o, c))

    @classmethod
    def still(cls, price: float) -> Self:
        """A candle in which nothing was traded."""
        return cls(price, price, price, price, 0.0)

    def _fault(self) -> str:
        for name in self.__slots__:
            value = getattr(self, name)
            if not math.isfinite(value):
                return f"{name} is not a number"
            if value < 0 or (value == 0 and name != "volume"):
                return f"{name} is {'below' if name == 'volume' else 'not above'} 0"
        return "high is below low"


class Feed:
    """One token on a grid of `interval` seconds from its first candle on, without holes.

    `time`: open of its last candle, Unix seconds, None before the first. Several runs may share a feed when they are
    fed in step: each time for all of them before the next.
    """

    def __init__(self, interval: int) -> None:
        self.interval = interval
        self.time: int | None = None
        self.candle: Candle | None = None
        self._watches: dict[Condition, Watch] = {}

    def watch(self, condition: Condition) -> Watch:
        """What this condition says; equal ones are one. A new one knows the candles from the next on."""
        if condition not in self._watches:
            self._watches[condition] = watch(condition, self.interval)
        return self._watches[condition]

    def close(self, time: int, candle: Candle | None) -> None:
        """The candle of `time` has closed; None: there was none, the last close is carried on with volume 0.

        Does nothing where it is known. Raises InvalidCandles where one was left out, or the time is long past.
        """
        if time == self.time:
            return
        if self.time is not None and time != self.time + self.interval:
            raise InvalidCandles(f"the candle of {time} does not follow that of {self.time}")
        if candle is None:
            if self.candle is None:
                return
            candle = Candle.still(self.candle.close)
        self.time, self.candle = time, candle
        for each in self._watches.values():
            each.see(time, candle.close, candle.volume)

    def to_json(self, conditions: tuple[Condition, ...] | None = None) -> dict[str, Any]:
        """Plain data with which it goes on; `conditions`: those still of interest, all unless given."""
        kept = {c: w for c, w in self._watches.items() if conditions is None or c in conditions}
        candle = self.candle and [self.candle.open, self.candle.high, self.candle.low, self.candle.close]
        return {
            "interval": self.interval,
            "time": self.time,
            "candle": candle and [*candle, self.candle and self.candle.volume],
            "watches": [[_CONDITION.dump_python(c, exclude_none=True), w.state()] for c, w in kept.items()],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """As `to_json` left it."""
        feed = cls(data["interval"])
        feed.time, feed.candle = data["time"], data["candle"] and Candle(*data["candle"])
        for condition, state in data["watches"]:
            feed.watch(_CONDITION.validate_python(condition)).restore(state)
        return feed
