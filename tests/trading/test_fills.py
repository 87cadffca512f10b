"""Entries and their price: where a rule that fired is filled, what it costs, and what happens on that very candle."""

from tests.trading.tables import about, buy, entries, exits, not_executed, only, play, sell


def test_a_rule_that_fires_at_a_close_fills_at_the_next_open() -> None:
    result = play([100, (100, 120, 90, 110), (104, 130, 80, 90), 100], ("-x--", buy()))
    # Fired at the close of candle 1 (110); candle 2 opens at 104.
    assert entries(result) == [(2, 104)]


def test_a_flat_round_trip_loses_exactly_the_fee_and_the_slippage_of_both_sides() -> None:
    result = play([100] * 5, ("-x---", buy()), ("--x--", sell()), fee=0.3, slippage=0.1)
    # Bought at 100 × 1.001, fee on top; sold at 100 × 0.999, fee off: 0.999 × 0.997 / (1.001 × 1.003) of it is left.
    left = 10_000 * 0.999 * 0.997 / (1.001 * 1.003)
    trade = only(result.trades)
    assert trade.entry_price == about(100.1, rel=1e-14)
    assert trade.exit_price == about(99.9, rel=1e-14)
    assert result.metrics.final_equity == about(left, rel=1e-12)
    assert trade.profit == about(left - 10_000, rel=1e-12)
    assert trade.profit_percent == about(100 * (left / 10_000 - 1), rel=1e-12)


def test_the_amount_of_a_buy_is_all_that_is_spent_fee_included() -> None:
    result = play([100] * 4, ("-x--", buy(10)), fee=0.3, slippage=0.1)
    (fill,) = result.fills
    # 1,000 = quantity × 100.1 × 1.003; the fee is 0.3 % of the notional, not of the 1,000.
    assert fill.quantity == about(1_000 / (100.1 * 1.003), rel=1e-12)
    assert fill.fee == about(1_000 - 1_000 / 1.003, rel=1e-10)
    assert fill.quantity * fill.price + fill.fee == about(1_000, rel=1e-12)


def test_everything_can_be_spent_and_not_a_cent_more() -> None:
    result = play([100] * 5, ("-x-x-", buy(100)), ("--x--", buy(100)), fee=0.3, slippage=0.1)
    # After the first fill nothing is left for the second rule.
    assert entries(result) == [(2, about(100.1))]
    assert [row for row, _ in not_executed(result)] == [2, 3]


def test_fees_paid_add_up_both_sides() -> None:
    result = play([100, 100, 100, 100, 200], ("-x---", buy(usd=1_003)), ("--x--", sell()), fee=0.3)
    # 1,003 = 1,000 + 3; sold at 100 for 1,000 - 3.
    assert result.metrics.fees_paid == about(6, rel=1e-12)
    assert only(result.trades).fees == about(6, rel=1e-12)
    assert only(result.trades).profit == about(-6, rel=1e-12)


def test_the_stop_already_watches_the_candle_of_the_fill() -> None:
    result = play([100, 100, (100, 101, 96, 100), 100], ("-x--", buy()), stop_loss_percent=3)
    assert exits(result) == [(2, 97, "stop_loss")]


def test_the_take_profit_already_watches_the_candle_of_the_fill() -> None:
    result = play([100, 100, (100, 112, 99, 100), 100], ("-x--", buy()), take_profit_percent=10)
    assert exits(result) == [(2, about(110), "take_profit")]


def test_what_happened_before_the_fill_is_no_exit() -> None:
    # Candle 1 falls to 50 and candle 2 opens at 100: the position has not seen the 50.
    result = play([100, (100, 200, 50, 100), 100, 100], ("-x--", buy()), stop_loss_percent=3, take_profit_percent=10)
    assert [reason for *_, reason in exits(result)] == ["open"]


def test_levels_are_measured_from_the_fill_price_with_its_slippage() -> None:
    result = play(
        [100, 100, 100, (100, 100, 97.05, 98), 98], ("-x---", buy()), fee=0.3, slippage=0.1, stop_loss_percent=3
    )
    # Bought at 100.1, stop at 97.097 (from 100 it would be 97); sold 0.1 % below the stop.
    assert exits(result) == [(3, about(100.1 * 0.97 * 0.999, rel=1e-12), "stop_loss")]


def test_slippage_wider_than_the_stop_leaves_at_the_open_of_the_fill() -> None:
    result = play([100, 100, (100, 105, 99, 104), 104], ("-x--", buy()), slippage=2, stop_loss_percent=1)
    # Bought at 102, stop at 100.98; the candle opens at 100, which is below it: out at 100 × 0.98.
    assert exits(result) == [(2, about(98, rel=1e-12), "stop_loss")]


def test_a_signal_on_the_last_candle_is_recorded_and_not_executed() -> None:
    result = play([100, 100, 100], ("--x", buy()))
    assert not_executed(result) == [(2, "the candles end here")]
    assert result.metrics.buy_signals == 1
    assert result.trades == ()


def test_a_position_held_at_the_end_is_an_open_trade_at_the_last_close_without_exit_costs() -> None:
    result = play([100, 100, 100, (100, 130, 100, 120)], ("-x--", buy(usd=1_003)), fee=0.3)
    trade = only(result.trades)
    # 10 pieces at 100 and a fee of 3; worth 1,200 at the end.
    assert (trade.exit_reason, trade.exit_price, trade.exit_time) == ("open", 120, trade.entry_time + 3_600)
    assert trade.profit == about(1_200 - 1_003, rel=1e-12)
    assert trade.profit_percent == about(100 * 197 / 1_003, rel=1e-12)
    assert trade.fees == about(3, rel=1e-12)
    assert result.metrics.final_equity == about(10_197, rel=1e-12)


def test_an_open_trade_counts_as_a_trade_and_neither_as_won_nor_as_lost() -> None:
    won_and_open = play([100, 100, 100, 110, 110, 200], ("-x-x--", buy(10)), ("--x---", sell()))
    assert (won_and_open.metrics.total_trades, won_and_open.metrics.win_rate) == (2, 100)
    just_open = play([100, 100, 100, 50], ("-x--", buy(10)))
    assert (just_open.metrics.total_trades, just_open.metrics.win_rate) == (1, None)
    assert just_open.metrics.why_null["win_rate"] == "no closed trades"


def test_a_target_that_does_not_pay_for_the_costs_is_not_a_win() -> None:
    result = play([100, 100, 100, 102, 102], ("-x---", buy()), fee=0.3, slippage=0.1, take_profit_percent=0.5)
    # Bought at 100.1 × 1.003 and sold from an open of 102: the gap pays. At the level it would not.
    assert result.metrics.win_rate == 100
    at_level = play(
        [100, 100, 100, (100, 102, 100, 102), 102], ("-x---", buy()), fee=0.3, slippage=0.1, take_profit_percent=0.5
    )
    # 100.1 × 1.005 × 0.999 × 0.997 = 100.198 against 100.1 × 1.003 = 100.400.
    assert exits(at_level)[0][2] == "take_profit"
    assert only(at_level.trades).profit < 0
    assert at_level.metrics.win_rate == 0


def test_a_rule_may_fire_again_at_the_close_of_the_candle_that_stopped_it() -> None:
    result = play([100, 100, 100, (100, 100, 90, 95), 95, 95], ("-x-x--", buy(10)), stop_loss_percent=3)
    # Stopped at 97 within candle 3; fired at its close; filled at the open of candle 4.
    assert entries(result) == [(2, 100), (4, 95)]
    assert not_executed(result) == []
