"""The luck meter: fair to chance, merciless to luck, and always the same for the same run."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from core.trading.backtest import BacktestResult, run_backtest
from core.trading.candles import Candles
from core.trading.luck import FEW, Luck, luck, luck_words
from core.trading.luck_holds import holds
from core.trading.strategy import Strategy
from tests.trading.random_markets import dip_buyer, walk
from tests.trading.tables import about, buy, play, sell

N = 800
PEPE = {"token": "PEPE"}


def ringing(rows: list[int], n: int = N) -> str:
    """Bells that ring at the close of these rows."""
    return "".join("x" if i in rows else "." for i in range(n))


def random_rows(seed: int, trades: int = 25, apart: int = 20) -> list[int]:
    rng = np.random.default_rng(seed)
    places = apart * np.sort(rng.choice(N // apart - 2, trades, replace=False)) + rng.integers(1, 6, trades)
    return [int(row) for row in places]


def at_random(seed: int, **risk: Any) -> BacktestResult:
    """Entries by dice on a market by dice."""
    risk = risk or {"max_hold": "12h"}
    return play(walk(N, seed=1_000 + seed), (ringing(random_rows(seed)), buy(30)), fee=0.1, slippage=0.1, **risk)


def knowing(market: Candles, *, wrongly: bool = False, trades: int = 25) -> BacktestResult:
    """Buys before the strongest candles (the weakest, if wrongly) and holds each for one candle."""
    moves = market.open[2:] / market.open[1:-1]
    best = np.argsort(moves if wrongly else -moves, kind="stable")
    rows: list[int] = []
    for row in best.tolist():
        if all(abs(row - other) > 1 for other in rows) and row > 0:
            rows.append(row)
        if len(rows) == trades:
            break
    return play(market, (ringing(rows), buy(50)), max_hold="1h")


def growing(n: int = 400) -> Candles:
    """A market that grows by the same factor in every half candle: the moment of an entry means nothing."""
    half = np.exp(0.001 * np.arange(2 * n + 1))
    o, c = half[:-1:2], half[1::2]
    return Candles.from_columns(np.arange(n) * 3_600, o, c, o, c, np.ones(n))


def distance_from_uniform(values: list[float]) -> float:
    """Kolmogorov and Smirnov's statistic."""
    n, ordered = len(values), np.sort(values)
    steps = np.arange(n + 1) / n
    return float(max(np.abs(ordered - steps[1:]).max(), np.abs(ordered - steps[:-1]).max()))


def test_the_luck_of_random_entries_is_as_often_good_as_bad() -> None:
    found = [luck(at_random(seed)).p or 0.0 for seed in range(200)]
    assert distance_from_uniform(found) < 1.36 / np.sqrt(200)


def test_stops_and_targets_alone_make_no_luck() -> None:
    found = [luck(at_random(seed, stop_loss_percent=3, take_profit_percent=4)).p or 0.0 for seed in range(200)]
    assert distance_from_uniform(found) < 1.63 / np.sqrt(200)


def test_who_knows_the_future_is_never_matched_by_chance() -> None:
    found = luck(knowing(walk(N)))
    assert found.trades == 25
    assert found.p == about(1 / 1_001)
    assert found.verdict == "hard to explain by luck"
    assert luck_words(found) == "None of 1,000 runs with random entries did as well: hard to explain by luck."


def test_who_is_always_wrong_is_beaten_by_chance() -> None:
    found = luck(knowing(walk(N), wrongly=True))
    assert found.p == about(1.0)
    assert found.verdict == "looks like luck"


def test_the_same_run_has_the_same_luck_and_so_has_it_at_any_price() -> None:
    market = walk(3_000)
    first, again = (luck(run_backtest(dip_buyer(), market)) for _ in range(2))
    assert first.trades > FEW
    assert np.array_equal(first.outcomes, again.outcomes)
    for factor in (1e-9, 1e6):
        scaled = luck(run_backtest(dip_buyer(), market.scaled(factor)))
        assert (scaled.p, scaled.trades) == (first.p, first.trades)
        np.testing.assert_allclose(scaled.outcomes, first.outcomes, rtol=1e-9)
        assert (scaled.low, scaled.high) == (about(first.low or 0, 1e-9), about(first.high or 0, 1e-9))


@pytest.mark.parametrize("percent", [1, 2])
@pytest.mark.parametrize(
    "risk",
    [
        {"stop_loss_percent": 3, "take_profit_percent": 10},
        {"trailing_stop_percent": 2},
        {"max_hold": "6h"},
        {"stop_loss_percent": 5, "targets": [{"profit_percent": 2, "sell_percent": 50}], "take_profit_percent": 4},
    ],
)
def test_the_runs_own_mark_is_its_total_return(percent: float, risk: dict[str, Any]) -> None:
    result = run_backtest(dip_buyer(percent, **risk), walk(2_000))
    found = luck(result)
    assert found.trades > 5
    assert found.own == about(result.metrics.total_return, 1e-9)


def test_where_every_moment_is_alike_every_draw_is_the_run_itself() -> None:
    result = play(growing(), (ringing([5, 50, 51, 120, 200, 301], 400), buy(40)), fee=0.3, slippage=0.1, max_hold="7h")
    found = luck(result)
    assert found.trades == 5
    np.testing.assert_allclose(found.outcomes, found.own, rtol=1e-9)
    assert found.p == 1.0  # doing as well is enough


def test_a_position_still_open_pays_no_exit_in_the_draws_either() -> None:
    flat = [1.0] * 400
    result = play(flat, (ringing([5, 50], 400), buy(40)), (ringing([20], 400), sell()), fee=0.3, slippage=0.1)
    found = luck(result)
    assert [trade.exit_reason for trade in result.trades] == ["rule", "open"]
    np.testing.assert_allclose(found.outcomes, found.own, rtol=1e-9)


def test_positions_of_several_tokens_are_drawn_on_their_own_candles() -> None:
    late = walk(N, seed=5).slice(300, N)
    market = {"PEPE": walk(N), "DOGE": late}
    rules = [(ringing([10, 400, 500]), buy(20)), (ringing([350, 600]), buy(20, token="DOGE"))]
    found = holds(play(market, *rules, max_hold="5h"))
    assert {token: len(of) for token, of in found.items()} == {"PEPE": 3, "DOGE": 2}
    assert found["DOGE"].first == 300
    assert found["PEPE"].occupied.tolist() == [5, 5, 5]


def test_a_position_sold_in_parts_is_one_of_the_mean_length() -> None:
    result = play([1.0] * 100, (ringing([5], 100), buy()), (ringing([9], 100), sell(50)), (ringing([19], 100), sell()))
    (found,) = holds(result).values()
    assert len(found) == 1
    assert found.until.tolist() == [2 * 9]  # entered on row 6, half left on row 10, half on row 20


def test_one_position_may_stand_anywhere_and_everywhere_as_often() -> None:
    market = walk(40)
    result = play(market, (ringing([9], 40), buy(50)), max_hold="5h")
    found = luck(result, draws=20_000)
    possible = 100 * 0.5 * (market.open[5:] / market.open[:-5] - 1)
    drawn, times = np.unique(np.round(found.outcomes, 9), return_counts=True)
    np.testing.assert_allclose(drawn, np.sort(possible), atol=1e-8)
    assert np.abs(times / 20_000 - 1 / 35).max() < 0.006
    assert found.p == pytest.approx(np.mean(possible >= found.own - 1e-9), abs=0.02)


def test_trades_all_alike_leave_the_bootstrap_no_choice() -> None:
    found = luck(play(growing(), (ringing(list(range(5, 390, 10)), 400), buy(40)), max_hold="7h"))
    assert found.low == about(found.own, 1e-9)
    assert found.high == about(found.own, 1e-9)


def test_the_bootstrap_interval_holds_the_truth_nine_times_in_ten() -> None:
    """Of a market without drift or costs the true return is nothing."""
    held = [
        luck(play(walk(N, seed=5_000 + seed), (ringing(random_rows(seed)), buy(30)), max_hold="12h"), draws=400)
        for seed in range(120)
    ]
    share = np.mean([(of.low or 0) <= 0 <= (of.high or 0) for of in held])
    assert 0.8 <= share <= 0.97


def test_without_trades_there_is_no_number_but_a_reason() -> None:
    found = luck(run_backtest(dip_buyer(90), walk(100)))
    assert (found.p, found.low, found.high, found.median) == (None, None, None, None)
    assert found.why_null == {"p": "no trades", "low": "no trades", "high": "no trades"}
    assert luck_words(found) == "There were no trades, so there is nothing to tell from luck."


def test_one_trade_has_a_p_but_no_interval() -> None:
    found = luck(play([1.0] * 50, (ringing([5], 50), buy()), max_hold="3h"))
    assert found.p == 1.0
    assert found.why_null == {"low": "only one trade", "high": "only one trade"}


@pytest.mark.parametrize(
    ("trades", "as_well", "words"),
    [
        (25, 380, "Random entries did as well 38 % of the time: this looks like luck."),
        (25, 199, "Random entries did as well 20 % of the time: could be luck."),
        (25, 201, "Random entries did as well 20 % of the time: this looks like luck."),
        (25, 51, "Random entries did as well 5.2 % of the time: could be luck."),
        (25, 49, "Random entries did as well 5.0 % of the time: hard to explain by luck."),
        (20, 3, "Random entries did as well 0.40 % of the time: hard to explain by luck."),
        (19, 3, "Too few to tell: only 19 trades, 20 are needed. Random entries did as well 0.40 % of the time."),
        (1, 0, "Too few to tell: only 1 trade, 20 are needed. None of 1,000 runs with random entries did as well."),
        (1_234, 1_000, "Random entries did as well 100 % of the time: chance alone does better."),
        (25, 499, "Random entries did as well 50 % of the time: this looks like luck."),
    ],
)
def test_the_verdict_in_words(trades: int, as_well: int, words: str) -> None:
    p = (as_well + 1) / 1_001
    assert luck_words(Luck(trades, 1_000, as_well, p, 1.0, np.zeros(1_000), -1.0, 3.0)) == words


def test_outcomes_are_in_order_and_as_many_as_drawn() -> None:
    found = luck(at_random(3), draws=321)
    assert len(found.outcomes) == found.draws == 321
    assert all(a <= b for a, b in pairwise(found.outcomes.tolist()))


def test_always_being_in_the_market_can_be_drawn_too() -> None:
    """Holding that fills every candle leaves chance nothing but the order."""
    rules = [
        {"conditions": [{"type": "ma_cross", "fast": 5, "slow": 20, "direction": d, **PEPE}], "actions": [a]}
        for d, a in (("above", buy(100)), ("below", sell()))
    ]
    found = luck(run_backtest(Strategy.from_config({"rules": rules}), walk(1_000)))
    assert found.trades > FEW
    assert 0 < (found.p or 0) <= 1
