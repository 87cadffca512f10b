"""What a stream watches, and how far each of it is known: no candle is passed on twice, none is left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from core.ave.addresses import token_id
from core.ave.frames import CandleFrame, PriceFrame
from core.ave.points import Point
from core.market import Token

Source = Literal["stream", "polling", "repair"]
LATE = 5.0
"""Seconds after its close until an open candle is taken for closed though none has followed."""


@dataclass(frozen=True, slots=True)
class PriceSeen:
    """A new price in USD; `at` in Unix seconds."""

    token: Token
    price: float
    at: float
    source: Source


@dataclass(frozen=True, slots=True)
class CandleSeen:
    """A candle as it stands, or, `closed`, as it stays."""

    token: Token
    interval: int
    point: Point
    closed: bool
    source: Source


Event = PriceSeen | CandleSeen
Pass = Callable[[Event], None]
"""Takes an event; must not raise and must not wait."""


@dataclass(slots=True)
class CandleWatch:
    """The candles of one token and length: `newest` is the open time of the last closed one passed on."""

    token: Token
    interval: int
    pair: str = ""
    newest: int = 0
    open: Point | None = None
    is_behind: bool = True
    """Whether closed candles may be missing: until they are fetched nothing newer is passed on."""

    @property
    def subscription(self) -> list[object]:
        """Parameters of the frame that asks for it."""
        address, _, chain = self.pair.rpartition("-")
        return ["kline", address, f"k{self.interval // 60}", chain]


@dataclass(slots=True)
class Watches:
    """Everything watched; `out` takes the events."""

    out: Pass
    prices: dict[str, Token] = field(default_factory=dict)
    candles: dict[tuple[str, int], CandleWatch] = field(default_factory=dict)

    def price(self, frame: PriceFrame, now: float) -> None:
        """Pass a price on, where it is of a token that is watched."""
        token = self.prices.get(frame.token_id)
        if token:
            self.out(PriceSeen(token, frame.price, frame.time or now, "stream"))

    def candle(self, frame: CandleFrame) -> None:
        """Pass a candle on: a newer one than the open one closes that."""
        for watch in self.candles.values():
            if (watch.pair, watch.interval) != (frame.pair_id, frame.interval) or frame.point[0] <= watch.newest:
                continue
            if watch.is_behind:
                continue
            if watch.open and frame.point[0] < watch.open[0]:
                continue
            if watch.open and frame.point[0] > watch.open[0]:
                self._close(watch, watch.open, "stream")
            watch.open = frame.point
            self.out(CandleSeen(watch.token, watch.interval, frame.point, closed=False, source="stream"))

    def close_late(self, now: float) -> None:
        """Close what has ended and was followed by nothing: nobody trades just now."""
        for watch in self.candles.values():
            if watch.open and _is_late(watch, now):
                self._close(watch, watch.open, "stream")

    def is_any_late(self, now: float) -> bool:
        """Whether one waits for its end to be confirmed."""
        return any(_is_late(watch, now) for watch in self.candles.values())

    def closed(self, watch: CandleWatch, points: Iterable[Point], source: Source) -> None:
        """Pass on those closed candles that have not been; none is missing now."""
        watch.is_behind = False
        for point in points:
            if point[0] > watch.newest:
                self._close(watch, point, source)

    def break_off(self) -> None:
        """After a break nothing is known of the candles that were open, nor of those that came meanwhile."""
        for watch in self.candles.values():
            watch.open, watch.is_behind = None, True

    def _close(self, watch: CandleWatch, point: Point, source: Source) -> None:
        watch.newest = max(watch.newest, point[0])
        if watch.open and watch.open[0] <= point[0]:
            watch.open = None
        self.out(CandleSeen(watch.token, watch.interval, point, closed=True, source=source))


def _is_late(watch: CandleWatch, now: float) -> bool:
    return watch.open is not None and watch.open[0] + watch.interval + LATE <= now


def watch_id(token: Token) -> str:
    """The market's id of a token."""
    return token_id(token.address, token.chain)
