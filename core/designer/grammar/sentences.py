"""A strategy in plain English; what is written here reads back as the same strategy."""

from typing import Any

from core.designer.grammar.amounts import dollars, plain
from core.trading.conditions import (
    Bollinger,
    Condition,
    MacdCross,
    MaCross,
    PriceDrop,
    PriceLevel,
    PriceRise,
    Rsi,
    Schedule,
    VolumeSpike,
)
from core.trading.strategy import Action, Buy, Hold, Notify, Risk, Rule, Sell, Strategy

_DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def sentence(strategy: Strategy) -> str:
    """The whole strategy as one canonical English text."""
    rules = ". ".join(_rule(rule, strategy) for rule in strategy.rules)
    exits = ", ".join(_exits(strategy.risk_management))
    return f"{rules}. {exits[0].upper()}{exits[1:]}." if exits else f"{rules}."


def _rule(rule: Rule, strategy: Strategy) -> str:
    actions = " and ".join(action_words(action) for action in rule.actions)
    joint = " and " if rule.match == "all" else " or "
    conditions = joint.join(condition_words(condition) for condition in rule.conditions)
    chain = strategy.chain_of(rule.conditions[0].token)
    return f"{actions} when {conditions} on {chain} chain" if chain else f"{actions} when {conditions}"


def action_words(action: Action) -> str:
    """`buy PEPE with 10% of my cash`."""
    match action:
        case Buy():
            return f"Buy ${action.token} with {_size(action, 'of my cash')}"
        case Sell():
            return f"Sell {_size(action, 'of my bag')} of ${action.token}"
        case Notify():
            return f"Notify me about ${action.token}"
        case Hold():
            return f"Log it for ${action.token}, no push"


def _size(action: Buy | Sell, whole: str) -> str:
    return (
        f"{dollars(action.amount_usd)}"
        if action.amount_usd is not None
        else f"{plain(action.amount_percent or 0)}% {whole}"
    )


def condition_words(condition: Condition) -> str:
    """`PEPE drops 5% in 1h`."""
    token = f"${condition.token}"
    match condition:
        case PriceDrop():
            return f"{token} drops {plain(condition.threshold)}% in {condition.timeframe}"
        case PriceRise():
            return f"{token} rises {plain(condition.threshold)}% in {condition.timeframe}"
        case VolumeSpike():
            return f"{token} volume rises {plain(condition.threshold)}% in {condition.timeframe}"
        case PriceLevel():
            return f"{token} is {condition.direction} {dollars(condition.price)}"
        case Rsi():
            return f"{token} RSI({condition.period}) is {condition.direction} {plain(condition.threshold)} on {condition.timeframe}"
        case MaCross():
            return _averages(condition, token)
        case MacdCross():
            return f"{token} MACD({condition.fast}, {condition.slow}, {condition.signal}) crosses {condition.direction} its signal line on {condition.timeframe}"
        case Bollinger():
            band = "upper" if condition.direction == "above" else "lower"
            return f"{token} is {condition.direction} the {band} Bollinger band (period {condition.period}, {plain(condition.std)} std) on {condition.timeframe}"
        case Schedule():
            return _schedule(condition)


def _averages(condition: MaCross, token: str) -> str:
    kind = condition.kind.upper()
    fast = "price" if condition.fast == 1 else f"{kind} {condition.fast}"
    return f"{token} {fast} crosses {condition.direction} {kind} {condition.slow} on {condition.timeframe}"


def _schedule(condition: Schedule) -> str:
    day = f" on {_DAYS[condition.weekday]}" if condition.weekday else ""
    return f"every {condition.every}{day}" + (f" at {condition.at}" if condition.at else "")


def _exits(risk: Risk) -> list[str]:
    said: list[str] = []
    simple: tuple[tuple[str, Any], ...] = (
        ("stop loss", risk.stop_loss_percent), ("take profit", risk.take_profit_percent), ("trailing stop", risk.trailing_stop_percent),
    )
    said += [f"{name} {plain(value)}%" for name, value in simple if value is not None]
    said += [f"sell {plain(t.sell_percent)}% at {plain(t.profit_percent)}% profit" for t in risk.targets or ()]
    if risk.max_hold:
        said.append(f"max hold {risk.max_hold}")
    if risk.max_entries:
        said.append(f"max {risk.max_entries} entries")
    return said
