"""Which candles a backtest runs on: fine enough for every timeframe of the strategy, few enough to fetch."""

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
from core.trading.strategy import Strategy

DAY = 86_400
PERIODS = {"7d": 7 * DAY, "30d": 30 * DAY, "90d": 90 * DAY, "1y": 365 * DAY}
"""The periods offered for a backtest, in seconds."""
INTERVALS = (60, 300, 900, 1_800, 3_600, 14_400, DAY)
"""The candles a backtest may be run on: 1m, 5m, 15m, 30m, 1h, 4h, 1d."""

Timed = PriceDrop | PriceRise | VolumeSpike | Rsi | MaCross | MacdCross | Bollinger
"""The conditions that have a timeframe."""


def base_interval(
    strategy: Strategy, span_seconds: int, *, finest: int = INTERVALS[0], most_candles: int = 50_000
) -> int:
    """The candle length in seconds for a run over `span_seconds` (add the warm-up to the period first).

    The finest of INTERVALS, from the market's `finest` on, that divides every timeframe of the conditions and keeps
    within `most_candles`; where those that divide are all too many candles, the coarsest of them. The clock of a
    schedule is followed to the minute only where that is affordable. Where nothing divides (a timeframe below the
    market's finest candle), the finest there is: the run itself then names the timeframe it cannot do.
    """
    offered = [interval for interval in INTERVALS if interval >= finest] or [finest]
    sliding, clocks = _timeframes(strategy), _clocks(strategy)
    dividing = _dividing(offered, sliding)
    choices = _dividing(dividing, clocks), dividing
    affordable = (i for choice in choices for i in choice if span_seconds <= i * most_candles)
    return next(affordable, dividing[-1] if dividing else offered[0])


def warm_up_seconds(strategy: Strategy) -> int:
    """How long before its first candle a run must be given candles so that every condition is known from the start.

    Known one candle before, even, as a rule never fires on the candle that first knows it, and with the partial
    candle of an indicator's own timeframe that is dropped. 0 where nothing needs to be remembered.
    """
    return max(map(_warm_up, strategy.conditions()))


def _timeframes(strategy: Strategy) -> list[int]:
    return [seconds(c.timeframe) for c in strategy.conditions() if not isinstance(c, PriceLevel | Schedule)]


def _clocks(strategy: Strategy) -> list[int]:
    """The lengths on which a candle must end for the ticks of the schedules to fall on candle opens."""
    schedules = [c for c in strategy.conditions() if isinstance(c, Schedule)]
    return [length for s in schedules for length in (seconds(s.every), _seconds_of_day(s.at or "00:00"))]


def _seconds_of_day(at: str) -> int:
    hours, minutes = at.split(":")
    return int(hours) * 3_600 + int(minutes) * 60


def _dividing(intervals: list[int], lengths: list[int]) -> list[int]:
    return [interval for interval in intervals if not any(length % interval for length in lengths)]


def _warm_up(condition: Condition) -> int:
    if isinstance(condition, PriceLevel | Schedule):
        return 0
    return (_candles_needed(condition) + 1) * seconds(condition.timeframe)


def _candles_needed(condition: Timed) -> int:
    """Closed candles of the condition's timeframe it must have seen."""
    match condition:
        case PriceDrop() | PriceRise():
            return 1
        case VolumeSpike():
            return 2
        case Rsi(period=period):
            return period + 1
        case MaCross(slow=slow):
            return slow
        case MacdCross(slow=slow, signal=signal):
            return slow + signal - 1
        case Bollinger(period=period):
            return period
