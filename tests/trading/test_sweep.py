"""A sweep tells of every variant what a run of that variant alone tells."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidStrategy
from core.trading.backtest import run_backtest
from core.trading.results import Costs
from core.trading.strategy import Strategy
from core.trading.sweep import Variant, sweep, varied
from core.trading.touches import Touches
from tests.trading.test_fast_path import market, strategies

STOP, TARGET = "risk_management.stop_loss_percent", "risk_management.take_profit_percent"
DIP = Strategy.from_config(
    {
        "conditions": [{"type": "price_drop", "token": "PEPE", "threshold": 2, "timeframe": "1h"}],
        "actions": [{"type": "buy", "amount_percent": 10}],
        "risk_management": {"stop_loss_percent": 3, "take_profit_percent": 10},
    }
)


def equal(variants: tuple[Variant, ...], seed: int, n: int, cash: float, costs: Costs) -> None:
    for variant in variants:
        alone = run_backtest(variant.strategy, market(seed, n), cash=cash, costs=costs).metrics
        assert variant.final_equity == alone.final_equity
        assert variant.total_return == alone.total_return
        assert variant.total_trades == alone.total_trades
        assert variant.win_rate == alone.win_rate


@settings(max_examples=100, deadline=None)
@given(
    strategy=strategies(),
    seed=st.integers(0, 10_000),
    n=st.integers(2, 3_000),
    stops=st.lists(st.sampled_from([None, 0.05, 1, 3, 10]), min_size=1, max_size=3),
    targets=st.lists(st.sampled_from([None, 0.5, 4, 30]), min_size=1, max_size=3),
    costs=st.sampled_from([Costs(), Costs(0, 0), Costs(0.1, 2)]),
    cash=st.sampled_from([10_000.0, 0.05]),
)
def test_every_variant_of_stop_and_target_equals_its_own_run(
    strategy: Strategy,
    seed: int,
    n: int,
    stops: list[float | None],
    targets: list[float | None],
    costs: Costs,
    cash: float,
) -> None:
    variants = sweep(strategy, market(seed, n), {STOP: stops, TARGET: targets}, cash=cash, costs=costs)
    assert len(variants) == len(stops) * len(targets)
    equal(variants, seed, n, cash, costs)


@pytest.mark.parametrize(
    "grid",
    [
        {"conditions[0].threshold": [0.5, 1, 2, 3], "conditions[0].timeframe": ["1h", "4h"], STOP: [1, 5]},
        {"actions[0].amount_percent": [5, 100], "actions[0].amount_usd": [None]},
        {"risk_management.trailing_stop_percent": [None, 2, 5], TARGET: [3, 20]},
        {"risk_management.max_hold": ["3h", "2d"], "risk_management.max_entries": [None, 3]},
        {"risk_management.targets": [[{"profit_percent": 2, "sell_percent": 50}]], "conditions[0].threshold": [1, 3]},
        {STOP: [None], TARGET: [None]},
    ],
)
def test_any_field_can_be_varied(grid: dict[str, list[Any]]) -> None:
    variants = sweep(DIP, market(5, 2_000), grid)
    assert all(variant.total_trades for variant in variants)
    equal(variants, 5, 2_000, 10_000.0, Costs())


def test_fields_of_one_rule_among_several_are_named_by_its_number() -> None:
    rules = [
        {"conditions": [{"type": "price_drop", "token": "PEPE", "threshold": 2}], "actions": [{"type": "buy"}]},
        {"conditions": [{"type": "price_rise", "token": "PEPE", "threshold": 2}], "actions": [{"type": "sell"}]},
    ]
    grid: dict[str, list[Any]] = {
        "rules[1].conditions[0].threshold": [1, 3],
        "rules[0].conditions[0].threshold": [1, 2, 4],
        STOP: [None, 3],
    }
    variants = sweep(Strategy.from_config({"rules": rules}), market(8, 1_500), grid)
    assert len({variant.final_equity for variant in variants}) == 12
    equal(variants, 8, 1_500, 10_000.0, Costs())


def test_variants_come_in_the_order_of_the_grid_and_say_what_they_are() -> None:
    variants = sweep(DIP, market(1, 200), {"conditions[0].threshold": [1, 2], STOP: [4, 5, 6]})
    assert [tuple(variant.parameters.values()) for variant in variants] == [(a, b) for a in (1, 2) for b in (4, 5, 6)]
    assert variants[4].strategy == varied(DIP, variants[4].parameters)
    assert variants[4].strategy.risk_management.stop_loss_percent == 5
    assert DIP.risk_management.stop_loss_percent == 3


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("conditions[1].threshold", 5),
        ("rules[0].conditions[0].threshold", 5),
        ("conditions[0].treshold", 5),
        ("conditions[0]", 5),
        ("conditions[0].threshold.x", 5),
        ("", 5),
        ("Conditions 0", 5),
        (STOP, 100),
        (STOP, "3"),
    ],
)
def test_a_path_that_leads_nowhere_and_a_bad_value_are_refused_by_name(path: str, value: object) -> None:
    with pytest.raises(InvalidStrategy) as refused:
        sweep(DIP, market(1, 50), {path: [value]})
    assert refused.value.problems[0].path == path


@pytest.mark.parametrize("cash", [0.0, -1.0, float("nan"), float("inf")])
def test_a_sweep_begins_with_some_cash(cash: float) -> None:
    with pytest.raises(ValueError, match="cash must be above 0"):
        sweep(DIP, market(1, 50), {STOP: [3]}, cash=cash)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(1, 5_000), steps=st.integers(1, 40))
def test_the_first_touch_is_the_one_a_plain_search_finds(seed: int, n: int, steps: int) -> None:
    rng = np.random.default_rng(seed)
    values = np.round(np.cumsum(rng.normal(0, 1, n))).astype(np.float64)
    rows, levels = rng.integers(0, n, steps), np.round(rng.normal(0, 3 * np.sqrt(n), steps))
    found = Touches(values).first(rows, levels)
    for row, level, at in zip(rows.tolist(), levels.tolist(), found.tolist(), strict=True):
        touched = np.flatnonzero(values[row:] <= level)
        assert at == (row + int(touched[0]) if len(touched) else n)
