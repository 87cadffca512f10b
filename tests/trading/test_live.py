"""A live run that is fed candles one at a time does what a backtest of them does, to the last signal and trade."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import InvalidCandles, InvalidStrategy
from core.trading.alignment import Market, aligned
from core.trading.backtest import BacktestResult, run_backtest
from core.trading.live import Happened, LiveRun
from core.trading.live_feed import Candle, Feed
from core.trading.live_journal import Journal
from core.trading.replay import moments, run_replay
from core.trading.results import Costs
from core.trading.strategy import Strategy
from tests.trading.random_markets import dip_buyer, walk
from tests.trading.random_strategies import Case, cases
from tests.trading.tables import HOUR, MINUTE, MONDAY, buy

MANY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PEPE = "PEPE"


def played(run: LiveRun, clock: Market) -> list[Happened]:
    """All that happens when a run is fed the candles that there are."""
    return [each for time, candles in moments(clock) for each in run.feed(time, candles)]


def same(live: BacktestResult, past: BacktestResult) -> None:
    assert live.signals == past.signals
    assert live.fills == past.fills
    assert live.trades == tuple(past.trades)
    assert live.metrics == past.metrics
    for ours, theirs in ((live.equity_curve(), past.equity_curve()), (live.drawdown_curve(), past.drawdown_curve())):
        assert ours.time.tolist() == theirs.time.tolist()
        assert ours.value == pytest.approx(theirs.value, rel=1e-12, abs=1e-12)


@MANY
@given(cases())
def test_any_strategy_on_any_market_is_the_backtest(case: Case) -> None:
    costs = Costs(case.fee, case.slippage)
    past = run_backtest(case.strategy, case.candles(), cash=case.cash, costs=costs)
    same(run_replay(case.strategy, case.candles(), cash=case.cash, costs=costs), past)


@settings(MANY, max_examples=40)
@given(cases(least=500, most=900, tokens=1))
def test_a_long_memory_is_the_backtests_too(case: Case) -> None:
    costs = Costs(case.fee, case.slippage)
    past = run_backtest(case.strategy, case.candles(), cash=case.cash, costs=costs)
    same(run_replay(case.strategy, case.candles(), cash=case.cash, costs=costs), past)


@settings(MANY, max_examples=60)
@given(cases())
def test_equity_is_told_at_every_candle(case: Case) -> None:
    costs = Costs(case.fee, case.slippage)
    past = run_backtest(case.strategy, case.candles(), cash=case.cash, costs=costs)
    clock = aligned(case.strategy, case.candles())
    told = played(LiveRun(case.strategy, case.interval, cash=case.cash, costs=costs), clock)
    assert [each.time for each in told] == clock.time.tolist()
    line = past.equity_curve(len(clock)).value
    assert [each.equity for each in told] == pytest.approx(line, rel=1e-9, abs=0)


@settings(MANY, max_examples=60)
@given(cases())
def test_what_fires_is_told_at_its_close_and_its_outcome_with_the_next_candle(case: Case) -> None:
    past = run_backtest(case.strategy, case.candles())
    clock = aligned(case.strategy, case.candles())
    told = played(LiveRun(case.strategy, case.interval), clock)
    fired = [(f.time, f.rule, f.action, f.type, f.token, f.price, f.reason) for each in told for f in each.fired]
    assert fired == [(s.time, s.rule, s.action, s.type, s.token, s.price, s.reason) for s in past.signals]
    assert all(f.time == each.time for each in told for f in each.fired)
    assert all(of.time == each.time - case.interval for each in told for of in each.outcomes)


@settings(MANY, max_examples=60)
@given(cases(least=20), st.integers(1, 60))
def test_a_run_that_begins_warm_fires_as_if_it_had_always_run(case: Case, rows: int) -> None:
    """Cold rows know nothing, so only the backtest of the whole can say what is right."""
    clock = aligned(case.strategy, case.candles())
    start = int(clock.time[min(rows, len(clock) - 1)])
    whole = [(s.time, s.rule, s.action, s.reason) for s in run_backtest(case.strategy, case.candles()).signals]
    own, watched = LiveRun(case.strategy, case.interval), {t: Feed(case.interval) for t in case.strategy.tokens()}
    LiveRun(case.strategy, case.interval, feeds=watched)
    for time, candles in moments(clock):
        if time < start:
            own.warm_up(time, candles)
    for time in clock.time[clock.time < start].tolist():
        candles = dict(moments(clock)).get(time, {})
        for token, feed in watched.items():
            feed.close(time, candles.get(token))
    for run in (own, LiveRun(case.strategy, case.interval, feeds=watched)):
        later = [h for time, c in moments(clock) if time >= start for h in run.feed(time, c)]
        # Holes just before the start belong to the first candle after it, where the run is the one to fill them.
        fired = [(f.time, f.rule, f.action, f.reason) for each in later for f in each.fired if f.time >= start]
        assert fired == [signal for signal in whole if signal[0] >= start]


def test_a_candle_after_a_hole_is_told_after_those_that_fill_it() -> None:
    run = LiveRun(dip_buyer(4), HOUR)
    for row, price in enumerate([100.0, 100.0, 95.0]):
        run.feed(MONDAY + row * HOUR, {PEPE: Candle.still(price)})
    told = run.feed(MONDAY + 5 * HOUR, {PEPE: Candle.still(90.0)})
    assert [(each.time - MONDAY) // HOUR for each in told] == [3, 4, 5]
    (fill,) = told[0].fills
    assert fill.price == pytest.approx(95 * 1.001)
    assert [trade.exit_reason for trade in told[2].trades] == ["stop_loss"]
    assert [fired.reason for fired in told[2].fired] == ["PEPE fell 5.3 % in 1h (at least 4 %)"]


def test_a_token_that_ends_early_stays_at_its_last_close_and_one_that_comes_late_cannot_be_bought_before() -> None:
    rise = {"type": "price_level", "token": "AAA", "price": 2, "direction": "above"}
    strategy = Strategy.from_config({"conditions": [rise], "actions": [buy(50, token="BBB"), buy(50, token="AAA")]})
    run = LiveRun(strategy, HOUR, costs=Costs(0, 0))
    prices = [{"AAA": 1.0}, {"AAA": 3.0}, {"AAA": 3.0}, {"AAA": 1.0}, {"AAA": 3.0}, {"BBB": 7.0}, {"BBB": 8.0}]
    told = [
        each
        for row, at in enumerate(prices)
        for each in run.feed(MONDAY + row * HOUR, {token: Candle.still(price) for token, price in at.items()})
    ]
    assert [(f.token, f.price) for f in told[1].fired] == [("BBB", None), ("AAA", 3.0)]
    assert [of.why_not for of in told[2].outcomes] == ["there is no price yet", None]
    assert [of.why_not for of in told[5].outcomes] == [None, "this rule's entry is still held"]
    assert told[6].equity == pytest.approx(5_000 / 3 * 3 + 2_500 / 7 * 8 + 2_500)


def test_runs_on_shared_feeds_are_each_as_alone_and_ask_each_condition_once() -> None:
    candles = walk(400, interval=HOUR)
    strategies = [dip_buyer(1, stop_loss_percent=percent) for percent in (1, 2, 3)]
    shared = {PEPE: Feed(HOUR)}
    runs = [LiveRun(strategy, HOUR, feeds=shared) for strategy in strategies]
    assert len({id(watch) for run in runs for rule in run.rules for watch in rule.watches}) == 1
    journals = [Journal() for _ in runs]
    for time, at in moments(aligned(strategies[0], candles)):
        for run, journal in zip(runs, journals, strict=True):
            for happened in run.feed(time, at):
                journal.add(happened)
    for strategy, run, journal in zip(strategies, runs, journals, strict=True):
        same(journal.result(run, aligned(strategy, candles)), run_backtest(strategy, candles))


def test_a_shared_feed_that_has_gone_on_refuses_a_run_that_has_not() -> None:
    shared = {PEPE: Feed(HOUR)}
    ahead, behind = (LiveRun(dip_buyer(), HOUR, feeds=shared) for _ in range(2))
    for row in range(3):
        ahead.feed(MONDAY + row * HOUR, {PEPE: Candle.still(1.0)})
    with pytest.raises(InvalidCandles, match="does not follow"):
        behind.feed(MONDAY, {PEPE: Candle.still(1.0)})


@pytest.mark.parametrize(
    ("candle", "words"),
    [
        ((1, 1, 1, float("nan"), 1), "close is not a number"),
        ((1, float("inf"), 1, 1, 1), "high is not a number"),
        ((0, 1, 1, 1, 1), "open is not above 0"),
        ((1, 1, -1, 1, 1), "low is not above 0"),
        ((1, 1, 2, 1, 1), "high is below low"),
        ((1, 1, 1, 1, -1), "volume is below 0"),
        ((1, 1, 1, 1, float("nan")), "volume is not a number"),
    ],
)
def test_a_candle_that_cannot_be_is_refused(candle: tuple[float, ...], words: str) -> None:
    with pytest.raises(InvalidCandles, match=words):
        Candle(*candle)


def test_a_range_that_leaves_out_its_open_or_close_is_widened() -> None:
    candle = Candle(5.0, 4.0, 3.0, 2.0, 1.0)
    assert (candle.high, candle.low) == (5.0, 2.0)


def test_times_that_do_not_follow_are_refused_and_change_nothing() -> None:
    run = LiveRun(dip_buyer(), HOUR)
    run.feed(MONDAY, {PEPE: Candle.still(1.0)})
    for time in (MONDAY, MONDAY - HOUR, MONDAY + 1, 1_000 * MONDAY):
        with pytest.raises(InvalidCandles):
            run.feed(time, {PEPE: Candle.still(1.0)})
    assert run.time == MONDAY
    assert [each.time for each in run.feed(MONDAY + HOUR, {})] == [MONDAY + HOUR]


def test_a_timeframe_that_does_not_fit_is_refused() -> None:
    with pytest.raises(InvalidStrategy, match="finer than the candles"):
        LiveRun(dip_buyer(timeframe="5m"), HOUR)
    with pytest.raises(ValueError, match="candles of 3600 s"):
        LiveRun(dip_buyer(), HOUR, feeds={PEPE: Feed(MINUTE)})


def test_what_is_left_out_of_a_market_is_nothing_a_run_waits_for() -> None:
    run = LiveRun(dip_buyer(), HOUR)
    assert run.feed(MONDAY, {"DOGE": Candle.still(1.0)}) == [Happened(MONDAY, 10_000.0)]
    assert run.feeds[PEPE].time is None
