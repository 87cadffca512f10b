"""How positions grow and shrink: several entries and their cap, partial sells, dollars, several tokens."""

from core.trading.backtest import run_backtest
from core.trading.strategy import Strategy
from tests.trading.tables import (
    DAY,
    HOUR,
    MONDAY,
    NO_COSTS,
    Bar,
    about,
    bars,
    buy,
    closes,
    entries,
    exits,
    not_executed,
    only,
    play,
    sell,
)

HELD = "this rule's entry is still held"
FULL = "the position has all the entries it may have"


def test_each_buy_rule_may_have_one_entry_in_the_open_position() -> None:
    result = play([100] * 8, ("-x-x-x--", buy(10)))
    assert entries(result) == [(2, 100)]
    assert not_executed(result) == [(3, HELD), (5, HELD)]
    assert result.metrics.buy_signals == 3


def test_two_buy_rules_ladder_into_one_position() -> None:
    result = play([100, 100, 100, 90, 80, 80], ("-x----", buy(10)), ("--xx--", buy(20)))
    # 1,000 at 100; 20 % of the 9,000 left at 90: 10 + 20 pieces for 2,800.
    assert entries(result) == [(2, 100), (3, 90)]
    assert only(result.trades).entry_price == about(2_800 / 30, rel=1e-14)
    assert only(result.trades).quantity == about(30)


def test_a_second_entry_moves_the_stop_with_the_average() -> None:
    # 10 pieces at 100 and 10 at 90: average 95, stop 12 % below it at 83.6; of the first entry alone it was 88.
    rows: list[Bar] = [100, 100, 100, (90, 90, 89, 90), (90, 90, 84, 88), (88, 88, 83.6, 86)]
    result = play(rows, ("-x----", buy(usd=1_000)), ("--x---", buy(usd=900)), stop_loss_percent=12)
    assert exits(result) == [(5, about(83.6), "stop_loss")]
    assert only(result.trades).profit == about(20 * (83.6 - 95))
    alone = play(rows, ("-x----", buy(usd=1_000)), stop_loss_percent=12)
    assert exits(alone) == [(4, 88, "stop_loss")]


def test_a_stop_at_the_open_comes_before_a_second_entry_at_that_open() -> None:
    result = play([100, 100, 100, 90, 90], ("-x---", buy(usd=1_000)), ("--x--", buy(usd=900)), stop_loss_percent=10)
    # Out at 90; the second rule's entry begins a new position at 90 with its own stop at 81.
    assert exits(result) == [(3, 90, "stop_loss"), (4, 90, "open")]
    assert result.trades[1].entry_price == 90


def test_a_second_entry_counts_from_its_own_candle_on() -> None:
    # Average 95 from candle 3 on: take profit at 104.5, touched there by 105; of the first entry alone it is 110.
    rows: list[Bar] = [100, 100, 100, (90, 105, 90, 100), 100]
    result = play(rows, ("-x---", buy(usd=1_000)), ("--x--", buy(usd=900)), take_profit_percent=10)
    assert exits(result) == [(3, about(104.5), "take_profit")]
    assert only(result.trades).quantity == about(20)


def test_after_a_rule_sold_everything_the_next_entry_has_its_own_stop() -> None:
    rows: list[Bar] = [100, 100, 100, 100, 50, 50, (50, 50, 49, 49.5), 49]
    result = play(rows, ("-x-x----", buy(10)), ("--x-----", sell()), stop_loss_percent=3)
    # The second entry is at 50: its stop is 48.5, not 97.
    assert exits(result) == [(3, 100, "rule"), (7, 49, "open")]
    assert result.trades[1].entry_price == 50


def test_an_entry_is_still_held_after_a_partial_sell() -> None:
    result = play([100] * 7, ("-x-x---", buy(10)), ("--x----", sell(50)))
    assert not_executed(result) == [(3, HELD)]


def test_max_entries_caps_the_entries_of_one_position_whichever_rules_make_them() -> None:
    result = play([100] * 9, ("-x-x-x---", buy(10)), ("--x-x----", buy(10)), max_entries=3)
    assert entries(result) == [(2, 100), (3, 100), (4, 100)]
    assert not_executed(result) == [(4, FULL), (5, FULL)]


def test_max_entries_replaces_one_entry_per_rule() -> None:
    assert len(entries(play([100] * 8, ("-x-x-x--", buy(10)), max_entries=2))) == 2
    one = play([100] * 6, ("-x----", buy(10)), ("--x---", buy(10)), max_entries=1)
    assert entries(one) == [(2, 100)]
    assert not_executed(one) == [(2, FULL)]


def test_a_new_position_may_have_all_its_entries_again() -> None:
    result = play([100] * 9, ("-x-x-x---", buy(10)), ("----x----", sell()), max_entries=2)
    # In at 2 and 4, out at 5, in again at 6.
    assert [row for row, _ in entries(result)] == [2, 4, 6]


def test_a_schedule_buys_every_time() -> None:
    config = {
        "conditions": [{"type": "schedule", "token": "PEPE", "every": "1d", "at": "00:00"}],
        "actions": [{"type": "buy", "token": "PEPE", "amount_usd": 100}],
    }
    candles = closes(*[100.0] * 6, interval=DAY)
    result = run_backtest(Strategy.from_config(config), candles, costs=NO_COSTS)
    # Ticks in candles 0 … 5; the first candle is where the rule becomes known; the last cannot be filled.
    assert [row for row, _ in entries(result)] == [2, 3, 4, 5]
    capped = Strategy.from_config({**config, "risk_management": {"max_entries": 2}})
    assert [row for row, _ in entries(run_backtest(capped, candles, costs=NO_COSTS))] == [2, 3]


def test_two_buys_in_one_rule_are_still_one_entry() -> None:
    result = play([100] * 4, ("-x--", [buy(10), buy(10)]))
    assert entries(result) == [(2, 100)]
    assert not_executed(result) == [(1, HELD)]


# --- sells --------------------------------------------------------------------------------------------------------


def test_half_stays_when_half_is_sold() -> None:
    result = play([100, 100, 100, 120, 120], ("-x---", buy(usd=1_003)), ("--x--", sell(50)), fee=0.3)
    sold, held = result.trades
    # 10 pieces with an entry fee of 3; 5 sold at 120: 600 - 1.80, cost 500 + 1.50.
    assert (sold.quantity, sold.exit_reason) == (about(5), "rule")
    assert sold.profit == about(600 - 1.8 - 501.5, rel=1e-12)
    assert sold.fees == about(3.3, rel=1e-12)
    assert (held.quantity, held.exit_reason, held.fees) == (about(5), "open", about(1.5))
    assert result.metrics.total_trades == 2


def test_a_share_of_a_sell_is_of_the_position_at_its_fill() -> None:
    result = play([100] * 7, ("-x-----", buy(usd=1_000)), ("--x-x--", sell(50)))
    assert [trade.quantity for trade in result.trades] == [about(5), about(2.5), about(2.5)]


def test_a_sell_in_dollars_is_the_gross_at_the_fill_price() -> None:
    result = play([100] * 5, ("-x---", buy(usd=1_003)), ("--x--", sell(usd=299.7)), fee=0.3, slippage=0.1)
    # 299.70 at 99.9 are 3 pieces; the fee of 0.8991 comes off what is received.
    assert result.trades[0].quantity == about(3, rel=1e-12)
    assert result.fills[1].fee == about(0.8991, rel=1e-12)


def test_a_sell_in_dollars_sells_at_most_the_position() -> None:
    result = play([100] * 5, ("-x---", buy(usd=100)), ("--x--", sell(usd=5_000)))
    assert only(result.trades).quantity == about(1)
    assert result.metrics.final_equity == about(10_000)


def test_a_sell_with_nothing_held_is_recorded_as_not_executed() -> None:
    result = play([100] * 4, ("-x--", sell()))
    assert not_executed(result) == [(1, "nothing is held")]
    assert (result.metrics.sell_signals, result.fills) == (1, ())


def test_whether_something_is_held_is_judged_at_the_fill() -> None:
    # Both fire at one close: the buy of rule 0 is filled first, so rule 1 has something to sell at that open.
    result = play([100] * 4, ("-x--", buy()), ("-x--", sell()))
    assert [(f.side, f.quantity) for f in result.fills] == [("buy", 100), ("sell", 100)]
    assert only(result.trades).entry_time == only(result.trades).exit_time


def test_rules_fill_in_their_order_and_actions_in_theirs() -> None:
    first_sells = play([100] * 4, ("-x--", sell()), ("-x--", buy()))
    assert not_executed(first_sells) == [(1, "nothing is held")]
    assert len(entries(first_sells)) == 1
    turned = play([100] * 6, ("-x-x--", [sell(), buy(50)]))
    # Sells what it holds, and its entry is free again.
    assert [f.side for f in turned.fills] == ["buy", "sell", "buy"]


# --- money --------------------------------------------------------------------------------------------------------


def test_a_percent_is_of_the_cash_left_by_the_fills_before_it() -> None:
    result = play([100] * 4, ("-x--", buy(50)), ("-x--", buy(50)))
    assert [fill.quantity for fill in result.fills] == [50, 25]


def test_dollars_are_capped_by_the_cash() -> None:
    result = play([100] * 5, ("-x---", buy(usd=9_000)), ("--x--", buy(usd=9_000)))
    assert [fill.quantity for fill in result.fills] == [90, about(10)]
    assert result.metrics.final_equity == 10_000


def test_a_buy_that_would_spend_less_than_a_cent_is_not_executed() -> None:
    just = play([100] * 4, ("-x--", buy(usd=0.01)))
    assert just.fills[0].quantity == about(0.0001)
    less = play([100] * 4, ("-x--", buy(usd=0.0099)))
    assert not_executed(less) == [(1, "there is no cash left")]
    of_little = play([100] * 4, ("-x--", buy(0.00009)))  # 0.009 USD of 10,000
    assert of_little.fills == ()


def test_no_cash_no_fill() -> None:
    result = play([100] * 5, ("-x---", buy(100)), ("--x--", buy(10)))
    assert not_executed(result) == [(2, "there is no cash left")]


def test_notify_and_hold_are_signals_of_type_hold_without_a_trade() -> None:
    quiet = [{"type": "notify", "token": "PEPE"}, {"type": "hold", "token": "PEPE"}]
    result = play([100] * 4, ("-x--", quiet))
    assert [(s.type, s.executed, s.why_not) for s in result.signals] == [("hold", False, None)] * 2
    assert (result.metrics.buy_signals, result.metrics.sell_signals, result.fills) == (0, 0, ())


# --- several tokens -----------------------------------------------------------------------------------------------


def test_several_tokens_share_one_cash_account() -> None:
    markets = {"PEPE": closes(*[100.0] * 5), "DOGE": closes(*[10.0] * 5)}
    result = play(markets, ("-x---", buy(50)), ("-x---", buy(50, token="DOGE")), ("--x--", sell(token="DOGE")))
    assert [(f.token, f.quantity) for f in result.fills] == [("PEPE", 50), ("DOGE", 250), ("DOGE", 250)]
    assert [(t.token, t.exit_reason) for t in result.trades] == [("DOGE", "rule"), ("PEPE", "open")]


def test_a_stop_of_one_token_leaves_the_other_alone() -> None:
    markets = {"PEPE": bars(100, 100, 100, 90, 90), "DOGE": bars(10, 10, 10, 10, 10)}
    result = play(markets, ("-x---", [buy(50), buy(50, token="DOGE")]), stop_loss_percent=3)
    assert [(t.token, t.exit_reason) for t in result.trades] == [("PEPE", "stop_loss"), ("DOGE", "open")]
    assert result.metrics.final_equity == about(4_500 + 5_000)


def test_one_rule_may_hold_an_entry_in_each_of_its_tokens() -> None:
    markets = {"PEPE": closes(*[100.0] * 6), "DOGE": closes(*[10.0] * 6)}
    result = play(markets, ("-x-x--", [buy(10), buy(10, token="DOGE")]), ("--x---", sell()))
    assert [(f.token, f.side) for f in result.fills] == [
        ("PEPE", "buy"),
        ("DOGE", "buy"),
        ("PEPE", "sell"),
        ("PEPE", "buy"),
    ]
    assert not_executed(result) == [(3, HELD)]


def test_a_token_that_starts_late_cannot_be_traded_before_its_first_candle() -> None:
    markets = {"PEPE": closes(*[100.0] * 6), "DOGE": closes(*[10.0] * 3, start=MONDAY + 3 * HOUR)}
    result = play(markets, ("-x-x--", buy(10, token="DOGE")))
    # Fired at 1: would fill at 2, DOGE begins at 3. Fired at 3: filled at 4.
    assert not_executed(result) == [(1, "there is no price yet")]
    assert entries(result) == [(4, 10)]
    at_once = play(markets, ("--x---", buy(10, token="DOGE")))
    assert entries(at_once) == [(3, 10)]


def test_a_token_that_ends_early_stays_at_its_last_close() -> None:
    markets = {"PEPE": closes(*[100.0] * 6), "DOGE": closes(10, 10, 10, 12)}
    result = play(markets, ("-x----", buy(100, token="DOGE")), ("----x-", sell(token="DOGE")))
    assert exits(result) == [(5, 12, "rule")]
    assert result.metrics.final_equity == about(12_000)
    held = play(markets, ("-x----", buy(100, token="DOGE")))
    assert exits(held) == [(5, 12, "open")]


def test_the_clock_runs_from_the_earliest_first_to_the_latest_last_candle() -> None:
    markets = {"PEPE": closes(*[100.0] * 3), "DOGE": closes(*[10.0] * 5, start=MONDAY + 2 * HOUR)}
    result = play(markets, ("-x-----", buy(10)))
    assert len(result.equity_curve().time) == 7
    assert entries(result) == [(2, 100)]
    assert exits(result) == [(6, 100, "open")]
