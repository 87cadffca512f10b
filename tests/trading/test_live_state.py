"""A run that is stored as JSON after any candle or price and taken up again goes on as if nothing had happened."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.trading.alignment import Market, aligned
from core.trading.live import Happened, LiveRun
from core.trading.live_feed import Candle, Feed
from core.trading.live_journal import Journal
from core.trading.live_state import from_json, to_json
from core.trading.replay import moments
from core.trading.results import Costs
from core.trading.strategy import Strategy
from tests.trading.random_markets import dip_buyer, walk
from tests.trading.random_strategies import Case, cases
from tests.trading.tables import HOUR, MINUTE, MONDAY
from tests.trading.test_live import MANY, played
from tests.trading.test_live_conditions import CONDITIONS, PEPE, RISKS, real_strategy, still_for_ages
from tests.trading.test_live_prices import late, run_of, steps


def stored(run: LiveRun) -> LiveRun:
    """Through the text of a file and back."""
    return from_json(json.loads(text(run)))


def text(run: LiveRun) -> str:
    return json.dumps(to_json(run), allow_nan=False, separators=(",", ":"))


@settings(MANY, max_examples=60)
@given(cases(), st.integers(1, 9))
def test_to_be_stored_after_every_few_candles_changes_nothing(case: Case, every: int) -> None:
    clock = aligned(case.strategy, case.candles())
    whole, run = played(run_of(case), clock), run_of(case)
    told: list[Happened] = []
    for number, (time, candles) in enumerate(moments(clock)):
        told += run.feed(time, candles)
        if number % every == 0:
            run = stored(run)
    assert told == whole


@settings(MANY, max_examples=25)
@given(cases(most=40), st.integers(0, 2**32))
def test_to_be_stored_between_prices_changes_nothing(case: Case, seed: int) -> None:
    clock, run, other = aligned(case.strategy, case.candles()), run_of(case), run_of(case)
    for time, candles, batches in steps(clock, seed):
        for batch in batches:
            assert run.price(time, batch) == other.price(time, batch)
            run = stored(run)
        assert run.feed(time, candles) == other.feed(time, candles)


@pytest.mark.parametrize("condition", [*CONDITIONS[4:6], *CONDITIONS[7:10]], ids=lambda of: of["type"])
def test_memories_of_thousands_of_candles_are_stored_to_the_last_bit(condition: dict[str, Any]) -> None:
    candles = still_for_ages()
    condition = {"token": PEPE, **condition, "timeframe": "1m"}
    strategy = Strategy.from_config({"conditions": [condition], "actions": [{"type": "notify"}]})
    run, other = LiveRun(strategy, MINUTE), LiveRun(strategy, MINUTE)
    fired = 0
    for number, (time, at) in enumerate(moments(aligned(strategy, candles))):
        if number % 97 == 0:
            assert to_json(stored(run)) == to_json(run)
            run = stored(run)
        (happened,) = run.feed(time, at)
        assert [happened] == other.feed(time, at)
        fired += len(happened.fired)
    assert fired > 15


def test_a_state_does_not_grow_with_the_candles_it_has_seen() -> None:
    candles = walk(3_000, interval=MINUTE, sigma=0.02)
    for number, condition in enumerate(CONDITIONS):
        strategy = real_strategy(number, condition, "15m", level=1.0)
        run, sizes = LiveRun(strategy, MINUTE), []
        for row, (time, at) in enumerate(moments(aligned(strategy, candles))):
            run.feed(time, at)
            if row in (800, 2_999):
                sizes.append(len(text(run)))
        assert sizes[1] < sizes[0] * 1.2 + 500
        assert sizes[1] < 10_000


@pytest.mark.parametrize(
    ("condition", "most"),
    [
        ({"type": "price_drop", "threshold": 5, "timeframe": "1h"}, 2_500),
        ({"type": "rsi", "threshold": 30, "direction": "below", "timeframe": "1h"}, 1_500),
        ({"type": "ma_cross", "fast": 20, "slow": 50, "direction": "above", "timeframe": "1m"}, 2_200),
        ({"type": "ma_cross", "fast": 50, "slow": 200, "kind": "ema", "direction": "above", "timeframe": "1h"}, 6_000),
    ],
    ids=lambda of: of["type"] if isinstance(of, dict) else "",
)
def test_typical_states_are_of_a_few_thousand_bytes(condition: dict[str, Any], most: int) -> None:
    strategy = Strategy.from_config(
        {"conditions": [{"token": PEPE, **condition}], "actions": [{"type": "buy"}], "risk_management": RISKS[3]}
    )
    run = LiveRun(strategy, MINUTE)
    played(run, aligned(strategy, walk(10_000, interval=MINUTE)))
    assert len(text(run)) < most


def test_runs_on_shared_feeds_are_stored_without_them_and_the_feeds_once() -> None:
    """Even between the runs of one candle, when the feed is ahead of the second."""
    strategies = [dip_buyer(1, stop_loss_percent=percent) for percent in (1, 2)]
    candles = list(moments(aligned(strategies[0], walk(300, interval=HOUR))))
    shared = {PEPE: Feed(HOUR)}
    runs = [LiveRun(strategy, HOUR, feeds=shared) for strategy in strategies]
    alone = [LiveRun(strategy, HOUR) for strategy in strategies]
    for time, at in candles:
        assert runs[0].feed(time, at) == alone[0].feed(time, at)
        kept = [to_json(run, feeds=False) for run in runs]
        assert all("feeds" not in of for of in kept)
        shared = {PEPE: Feed.from_json(json.loads(json.dumps(shared[PEPE].to_json())))}
        runs = [from_json(of, feeds=shared) for of in kept]
        assert runs[0].rules[0].watches[0] is runs[1].rules[0].watches[0]
        assert runs[1].feed(time, at) == alone[1].feed(time, at)


def test_the_order_of_what_is_booked_is_kept_through_a_restart() -> None:
    run = stored(late(stop_loss_percent=5))
    (happened,) = run.feed(MONDAY + 4 * HOUR, {"DOGE": Candle(10.0, 10.0, 9.0, 9.8, 1.0), "SHIB": Candle.still(1.0)})
    assert [fill.time for fill in happened.fills] == [MONDAY + 5 * HOUR]


def test_what_has_fired_waits_through_a_restart_for_its_first_price() -> None:
    run = LiveRun(dip_buyer(4), HOUR, cash=500, costs=Costs(1, 0))
    for row, price in enumerate([100.0, 100.0, 95.0]):
        run.feed(MONDAY + row * HOUR, {PEPE: Candle.still(price)})
    run = stored(run)
    assert run.pending == [(MONDAY + 2 * HOUR, 0, 0)]
    (fill,) = run.price(MONDAY + 3 * HOUR + 9, {PEPE: 94.0}).fills
    assert fill.price == 94.0
    assert fill.quantity * fill.price + fill.fee == pytest.approx(50)
    assert stored(run).worth({PEPE: 188.0}) == pytest.approx(450 + 2 * 50 / 1.01)


@settings(MANY, max_examples=40)
@given(cases(most=40), st.integers(0, 2**32), st.integers(1, 40))
def test_a_result_can_be_had_at_any_moment(case: Case, seed: int, rows: int) -> None:
    clock, run, journal = aligned(case.strategy, case.candles()), run_of(case), Journal()
    seen: list[int] = []
    for time, candles, batches in steps(clock, seed):
        for batch in batches:
            journal.add(run.price(time, batch))
        if len(seen) == rows:
            break
        seen.append(time)
        for happened in run.feed(time, candles):
            journal.add(happened)
    market = Market({t: of.slice(0, len(seen)) for t, of in clock.candles.items()}, clock.first)
    result = journal.result(run, market)
    started = all(row < len(seen) for row in clock.first.values())
    assert not started or result.metrics.final_equity == pytest.approx(run.worth(), rel=1e-9)
    assert len(result.signals) == len(journal.fired)
    assert len(result.fills) == len(journal.fills)
    assert result.metrics.total_trades == len(journal.trades) + len(run.account.positions)


def test_a_state_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="stored in the form 99"):
        from_json({**to_json(LiveRun(dip_buyer(), HOUR)), "version": 99})


def test_a_state_is_plain_data() -> None:
    run = LiveRun(real_strategy(4, CONDITIONS[4], "1h", level=1.0), HOUR)
    played(run, aligned(run.strategy, walk(300, interval=HOUR)))
    assert json.loads(text(run)) == to_json(run)
    assert not any(isinstance(value, np.generic) for value in leaves(to_json(run)))


def leaves(data: Any) -> list[Any]:
    if isinstance(data, dict | list):
        return [leaf for each in (data.values() if isinstance(data, dict) else data) for leaf in leaves(each)]
    return [data]
