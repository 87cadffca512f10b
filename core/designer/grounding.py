"""Holds a model's strategy against what the person said: nothing invented, nothing swapped, nothing lost."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core.answers import Context
from core.designer.grammar import coins
from core.designer.grammar.drafts import Draft, from_strategy
from core.designer.grammar.grounding import unused
from core.designer.leaves import Leaf, changed
from core.designer.misreading import misread
from core.designer.said import Said, key, said
from core.designer.settling import bare
from core.designer.sure import surely
from core.trading.durations import seconds
from core.trading.strategy import Strategy

_DEFAULTS: dict[tuple[str, str], tuple[Any, ...]] = {
    ("buy", "amount_percent"): (10,),
    ("sell", "amount_percent"): (100,),
    ("rsi", "period"): (14,),
    ("macd_cross", "fast"): (12,),
    ("macd_cross", "slow"): (26,),
    ("macd_cross", "signal"): (9,),
    ("bollinger", "period"): (20,),
    ("bollinger", "std"): (2,),
    ("ma_cross", "fast"): (1,),
}
_LENGTHS = frozenset(["timeframe", "every", "max_hold"])
_USUAL_TIMEFRAME = 3_600
_VERBS: dict[str, frozenset[str]] = {
    "buy": frozenset(["BUY", "PUT", "ALL_IN", "MORE", "INTO", "CASH", "GET"]),
    "sell": frozenset(["SELL", "CUT", "CLOSE_OUT", "THE_REST", "TP", "SL", "TAKE", "DUMP", "CASH", "TARGET_WORD"]),
    "notify": frozenset(["NOTIFY"]),
    "hold": frozenset(["LOG", "HOLD_ACTION", "NO_PUSH", "NO_TRADE"]),
}
_TRADES = _VERBS["buy"] - {"CASH", "GET", "INTO"}, _VERBS["sell"] - {"CASH", "TP", "SL", "TAKE", "DUMP"}
_DOWN = frozenset(["DOWN", "HALVE", "DOWN_TO", "DUMP"])
_UP = frozenset(["UP", "TIMES", "UP_TO", "MULT"])
_RISK_WORDS = {
    "SL": "stop_loss_percent",
    "TP": "take_profit_percent",
    "TRAIL": "trailing_stop_percent",
    "HOLD_MAX": "max_hold",
    "ENTRIES": "max_entries",
    "TARGET_WORD": "targets",
}
_FINDINGS_MOST = 4


@dataclass(frozen=True, slots=True)
class Grounded:
    """What in a strategy is not covered by what was said (empty: all is), and what was taken without being said."""

    findings: tuple[str, ...]
    assumptions: tuple[str, ...] = ()


def ground(strategy: Strategy, text: str, context: Context) -> Grounded:
    """Compare the model's strategy with the message and the strategy before it."""
    sure = surely(text, context)
    evidence = said(text, context)
    old, new = from_strategy(context.strategy), from_strategy(strategy)
    leaves = list(changed(old, new))
    assumed = tuple(_assumptions(leaves, evidence))
    if sure and sure.strategy and bare(sure.strategy) == bare(strategy):
        return Grounded((), assumed)
    findings = [
        *_invented(leaves, evidence),
        *_another_exit(leaves, evidence),
        *_strange_tokens(strategy, evidence),
        *_contradicted(old, new, evidence),
        *_lost(old, new, evidence),
        *misread(new, evidence.reading),
        *_unused(old, new, evidence),
    ]
    if evidence.excepts and leaves:
        findings.append("the message makes an exception (unless, except), which the language cannot say: ask")
    if sure and not findings:
        findings.append(f"the message plainly means: {sure.reply}")
    return Grounded(tuple(dict.fromkeys(findings))[:_FINDINGS_MOST], assumed)


# Nothing invented


def _invented(leaves: list[Leaf], evidence: Said) -> Iterator[str]:
    yield from (f"{leaf} was not said" for leaf in leaves if not _covered(leaf, evidence))
    used: dict[str, set[tuple[str, str]]] = {}
    for leaf in leaves:
        if isinstance(leaf.value, int | float) and not _usual(leaf):
            used.setdefault(key(leaf.value), set()).add((leaf.part, leaf.name))
    for number, places in used.items():
        if 0 < evidence.numbers[number] < len(places):
            yield f"{number} was said {evidence.numbers[number]} time(s) but stands in {len(places)} different fields"


def _covered(leaf: Leaf, evidence: Said) -> bool:
    """Whether a value was said, follows from what was said, or is the usual one."""
    if leaf.name in _LENGTHS:
        return _timed(leaf, evidence)
    if isinstance(leaf.value, int | float):
        return key(leaf.value) in evidence.numbers or _usual(leaf) or _stepped(leaf, evidence)
    return _worded(leaf, evidence)


def _usual(leaf: Leaf) -> bool:
    return leaf.value in _DEFAULTS.get((leaf.part, leaf.name), ())


def _timed(leaf: Leaf, evidence: Said) -> bool:
    length = seconds(str(leaf.value))
    usual = leaf.name == "timeframe" and length == _USUAL_TIMEFRAME and leaf.old is None
    return usual or length in evidence.lengths or (not evidence.lengths and _counted(str(leaf.value), evidence))


def _counted(duration: str, evidence: Said) -> bool:
    """A length whose unit the grammar does not know: at least its count was said."""
    return evidence.unsure and (duration[:-1] == "1" or key(int(duration[:-1])) in evidence.numbers)


def _stepped(leaf: Leaf, evidence: Said) -> bool:
    """A figure that follows from the old one by a step or factor that was said."""
    if leaf.old is None or not evidence.relative:
        return False
    steps = [float(number) for number in evidence.numbers] + [2.0, 3.0]
    reached = (v for s in steps for v in (leaf.old + s, leaf.old - s, leaf.old * s, leaf.old / s if s else 0))
    shares = (leaf.old * (1 + sign * s / 100) for s in steps for sign in (1, -1))
    return key(leaf.value) in {key(value) for value in (*reached, *shares)}


_WORDS: dict[str, frozenset[str]] = {
    "above": frozenset(
        ["ABOVE", "UP", "CROSS", "HITS", "OVERBOUGHT", "GOLDEN", "BULLISH", "UPPER", "UP_TO", "AT", "TP", "OR_HIGHER"]
    ),
    "below": frozenset(
        [
            "BELOW",
            "DOWN",
            "CROSS",
            "HITS",
            "OVERSOLD",
            "DEATH",
            "BEARISH",
            "LOWER_BAND",
            "DOWN_TO",
            "AT",
            "SL",
            "OR_LOWER",
        ]
    ),
    "ema": frozenset(["EMA"]),
}


def _worded(leaf: Leaf, evidence: Said) -> bool:
    """Sides, kinds of average, days and clocks."""
    if leaf.name == "at":
        return str(leaf.value) in evidence.clocks or evidence.unsure
    if leaf.name == "match":
        return bool(evidence.kinds & {"AND", "OR", "BOTH", "EITHER", "ONLY_IF"}) or evidence.unsure
    if leaf.name == "weekday":
        return "WEEKDAY" in evidence.kinds or evidence.unsure
    words = _WORDS.get(str(leaf.value))
    return words is None or bool(words & evidence.kinds) or evidence.unsure


def _strange_tokens(strategy: Strategy, evidence: Said) -> Iterator[str]:
    for token in strategy.tokens():
        meant = coins.likely(token)
        if token not in evidence.tokens:
            yield f"token {token} was not said: ask which token"
        elif meant and token not in _kept(evidence):
            yield f"token {token} is not known and close to {meant}: ask which one is meant"


def _kept(evidence: Said) -> frozenset[str]:
    """Tokens written as tickers are; the rest may be slips."""
    return frozenset(word.strip("$.,!?").upper() for word in evidence.reading.text.split() if word.startswith("$"))


_FOR_EXITS: dict[str, frozenset[str]] = {
    "take_profit_percent": frozenset(["UP", "PROFIT", "TIMES", "MULT", "TAKE", "SELL"]),
    "stop_loss_percent": frozenset(["DOWN", "LOSS", "CUT", "SELL"]),
    "trailing_stop_percent": frozenset(),
}


def _another_exit(leaves: list[Leaf], evidence: Said) -> Iterator[str]:
    """The message names one exit and the model changed another."""
    named = {_RISK_WORDS[kind] for kind in evidence.kinds & frozenset(_RISK_WORDS)}
    for leaf in leaves if named else ():
        words = _FOR_EXITS.get(leaf.name) if leaf.part == "risk_management" else None
        if words is not None and leaf.name not in named and not words & evidence.kinds:
            yield f"{leaf.name} was not spoken of: leave it as it is"


# Nothing turned around


def _contradicted(old: Draft, new: Draft, evidence: Said) -> Iterator[str]:
    before = Counter(action.type for action in old.actions())
    for type_, count in Counter(action.type for action in new.actions()).items():
        if count > before[type_] and not _spoken_for(type_, evidence):
            yield f"a new action `{type_}` was not asked for"
    had = Counter(condition.type for condition in old.conditions())
    have = Counter(condition.type for condition in new.conditions())
    if have["price_drop"] > had["price_drop"] and evidence.kinds & _UP and not evidence.kinds & _DOWN:
        yield "price_drop, but the message speaks of a rise"
    if have["price_rise"] > had["price_rise"] and evidence.kinds & _DOWN and not evidence.kinds & _UP:
        yield "price_rise, but the message speaks of a fall"
    for rule in new.rules:
        traded = Counter(action.token for action in rule.actions if action.type in ("buy", "sell"))
        yield from (f"one rule trades {token} twice" for token, count in traded.items() if count > 1)


def _spoken_for(type_: str, evidence: Said) -> bool:
    if _VERBS[type_] & evidence.kinds:
        return True
    others = evidence.kinds & frozenset().union(*(kinds for verb, kinds in _VERBS.items() if verb != type_))
    traded = bool(others & (_TRADES[0] | _TRADES[1] | _VERBS["notify"]))
    return evidence.unsure and not traded


# Nothing lost


def _lost(old: Draft, new: Draft, evidence: Said) -> Iterator[str]:
    gone = {name for name, value in old.risk.items() if value and not new.risk.get(name)}
    named = {_RISK_WORDS[kind] for kind in evidence.kinds & frozenset(_RISK_WORDS)} | set(evidence.reading.drops)
    unasked = gone if not evidence.removes else gone - named if named else set()
    for name in sorted(unasked):
        yield f"{name} {old.risk[name]} was removed, which was not asked for: keep it"
    if len(new.conditions()) < len(old.conditions()) and not evidence.removes:
        yield "a condition was removed, which was not asked for: keep the whole strategy"
    if len(new.actions()) < len(old.actions()) and not evidence.removes:
        yield "an action was removed, which was not asked for: keep the whole strategy"
    if not evidence.removes:
        yield from _replaced(old, new, evidence)


def _replaced(old: Draft, new: Draft, evidence: Said) -> Iterator[str]:
    """A part that gave way to one of another type, although the message does not speak of that kind of thing."""
    for what, before, after in (
        ("condition", old.conditions(), new.conditions()),
        ("action", old.actions(), new.actions()),
    ):
        missing = Counter(part.type for part in before) - Counter(part.type for part in after)
        for type_ in missing:
            if not evidence.kinds & {"EDIT", "SAME"} | ({"unsure"} if evidence.unsure and what == "action" else set()):
                yield f"the {what} {type_} is gone, which was not asked for: keep it"


def _unused(old: Draft, new: Draft, evidence: Said) -> Iterator[str]:
    drafts = (new, old) if evidence.removes or evidence.relative else (new,)
    for piece in unused(evidence.reading, *drafts):
        yield f"“{piece.text[:30]}” was said and is not used"


def _assumptions(leaves: Iterable[Leaf], evidence: Said) -> Iterator[str]:
    """Each usual value that was taken, told once."""
    told: dict[str, None] = {}
    for leaf in leaves:
        if (
            leaf.name == "timeframe"
            and seconds(str(leaf.value)) == _USUAL_TIMEFRAME
            and _USUAL_TIMEFRAME not in evidence.lengths
        ):
            told["I took 1 hour as the timeframe."] = None
        if (leaf.part, leaf.name, leaf.value) == ("buy", "amount_percent", 10) and key(10) not in evidence.numbers:
            told["I took 10 % of your cash for the buy."] = None
        if (leaf.part, leaf.name, leaf.value) == ("sell", "amount_percent", 100) and key(100) not in evidence.numbers:
            told["I took all of the position for the sale."] = None
    yield from told
