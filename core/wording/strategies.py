"""A strategy in plain words: the card (WHEN / THEN / RISK) and what an edit changes."""

from collections.abc import Sequence

from core.changes import Change, Part
from core.contracts import homes
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
from core.wording.catalogue import say, words
from core.wording.html import Html, bold, esc, italic, joined
from core.wording.times import span


def card(strategy: Strategy, *, heading: Html, assumptions: Sequence[str] = (), changes: Sequence[Change] = ()) -> Html:
    """The strategy as a card."""
    parts = [heading, "", *_rule_lines(strategy)]
    risk = risk_lines(strategy.risk_management)
    if risk:
        parts += [bold(words("card.risk")), *(f"• {line}" for line in risk)]
    where = homes(strategy)
    if where:
        parts += [bold(words("card.tokens")), *(_contract_line(symbol, *home) for symbol, home in where.items())]
    if assumptions:
        parts += ["", *(italic(line) for line in assumptions)]
    if changes:
        parts += ["", bold(words("card.changes")), *(change_line(change) for change in changes)]
    return joined(parts)


def _contract_line(symbol: str, chain: str, address: str) -> Html:
    return say("card.contract", token=symbol, chain=chain, address=address)


def condition_words(condition: Condition) -> str:
    """`PEPE drops 5% in 1h`."""
    token = condition.token
    match condition:
        case PriceDrop() | PriceRise() | VolumeSpike():
            threshold, timeframe = _number(condition.threshold), span(condition.timeframe)
            return words(f"condition.{condition.type}", token=token, threshold=threshold, timeframe=timeframe)
        case PriceLevel():
            return words(f"condition.price_level.{condition.direction}", token=token, price=price(condition.price))
        case Schedule():
            return _schedule(condition)
    return _indicator(condition)


def action_words(action: Action) -> str:
    """`buy 10% of cash in PEPE`."""
    if isinstance(action, Buy | Sell):
        if action.amount_usd is not None:
            return words(f"action.{action.type}_usd", token=action.token, amount=_number(action.amount_usd))
        return words(f"action.{action.type}_percent", token=action.token, amount=_number(action.amount_percent or 0))
    return words("action.notify" if isinstance(action, Notify) else "action.hold", token=action.token)


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
            return words("risk.target", sell=_number(value.sell_percent), profit=_number(value.profit_percent))
        case "max_hold", _:
            return words("risk.max_hold", value=span(str(value)))
        case "max_entries", _:
            return words("risk.max_entries", value=str(value))
    return words(f"risk.{name}", value=_number(float(str(value))))


def change_line(change: Change) -> Html:
    """One line of the diff: `− old`, `+ new` or `old → new`."""
    if change.new is None and change.old is not None:
        return esc(f"− {_part_words(change.old)}")
    if change.old is None and change.new is not None:
        return esc(f"+ {_part_words(change.new)}")
    assert change.old is not None and change.new is not None  # noqa: S101, PT018 - a change has a side
    return esc(f"{_part_words(change.old)} → {_part_words(change.new)}")


def bot_name(strategy: Strategy) -> str:
    """A name for a bot that was never named: `PEPE dip`."""
    first = strategy.conditions()[0]
    return words(f"name.{first.type}", token=first.token)


def _part_words(part: Part) -> str:
    match part.kind:
        case "condition":
            return words("part.condition", condition=condition_words(part.value))
        case "action":
            return action_words(part.value)
        case "match":
            return words("part.all" if part.value == "all" else "part.any")
    return risk_words(part.kind, part.value)


def _rule_lines(strategy: Strategy) -> list[str]:
    lines: list[str] = []
    several = len(strategy.rules) > 1
    for number, rule in enumerate(strategy.rules, 1):
        label = f" {number}" if several else ""
        lines += [
            bold(f"{words('card.when')}{label}"),
            *(f"• {text}" for text in _conditions(rule)),
            bold(words("card.then")),
            *(f"• {action_words(action)}" for action in rule.actions),
        ]
    return lines


def _conditions(rule: Rule) -> list[str]:
    said = [condition_words(condition) for condition in rule.conditions]
    joint = "card.all" if rule.match == "all" else "card.any"
    return [said[0], *(words(joint, condition=text) for text in said[1:])]


def _indicator(condition: Rsi | MaCross | MacdCross | Bollinger) -> str:
    key = f"condition.{condition.type}.{condition.direction}"
    token, timeframe = condition.token, span(condition.timeframe)
    match condition:
        case Rsi():
            threshold, period = _number(condition.threshold), str(condition.period)
            return words(key, token=token, period=period, threshold=threshold, timeframe=timeframe)
        case MaCross():
            kind = condition.kind.upper()
            fast = words("condition.ma_cross.price") if condition.fast == 1 else f"{kind} {condition.fast}"
            return words(key, token=token, fast=fast, slow=f"{kind} {condition.slow}", timeframe=timeframe)
        case MacdCross():
            lengths = f"{condition.fast}, {condition.slow}, {condition.signal}"
        case Bollinger():
            lengths = f"{condition.period}, {_number(condition.std)}"
    return words(key, token=token, lengths=lengths, timeframe=timeframe)


def _schedule(condition: Schedule) -> str:
    weekday = words(f"weekday.{condition.weekday}") if condition.weekday else None
    day = words("condition.schedule.day", weekday=weekday) if weekday else ""
    at = words("condition.schedule.at", time=condition.at) if condition.at else ""
    return words("condition.schedule", every=span(condition.every), day=day, at=at, token=condition.token)


def _number(value: float) -> str:
    return f"{value:.12g}"
