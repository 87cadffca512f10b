"""The figures of a run against their sentences in the strategy language, worked out apart from the engine."""

import math
import statistics
from itertools import pairwise

import numpy as np
import pytest

from core.trading.backtest import BacktestResult
from tests.trading.tables import DAY, HOUR, MONDAY, Bar, about, bars, buy, closes, play, sell


def invested(prices: list[float], *, interval: int = HOUR, start: int = MONDAY, fee: float = 0) -> BacktestResult:
    """Everything in from the third candle on: equity is then the price times what was bought."""
    candles = closes(*prices, interval=interval, start=start)
    return play(candles, ("-x" + "-" * (len(prices) - 2), buy(100)), fee=fee)


def walk(n: int, seed: int = 1, sigma: float = 0.02) -> list[float]:
    steps = np.random.default_rng(seed).normal(0.001, sigma, n)
    return [float(price) for price in np.exp(np.cumsum(steps))]


def daily_of(prices: list[float], per_day: int) -> list[float]:
    """Returns of the last equity of each day, everything in at the third open (the second close)."""
    worth = [10_000.0] * 2 + [10_000 * price / prices[1] for price in prices[2:]]
    lasts = [worth[min(len(worth), k + per_day) - 1] for k in range(0, len(worth), per_day)]
    return [b / a - 1 for a, b in pairwise([10_000.0, *lasts])]


# --- ratios -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [24 * 30, 24 * 45, 24 * 200 + 5])
def test_sharpe_and_sortino_are_of_daily_returns_annualised_over_365_days(n: int) -> None:
    prices = walk(n, sigma=0.004)
    returns = daily_of(prices, 24)
    figures = invested(prices).metrics
    mean = statistics.fmean(returns)
    assert figures.sharpe_ratio == about(mean / statistics.stdev(returns) * math.sqrt(365), rel=1e-9)
    downside = math.sqrt(sum(min(r, 0) ** 2 for r in returns) / len(returns))
    assert figures.sortino_ratio == about(mean / downside * math.sqrt(365), rel=1e-9)


def test_days_are_those_of_utc_and_an_unfinished_last_one_counts() -> None:
    # From Monday 18:00: six candles, then 28 whole days, then one candle of a day that has just begun: 30 returns.
    prices = walk(6 + 28 * 24 + 1)
    figures = invested(prices, start=MONDAY + 18 * HOUR).metrics
    padded = [prices[1]] * 18 + prices
    returns = daily_of([*padded[:18], prices[1], prices[1], *prices[2:]], 24)
    assert len(returns) == 30
    assert figures.sharpe_ratio == about(statistics.fmean(returns) / statistics.stdev(returns) * math.sqrt(365), 1e-9)
    shorter = invested(prices[:-1], start=MONDAY + 18 * HOUR).metrics
    assert (shorter.sharpe_ratio, shorter.why_null["sharpe_ratio"]) == (None, "fewer than 30 days")


@pytest.mark.parametrize(("days", "known"), [(29, False), (30, True)])
def test_sharpe_and_sortino_need_thirty_days(days: int, *, known: bool) -> None:
    figures = invested(walk(days), interval=DAY).metrics
    for name in ("sharpe_ratio", "sortino_ratio"):
        assert (getattr(figures, name) is not None) == known
        assert figures.why_null.get(name) == (None if known else "fewer than 30 days")


@pytest.mark.parametrize(("days", "known"), [(89, False), (90, True)])
def test_annual_growth_and_calmar_need_ninety_days(days: int, *, known: bool) -> None:
    figures = invested(walk(days), interval=DAY).metrics
    for name in ("cagr", "calmar_ratio"):
        assert (getattr(figures, name) is not None) == known
        assert figures.why_null.get(name) == (None if known else "fewer than 90 days")


def test_annual_growth_counts_candles_times_interval_and_calmar_divides_by_the_drawdown() -> None:
    prices = walk(24 * 120)
    figures = invested(prices).metrics
    assert figures.cagr == about(100 * ((prices[-1] / prices[1]) ** (365 / 120) - 1), rel=1e-9)
    assert figures.calmar_ratio == about((figures.cagr or 0) / figures.max_drawdown)


def test_equity_that_never_moves_has_no_ratio_and_says_why() -> None:
    figures = play([1.0] * 24 * 100, ("-" * 24 * 100, buy())).metrics
    assert (figures.total_return, figures.max_drawdown, figures.exposure, figures.cagr) == (0, 0, 0, 0)
    assert figures.why_null == {
        "win_rate": "no closed trades",
        "expectancy": "no closed trades",
        "best_trade": "no closed trades",
        "worst_trade": "no closed trades",
        "avg_hold_seconds": "no closed trades",
        "profit_factor": "no closed trades",
        "sharpe_ratio": "the equity never changed from day to day",
        "sortino_ratio": "no losing day",
        "calmar_ratio": "there was no drawdown",
    }


def test_equity_that_only_rises_has_a_sharpe_and_no_sortino() -> None:
    figures = invested([1.0 + 0.01 * i for i in range(100)], interval=DAY).metrics
    assert figures.sharpe_ratio is not None
    assert (figures.sortino_ratio, figures.why_null["sortino_ratio"]) == (None, "no losing day")
    assert (figures.calmar_ratio, figures.why_null["calmar_ratio"]) == (None, "there was no drawdown")


def test_rounding_is_no_loss() -> None:
    # In and out at one price without costs, fifty times: nothing is won or lost.
    prices: list[Bar] = [0.1] * 3_000
    rest = "-" * 2_899
    result = play(prices, ("-" + "x-" * 50 + rest, buy(usd=7)), ("--" + "x-" * 50 + rest[1:], sell(31)), max_entries=99)
    for name, why in (
        ("sharpe_ratio", "the equity never changed from day to day"),
        ("sortino_ratio", "no losing day"),
        ("calmar_ratio", "there was no drawdown"),
    ):
        assert (getattr(result.metrics, name), result.metrics.why_null.get(name)) == (None, why)


# --- drawdown and return ------------------------------------------------------------------------------------------


def test_a_hold_that_halved_shows_it() -> None:
    figures = invested([100, 100, 100, 80, 45, 60, 89]).metrics
    assert figures.max_drawdown == about(55)
    assert figures.total_return == about(-11)


def test_a_first_loss_is_a_drawdown_from_the_initial_cash() -> None:
    assert invested([100, 100, 90, 90, 90]).metrics.max_drawdown == about(10)


def test_costs_are_part_of_the_drawdown() -> None:
    assert invested([100.0] * 5, fee=0.3).metrics.max_drawdown == about(100 * (1 - 1 / 1.003))


def test_drawdown_is_from_the_peak_before_it_at_closes_only() -> None:
    rows: list[Bar] = [100, 100, 100, (100, 500, 100, 150), (150, 150, 10, 120), 180, 170]
    assert play(rows, ("-x-----", buy())).metrics.max_drawdown == about(20)  # 150 → 120


def test_a_realised_loss_is_seen_on_the_candle_of_its_exit() -> None:
    # Out at 90 within candle 3, which closes at 200: the account is worth 9,000 there.
    rows: list[Bar] = [100, 100, 100, (100, 200, 85, 200), 200]
    result = play(rows, ("-x---", buy()), stop_loss_percent=10)
    assert result.equity_curve().value.tolist() == [10_000, 10_000, 10_000, about(9_000), about(9_000)]
    assert result.metrics.max_drawdown == about(10)


def test_buy_and_hold_is_first_close_to_last_close_without_costs() -> None:
    rows: list[Bar] = [(1, 110, 1, 100), 150, 75, (75, 300, 60, 120)]
    figures = play(rows, ("----", buy()), fee=1, slippage=1).metrics
    assert figures.buy_and_hold_return == about(20)
    assert figures.buy_and_hold_max_drawdown == about(50)


def test_buy_and_hold_of_several_tokens_is_in_equal_parts() -> None:
    markets = {"PEPE": bars(100, 100, 200), "DOGE": bars(1, 0.5, 0.5)}
    figures = play(markets, ("---", [buy(), buy(token="DOGE")])).metrics
    assert figures.buy_and_hold_return == about(100 * (2 + 0.5) / 2 - 100)  # the bell is watched, not traded
    assert figures.buy_and_hold_max_drawdown == about(25)


# --- trades -------------------------------------------------------------------------------------------------------


def test_three_buys_and_one_sell_are_one_round_trip() -> None:
    prices: list[Bar] = [100, 100, 100, 100, 100, 110, 110]
    ladder = [("-x-----", buy(usd=100)), ("--x----", buy(usd=200)), ("---x---", buy(usd=300))]
    figures = play(prices, *ladder, ("----x--", sell())).metrics
    assert (figures.total_trades, figures.buy_signals, figures.sell_signals, figures.win_rate) == (1, 3, 1, 100)
    assert figures.expectancy == about(60)
    assert figures.best_trade == figures.worst_trade == about(10)


def test_wins_losses_and_what_is_neither() -> None:
    # In at 100 each time; out at 110, 100 and 80: won 10, even, lost 20.
    prices: list[Bar] = [100, 100, 100, 110, 100, 100, 100, 100, 80, 80]
    result = play(prices, ("-x-x-x----", buy(usd=100)), ("--x-x--x--", sell()))
    assert [trade.profit for trade in result.trades] == [about(10), 0, about(-20)]
    figures = result.metrics
    assert figures.win_rate == about(100 / 3)
    assert figures.profit_factor == about(0.5)
    assert figures.expectancy == about(-10 / 3)
    assert (figures.best_trade, figures.worst_trade) == (about(10), about(-20))


def test_without_losses_there_is_no_profit_factor() -> None:
    figures = play([100, 100, 100, 110, 110], ("-x---", buy()), ("--x--", sell())).metrics
    assert (figures.profit_factor, figures.why_null["profit_factor"]) == (None, "no losing trades")
    lost = play([100, 100, 100, 90, 90], ("-x---", buy()), ("--x--", sell())).metrics
    assert lost.profit_factor == 0


def test_the_average_hold_is_from_the_first_entry_to_the_exit() -> None:
    prices: list[Bar] = [100] * 10
    result = play(prices, ("-x---x----", buy(10)), ("---x---x--", sell()))
    # 2 → 4 and 6 → 8; a third one in one candle.
    assert result.metrics.avg_hold_seconds == 2 * HOUR
    stopped = play([100, 100, (100, 100, 90, 95), 95], ("-x--", buy()), stop_loss_percent=5)
    assert stopped.metrics.avg_hold_seconds == 0


@pytest.mark.parametrize(
    ("rings", "sells", "held"),
    [
        ("-x--------", "----------", 8),  # from candle 2 to the end
        ("-x--------", "----x-----", 4),  # 2, 3, 4 and the candle of the exit
        ("-x--x-----", "---x---x--", 7),  # 2, 3, 4 and 5, 6, 7, 8
        ("-x-x------", "---x------", 8),  # sold and bought at the open of 4
        ("--------x-", "----------", 1),
        ("---------x", "----------", 0),
    ],
)
def test_exposure_is_the_share_of_candles_with_something_held_at_any_moment(rings: str, sells: str, held: int) -> None:
    prices: list[Bar] = [100] * 10
    result = play(prices, (sells, sell()), (rings, buy()))
    assert result.metrics.exposure == about(10 * held)


def test_signals_are_counted_whether_executed_or_not() -> None:
    figures = play([100] * 8, ("-x-x-x-x", [buy(10), sell(10, token="PEPE")])).metrics
    assert (figures.buy_signals, figures.sell_signals) == (4, 4)
