"""A strategy in plain words: the card (WHEN / THEN / RISK) and what an edit changes."""

from collections.abc import Sequence

from core.changes import Change, Part
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
from core.trading.numbers import price
from core.trading.strategy import Action, Buy, Notify, Risk, Rule, Sell, Strategy, Target
from core.wording.html import bold, esc, italic

_DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def card(strategy: Strategy, *, heading: str, assumptions: Sequence[str] = (), changes: Sequence[Change] = ()) -> str:
    """The strategy as a card; `heading` is HTML already."""
    parts = [heading, "", *_rule_lines(strategy)]
    risk = risk_lines(strategy.risk_management)
    if risk:
        parts += [bold("RISK"), *(f"• {esc(line)}" for line in risk)]
    if assumptions:
        parts += ["", *(italic(line) for line in assumptions)]
    if changes:
        parts += ["", bold("CHANGES"), *(change_line(change) for change in changes)]
    return "\n".join(parts)


def condition_words(condition: Condition) -> str:
    """`PEPE drops 5% in 1h`."""
    token = condition.token
    match condition:
        case PriceDrop():
            return f"{token} drops {_number(condition.threshold)}% in {condition.timeframe}"
        case PriceRise():
            return f"{token} rises {_number(condition.threshold)}% in {condition.timeframe}"
        case VolumeSpike():
            return f"{token} volume is up {_number(condition.threshold)}% on the {condition.timeframe} before"
        case PriceLevel():
            return f"{token} is {condition.direction} ${price(condition.price)}"
        case Rsi():
            side = f"{condition.direction} {_number(condition.threshold)}"
            return f"{token} RSI({condition.period}) is {side} on {condition.timeframe} candles"
        case MaCross():
            return _averages(condition)
        case MacdCross():
            lengths = f"{condition.fast}, {condition.slow}, {condition.signal}"
            return f"{token} MACD({lengths}) is {condition.direction} its signal line on {condition.timeframe} candles"
        case Bollinger():
            band = "upper" if condition.direction == "above" else "lower"
            lengths = f"{condition.period}, {_number(condition.std)}"
            return f"{token} closes {condition.direction} the {band} Bollinger({lengths}) band on {condition.timeframe}"
        case Schedule():
            return _schedule(condition)


def action_words(action: Action) -> str:
    """`buy 10% of cash in PEPE`."""
    match action:
        case Buy(amount_usd=None):
            return f"buy {action.token} with {_number(action.amount_percent or 0)}% of cash"
        case Buy():
            return f"buy {action.token} for ${_number(action.amount_usd or 0)}"
        case Sell(amount_usd=None):
            return f"sell {_number(action.amount_percent or 0)}% of the {action.token} held"
        case Sell():
            return f"sell {action.token} for ${_number(action.amount_usd or 0)}"
        case Notify():
            return f"notify me about {action.token}, no trade"
    return f"log {action.token} silently, no trade"


def risk_lines(risk: Risk) -> list[str]:
    """One line for each exit or cap that is set."""
    lines = [
        risk_words(name, getattr(risk, name))
        for name in ("stop_loss_percent", "take_profit_percent", "trailing_stop_percent", "max_hold", "max_entries")
        if getattr(risk, name) is not None
    ]
    return lines + [risk_words("target", target) for target in risk.targets or ()]


def risk_words(name: str, value: float | int | str | Target) -> str:
    """`stop loss 3%`."""
    match name, value:
        case "target", Target():
            return f"sell {_number(value.sell_percent)}% at {_number(value.profit_percent)}% profit"
        case "max_hold", _:
            return f"hold at most {value}"
        case "max_entries", _:
            return f"at most {value} entries in one position"
    return f"{name.removesuffix('_percent').replace('_', ' ')} {_number(float(str(value)))}%"


def change_line(change: Change) -> str:
    """One line of the diff: `− old`, `+ new` or `old → new`."""
    if change.new is None and change.old is not None:
        return f"− {esc(_part_words(change.old))}"
    if change.old is None and change.new is not None:
        return f"+ {esc(_part_words(change.new))}"
    assert change.old is not None and change.new is not None  # noqa: S101, PT018 - a change has a side
    return f"{esc(_part_words(change.old))} → {esc(_part_words(change.new))}"


def bot_name(strategy: Strategy) -> str:
    """A name for a bot that was never named: `PEPE dip`."""
    first = strategy.conditions()[0]
    kind = {
        "price_drop": "dip",
        "price_rise": "breakout",
        "volume_spike": "volume",
        "price_level": "level",
        "rsi": "RSI",
        "ma_cross": "cross",
        "macd_cross": "MACD",
        "bollinger": "bands",
        "schedule": "schedule",
    }[first.type]
    return f"{first.token} {kind}"


def _part_words(part: Part) -> str:
    match part.kind:
        case "condition":
            return f"when {condition_words(part.value)}"
        case "action":
            return action_words(part.value)
        case "match":
            return "all conditions together" if part.value == "all" else "any of the conditions"
    return risk_words(part.kind, part.value)


def _rule_lines(strategy: Strategy) -> list[str]:
    lines: list[str] = []
    several = len(strategy.rules) > 1
    for number, rule in enumerate(strategy.rules, 1):
        label = f" {number}" if several else ""
        lines += [
            bold(f"WHEN{label}"),
            *_when(rule),
            bold("THEN"),
            *(f"• {esc(action_words(a))}" for a in rule.actions),
        ]
    return lines


def _when(rule: Rule) -> list[str]:
    words = [condition_words(condition) for condition in rule.conditions]
    joint = "and " if rule.match == "all" else "or "
    return [f"• {esc(joint if i else '')}{esc(text)}" for i, text in enumerate(words)]


def _averages(condition: MaCross) -> str:
    kind = condition.kind.upper()
    fast = "price" if condition.fast == 1 else f"{kind} {condition.fast}"
    where = f"{condition.direction} {kind} {condition.slow}"
    return f"{condition.token} {fast} crosses {where} on {condition.timeframe} candles"


def _schedule(condition: Schedule) -> str:
    day = f" on {_DAYS[condition.weekday]}" if condition.weekday else ""
    at = f" at {condition.at} UTC" if condition.at else ""
    return f"every {condition.every}{day}{at} ({condition.token})"


def _number(value: float) -> str:
    return f"{value:.12g}"
