"""Candles and strategies that do not fit together are refused in words."""

import pytest

from core.errors import InvalidCandles, InvalidStrategy
from core.trading.backtest import run_backtest
from core.trading.candles import Candles
from core.trading.results import Costs
from core.trading.strategy import Strategy
from tests.trading.tables import HOUR, MONDAY, closes

TWO = Strategy.from_config(
    {
        "rules": [
            {
                "conditions": [{"type": "price_drop", "token": token, "threshold": 5, "timeframe": timeframe}],
                "actions": [{"type": "buy"}],
            }
            for token, timeframe in (("PEPE", "2h"), ("DOGE", "1h"))
        ]
    }
)


def refused(**market: Candles) -> str:
    with pytest.raises(InvalidCandles) as error:
        run_backtest(TWO, market)
    return error.value.reason


def test_a_token_without_candles_is_named() -> None:
    assert refused(PEPE=closes(1, 2)) == "there are no candles for DOGE"


def test_candles_of_different_lengths_are_refused() -> None:
    said = refused(PEPE=closes(1, 2), DOGE=closes(1, 2, interval=2 * HOUR))
    assert said == "the candles of the tokens have different lengths: PEPE 3600 s, DOGE 7200 s"


def test_candles_on_different_grids_are_refused() -> None:
    said = refused(PEPE=closes(1, 2), DOGE=closes(1, 2, start=MONDAY + 60))
    assert said == "the candles of PEPE and DOGE do not start on one grid"


def test_one_series_for_several_tokens_is_refused() -> None:
    with pytest.raises(InvalidStrategy, match="give the candles of each by name"):
        run_backtest(TWO, closes(1, 2))


def test_a_timeframe_that_does_not_fit_is_named_with_its_rule() -> None:
    wide = {token: closes(1, 2, interval=2 * HOUR) for token in ("PEPE", "DOGE")}
    with pytest.raises(InvalidStrategy) as error:
        run_backtest(TWO, wide)
    (problem,) = error.value.problems
    assert str(problem) == "rules[1].conditions[0].timeframe: 1h is finer than the candles, which are 2h"


def test_tokens_that_never_meet_still_share_the_clock() -> None:
    result = run_backtest(TWO, {"PEPE": closes(1, 2), "DOGE": closes(1, 2, start=MONDAY + 9 * HOUR)})
    assert len(result.equity_curve().time) == 11
    assert result.metrics.total_return == 0


@pytest.mark.parametrize("bad", [-0.1, 100, float("nan")])
def test_costs_that_make_no_sense_are_refused(bad: float) -> None:
    for name in ("fee_percent", "slippage_percent"):
        with pytest.raises(ValueError, match=f"{name} must be at least 0 and below 100"):
            Costs(**{name: bad})


@pytest.mark.parametrize("cash", [0.0, -5.0, float("nan"), float("inf")])
def test_a_run_begins_with_some_cash(cash: float) -> None:
    with pytest.raises(ValueError, match="cash"):
        run_backtest(TWO, {"PEPE": closes(1, 2), "DOGE": closes(1, 2)}, cash=cash)
