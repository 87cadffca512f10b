"""What in a valid strategy looks like a slip: worth a second look, never a reason to refuse."""

from collections.abc import Iterator

from core.trading.conditions import PriceDrop, PriceRise, VolumeSpike
from core.trading.strategy import Buy, Risk, Sell, Strategy

_ROUND_TRIP_PERCENT = 0.8
"""Two fees and two slippages at the usual costs."""
_MOVE_MOST, _STOP_MOST, _PROFIT_MOST = 95, 50, 1_000


def lint(strategy: Strategy) -> tuple[str, ...]:
    """Sentences about what is unusual; empty for an ordinary strategy."""
    return (*_moves(strategy), *_risk(strategy.risk_management), *_trades(strategy))


def _moves(strategy: Strategy) -> Iterator[str]:
    for condition in strategy.conditions():
        if isinstance(condition, PriceDrop) and condition.threshold > _MOVE_MOST:
            yield f"A fall of {condition.threshold:g} % in {condition.timeframe} hardly ever happens."
        elif isinstance(condition, PriceRise | VolumeSpike) and condition.threshold > _PROFIT_MOST:
            yield f"A rise of {condition.threshold:g} % in {condition.timeframe} hardly ever happens."
        elif isinstance(condition, PriceDrop | PriceRise) and condition.threshold < 0.1:
            yield f"A move of {condition.threshold:g} % happens all the time."


def _risk(risk: Risk) -> Iterator[str]:
    stop, profit = risk.stop_loss_percent, risk.take_profit_percent
    if stop is not None and stop > _STOP_MOST:
        yield f"A stop loss of {stop:g} % gives most of the money away before it acts."
    if profit is not None and profit < _ROUND_TRIP_PERCENT:
        yield f"A take profit of {profit:g} % is less than buying and selling costs."
    if profit is not None and profit > _PROFIT_MOST:
        yield f"A take profit of {profit:g} % is hardly ever reached."


def _trades(strategy: Strategy) -> Iterator[str]:
    bought = {action.token for action in strategy.actions() if isinstance(action, Buy)}
    sold = {action.token for action in strategy.actions() if isinstance(action, Sell)}
    if bought and sold - bought:
        yield f"{', '.join(sorted(sold - bought))} is sold but never bought."
    if len(set(strategy.rules)) < len(strategy.rules):
        yield "Two rules are the same."
