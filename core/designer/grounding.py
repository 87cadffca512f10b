"""Holds a model's strategy against what the person said: nothing invented, nothing swapped, nothing lost."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core.answers import Context
from core.designer.grammar import coins
from core.designer.grammar.drafts import Draft, from_strategy
from core.designer.grammar.grounding import unused
from core.designer.said import Said, key, said
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
class Leaf:
    """One value of a strategy that is not what it was: the part it stands in, its name, what it is and was."""

    part: str
    name: str
    value: Any
    old: Any = None


@dataclass(frozen=True, slots=True)
class Grounded:
    """What in a strategy is not covered by what was said (empty: all is), and what was taken without being said."""

    findings: tuple[str, ...]
    assumptions: tuple[str, ...] = ()


def ground(strategy: Strategy, text: str, context: Context) -> Grounded:
    """Compare the model's strategy with the message and the strategy before it."""
    evidence = said(text, context)
    old, new = from_strategy(context.strategy), from_strategy(strategy)
    leaves = list(_changed(old, new))
    findings = [
        *_invented(leaves, evidence),
        *_strange_tokens(strategy, evidence),
        *_contradicted(old, new, evidence),
        *_lost(old, new, evidence),
        *_misread(new, evidence),
        *_unused(old, new, evidence),
    ]
    if evidence.excepts and leaves:
        findings.append("the message makes an exception (unless, except), which the language cannot say: ask")
    return Grounded(tuple(dict.fromkeys(findings))[:_FINDINGS_MOST], tuple(_assumptions(leaves, evidence)))


# Nothing invented


def _invented(leaves: list[Leaf], evidence: Said) -> Iterator[str]:
    used: dict[str, set[tuple[str, str]]] = {}
    for leaf in leaves:
        if leaf.name in _LENGTHS:
            if not _timed(leaf, evidence):
                yield f"{leaf.part}.{leaf.name} {leaf.value} was not said"
        elif isinstance(leaf.value, int | float):
            if key(leaf.value) in evidence.numbers:
                if leaf.value not in _DEFAULTS.get((leaf.part, leaf.name), ()):
                    used.setdefault(key(leaf.value), set()).add((leaf.part, leaf.name))
            elif not _stepped(leaf, evidence) and leaf.value not in _DEFAULTS.get((leaf.part, leaf.name), ()):
                yield f"{leaf.part}.{leaf.name} {leaf.value:g} was not said"
        elif not _worded(leaf, evidence):
            yield f"{leaf.part}.{leaf.name} {leaf.value} was not said"
    for number, places in used.items():
        if len(places) > evidence.numbers[number]:
            yield f"{number} was said {evidence.numbers[number]} time(s) but stands in {len(places)} different fields"


def _timed(leaf: Leaf, evidence: Said) -> bool:
    length = seconds(str(leaf.value))
    usual = leaf.name == "timeframe" and length == _USUAL_TIMEFRAME and leaf.old is None
    return usual or length in evidence.lengths or (evidence.unsure and _counted(str(leaf.value), evidence))


def _counted(duration: str, evidence: Said) -> bool:
    """A length whose unit the grammar does not know: at least its count was said."""
    return key(int(duration[:-1])) in evidence.numbers or (duration[:-1] == "1" and not evidence.lengths)


def _stepped(leaf: Leaf, evidence: Said) -> bool:
    """A figure that follows from the old one by a step or factor that was said."""
    if leaf.old is None or not evidence.relative:
        return False
    steps = [float(number) for number in evidence.numbers] + [2.0, 3.0]
    reached = (v for s in steps for v in (leaf.old + s, leaf.old - s, leaf.old * s, leaf.old / s if s else 0))
    shares = (leaf.old * (1 + sign * s / 100) for s in steps for sign in (1, -1))
    return key(leaf.value) in {key(value) for value in (*reached, *shares)}


_WORDS: dict[str, frozenset[str]] = {
    "above": frozenset(["ABOVE", "UP", "CROSS", "HITS", "OVERBOUGHT", "GOLDEN", "BULLISH", "UPPER", "UP_TO", "AT", "TP", "OR_HIGHER"]),
    "below": frozenset(["BELOW", "DOWN", "CROSS", "HITS", "OVERSOLD", "DEATH", "BEARISH", "LOWER_BAND", "DOWN_TO", "AT", "SL", "OR_LOWER"]),
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
    for what, before, after in (("condition", old.conditions(), new.conditions()), ("action", old.actions(), new.actions())):
        missing = Counter(part.type for part in before) - Counter(part.type for part in after)
        for type_ in missing:
            if not evidence.kinds & {"EDIT", "SAME"} | ({"unsure"} if evidence.unsure and what == "action" else set()):
                yield f"the {what} {type_} is gone, which was not asked for: keep it"


def _misread(new: Draft, evidence: Said) -> Iterator[str]:
    """Where the grammar did read a part, the model must have read the same."""
    reading = evidence.reading
    for name, value in reading.risk.items():
        if name != "targets" and isinstance(value, int | float) and new.risk.get(name) != value:
            yield f"{name} must be {value:g}"
    exits = {key(v) for name, v in new.risk.items() if isinstance(v, int | float) and name != "max_entries"}
    exits |= {key(target["profit_percent"]) for target in new.risk.get("targets") or ()}
    for condition in (c for rule in reading.rules for c in rule.conditions):
        figure = condition.fields.get("threshold", condition.fields.get("price"))
        found = {key(c.fields.get("threshold", c.fields.get("price", 0)) or 0) for c in new.conditions() if c.type == condition.type}
        if figure is not None and key(figure) not in found | exits:
            yield f"{condition.type} {figure:g} was said and is missing"
    for action in (a for rule in reading.rules for a in rule.actions if a.sized and a.type in ("buy", "sell")):
        size = action.amount_usd if action.amount_percent is None else action.amount_percent
        if size is not None and key(size) not in _sizes(new, action.type, dollars=action.amount_usd is not None):
            yield f"{action.type} {size:g} was said and is missing"


def _sizes(new: Draft, type_: str, *, dollars: bool) -> set[str]:
    actions = [a for a in new.actions() if a.type == type_]
    sizes = {key((a.amount_usd if dollars else a.amount_percent) or 0) for a in actions}
    targets = {key(target["sell_percent"]) for target in new.risk.get("targets") or ()}
    return sizes | (targets | {key(100)} if type_ == "sell" else set())


def _unused(old: Draft, new: Draft, evidence: Said) -> Iterator[str]:
    drafts = (new, old) if evidence.removes or evidence.relative else (new,)
    for piece in unused(evidence.reading, *drafts):
        yield f"“{piece.text[:30]}” was said and is not used"


# What changed


def _changed(old: Draft, new: Draft) -> Iterator[Leaf]:
    """Every value that is not as it was in the part most like it."""
    yield from _part_leaves([_condition(c) for c in old.conditions()], [_condition(c) for c in new.conditions()])
    yield from _part_leaves([_action(a) for a in old.actions()], [_action(a) for a in new.actions()])
    for name, value in new.risk.items():
        if name != "targets" and value is not None and value != old.risk.get(name):
            yield Leaf("risk_management", name, value, old.risk.get(name))
    kept = old.risk.get("targets") or ()
    for target in (t for t in new.risk.get("targets") or () if t not in kept):
        yield Leaf("targets", "profit_percent", target["profit_percent"])
        yield Leaf("targets", "sell_percent", target["sell_percent"])
    if Counter(rule.match for rule in new.rules)["all"] > Counter(rule.match for rule in old.rules)["all"]:
        yield Leaf("rule", "match", "all")


def _part_leaves(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Leaf]:
    for part in (p for p in new if p not in old):
        alike = [o for o in old if o["type"] == part["type"]]
        before = min(alike, key=lambda o: sum(o.get(k) != v for k, v in part.items()), default={})
        for name, value in part.items():
            if name not in ("type", "token") and value is not None and before.get(name) != value:
                yield Leaf(part["type"], name, value, before.get(name))


def _condition(condition: Any) -> dict[str, Any]:
    fields = {name: value for name, value in condition.fields.items() if name != "address"}
    return {"type": condition.type, "token": condition.token, **fields}


def _action(action: Any) -> dict[str, Any]:
    sizes = {"amount_percent": action.amount_percent, "amount_usd": action.amount_usd}
    return {"type": action.type, "token": action.token, **sizes}


def _assumptions(leaves: Iterable[Leaf], evidence: Said) -> Iterator[str]:
    """Each usual value that was taken, told once."""
    told: dict[str, None] = {}
    for leaf in leaves:
        if leaf.name == "timeframe" and seconds(str(leaf.value)) == _USUAL_TIMEFRAME and _USUAL_TIMEFRAME not in evidence.lengths:
            told["I took 1 hour as the timeframe."] = None
        if (leaf.part, leaf.name, leaf.value) == ("buy", "amount_percent", 10) and key(10) not in evidence.numbers:
            told["I took 10 % of your cash for the buy."] = None
        if (leaf.part, leaf.name, leaf.value) == ("sell", "amount_percent", 100) and key(100) not in evidence.numbers:
            told["I took all of the position for the sale."] = None
    yield from told
