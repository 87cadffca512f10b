"""Exits, one table for each rule of the contract about what ends a position and at which price."""

import pytest

from tests.trading.tables import HOUR, Bar, about, buy, entries, exits, not_executed, play, sell

BOTH = {"stop_loss_percent": 3, "take_profit_percent": 10}
"""Bought at 100: stop at 97, target at 110."""


@pytest.mark.parametrize(
    ("candle", "price", "reason"),
    [
        ((100, 101, 97, 100), 97, "stop_loss"),  # touched to the point
        ((100, 101, 97.01, 100), None, "open"),  # not quite
        ((100, 110, 98, 100), 110, "take_profit"),  # touched to the point
        ((100, 109.99, 98, 100), None, "open"),  # not quite
        ((95, 96, 94, 95), 95, "stop_loss"),  # opens below the stop: filled at the open
        ((97, 99, 96, 98), 97, "stop_loss"),  # opens at the stop
        ((115, 116, 114, 115), 115, "take_profit"),  # opens above the target: filled at the open
        ((110, 112, 109, 111), 110, "take_profit"),  # opens at the target
        ((100, 112, 96, 105), 97, "stop_loss"),  # both touched inside: the stop is assumed first
        ((115, 116, 90, 95), 115, "take_profit"),  # opened beyond the target: that came first, at the open
        ((95, 120, 90, 118), 95, "stop_loss"),  # opened beyond the stop: that came first, at the open
    ],
)
def test_stop_and_target_on_a_later_candle(candle: Bar, price: float | None, reason: str) -> None:
    result = play([100, 100, 100, candle], ("-x--", buy()), **BOTH)
    ((row, at, why),) = exits(result)
    assert (row, why) == (3, reason)
    assert price is None or at == about(price, rel=1e-14)


@pytest.mark.parametrize(
    ("candle", "price", "reason"),
    [
        ((115, 109, 98, 105), 115, "take_profit"),
        ((95, 105, 99, 100), 95, "stop_loss"),
        ((100, 105, 98, 96), 97, "stop_loss"),
    ],
)
def test_an_open_or_close_outside_the_range_of_its_candle_counts_as_touched(
    candle: Bar, price: float, reason: str
) -> None:
    assert exits(play([100, 100, 100, candle, 100], ("-x---", buy()), **BOTH)) == [(3, about(price), reason)]


@pytest.mark.parametrize(
    ("candle", "price", "reason"),
    [
        ((100, 101, 96, 100), 97, "stop_loss"),
        ((100, 111, 98, 100), 110, "take_profit"),
        ((100, 112, 96, 105), 97, "stop_loss"),  # both on the fill candle: the stop first
    ],
)
def test_stop_and_target_on_the_fill_candle(candle: Bar, price: float, reason: str) -> None:
    assert exits(play([100, 100, candle, 100], ("-x--", buy()), **BOTH)) == [(2, about(price), reason)]


def test_an_exit_closes_the_whole_position_whatever_entries_made_it() -> None:
    result = play([100, 100, 100, 100, 90, 90], ("-x----", buy(10)), ("--x---", buy(20)), stop_loss_percent=3)
    assert [(row, reason) for row, _, reason in exits(result)] == [(4, "stop_loss")]
    assert result.metrics.final_equity == about(10_000 - 2_800 * 0.1, rel=1e-12)  # 1,000 + 1,800 lost 10 %


def test_max_hold_leaves_at_the_first_open_at_or_after_its_time() -> None:
    prices = [100, 100, 100, 101, 102, 103, 104]
    # Bought at the open of candle 2.
    for max_hold, row in (("1h", 3), ("2h", 4), ("90m", 4), ("30m", 3), ("4h", 6)):
        assert exits(play(prices, ("-x-----", buy()), max_hold=max_hold)) == [(row, prices[row], "max_hold")]
    assert exits(play(prices, ("-x-----", buy()), max_hold="5h")) == [(6, 104, "open")]


def test_max_hold_counts_from_the_first_entry_of_the_position() -> None:
    result = play([100] * 7, ("-x-----", buy(10)), ("--x----", buy(10)), max_hold="3h")
    assert entries(result) == [(2, 100), (3, 100)]
    assert exits(result) == [(5, 100, "max_hold")]


def test_a_stop_and_max_hold_at_one_open_is_a_stop() -> None:
    result = play([100, 100, 100, 100, 95, 95], ("-x----", buy()), max_hold="2h", **BOTH)
    assert exits(result) == [(4, 95, "stop_loss")]


def test_a_target_and_max_hold_at_one_open_is_a_target() -> None:
    result = play([100, 100, 100, 100, 115, 95], ("-x----", buy()), max_hold="2h", **BOTH)
    assert exits(result) == [(4, 115, "take_profit")]


def test_a_partial_target_and_max_hold_at_one_open_share_the_position() -> None:
    targets = [{"profit_percent": 10, "sell_percent": 40}]
    result = play([100, 100, 100, 100, 115], ("-x---", buy()), max_hold="2h", targets=targets)
    assert exits(result) == [(4, 115, "target"), (4, 115, "max_hold")]
    assert [t.quantity for t in result.trades] == [about(40), about(60)]


def test_max_hold_at_the_open_comes_before_a_stop_inside_the_candle() -> None:
    result = play([100, 100, 100, 100, (100, 100, 50, 60), 60], ("-x----", buy()), max_hold="2h", **BOTH)
    assert exits(result) == [(4, 100, "max_hold")]


def test_a_stop_at_the_open_comes_before_a_sell_rule_at_that_open() -> None:
    result = play([100, 100, 100, 90, 90], ("-x---", buy()), ("--x--", sell(50)), **BOTH)
    # Sold whole by the stop; the rule's "sell half" finds nothing.
    assert exits(result) == [(3, 90, "stop_loss")]
    assert not_executed(result) == [(2, "nothing is held")]


def test_a_sell_rule_at_the_open_comes_before_a_stop_inside_the_candle() -> None:
    result = play([100, 100, 100, (98, 99, 90, 95), 95], ("-x---", buy()), ("--x--", sell(50)), **BOTH)
    assert exits(result) == [(3, 98, "rule"), (3, 97, "stop_loss")]


def test_money_from_an_exit_at_the_open_pays_for_a_buy_at_that_open() -> None:
    result = play([100, 100, 100, 90, 90], ("-x---", buy(100)), ("--x--", buy(50)), **BOTH)
    # Out at 90 with 9,000; half of that buys 50 pieces at once.
    assert [(f.side, f.quantity) for f in result.fills] == [("buy", 100), ("sell", 100), ("buy", about(50))]


# --- trailing stop -----------------------------------------------------------------------------------------------


def test_the_trailing_stop_follows_the_highest_high_up_to_the_previous_candle() -> None:
    rows: list[Bar] = [100, 100, (100, 104, 99, 104), (104, 120, 104, 118), (118, 119, 107, 110), 110]
    result = play(rows, ("-x----", buy()), trailing_stop_percent=10)
    # 2: from the fill price 100, level 90 (low 99). 3: high so far 104, level 93.6 (low 104), not from its own 120.
    # 4: high so far 120, level 108: low 107 is out at 108.
    assert exits(result) == [(4, about(108), "trailing_stop")]


def test_the_high_of_a_candle_does_not_raise_the_level_it_is_judged_by() -> None:
    result = play([100, 100, 100, (100, 200, 95, 190), 185], ("-x---", buy()), trailing_stop_percent=10)
    # Candle 3 falls to 95 > 90; candle 4 is judged by 200 × 0.9 = 180 < 185.
    assert [reason for *_, reason in exits(result)] == ["open"]


def test_highs_before_the_fill_do_not_count_and_the_first_level_is_from_the_fill_price() -> None:
    rows: list[Bar] = [100, (100, 300, 100, 100), (100, 100, 91, 95), (95, 95, 89, 90)]
    result = play(rows, ("-x--", buy()), slippage=1, trailing_stop_percent=10)
    # Filled at 101: level 90.9, not touched by 91 but by 89.
    assert exits(result) == [(3, about(90.9 * 0.99), "trailing_stop")]


def test_a_candle_that_opens_below_the_trailing_level_leaves_at_the_open() -> None:
    result = play([100, 100, (100, 150, 100, 150), 120, 120], ("-x---", buy()), trailing_stop_percent=10)
    assert exits(result) == [(3, 120, "trailing_stop")]  # level 135


def test_of_stop_loss_and_trailing_stop_the_higher_level_is_the_reason() -> None:
    fixed = play([100, 100, 100, 90], ("-x--", buy()), stop_loss_percent=3, trailing_stop_percent=5)
    assert exits(fixed) == [(3, 90, "stop_loss")]  # 97 against 95
    trailing = play(
        [100, 100, (100, 110, 100, 110), (110, 110, 90, 90)],
        ("-x--", buy()),
        stop_loss_percent=3,
        trailing_stop_percent=5,
    )
    assert exits(trailing) == [(3, about(104.5), "trailing_stop")]  # 97 against 110 × 0.95
    equal = play([100, 100, 100, (100, 100, 90, 90)], ("-x--", buy()), stop_loss_percent=5, trailing_stop_percent=5)
    assert exits(equal) == [(3, 95, "stop_loss")]


def test_the_trailing_stop_beats_a_take_profit_touched_in_the_same_candle() -> None:
    rows: list[Bar] = [100, 100, (100, 108, 100, 108), (108, 112, 101, 105)]
    result = play(rows, ("-x--", buy()), trailing_stop_percent=5, take_profit_percent=10)
    assert exits(result) == [(3, about(102.6), "trailing_stop")]  # 108 × 0.95


def test_a_second_entry_does_not_reset_the_highest_high() -> None:
    rows: list[Bar] = [100, 100, (100, 120, 100, 115), 112, (112, 112, 107, 110)]
    result = play(rows, ("-x---", buy(10)), ("--x--", buy(10)), trailing_stop_percent=10)
    assert exits(result) == [(4, about(108), "trailing_stop")]


# --- targets ------------------------------------------------------------------------------------------------------

LADDER = [{"profit_percent": 20, "sell_percent": 30}, {"profit_percent": 10, "sell_percent": 50}]


def test_targets_are_met_from_the_lowest_up_in_one_candle() -> None:
    result = play([100, 100, 100, (100, 125, 100, 120)], ("-x--", buy()), targets=LADDER)
    assert exits(result) == [(3, about(110), "target"), (3, 120, "target"), (3, 120, "open")]
    assert [t.quantity for t in result.trades] == [about(50), about(30), about(20)]


def test_each_target_sells_once_per_position() -> None:
    result = play([100, 100, 100, 112, 100, 112, 100], ("-x-----", buy()), targets=LADDER)
    assert exits(result) == [(3, 112, "target"), (6, 100, "open")]


def test_a_new_position_has_its_targets_again() -> None:
    rows: list[Bar] = [100, 100, 100, 112, 100, 100, 112, 112]
    result = play(
        rows, ("-x-x----", buy(10)), ("--x-----", sell()), targets=[{"profit_percent": 10, "sell_percent": 50}]
    )
    # The sell rule ends the first position at the open of 3, after its target took half there.
    assert [(row, reason) for row, _, reason in exits(result)] == [
        (3, "target"),
        (3, "rule"),
        (6, "target"),
        (7, "open"),
    ]


def test_a_target_sells_its_percent_of_all_that_was_bought_at_most_what_is_left() -> None:
    # 10,000 buys 100 pieces; a rule sells 80; the target wants 50 and gets the 20 that are left.
    result = play(
        [100, 100, 100, 100, 112],
        ("-x---", buy()),
        ("--x--", sell(80)),
        targets=[{"profit_percent": 10, "sell_percent": 50}],
    )
    assert [(t.quantity, t.exit_reason) for t in result.trades] == [(about(80), "rule"), (about(20), "target")]


def test_what_was_bought_later_counts_for_a_target_too() -> None:
    result = play(
        [100, 100, 100, 100, 120],
        ("-x---", buy(usd=1_000)),
        ("--x--", buy(usd=3_000)),
        targets=[{"profit_percent": 10, "sell_percent": 50}],
    )
    # 10 + 30 pieces; half of 40.
    assert result.trades[0].quantity == about(20)


def test_a_target_comes_before_the_take_profit_at_the_same_level() -> None:
    targets = [{"profit_percent": 10, "sell_percent": 50}]
    result = play([100, 100, 100, (100, 111, 100, 111)], ("-x--", buy()), targets=targets, take_profit_percent=10)
    assert exits(result) == [(3, about(110), "target"), (3, about(110), "take_profit")]
    assert [t.quantity for t in result.trades] == [about(50), about(50)]


def test_a_take_profit_below_a_target_leaves_it_nothing() -> None:
    result = play([100, 100, 100, 150], ("-x--", buy()), targets=LADDER, take_profit_percent=5)
    assert exits(result) == [(3, 150, "take_profit")]


def test_opens_beyond_the_first_target_and_reaches_the_second_inside() -> None:
    result = play([100, 100, 100, (115, 125, 112, 120)], ("-x--", buy()), targets=LADDER)
    assert exits(result) == [(3, 115, "target"), (3, 120, "target"), (3, 120, "open")]


def test_after_a_target_at_the_open_the_stop_still_comes_before_the_next_target() -> None:
    result = play([100, 100, 100, (115, 125, 90, 120)], ("-x--", buy()), targets=LADDER, stop_loss_percent=3)
    # Half at the open; then stop 97 and target 120 both touched inside: the stop first.
    assert exits(result) == [(3, 115, "target"), (3, 97, "stop_loss")]


def test_the_stop_comes_before_targets_touched_in_one_candle() -> None:
    result = play([100, 100, 100, (100, 125, 90, 120)], ("-x--", buy()), targets=LADDER, stop_loss_percent=3)
    assert exits(result) == [(3, 97, "stop_loss")]


def test_targets_that_sell_everything_end_the_position() -> None:
    targets = [{"profit_percent": p, "sell_percent": 100 / 3} for p in (10, 20)]
    targets.append({"profit_percent": 30, "sell_percent": 34})
    result = play([100, 100, 100, 150, 100, 100], ("-x-x--", buy()), targets=targets)
    assert [reason for *_, reason in exits(result)] == ["target", "target", "target", "open"]
    assert entries(result) == [(2, 100), (4, 100)]
    assert result.trades[0].exit_time - result.trades[0].entry_time == HOUR
