"""What can become true of a token: each kind of condition with its fields and their bounds."""

from functools import cache
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from core.trading import indicators, numbers
from core.trading.candles import Candles
from core.trading.clocks import ticking
from core.trading.durations import Duration, seconds
from core.trading.readings import Reading, plainly
from core.trading.ties import DOWN_TO, UP_TO
from core.trading.timeframes import candles_in, frames

CHAIN_NAMES = {
    "ethereum": "eth",
    "mainnet": "eth",
    "bnb": "bsc",
    "bnbchain": "bsc",
    "bnb chain": "bsc",
    "bnb smart chain": "bsc",
    "binance smart chain": "bsc",
    "sol": "solana",
}
"""Other names of chains, as people write them; the values are the market's own."""

Direction = Literal["above", "below"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _symbol(value: Any) -> Any:
    return value.strip().removeprefix("$").upper() if isinstance(value, str) else value


def _chain(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    name = value.strip().lower()
    return CHAIN_NAMES.get(name, name)


Symbol = Annotated[str, BeforeValidator(_symbol), StringConstraints(pattern=r"^[^\s<>&\x00-\x1f]{1,32}$")]
Chain = Annotated[str, BeforeValidator(_chain), StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")]
Address = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_:.-]{3,128}$")]
Percent = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
Dollars = Annotated[float, Field(gt=0, le=1e15, allow_inf_nan=False)]
Length = Annotated[int, Field(ge=1, le=5_000)]


def _at_most_60_weeks(value: str) -> str:
    if seconds(value) > 60 * 604_800:
        raise ValueError("must be at most 60w")
    return value


Every = Annotated[Duration, AfterValidator(_at_most_60_weeks)]


class Schema(BaseModel):
    """Frozen, strict about types, and closed: an unknown key is refused, never dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class TokenCondition(Schema):
    """What every condition has: the token it watches, its chain and, once confirmed, its contract address."""

    token: Symbol
    chain: Chain = "bsc"
    address: Address | None = None

    def read(self, candles: Candles) -> Reading:
        """What it says about each of these candles of its token; its timeframe must fit them."""
        raise NotImplementedError


class PriceDrop(TokenCondition):
    """Close has fallen by at least `threshold` percent against the close one `timeframe` earlier."""

    type: Literal["price_drop"]
    threshold: Annotated[float, Field(gt=0, lt=100, allow_inf_nan=False)]
    timeframe: Duration = "1h"

    def read(self, candles: Candles) -> Reading:
        window, close = candles_in(self.timeframe, candles), candles.close
        met = indicators.fell(close, window, self.threshold)
        return Reading(met, min(window, len(close)), lambda i: self._words(close[i - window], close[i]))

    def _words(self, before: float, now: float) -> str:
        fall = numbers.percent(100 * (1 - now / before), signed=False)
        return f"{self.token} fell {fall} in {self.timeframe} (at least {plainly(self.threshold)} %)"


class PriceRise(TokenCondition):
    """Close has risen by at least `threshold` percent against the close one `timeframe` earlier."""

    type: Literal["price_rise"]
    threshold: Percent
    timeframe: Duration = "1h"

    def read(self, candles: Candles) -> Reading:
        window, close = candles_in(self.timeframe, candles), candles.close
        met = indicators.rose(close, window, self.threshold)
        return Reading(met, min(window, len(close)), lambda i: self._words(close[i - window], close[i]))

    def _words(self, before: float, now: float) -> str:
        rise = numbers.percent(100 * (now / before - 1), signed=False)
        return f"{self.token} rose {rise} in {self.timeframe} (at least {plainly(self.threshold)} %)"


class VolumeSpike(TokenCondition):
    """Volume of the last `timeframe` is at least `threshold` percent more than that of the one before it."""

    type: Literal["volume_spike"]
    threshold: Percent
    timeframe: Duration = "1h"

    def read(self, candles: Candles) -> Reading:
        window, volume = candles_in(self.timeframe, candles), candles.volume
        met = indicators.volume_grew(volume, window, self.threshold)

        def words(i: int) -> str:
            now, before = volume[i - window + 1 : i + 1].sum(), volume[i - 2 * window + 1 : i - window + 1].sum()
            more = numbers.percent(100 * (now / before - 1), signed=False)
            span = f"{self.timeframe} than in the {self.timeframe} before"
            return f"{self.token} traded {more} more in {span} (at least {plainly(self.threshold)} %)"

        return Reading(met, min(2 * window - 1, len(volume)), words)


class PriceLevel(TokenCondition):
    """Close is at or beyond `price` (USD) on the named side."""

    type: Literal["price_level"]
    price: Dollars
    direction: Direction

    def read(self, candles: Candles) -> Reading:
        close = candles.close
        met = close >= self.price * DOWN_TO if self.direction == "above" else close <= self.price * UP_TO
        return Reading(met, 0, lambda i: self._words(close[i]))

    def _words(self, close: float) -> str:
        level = numbers.price(self.price)
        return f"{self.token} is at ${numbers.price(close)} (at or {self.direction} ${level})"


class Rsi(TokenCondition):
    """Wilder's RSI over `period` candles of `timeframe` is beyond the threshold."""

    type: Literal["rsi"]
    threshold: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
    direction: Direction
    period: Annotated[int, Field(ge=2, le=5_000)] = 14
    timeframe: Duration = "1h"

    def read(self, candles: Candles) -> Reading:
        of = frames(candles, self.timeframe)
        values = indicators.rsi(of.close, self.period)
        met = indicators.rsi_beyond(values, self.threshold, above=self.direction == "above")
        states, known_from = of.spread(met, self.period), of.row(self.period)
        return Reading(states, known_from, lambda i: self.words(float(values[of.frame(i) - self.period])))

    def words(self, value: float) -> str:
        """What is said where this RSI was observed."""
        side = f"{self.direction} {plainly(self.threshold)}"
        return f"RSI {self.period} of {self.token} on {self.timeframe} is {numbers.ratio(value)} ({side})"


class MaCross(TokenCondition):
    """The fast average is above (below) the slow one; `fast: 1` is the price itself."""

    type: Literal["ma_cross"]
    fast: Length
    slow: Length
    kind: Literal["sma", "ema"] = "sma"
    direction: Direction
    timeframe: Duration = "1h"

    @field_validator("slow")
    @classmethod
    def _slow_is_slower(cls, slow: int, known: ValidationInfo) -> int:
        return _slower(slow, known)

    def read(self, candles: Candles) -> Reading:
        of = frames(candles, self.timeframe)
        beyond = indicators.sma_beyond if self.kind == "sma" else indicators.ema_beyond
        met = beyond(of.close, self.fast, self.slow, above=self.direction == "above")
        offsets = cache(lambda length: indicators.ema_off(of.close, length))

        def average(length: int, frame: int) -> float:
            if self.kind == "sma":
                return float(np.mean(of.close[frame - length + 1 : frame + 1]))
            return float(of.close[frame] + offsets(length)[frame - length + 1])

        def words(i: int) -> str:
            return self.words(average(self.fast, of.frame(i)), average(self.slow, of.frame(i)))

        return Reading(of.spread(met, self.slow - 1), of.row(self.slow - 1), words)

    def words(self, fast: float, slow: float) -> str:
        """What is said where these averages were observed."""
        name = f"{self.kind.upper()} {self.fast} of {self.token}" if self.fast > 1 else self.token
        other = f"{self.kind.upper()} {self.slow} at ${numbers.price(slow)}"
        return f"{name} is at ${numbers.price(fast)}, {self.direction} {other} on {self.timeframe}"


class MacdCross(TokenCondition):
    """The MACD line is above (below) its signal line."""

    type: Literal["macd_cross"]
    fast: Length = 12
    slow: Annotated[Length, Field(validate_default=True)] = 26
    signal: Length = 9
    direction: Direction
    timeframe: Duration = "1h"

    @field_validator("slow")
    @classmethod
    def _slow_is_slower(cls, slow: int, known: ValidationInfo) -> int:
        return _slower(slow, known)

    def read(self, candles: Candles) -> Reading:
        of, above = frames(candles, self.timeframe), self.direction == "above"
        met = indicators.macd_beyond(of.close, self.fast, self.slow, self.signal, above=above)
        warm_up = self.slow + self.signal - 2
        return Reading(of.spread(met, warm_up), of.row(warm_up), lambda _: self.words())

    def words(self) -> str:
        """What is said where the lines stand so."""
        name = f"MACD {self.fast}/{self.slow} of {self.token} on {self.timeframe}"
        return f"{name} is {self.direction} its signal line of {self.signal}"


class Bollinger(TokenCondition):
    """Close is above the upper (below the lower) band of `std` deviations over `period` candles."""

    type: Literal["bollinger"]
    period: Annotated[int, Field(ge=2, le=5_000)] = 20
    std: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] = 2
    direction: Direction
    timeframe: Duration = "1h"

    def read(self, candles: Candles) -> Reading:
        of, above = frames(candles, self.timeframe), self.direction == "above"
        met = indicators.outside_band(of.close, self.period, self.std, above=above)

        def words(i: int) -> str:
            last = of.close[of.frame(i) - self.period + 1 : of.frame(i) + 1]
            band = float(np.mean(last)) + (self.std if above else -self.std) * float(np.std(last))
            which = f"{'upper' if above else 'lower'} Bollinger band at ${numbers.price(band)}"
            return f"{self.token} is at ${numbers.price(last[-1])}, {self.direction} the {which} on {self.timeframe}"

        return Reading(of.spread(met, self.period - 1), of.row(self.period - 1), words)


class Schedule(TokenCondition):
    """A tick of a clock: multiples of `every` since the Unix epoch, shifted to `at` (UTC) and `weekday`."""

    type: Literal["schedule"]
    every: Every
    at: Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] | None = None
    weekday: Weekday | None = None

    @field_validator("weekday")
    @classmethod
    def _weekday_needs_weeks(cls, weekday: Weekday | None, known: ValidationInfo) -> Weekday | None:
        if weekday is not None and seconds(known.data.get("every", "1w")) % 604_800:
            raise ValueError("needs an `every` of whole weeks, such as 1w")
        return weekday

    def read(self, candles: Candles) -> Reading:
        met = ticking(candles, seconds(self.every), at=self.at, weekday=self.weekday)
        when = (f" on {self.weekday}" if self.weekday else "") + (f" at {self.at} UTC" if self.at else "")
        return Reading(met, 0, lambda _: f"the clock of {self.token}: every {self.every}{when}", ticks=True)


Condition = Annotated[
    PriceDrop | PriceRise | VolumeSpike | PriceLevel | Rsi | MaCross | MacdCross | Bollinger | Schedule,
    Field(discriminator="type"),
]


def _slower(slow: int, known: ValidationInfo) -> int:
    fast = known.data.get("fast")
    if fast is not None and fast >= slow:
        raise ValueError(f"must be greater than fast, which is {fast}")
    return slow
