"""A strategy in plain words of any language of the lexicon; what is written here reads back as the same strategy."""

from collections.abc import Sequence

from core.designer.grammar.amounts import dollars, plain
from core.designer.grammar.lexicon import templates
from core.designer.grammar.lexicon.templates import Templates
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
from core.trading.strategy import Action, Buy, Risk, Rule, Sell, Strategy


def sentence(strategy: Strategy, language: str = "english") -> str:
    """The whole strategy as one canonical text."""
    words = templates(language)
    writer = _Writer(words, strategy)
    rules = [writer.rule(rule) for rule in strategy.rules]
    exits = writer.exits(strategy.risk_management)
    said = [*rules, words["comma"].join(exits)] if exits else rules
    return "".join(f"{part[:1].upper()}{part[1:]}{words['stop']}" for part in said).strip()


class _Writer:
    """Writes the parts of one strategy; a token's chain is told where the token is first spoken of."""

    def __init__(self, words: Templates, strategy: Strategy) -> None:
        self._words = words
        self._untold = {token: strategy.chain_of(token) for token in strategy.tokens()}

    def rule(self, rule: Rule) -> str:
        form = self._words["rule_by_clock" if isinstance(rule.conditions[0], Schedule) else "rule"]
        parts = (self._actions, self._conditions)
        first, second = parts if form.index("{actions}") < form.index("{conditions}") else parts[::-1]
        said = {first: first(rule), second: second(rule)}
        return form.format(actions=said[self._actions], conditions=said[self._conditions])

    def _actions(self, rule: Rule) -> str:
        return self._words["and"].join(self._action(action) for action in rule.actions)

    def _conditions(self, rule: Rule) -> str:
        joint = self._words["and" if rule.match == "all" else "or"]
        return joint.join(self._condition(condition) for condition in rule.conditions)

    def _token(self, token: str) -> str:
        chain = self._untold.pop(token, None)
        return f"${token}" + (self._words["chain"].format(chain=chain) if chain else "")

    def _action(self, action: Action) -> str:
        name: str = action.type
        if not isinstance(action, Buy | Sell):
            return self._words[name].format(token=self._token(action.token))
        if action.amount_usd is not None:
            return self._words[f"{name}_usd"].format(token=self._token(action.token), usd=dollars(action.amount_usd))
        return self._words[f"{name}_percent"].format(
            token=self._token(action.token), n=plain(action.amount_percent or 0)
        )

    def _condition(self, condition: Condition) -> str:
        if isinstance(condition, Schedule):
            return self._schedule(condition)
        token = self._token(condition.token)
        match condition:
            case PriceDrop() | PriceRise() | VolumeSpike():
                n, span = plain(condition.threshold), self._span(condition.timeframe)
                return self._words[condition.type].format(token=token, n=n, span=span)
            case PriceLevel():
                return self._words[f"price_level_{condition.direction}"].format(
                    token=token, usd=dollars(condition.price)
                )
        return self._indicator(condition, token)

    def _indicator(self, condition: Rsi | MaCross | MacdCross | Bollinger, token: str) -> str:
        form = self._words[f"{condition.type}_{condition.direction}"]
        span = self._span(condition.timeframe)
        match condition:
            case Rsi():
                return form.format(token=token, span=span, period=condition.period, n=plain(condition.threshold))
            case MaCross():
                kind = condition.kind.upper()
                fast = self._words["price"] if condition.fast == 1 else f"{kind} {condition.fast}"
                return form.format(token=token, span=span, fast=fast, slow=f"{kind} {condition.slow}")
            case MacdCross():
                lengths = f"{condition.fast}, {condition.slow}, {condition.signal}"
                return form.format(token=token, span=span, lengths=lengths)
            case Bollinger():
                return form.format(token=token, span=span, period=condition.period, std=plain(condition.std))

    def _schedule(self, condition: Schedule) -> str:
        day = self._words["weekday"].format(day=self._words[condition.weekday]) if condition.weekday else ""
        clock = self._words["clock"].format(at=condition.at) if condition.at else ""
        return self._words["schedule"].format(span=self._span(condition.every), weekday=day, clock=clock)

    def _span(self, text: str) -> str:
        return self._words["span"].format(count=text[:-1], unit=self._words[f"unit_{text[-1]}"])

    def exits(self, risk: Risk) -> Sequence[str]:
        said = [
            self._words[name].format(n=plain(value))
            for name in ("stop_loss_percent", "take_profit_percent", "trailing_stop_percent", "max_entries")
            if (value := getattr(risk, name)) is not None
        ]
        said += [
            self._words["target"].format(n=plain(target.sell_percent), profit=plain(target.profit_percent))
            for target in risk.targets or ()
        ]
        if risk.max_hold:
            said.append(self._words["max_hold"].format(span=self._span(risk.max_hold)))
        return said
