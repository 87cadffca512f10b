"""What keeps a run honest: holding, break-even, two parts, attempts; all of it with reasons where it has no number."""

import json
import math
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from core.trading.attempts import attempts, attempts_words, expected_best, ordinal, probabilistic
from core.trading.backtest import BacktestResult, run_backtest
from core.trading.break_even import CAP_BPS, MOST_RUNS, break_even, break_even_words, final_equity
from core.trading.halves import halves, halves_words
from core.trading.holding import Holding, holding, holding_words
from core.trading.honesty import honesty, honesty_json, honesty_words
from core.trading.results import Costs
from core.trading.strategy import Strategy
from tests.trading.random_markets import dip_buyer, real, walk
from tests.trading.tables import MONDAY, about, buy, play, sell

RISKS: list[dict[str, Any]] = [
    {"stop_loss_percent": 3, "take_profit_percent": 10},
    {"trailing_stop_percent": 2, "max_hold": "2d"},
    {"stop_loss_percent": 4, "targets": [{"profit_percent": 2, "sell_percent": 50}], "max_entries": 3},
]


def runs(costs: Costs | None = None) -> Iterator[BacktestResult]:
    for risk in RISKS:
        for seed in range(8):
            yield run_backtest(dip_buyer(1.5, **risk), walk(1_500, seed=seed), costs=costs)


def there_and_back(bought: float, sold: float, **more: Any) -> BacktestResult:
    """All the cash, in at one price and out at another."""
    return play([bought, bought, sold, sold], ("x...", buy(100)), (".x..", sell()), **more)


class TestBreakEven:
    def test_applied_to_the_run_it_leaves_nothing(self) -> None:
        found = 0
        for result in runs(Costs(0.02, 0.01)):
            of = break_even(result)
            if of.costs is None or of.bps is None:
                continue
            again = run_backtest(result.strategy, result.market, costs=of.costs)
            if of.bps > of.paid_bps:  # below it slippage moves the stops, and the return may jump over 0
                found += 1
                assert abs(again.metrics.total_return) < 0.01
            assert of.bps == about(100 * (of.costs.fee_percent + of.costs.slippage_percent), 1e-9)
        assert found >= 5

    def test_a_little_less_earns_and_a_little_more_loses(self) -> None:
        for result in runs(Costs(0.02, 0.01)):
            of = break_even(result)
            if of.costs is not None and of.bps is not None and of.bps > of.paid_bps:
                fee, slippage = of.costs.fee_percent, of.costs.slippage_percent
                assert final_equity(result, Costs(fee - 0.001, slippage)) > result.cash
                assert final_equity(result, Costs(fee + 0.001, slippage)) < result.cash

    def test_ten_percent_of_profit_bear_476_bps_a_side(self) -> None:
        """1.1 · (1 - f) / (1 + f) = 1 where f = 0.1 / 2.1."""
        of = break_even(play([100, 100, 100, 110, 110], (".x...", buy(100)), ("..x..", sell()), fee=0.3))
        assert of.bps == about(1e4 * 0.1 / 2.1, 1e-4)
        assert break_even_words(of) == "The profit is gone at 476 bps a side, more than it paid (30 bps)."

    def test_what_lost_to_its_costs_alone_would_have_earned_at_less(self) -> None:
        of = break_even(play([100, 100, 100, 101, 101], (".x...", buy(100)), ("..x..", sell()), fee=0.6, slippage=0.2))
        assert of.bps is not None
        assert of.bps == about(1e4 * 0.01 / 2.01, 0.02)
        assert of.bps < of.paid_bps == 80
        assert break_even_words(of) == "The profit is gone at 50 bps a side, less than it paid (80 bps)."

    def test_what_loses_even_free_has_no_such_cost(self) -> None:
        of = break_even(play([100, 100, 100, 90, 90], (".x...", buy(100)), ("..x..", sell()), fee=0.3))
        assert (of.bps, of.costs) == (None, None)
        assert of.why_null == "it loses even without any costs"
        assert break_even_words(of) == "It loses even without any costs."

    def test_what_earns_at_any_cost_has_none_either(self) -> None:
        of = break_even(play([100, 100, 100, 900, 900], (".x...", buy(100)), ("..x..", sell()), fee=0.3))
        assert of.bps is None
        assert of.why_null == f"it still earns at {CAP_BPS:,.0f} bps a side"
        assert break_even_words(of) == "It still earns when each side costs 10 %."

    def test_without_trades_costs_do_not_matter(self) -> None:
        of = break_even(run_backtest(dip_buyer(90), walk(100)))
        assert (of.bps, of.runs, of.why_null) == (None, 0, "nothing was bought")

    def test_a_run_free_of_costs_can_be_asked_too(self) -> None:
        found = [break_even(result) for result in runs(Costs(0, 0))]
        assert any(of.bps for of in found)
        assert all(of.costs is None or of.costs.slippage_percent == 0 for of in found)

    def test_it_never_runs_more_often_than_allowed(self) -> None:
        asked = [break_even(result).runs for costs in (Costs(0, 0), Costs(), Costs(1, 1)) for result in runs(costs)]
        assert max(asked) <= MOST_RUNS
        assert float(np.mean(asked)) < 8

    def test_the_scale_of_prices_does_not_matter(self) -> None:
        market = walk(1_500, seed=3)
        found = [break_even(run_backtest(dip_buyer(1.5), market.scaled(k), costs=Costs(0, 0))).bps for k in (1, 1e-9)]
        assert found[0] is not None
        assert found[1] == about(found[0], 1e-6)


class TestHalves:
    def test_the_parts_make_up_the_whole(self) -> None:
        for result in runs():
            of = halves(result)
            assert of is not None
            both = (1 + of.first.total_return / 100) * (1 + of.last.total_return / 100)
            held = (1 + of.first.hold_return / 100) * (1 + of.last.hold_return / 100)
            assert 100 * (both - 1) == pytest.approx(result.metrics.total_return, abs=1e-9)
            assert 100 * (held - 1) == pytest.approx(result.metrics.buy_and_hold_return, abs=1e-9)
            assert of.first.trades + of.last.trades == result.metrics.total_trades
            deepest = max(of.first.max_drawdown, of.last.max_drawdown)
            assert deepest <= result.metrics.max_drawdown + 1e-9

    def test_won_trades_of_the_parts_are_those_of_the_whole(self) -> None:
        for result in runs():
            of = halves(result)
            assert of is not None
            still_open = sum(trade.exit_reason == "open" for trade in result.trades)
            closed = (of.first.trades, of.last.trades - still_open)
            won = sum((part.win_rate or 0) * n for part, n in zip((of.first, of.last), closed, strict=True))
            assert won == pytest.approx((result.metrics.win_rate or 0) * sum(closed), abs=1e-6)

    def test_the_split_is_at_seven_tenths_of_the_candles(self) -> None:
        of = halves(play([1.0] * 10, ("..........", buy())))
        assert of is not None
        assert of.split == of.first.end == of.last.start == MONDAY + 7 * 3_600
        assert (of.first.start, of.last.end) == (MONDAY, MONDAY + 10 * 3_600)
        assert of.first.why_null == of.last.why_null == "no closed trades"

    def test_what_is_open_at_the_split_is_valued_there(self) -> None:
        """In at 100, at 120 when the first part ends, out at 90: a gain of 20 %, then a loss of a quarter."""
        rows = [100, 100, 100, 110, 110, 120, 120, 90, 90, 90]
        of = halves(play(rows, (".x........", buy(100)), (".......x..", sell())))
        assert of is not None
        assert of.first.total_return == about(20)
        assert of.last.total_return == about(-25)
        assert (of.first.trades, of.last.trades) == (0, 1)
        assert of.last.max_drawdown == about(25)
        assert of.last.win_rate == 0
        assert halves_words(of) == "First 70 %: +20.0 % in 0 trades; last 30 %: −25.0 % in 1 trade."

    def test_it_says_when_nothing_lasted(self) -> None:
        rows = [100, 100, 100, 110, 110, 110, 110, 110, 90, 90]
        of = halves(play(rows, (".x....x...", buy(100)), ("..x....x..", sell())))
        assert halves_words(of).endswith("What worked at first did not last.")

    @pytest.mark.parametrize("n", [2, 3, 4])
    def test_a_few_candles_still_have_two_parts(self, n: int) -> None:
        of = halves(run_backtest(dip_buyer(), walk(n)))
        assert of is not None
        assert walk(n).time[0] < of.split < walk(n).end

    def test_one_candle_has_not(self) -> None:
        assert halves(run_backtest(dip_buyer(), walk(1))) is None
        assert halves_words(None) == "One candle cannot be split in two parts."


class TestHolding:
    def test_it_is_taken_from_the_figures_of_the_run(self) -> None:
        metrics = next(runs()).metrics
        of = holding(metrics)
        assert of.ahead == about(metrics.total_return - metrics.buy_and_hold_return)
        assert (of.run_drawdown, of.hold_drawdown) == (metrics.max_drawdown, metrics.buy_and_hold_max_drawdown)

    @pytest.mark.parametrize(
        ("run", "hold", "begins"),
        [
            (8.2, 3.1, "Beat holding: +8.2 % against +3.1 %, deepest fall 2.0 % against 9.0 %."),
            (3.1, 8.2, "Did not beat holding: +3.1 % against +8.2 %"),
            (1.0, -4.0, "Beat holding: +1.0 % against −4.0 %"),
            (-1.0, -4.0, "Lost less than holding: −1.0 % against −4.0 %"),
            (-4.0, -1.0, "Lost more than holding"),
            (0.0, 0.0, "The same as holding"),
        ],
    )
    def test_the_sentence_says_who_did_better(self, run: float, hold: float, begins: str) -> None:
        assert holding_words(Holding(run, hold, run - hold, 2.0, 9.0)).startswith(begins)


class TestAttempts:
    RETURNS = np.random.default_rng(1).normal(0.001, 0.02, 90)

    @pytest.mark.parametrize("number", [5, 23, 200])
    def test_the_best_by_luck_is_what_dice_give(self, number: int) -> None:
        tried = np.random.default_rng(2).normal(0, 1.3, (20_000, number))
        sharpes = (tried[0] - tried[0].mean()) / tried[0].std(ddof=1) * 1.3
        best = expected_best(number, sharpes.tolist())
        assert best == pytest.approx(float(tried.max(axis=1).mean()), rel=0.03)

    def test_the_example_of_the_paper_comes_out(self) -> None:
        """100 trials of variance ½ a year; five years of days, Sharpe 2.5, skew -3, kurtosis 10: 0.90."""
        spread = np.array([-1.0, 1.0] * 50)
        best = expected_best(100, (spread / spread.std(ddof=1) * math.sqrt(0.5)).tolist())
        assert isinstance(best, float)
        assert best / math.sqrt(250) == pytest.approx(0.1132, abs=1e-4)
        found = probabilistic(2.5 / math.sqrt(250), best / math.sqrt(250), 1_250, -3, 10)
        assert found == pytest.approx(0.9004, abs=1e-3)

    def test_more_tries_raise_the_bar_and_lower_the_trust(self) -> None:
        few, many = (attempts(1.4, self.RETURNS, [0.5, -0.5] * n) for n in (2, 50))
        assert few.best_by_luck is not None
        assert many.best_by_luck is not None
        assert few.best_by_luck < many.best_by_luck
        assert (few.deflated or 0) > (many.deflated or 0)

    def test_the_sentence_counts_the_try_and_names_both(self) -> None:
        of = attempts(1.4, self.RETURNS, [0.5, -1.2, 1.0, None] * 5 + [0.3, 0.2])
        assert of.number == 23
        said = attempts_words(of)
        assert said.startswith("Your 23rd try on this token; best Sharpe by luck ≈ 1.")
        assert ", yours 1.40 (" in said

    def test_the_first_try_has_nothing_to_beat(self) -> None:
        of = attempts(1.4, self.RETURNS, [])
        assert (of.number, of.best_by_luck) == (1, 0.0)
        assert 0.5 < (of.deflated or 0) < 1
        assert attempts_words(of) == "Your 1st try on this token."

    @pytest.mark.parametrize(
        ("sharpe", "others", "why_null"),
        [
            (None, [], {"sharpe": "this run has no Sharpe ratio", "deflated": "this run has no Sharpe ratio"}),
            (1.0, [None], dict.fromkeys(("best_by_luck", "deflated"), "fewer than two tries have a Sharpe ratio")),
            (1.0, [1.0], dict.fromkeys(("best_by_luck", "deflated"), "all tries have the same Sharpe ratio")),
            (
                None,
                [None],
                {
                    "sharpe": "this run has no Sharpe ratio",
                    "best_by_luck": "fewer than two tries have a Sharpe ratio",
                    "deflated": "fewer than two tries have a Sharpe ratio",
                },
            ),
        ],
    )
    def test_what_cannot_be_told_says_why(
        self, sharpe: float | None, others: list[float | None], why_null: dict[str, str]
    ) -> None:
        of = attempts(sharpe, self.RETURNS, others)
        assert of.why_null == why_null
        assert {name for name in ("sharpe", "best_by_luck", "deflated") if getattr(of, name) is None} == set(why_null)
        assert attempts_words(of)

    @pytest.mark.parametrize(
        ("number", "written"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (23, "23rd"), (1_112, "1,112th")]
    )
    def test_tries_are_counted_in_english(self, number: int, written: str) -> None:
        assert ordinal(number) == written


def nulls_without_a_reason(part: dict[str, Any], path: str = "") -> list[str]:
    """Every null needs its words in `why_null` beside it, and nothing else may stand there."""
    found = [f"{path}{name}" for name, value in part.items() if value is None and not part["why_null"].get(name)]
    found += [f"{path}{name}!" for name in part.get("why_null", {}) if part[name] is not None]
    for name, value in part.items():
        if isinstance(value, dict) and name != "why_null":
            found += nulls_without_a_reason(value, f"{path}{name}.")
    return found


ODD_RUNS = {
    "one candle": lambda: run_backtest(dip_buyer(), walk(1)),
    "two candles": lambda: run_backtest(dip_buyer(), walk(2)),
    "no trades": lambda: run_backtest(dip_buyer(90), walk(500)),
    "one trade": lambda: play([1.0] * 50, ("." * 5 + "x" + "." * 44, buy()), max_hold="3h"),
    "many trades": lambda: run_backtest(dip_buyer(1), walk(2_000)),
    "nothing moved": lambda: run_backtest(dip_buyer(1), walk(2_000, sigma=1e-9)),
    "only watching": lambda: run_backtest(
        Strategy.from_config(dip_buyer().to_config() | {"actions": [{"type": "notify", "token": "PEPE"}]}), walk(900)
    ),
}


@pytest.mark.parametrize("name", ODD_RUNS)
@pytest.mark.parametrize("tried", [(), (None,), (0.3, None, -1.2, 2.0)])
def test_any_run_makes_a_document_whose_nulls_all_have_reasons(name: str, tried: tuple[float | None, ...]) -> None:
    of = honesty(ODD_RUNS[name](), attempts=tried)
    document = honesty_json(of)
    assert nulls_without_a_reason(document) == []
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert [part["words"] for part in document.values()]
    assert all(said.endswith(".") and "None" not in said for said in honesty_words(of))


def test_the_same_run_always_makes_the_same_document() -> None:
    first, again = (honesty_json(honesty(run_backtest(dip_buyer(1), walk(1_000)), attempts=[0.2])) for _ in range(2))
    assert first == again


def test_the_document_of_a_real_market_is_true_to_its_run() -> None:
    result = run_backtest(dip_buyer(5), real("pepeusdt_1h"))
    document = honesty_json(honesty(result))
    assert document["look_ahead"]["clean"] is True
    assert document["luck"]["trades"] == 47
    assert document["luck"]["own_return"] == about(result.metrics.total_return, 1e-9)
    assert document["break_even"]["bps"] > document["break_even"]["paid_bps"] == 40
    assert document["buy_and_hold"]["run_return"] == result.metrics.total_return


@pytest.mark.parametrize(("n", "interval", "limit"), [(25_920, 300, 0.15), (525_600, 60, 0.5)])
def test_honesty_costs_less_than_a_blink(n: int, interval: int, limit: float) -> None:
    """Processor time of the fastest of three, so that a busy machine does not fail it."""
    result = run_backtest(dip_buyer(1.5), walk(n, interval=interval, sigma=0.0008 * math.sqrt(interval / 60)))
    spent = []
    for _ in range(3):
        began = time.process_time()
        honesty(result)
        spent.append(time.process_time() - began)
    assert result.metrics.total_trades > 20
    assert min(spent) < limit
