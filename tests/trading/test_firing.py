"""When rules fire: once per turn from false to true, never where something has just become known, at every tick."""

from collections.abc import Callable

import numpy as np
import pytest

from core.errors import InvalidStrategy
from core.trading.backtest import run_backtest
from core.trading.candles import Candles
from core.trading.strategy import Strategy
from tests.trading.tables import DAY, HOUR, MINUTE, MONDAY, Config, closes, watch

M5 = 5 * MINUTE


def level(price: float, direction: str = "above", token: str = "PEPE") -> Config:  # noqa: S107 - a ticker
    return {"type": "price_level", "token": token, "price": price, "direction": direction}


def drop(threshold: float, timeframe: str = "1h") -> Config:
    return {"type": "price_drop", "token": "PEPE", "threshold": threshold, "timeframe": timeframe}


def rise(threshold: float, timeframe: str = "1h") -> Config:
    return {"type": "price_rise", "token": "PEPE", "threshold": threshold, "timeframe": timeframe}


def every(duration: str, **more: str) -> Config:
    return {"type": "schedule", "token": "PEPE", "every": duration, **more}


# --- edges --------------------------------------------------------------------------------------------------------


def test_a_level_held_for_fifty_candles_is_one_signal() -> None:
    assert watch(closes(1, *[2.0] * 50, 1, 1), level(1.5)) == [1]


def test_a_level_fires_again_after_it_has_been_false() -> None:
    assert watch(closes(1, 2, 2, 1, 2, 1, 1, 2), level(1.5)) == [1, 4, 7]


def test_a_level_is_at_or_beyond_on_the_named_side() -> None:
    assert watch(closes(1, 1.5, 1, 1.51), level(1.5)) == [1, 3]
    assert watch(closes(2, 1.5, 2, 1.49), level(1.5, "below")) == [1, 3]


def test_what_is_true_on_the_first_candle_does_not_fire_there() -> None:
    assert watch(closes(2, 2, 1, 2), level(1.5)) == [3]


def test_a_drop_true_on_its_first_knowable_candle_does_not_fire() -> None:
    # 4 candles of 1h; "in 2h" is first known at row 2.
    assert watch(closes(100, 100, 90, 89, 100, 80), drop(5, "2h")) == [5]
    assert watch(closes(100, 100, 100, 90), drop(5, "2h")) == [3]


def test_every_fall_is_measured_against_the_close_one_timeframe_earlier() -> None:
    # After a flat hour a slide of 0.5 % per candle: 12 candles of 5m are one hour.
    slide = [100.0] * 14 + [100 * 0.995**k for k in range(1, 13)]
    assert watch(closes(*slide, interval=M5), drop(5, "1h")) == [14 + 10]  # 0.995^11 = 0.9464
    assert watch(closes(*slide, interval=M5), drop(5, "5m")) == []


def test_nothing_fires_where_one_of_the_joined_conditions_has_just_become_known() -> None:
    # At row 3 the slower window becomes known; the level turns true at that very row.
    prices = closes(100, 100, 100, 110, 110, 100, 110)
    for match in ("any", "all"):
        assert 3 not in watch(prices, level(105), rise(5, "3h"), match=match)
    # Alone the level fires there, and the rise (true on its first knowable row) does not.
    assert watch(prices, level(105)) == [3, 6]
    assert watch(prices, rise(5, "3h")) == []


def test_a_state_known_before_may_fire_while_another_is_still_unknown() -> None:
    # Unknown counts as false: in an `any` rule the level fires alone …
    prices = closes(100, 110, 100, 100, 100, 116)
    assert watch(prices, level(105), rise(5, "4h"), match="any") == [1, 5]
    # … in an `all` rule nothing can.
    assert watch(prices, level(105), rise(5, "4h"), match="all") == [5]


def test_any_turns_true_once_for_overlapping_conditions() -> None:
    # The level is true from row 2, the rise joins at row 4: their `or` has been true all the time.
    assert watch(closes(100, 100, 106, 106, 120, 120, 100), level(105), rise(10), match="any") == [2]


def test_all_fires_when_the_last_one_joins_and_again_after_one_has_left() -> None:
    prices = closes(100, 106, 106, 120, 120, 135, 100)
    assert watch(prices, level(105), rise(10), match="all") == [3, 5]


def test_two_rules_are_two_edges_where_any_is_one() -> None:
    act = [{"type": "notify", "token": "PEPE"}]
    rules = [{"conditions": [c], "actions": act} for c in (level(105), rise(10))]
    result = run_backtest(Strategy.from_config({"rules": rules}), closes(100, 106, 106, 120, 120, 100))
    assert [((s.time - MONDAY) // HOUR, s.rule) for s in result.signals] == [(1, 0), (3, 1)]


Known = tuple[Config, int]
WARM_UP: list[Known] = [
    (drop(50, "3h"), 3),
    (rise(5, "3h"), 3),
    ({"type": "volume_spike", "token": "PEPE", "threshold": 50, "timeframe": "3h"}, 5),
    (level(5), 0),
    ({"type": "rsi", "token": "PEPE", "threshold": 50, "direction": "above", "period": 4}, 4),
    ({"type": "ma_cross", "token": "PEPE", "fast": 2, "slow": 5, "direction": "above"}, 4),
    ({"type": "ma_cross", "token": "PEPE", "fast": 1, "slow": 5, "direction": "above", "kind": "ema"}, 4),
    ({"type": "macd_cross", "token": "PEPE", "fast": 2, "slow": 4, "signal": 3, "direction": "above"}, 5),
    ({"type": "bollinger", "token": "PEPE", "period": 5, "std": 1, "direction": "above"}, 4),
]


@pytest.mark.parametrize(("condition", "known"), WARM_UP, ids=lambda v: str(v["type"]) if isinstance(v, dict) else "")
def test_each_condition_becomes_known_on_its_own_candle(condition: Config, known: int) -> None:
    """A joined level that turns true on row k fires, unless k is the row where the other becomes known."""
    for row in range(1, 9):
        # Falls ever faster (so that nothing watched here is met), and the bell rings at `row`.
        prices = closes(*[4 - 0.01 * i**2 for i in range(12)])
        bell = closes(*[2.0 if i == row else 1.0 for i in range(12)])
        fired = watch({"PEPE": prices, "BELL": bell}, condition, level(1.5, token="BELL"), match="any")
        assert fired == ([] if row == known else [row])


# --- schedules ----------------------------------------------------------------------------------------------------


def flat(n: int, *, start: int = MONDAY, interval: int = HOUR) -> Candles:
    return closes(*[1.0] * n, start=start, interval=interval)


def ticks(candles: Candles, condition: Config) -> list[int]:
    """The rows where the clock ticks; the first row never fires, so one is put in front of it."""
    start = int(candles.time[0]) - candles.interval
    return [row - 1 for row in watch(flat(len(candles) + 1, start=start, interval=candles.interval), condition)]


def test_a_clock_ticks_at_multiples_of_its_duration_since_the_epoch() -> None:
    assert ticks(flat(10), every("4h")) == [0, 4, 8]
    assert ticks(flat(10, start=MONDAY + HOUR), every("4h")) == [3, 7]
    # 1704067200 = 473,352 hours since the epoch; 473,352 = 5 × 94,670 + 2.
    assert ticks(flat(10), every("5h")) == [3, 8]


def test_a_clock_with_a_time_of_day_is_shifted_to_it() -> None:
    assert ticks(flat(50), every("1d", at="09:00")) == [9, 33]
    assert ticks(flat(50), every("1d", at="09:30")) == [9, 33]  # within the candle that opens at 9
    assert ticks(flat(24), every("8h", at="09:00")) == [1, 9, 17]


def test_a_clock_with_a_weekday_ticks_on_it() -> None:
    days = flat(30, interval=DAY)
    for weekday, first in zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), range(7), strict=True):
        assert ticks(days, every("1w", weekday=weekday)) == list(range(first, 30, 7))
    # Every second Monday since Monday 5 January 1970: 2024-01-01 is 2,817 weeks later, so 8 January is one.
    assert ticks(days, every("2w", weekday="mon")) == [7, 21]
    # Weeks without a weekday are multiples since the epoch, a Thursday.
    assert ticks(days, every("1w")) == [3, 10, 17, 24]


def test_a_weekday_with_a_time_of_day() -> None:
    assert ticks(flat(24 * 9), every("1w", weekday="wed", at="18:00")) == [66]


def test_several_ticks_in_one_candle_are_one() -> None:
    assert ticks(flat(5), every("10m")) == [0, 1, 2, 3, 4]
    assert ticks(flat(5), every("1h")) == [0, 1, 2, 3, 4]
    assert ticks(flat(6), every("90m")) == [0, 1, 3, 4]  # 0:00, 1:30, 3:00, 4:30


def test_a_clock_fires_at_every_tick_and_not_only_the_first() -> None:
    assert watch(flat(6), every("1h")) == [1, 2, 3, 4, 5]


def test_all_with_a_schedule_fires_on_the_ticks_where_the_others_are_true() -> None:
    prices = closes(1, 1, 2, 2, 2, 2, 2, 1, 1, 2, 2, 2, 2)
    assert watch(prices, every("2h"), level(1.5), match="all") == [2, 4, 6, 10, 12]


def test_any_with_a_schedule_fires_at_ticks_and_where_the_others_turn_true() -> None:
    prices = closes(1, 2, 2, 2, 1, 1, 1, 2, 2)
    assert watch(prices, every("3h"), level(1.5), match="any") == [1, 3, 6, 7]


def test_two_schedules_joined_by_all_fire_where_both_tick() -> None:
    assert watch(flat(14), every("4h"), every("6h"), match="all") == [12]


# --- timeframes ---------------------------------------------------------------------------------------------------


def rsi(**more: object) -> Config:
    return {"type": "rsi", "token": "PEPE", "threshold": 50, "direction": "above", "period": 2, **more}


def hour_by_hour(*hours: float, inside: Callable[[int], float] = lambda _: 3.0) -> list[float]:
    """Closes of 5m candles: 11 of noise, then the hour's own close."""
    return [price for close in hours for price in (*(inside(k) for k in range(11)), close)]


def test_an_indicator_changes_only_when_a_candle_of_its_timeframe_closes() -> None:
    # Hours close at 9 8 7 6 9 9; what happens inside them is not seen.
    prices = closes(*hour_by_hour(9, 8, 7, 6, 9, 9), interval=M5)
    # RSI 2 is known with the third hour (0), then 0, then rises with the hour that closes at 9: row 59.
    assert watch(prices, rsi()) == [59]


def test_a_partial_first_candle_is_dropped() -> None:
    whole = hour_by_hour(9, 8, 7, 6, 9, 9)
    late = closes(*([1.0] * 7 + whole), start=MONDAY + 5 * M5, interval=M5)
    # It begins at 0:25: seven candles complete the hour from 0:00, which is no whole one.
    assert watch(late, rsi()) == [7 + 59]


def test_weeks_start_on_monday() -> None:
    # Daily candles from Wednesday 2024-01-03; Sundays are rows 4, 11, 18, 25, 32.
    sundays = {11: 9.0, 18: 8.0, 25: 7.0, 32: 9.0}
    prices = closes(*[sundays.get(i, 3.0) for i in range(40)], start=MONDAY + 2 * DAY, interval=DAY)
    assert watch(prices, rsi(timeframe="1w")) == [32]


def test_days_start_at_midnight_utc() -> None:
    # Hourly candles from 6:00; days close with the rows 17 (partial, dropped), 41, 65, 89, 113.
    ends = {17: 50.0, 41: 9.0, 65: 8.0, 89: 7.0, 113: 9.0}
    prices = closes(*[ends.get(i, 3.0) for i in range(120)], start=MONDAY + 6 * HOUR)
    assert watch(prices, rsi(timeframe="1d")) == [113]


def test_holes_are_filled_so_that_an_hour_is_an_hour() -> None:
    # 5m candles, every third one missing: "1h" is twelve grid candles, not twelve rows.
    kept = np.array([i for i in range(60) if i % 3])
    prices = np.where(kept < 40, 100.0, 90.0)
    times = MONDAY + M5 * kept
    candles = Candles.from_columns(times, prices, prices, prices, prices, np.ones(len(kept)), interval=M5)
    # The first candle is grid row 1; it falls at grid row 40; back to "no fall within an hour" at 52.
    assert watch(candles, drop(5, "1h")) == [39]
    assert watch(candles, {**drop(5, "1h"), "timeframe": "5m"}) == [39]
    assert [float(c) for c in candles.close[36:41]] == [100, 100, 100, 90, 90]


@pytest.mark.parametrize(
    ("timeframe", "interval", "said"),
    [
        ("5m", HOUR, "5m is finer than the candles, which are 1h"),
        ("90m", HOUR, "90m is not a multiple of the candles, which are 1h"),
        ("1h", 7 * MINUTE, "1h is not a multiple of the candles, which are 7m"),
        ("1m", 90, "1m is finer than the candles, which are 90s"),
    ],
)
def test_a_timeframe_the_candles_cannot_serve_is_refused_with_its_path(
    timeframe: str, interval: int, said: str
) -> None:
    with pytest.raises(InvalidStrategy) as refused:
        watch(flat(50, interval=interval), drop(5, timeframe))
    assert [str(p) for p in refused.value.problems] == [f"conditions[0].timeframe: {said}"]
