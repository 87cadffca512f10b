"""Prices between the candles fill and sell at once, and nothing is lost or booked twice when the candle closes."""

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.trading.alignment import Market, aligned
from core.trading.backtest import run_backtest
from core.trading.live import Happened, LiveRun
from core.trading.live_feed import Candle
from core.trading.live_journal import Journal
from core.trading.replay import moments
from core.trading.results import Costs
from core.trading.strategy import Buy, Sell, Strategy
from core.trading.ties import DOWN_TO, UP_TO
from tests.trading.random_strategies import Case, cases
from tests.trading.tables import HOUR, MONDAY, about, buy, sell
from tests.trading.test_live import MANY, played, same

PEPE = "PEPE"
Step = tuple[int, Mapping[str, Candle], list[dict[str, float]]]
"""Open of a candle of the clock, the candles there are, and the batches of prices seen while it was open."""


def run_of(case: Case) -> LiveRun:
    return LiveRun(case.strategy, case.interval, cash=case.cash, costs=Costs(case.fee, case.slippage))


def steps(clock: Market, seed: int) -> Iterator[Step]:
    """The candles of a market with some of the prices on their ways from open over high and low to close."""
    rng, there = np.random.default_rng(seed), dict(moments(clock))
    for time in clock.time.tolist():
        candles = there.get(time, {})
        paths = {token: path(candle, rng) for token, candle in candles.items()}
        batches = [{token: way[k] for token, way in paths.items() if rng.random() < 0.5} for k in range(6)]
        yield time, candles, batches


def path(candle: Candle, rng: np.random.Generator) -> list[float]:
    between = rng.uniform(candle.low, candle.high, 2).tolist()
    inside = rng.permutation([candle.high, candle.low, *between]).tolist()
    return [candle.open, *inside, candle.close]


@settings(MANY, max_examples=80)
@given(cases(most=80))
def test_prices_that_are_the_opens_of_the_candles_change_nothing(case: Case) -> None:
    clock, run, journal = aligned(case.strategy, case.candles()), run_of(case), Journal()
    for row, (time, candles, _) in enumerate(steps(clock, 0)):
        opens = {t: float(of.open[row]) for t, of in clock.candles.items() if row >= clock.first[t]}
        journal.add(run.price(time, opens))
        for happened in run.feed(time, candles):
            journal.add(happened)
    costs = Costs(case.fee, case.slippage)
    same(journal.result(run, clock), run_backtest(case.strategy, case.candles(), cash=case.cash, costs=costs))


@settings(MANY, max_examples=120)
@given(cases(most=80), st.integers(0, 2**32), st.booleans())
def test_prices_on_a_candles_way_never_lose_or_double_anything(case: Case, seed: int, late: bool) -> None:
    """`late`: each candle is known only after the first prices of the next."""
    clock, run = aligned(case.strategy, case.candles()), run_of(case)
    told: list[Happened] = []
    waiting: Step | None = None
    for step in steps(clock, seed):
        time, candles, batches = step
        for k, batch in enumerate(batches):
            if waiting and k == 2:
                told += run.feed(waiting[0], waiting[1])
                waiting = None
            told.append(run.price(time + k * case.interval // 10, batch))
        if late:
            waiting = step
        else:
            told += run.feed(time, candles)
            nothing_missed(run, candles, told)
    if waiting:
        told += run.feed(waiting[0], waiting[1])
    nothing_lost(run, case, told)
    nothing_invented(run, case, told)
    if not late:
        within_the_candles(case, clock, told)


def nothing_lost(run: LiveRun, case: Case, told: list[Happened]) -> None:
    """Conditions see candles only, and each purchase and sale that fired has one outcome."""
    alone = played(run_of(case), aligned(case.strategy, case.candles()))
    fired = [each for happened in told for each in happened.fired]
    assert fired == [each for happened in alone for each in happened.fired]
    outcomes = Counter((of.time, of.rule, of.action) for happened in told for of in happened.outcomes)
    rules = case.strategy.rules
    trades = [f for f in fired if isinstance(rules[f.rule].actions[f.action], Buy | Sell)]
    assert Counter((f.time, f.rule, f.action) for f in trades) == outcomes + Counter(run.pending)
    done = sum(of.why_not is None for happened in told for of in happened.outcomes)
    assert done == sum(fill.rule is not None for happened in told for fill in happened.fills)


def nothing_invented(run: LiveRun, case: Case, told: list[Happened]) -> None:
    """Cash and holdings are what the fills say, in the order of time, and what is sold had been bought."""
    cash, held = case.cash, dict.fromkeys(case.strategy.tokens(), 0.0)
    fills = [fill for happened in told for fill in happened.fills]
    for fill in fills:
        sign = 1 if fill.side == "buy" else -1
        cash -= sign * fill.price * fill.quantity + fill.fee
        held[fill.token] += sign * fill.quantity
        assert held[fill.token] >= -1e-9 * fill.quantity
        assert cash >= -1e-9 * case.cash
    assert run.account.cash == pytest.approx(cash, rel=1e-9, abs=1e-9 * case.cash)
    for token in case.strategy.tokens():
        position = run.account.positions.get(token)
        largest = max((fill.quantity for fill in fills if fill.token == token), default=0.0)
        assert held[token] == pytest.approx(position.quantity if position else 0.0, rel=1e-9, abs=1e-9 * largest)
    assert [fill.time for fill in fills] == sorted(fill.time for fill in fills)


def within_the_candles(case: Case, clock: Market, told: list[Happened]) -> None:
    """Each fill is at a price of the candle it is booked in."""
    for fill in (fill for happened in told for fill in happened.fills):
        row = (fill.time - int(clock.time[0])) // case.interval
        of, slippage = clock.candles[fill.token], case.slippage / 100
        price = fill.price / (1 + slippage if fill.side == "buy" else 1 - slippage)
        assert of.low[row] * (1 - 1e-9) <= price <= of.high[row] * (1 + 1e-9)


def nothing_missed(run: LiveRun, candles: Mapping[str, Candle], told: list[Happened]) -> None:
    """What was held from before a candle and still is after it has met no stop and no target inside."""
    assert run.time is not None
    bought = {f.token for each in told for f in each.fills if f.side == "buy" and f.time == run.time}
    for token, position in run.account.positions.items():
        if token in candles and token not in bought:
            assert candles[token].low > position.average * run.account.stop_factor * UP_TO
            assert candles[token].high < run.account.rung_of(position) * DOWN_TO


@settings(MANY, max_examples=40)
@given(cases(most=60), st.integers(0, 2**32))
def test_the_same_price_again_does_nothing(case: Case, seed: int) -> None:
    clock, run = aligned(case.strategy, case.candles()), run_of(case)
    for time, candles, batches in steps(clock, seed):
        for batch in batches:
            run.price(time, batch)
            again = run.price(time, batch)
            assert not again.outcomes + again.fill_rows
        run.feed(time, candles)


def holding(price: float = 100.0, **risk: float) -> LiveRun:
    """A run without costs whose purchase has fired at the close of the second candle."""
    ring = {"type": "price_level", "token": "BELL", "price": 1.5, "direction": "above"}
    strategy = Strategy.from_config({"conditions": [ring], "actions": [buy(50)], "risk_management": risk})
    run = LiveRun(strategy, HOUR, costs=Costs(0, 0))
    for row, bell in enumerate((1.0, 2.0)):
        run.feed(MONDAY + row * HOUR, {PEPE: Candle.still(price), "BELL": Candle.still(bell)})
    return run


def candle(row: int, open_: float, high: float, low: float, close: float) -> tuple[int, dict[str, Candle]]:
    return MONDAY + row * HOUR, {PEPE: Candle(open_, high, low, close, 1.0), "BELL": Candle.still(1.0)}


def exits(*told: Happened) -> list[tuple[float, str]]:
    return [(trade.exit_price, trade.exit_reason) for each in told for trade in each.trades]


def test_what_fired_is_filled_at_the_first_price_after_the_close() -> None:
    run = holding()
    assert not run.price(MONDAY + 2 * HOUR - 1, {PEPE: 90.0}).outcomes
    (fill,) = run.price(MONDAY + 2 * HOUR + 20, {PEPE: 101.0}).fills
    assert (fill.price, fill.time) == (101.0, MONDAY + 2 * HOUR)
    (happened,) = run.feed(*candle(2, 100, 103, 99, 102))
    assert not happened.outcomes + happened.fill_rows
    assert happened.equity == about(5_000 + 5_000 / 101 * 102)


def test_what_is_bought_inside_a_candle_is_not_stopped_by_prices_from_before() -> None:
    run = holding(stop_loss_percent=3)
    run.price(MONDAY + 2 * HOUR + 600, {PEPE: 101.0})
    assert exits(*run.feed(*candle(2, 100, 103, 90, 102))) == []
    assert exits(*run.feed(*candle(3, 102, 103, 90, 102))) == [(about(101 * 0.97), "stop_loss")]


def test_a_close_beyond_the_stop_sells_also_what_was_bought_inside_the_candle() -> None:
    run = holding(stop_loss_percent=3)
    run.price(MONDAY + 2 * HOUR + 600, {PEPE: 101.0})
    assert exits(*run.feed(*candle(2, 100, 103, 90, 96))) == [(96.0, "stop_loss")]


def test_a_stop_that_no_price_has_seen_is_made_good_by_the_candle() -> None:
    run = holding(stop_loss_percent=3)
    run.feed(*candle(2, 100, 100, 100, 100))
    assert exits(run.price(MONDAY + 3 * HOUR + 60, {PEPE: 98.0})) == []
    assert exits(*run.feed(*candle(3, 100, 101, 96, 99))) == [(97.0, "stop_loss")]


def test_a_stop_that_a_price_has_seen_is_sold_there_and_once() -> None:
    run = holding(stop_loss_percent=3)
    run.feed(*candle(2, 100, 100, 100, 100))
    assert exits(run.price(MONDAY + 3 * HOUR + 60, {PEPE: 96.5})) == [(96.5, "stop_loss")]
    assert exits(*run.feed(*candle(3, 100, 101, 96, 99))) == []
    assert run.worth() == about(5_000 + 50 * 96.5)


def test_a_trailing_stop_follows_the_highs_of_whole_candles_only() -> None:
    run = holding(trailing_stop_percent=5)
    run.feed(*candle(2, 100, 100, 100, 100))
    assert exits(*(run.price(MONDAY + 3 * HOUR + k, {PEPE: price}) for k, price in enumerate((110.0, 104.0)))) == []
    assert exits(*run.feed(*candle(3, 100, 110, 100, 104.6))) == []
    assert exits(run.price(MONDAY + 4 * HOUR, {PEPE: 104.4})) == [(104.4, "trailing_stop")]


def test_the_highest_of_what_was_bought_inside_a_candle_is_the_highest_seen_since() -> None:
    run = holding(trailing_stop_percent=5)
    for k, price in enumerate((101.0, 108.0, 104.0)):
        run.price(MONDAY + 2 * HOUR + 600 + k, {PEPE: price})
    run.feed(*candle(2, 100, 150, 99, 104))
    assert run.account.positions[PEPE].highest == 108.0


def test_a_target_sold_at_a_price_is_not_sold_again_by_its_candle() -> None:
    strategy = {
        "conditions": [{"type": "price_level", "token": "BELL", "price": 1.5, "direction": "above"}],
        "actions": [buy(50)],
        "risk_management": {"targets": [{"profit_percent": 5, "sell_percent": 50}], "take_profit_percent": 20},
    }
    run = LiveRun(Strategy.from_config(strategy), HOUR, costs=Costs(0, 0))
    for row, bell in enumerate((1.0, 2.0)):
        run.feed(MONDAY + row * HOUR, {PEPE: Candle.still(100.0), "BELL": Candle.still(bell)})
    run.feed(*candle(2, 100, 100, 100, 100))
    assert exits(run.price(MONDAY + 3 * HOUR, {PEPE: 106.0})) == [(106.0, "target")]
    assert exits(*run.feed(*candle(3, 100, 107, 100, 106))) == []
    assert exits(*run.feed(*candle(4, 106, 121, 106, 120))) == [(120.0, "take_profit")]


def test_the_time_of_a_position_is_over_at_the_first_price_of_its_candle() -> None:
    strategy = {
        "conditions": [{"type": "price_level", "token": "BELL", "price": 1.5, "direction": "above"}],
        "actions": [buy(50)],
        "risk_management": {"max_hold": "2h"},
    }
    run = LiveRun(Strategy.from_config(strategy), HOUR, costs=Costs(0, 0))
    for row, bell in enumerate((1.0, 2.0)):
        run.feed(MONDAY + row * HOUR, {PEPE: Candle.still(100.0), "BELL": Candle.still(bell)})
    run.price(MONDAY + 2 * HOUR + 900, {PEPE: 101.0})
    run.feed(*candle(2, 100, 102, 100, 102))
    assert exits(run.price(MONDAY + 3 * HOUR + 1_800, {PEPE: 102.0})) == []
    run.feed(*candle(3, 102, 102, 102, 102))
    assert exits(run.price(MONDAY + 4 * HOUR + 5, {PEPE: 103.0})) == [(103.0, "max_hold")]


def test_each_token_is_filled_when_its_own_price_comes() -> None:
    ring = {"type": "price_level", "token": "BELL", "price": 1.5, "direction": "above"}
    actions = [buy(50), buy(50, token="DOGE"), sell(100, token="SHIB")]
    run = LiveRun(Strategy.from_config({"conditions": [ring], "actions": actions}), HOUR, costs=Costs(0, 0))
    for row, bell in enumerate((1.0, 2.0)):
        run.feed(MONDAY + row * HOUR, {name: Candle.still(bell) for name in (PEPE, "DOGE", "SHIB", "BELL")})
    first = run.price(MONDAY + 2 * HOUR + 1, {"DOGE": 4.0})
    assert [(fill.token, fill.price) for fill in first.fills] == [("DOGE", 4.0)]
    (rest,) = run.feed(MONDAY + 2 * HOUR, {name: Candle.still(3.0) for name in (PEPE, "SHIB", "BELL")})
    assert [(fill.token, fill.price, fill.quantity * fill.price) for fill in rest.fills] == [(PEPE, 3.0, 2_500.0)]
    assert [of.why_not for of in rest.outcomes] == [None, "nothing is held"]


@pytest.mark.parametrize("price", [0.0, -1.0, float("nan"), float("inf")])
def test_a_price_that_cannot_be_is_refused(price: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        holding().price(MONDAY + 2 * HOUR, {PEPE: price})


def late(**risk: object) -> LiveRun:
    """DOGE is bought at 3:00; at 5:00 a price of SHIB is booked before the candle of 4:00 is known."""
    bells = [{"type": "price_level", "token": name, "price": 1.5, "direction": "above"} for name in ("B1", "B2")]
    actions = [buy(50, token="DOGE"), buy(50, token="SHIB")]
    rules = [{"conditions": [bell], "actions": [action]} for bell, action in zip(bells, actions, strict=True)]
    run = LiveRun(Strategy.from_config({"rules": rules, "risk_management": risk}), HOUR, costs=Costs(0, 0))
    for row, (first, second) in enumerate([(1.0, 1.0), (1.0, 1.0), (2.0, 1.0), (2.0, 2.0)]):
        bell = {"B1": Candle.still(first), "B2": Candle.still(second)}
        run.feed(MONDAY + row * HOUR, {"DOGE": Candle.still(10.0), "SHIB": Candle.still(5.0), **bell})
    assert [fill.time for fill in run.price(MONDAY + 5 * HOUR + 1, {"SHIB": 5.5}).fills] == [MONDAY + 5 * HOUR]
    return run


def test_a_late_candle_ends_no_position_whose_time_is_over_only_after_it() -> None:
    run = late(max_hold="2h")
    assert exits(*run.feed(MONDAY + 4 * HOUR, {"DOGE": Candle.still(11.0)})) == []
    assert exits(run.price(MONDAY + 5 * HOUR + 2, {"DOGE": 12.0})) == [(12.0, "max_hold")]


def test_a_late_candle_books_its_stop_after_what_is_booked_already() -> None:
    run = late(stop_loss_percent=5)
    (happened,) = run.feed(MONDAY + 4 * HOUR, {"DOGE": Candle(10.0, 10.0, 9.0, 9.8, 1.0), "SHIB": Candle.still(1.0)})
    assert [(t.token, t.exit_price, t.exit_reason) for t in happened.trades] == [("DOGE", 9.5, "stop_loss")]
    assert [fill.time for fill in happened.fills] == [MONDAY + 5 * HOUR]
