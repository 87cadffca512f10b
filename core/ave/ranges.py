"""Which candles a backtest on the real market takes: the finest that fit the strategy and what may be spent on them."""

from core.ave import plans
from core.ave.paging import WINDOW, calls_for
from core.ave.plans import Plan
from core.market import CandleChoice
from core.market_ranges import base_interval, warm_up_seconds
from core.trading.strategy import Strategy

MOST_CANDLES = 50_000
"""Candles of one token a backtest takes at most."""
TYPICAL_ANSWER = 3.0
"""Seconds an answer takes, as others have measured."""
PATIENCE = 60.0
"""Seconds somebody may be kept waiting for finer candles than their strategy needs."""


def choose_candles(
    strategy: Strategy,
    period: int,
    end: int,
    *,
    plan: Plan,
    units: float,
    born: int | None = None,
    finest: int = 60,
) -> CandleChoice:
    """The choice for a run over `period` seconds up to `end`, of which at most `units` may be spent.

    `born`: when the youngest of its tokens began, where that is known. The last candle closes at or before `end`.
    """
    span = period + warm_up_seconds(strategy)
    begins = end - span if born is None else max(end - span, born)
    tokens = len(strategy.tokens())
    most = _most_candles(units, tokens)
    lived = max(0, end - begins)
    interval = base_interval(strategy, max(lived, finest), finest=finest, most_candles=min(MOST_CANDLES, most))
    candles = max(0, end // interval - -(-begins // interval))
    calls = tokens * calls_for(candles)
    return CandleChoice(
        interval=interval,
        start=begins,
        end=end // interval * interval,
        candles=candles,
        calls=calls,
        units=calls * plans.CANDLES,
        seconds=calls * _seconds_each(plan),
        affordable=calls * plans.CANDLES <= units,
        full_history=begins <= end - span,
    )


def quick_units(plan: Plan, tokens: int) -> int:
    """What can be spent on candles within our patience, at least a question for each token."""
    return plans.CANDLES * max(tokens, int(PATIENCE / _seconds_each(plan)))


def _most_candles(units: float, tokens: int) -> int:
    """Candles of one token that so many units buy."""
    calls = min(units // (plans.CANDLES * tokens), MOST_CANDLES // WINDOW + 1)
    return max(1, int(calls) * WINDOW)


def _seconds_each(plan: Plan) -> float:
    """Several questions may be under way at once, each a pace after the other."""
    return max(plan.spacing, TYPICAL_ANSWER / plan.at_once)
