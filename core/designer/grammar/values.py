"""Lone values: answers to what was asked, and short edits such as "make it 7%" or "actually 15 minutes"."""

from typing import Any

from core.designer.grammar.atoms import Atom
from core.designer.grammar.drafts import Act, Cond, Draft, Rule, parts, parts_of
from core.designer.grammar.edits import Change, retoken
from core.designer.grammar.holes import Hole, holes
from core.designer.grammar.moves import clock_text
from core.designer.grammar.reading import Reading
from core.designer.grammar.spans import Span

_SIDES = {"ABOVE": "above", "BELOW": "below", "UP": "above", "DOWN": "below", "BULLISH": "above", "BEARISH": "below", "UPPER": "above",
          "LOWER_BAND": "below"}


def answered(draft: Draft, reading: Reading) -> bool:
    """Fill the holes of a draft with the lone values of an answer; whether any fitted."""
    filled = False
    for atom in list(reading.loose):
        for hole in holes(draft):
            if _fits(hole, atom, draft):
                reading.use(atom)
                filled = True
                break
        else:
            filled |= _extra_timeframe(draft, atom, reading)
    return filled


def _extra_timeframe(draft: Draft, atom: Atom, reading: Reading) -> bool:
    """`6% in 45 mins` answers the threshold and says the timeframe, too."""
    open_ = [c for c in draft.conditions() if c.timed and "timeframe" not in c.fields]
    if atom.kind != "DUR" or len(open_) != 1:
        return False
    open_[0].fields["timeframe"] = atom.value.text() or ""
    reading.use(atom)
    return True


def _fits(hole: Hole, atom: Atom, draft: Draft) -> bool:
    part = hole.part
    match hole.field:
        case "token":
            return _token(atom, draft)
        case "threshold" | "price" if isinstance(part, Cond):
            return _level(part, hole.field, atom)
        case "direction" if isinstance(part, Cond) and atom.kind in _SIDES:
            part.fields["direction"] = _SIDES[atom.kind]
            return True
        case "timeframe" | "every" if (
            isinstance(part, Cond) and atom.kind in ("DUR", "FREQ") and isinstance(atom.value, Span)
        ):
            part.fields[hole.field] = atom.value.text() or ""
            return True
        case "amount" if isinstance(part, Act) and atom.kind == "AMT":
            part.amount_percent, part.amount_usd = atom.value.get("amount_percent"), atom.value.get("amount_usd")
            part.coins = False
            return True
        case field if field.endswith("_percent") and part is None:
            return _risk(draft, field, atom)
        case "max_hold" if atom.kind == "DUR":
            draft.risk["max_hold"] = atom.value.text()
            return True
    return False


def _token(atom: Atom, draft: Draft) -> bool:
    tokens = atom.value[1:] if isinstance(atom.value, tuple) else (atom.value,)
    if atom.kind == "TOKEN_OR_CHAIN":
        tokens = (atom.value[0],)
    elif atom.kind != "TOKEN":
        return False
    for part in parts(draft):
        part.token = part.token or tokens[0]
    return True


def _level(condition: Cond, field: str, atom: Atom) -> bool:
    number = _number(atom, money=field == "price")
    if number is None:
        return False
    condition.fields[field] = number
    return True


def _number(atom: Atom, *, money: bool) -> float | None:
    if atom.kind == "NUM":
        return abs(float(atom.value))
    if atom.kind == "MULT" and not money:
        return (float(atom.value) - 1) * 100
    if atom.kind != "AMT":
        return None
    value = atom.value.get("amount_usd" if money else "amount_percent")
    return None if value is None else abs(float(value))


def _risk(draft: Draft, field: str, atom: Atom) -> bool:
    number = _number(atom, money=False)
    if number is None:
        return False
    draft.risk[field] = number
    return True


_SHORT = 2
"""A message of one number and a sign at most is nothing but that number."""


def revalue(change: Change, reading: Reading, focus: str | None) -> None:
    """Apply the lone values of an edit to what they can only mean."""
    _tokens(change, reading)
    valued = bool(reading.of("AMT", "NUM", "DUR"))
    for atom in reading.of("DUR"):
        _duration(change, atom.value, focus)
        reading.use(atom)
    for atom in reading.of("AMT"):
        _amount(change, atom, reading, focus)
        reading.use(atom)
    for atom in () if reading.has("PERIODS") else reading.of("NUM"):
        if focus == "timeframe":
            _same_unit(change, float(atom.value))
            reading.use(atom)
        elif reading.has("THRESHOLD", "PRICE") or reading.marked("EDIT", "ACTUALLY", "INSTEAD", "POLITE") or len(reading.scan.raws) <= _SHORT:
            _plain_number(change, abs(float(atom.value)), reading, focus)
            reading.use(atom)
    _details(change, reading)
    _scale(change, reading)
    if not valued:
        _side(change, reading)
        _match(change, reading)
    either = reading.of("TOKEN_OR_CHAIN")
    if either and not reading.rules:
        reading.chain = str(either[0].value[1])
        reading.use(either[0])
    if reading.chain and not reading.rules:
        change.touched = True


def _tokens(change: Change, reading: Reading) -> None:
    named = [
        t for atom in reading.of("TOKEN") for t in (atom.value[1:] if isinstance(atom.value, tuple) else (atom.value,))
    ]
    if not named or reading.rules:
        return
    present = change.draft.tokens()
    new = [token for token in named if token not in present]
    if new and change.draft.rules and reading.marked("ALSO", "SAME") and not reading.marked("INSTEAD"):
        _same_for(change, new)
        return
    old = [token for token in named if token in present]
    if len(new) == 1:
        retoken(change, old[0] if old else None, new[0])
    elif not new and old and reading.marked("EDIT", "INSTEAD", "ACTUALLY") and len(present) == 1:
        change.touched = True
    elif new:
        change.asks.append("token")


def _same_for(change: Change, tokens: list[str]) -> None:
    """`do the same for DOGE`: every rule once more for the other token."""
    if len(change.draft.tokens()) > 1:
        change.asks.append("token")
        return
    copies = [rule for token in tokens for rule in retold(change.draft, token)]
    change.draft.rules += copies
    change.touched = True


def retold(draft: Draft, token: str) -> list[Rule]:
    """The draft's rules for another token."""
    copies = draft.copy().rules
    for part in (part for rule in copies for part in parts_of(rule)):
        part.token, part.chain = token, None
        if isinstance(part, Cond):
            part.fields.pop("address", None)
    return copies


def _duration(change: Change, span: Any, focus: str | None) -> None:
    text = span.text() or "" if isinstance(span, Span) else ""
    change.touched = True
    if focus == "max_hold":
        change.draft.risk["max_hold"] = text or None
        return
    schedules = [c for c in change.draft.conditions() if c.type == "schedule"]
    timed = [c for c in change.draft.conditions() if c.timed]
    if timed and "max_hold" in change.draft.risk and not any(c.type == focus for c in timed):
        change.asks.append("timeframe")
        return
    candidates = [c for c in timed if c.type == focus] or timed or schedules
    if len(candidates) == 1:
        candidates[0].fields["every" if candidates[0].type == "schedule" else "timeframe"] = text
    elif candidates and len({c.fields.get("timeframe") for c in candidates}) == 1 and len(change.draft.rules) == 1:
        for condition in candidates:
            condition.fields["timeframe"] = text
    else:
        change.asks.append("timeframe")


def _same_unit(change: Change, count: float) -> None:
    """`30`, right after "15 minutes"."""
    said = [c.fields["timeframe"] for c in change.draft.conditions() if c.fields.get("timeframe")]
    if said:
        _duration(change, Span(count, said[-1][-1]), None)


def _amount(change: Change, atom: Atom, reading: Reading, focus: str | None) -> None:
    change.touched = True
    share, dollars = atom.value.get("amount_percent"), atom.value.get("amount_usd")
    buys = [a for a in change.draft.actions() if a.type == "buy"]
    sells = [a for a in change.draft.actions() if a.type == "sell"]
    if share is not None and atom.value.get("sized") and not atom.value.get("cash") and buys and sells:
        change.asks.append("amount")
        return
    acts = buys or [a for a in change.draft.actions() if a.type == "sell"]
    sized = bool(atom.value.get("sized")) or _is_spent(atom, reading)
    if not any({"threshold"} & set(c.fields) for c in change.draft.conditions()) and focus not in change.draft.risk:
        sized = sized or dollars is None
    if share is not None and not sized and focus != "amount":
        if focus is None and {c.type for c in change.draft.conditions() if "threshold" in c.fields} == {"rsi"}:
            change.asks.append("threshold")
            return
        _threshold(change, abs(share), focus)
        return
    levels = [c for c in change.draft.conditions() if c.type == "price_level"]
    if dollars is not None and not sized and _comparable(dollars, levels) and focus != "amount":
        _price(change, dollars, levels, acts, focus)
        return
    if len(acts) == 1:
        acts[0].amount_percent, acts[0].amount_usd = share, dollars
    else:
        change.asks.append("amount")


def _comparable(dollars: float, levels: list[Cond]) -> bool:
    """Whether the figure can be the new price of one of these levels: it is of the same order."""
    prices = [float(c.fields["price"]) for c in levels if c.fields.get("price")]
    return any(price / _ORDER < dollars < price * _ORDER for price in prices)


_ORDER = 4


def _is_spent(atom: Atom, reading: Reading) -> bool:
    """`with 25%`."""
    before = reading.scan.raws[atom.start - 1].norm if atom.start else ""
    return before in ("with", "w", "using", "use", "spend") or (before == "for" and atom.value.get("amount_usd") is not None)


def _plain_number(change: Change, number: float, reading: Reading, focus: str | None) -> None:
    """A number without a unit: the price of the one price condition, or the threshold of the one that has one."""
    sized = [a for a in change.draft.actions() if a.sized]
    if len(sized) == 1 and not any({"threshold", "price"} & set(c.fields) for c in change.draft.conditions()) and not focus:
        change.touched = True
        unit = "amount_usd" if sized[0].amount_usd is not None else "amount_percent"
        setattr(sized[0], unit, number)
        return
    levels = _scoped(change, reading, [c for c in change.draft.conditions() if c.type == "price_level"])
    thresholds = [c for c in change.draft.conditions() if "threshold" in c.fields]
    priced = number >= 1_000 or reading.has("PRICE") or not thresholds
    if levels and priced and focus not in change.draft.risk:
        change.touched = True
        if len(levels) == 1:
            levels[0].fields["price"] = number
        else:
            change.asks.append("price")
    elif levels and thresholds and not focus:
        change.asks.append("threshold")
    else:
        _threshold(change, number, focus)


def _scoped(change: Change, reading: Reading, conditions: list[Cond]) -> list[Cond]:
    """`the sell price`: only the conditions of the rules that sell."""
    named = {p.item.type for group in reading.clauses.lone_actions for p in group.pieces}
    rules = [rule for rule in change.draft.rules if any(a.type in named for a in rule.actions)]
    return [c for c in conditions if any(c is mine for rule in rules for mine in rule.conditions)] if rules else conditions


def _details(change: Change, reading: Reading) -> None:
    """A time of day for the one schedule; another kind of average for the one crossing."""
    clock, average = reading.of("CLOCK"), reading.of("EMA", "SMA")
    schedules = [c for c in change.draft.conditions() if c.type == "schedule"]
    crossings = [c for c in change.draft.conditions() if c.type == "ma_cross"]
    if len(clock) == 1 and len(schedules) == 1:
        schedules[0].fields["at"] = clock_text(clock[0].value)
        reading.use(clock[0])
        change.touched = True
    numbers, periodic = reading.of("NUM"), [c for c in change.draft.conditions() if c.type in ("rsi", "bollinger")]
    if reading.has("PERIODS") and len(numbers) == 1 and len(periodic) == 1 and float(numbers[0].value).is_integer():
        periodic[0].fields["period"] = int(numbers[0].value)
        reading.use(numbers[0])
        change.touched = True
    if len(average) == 1 and len(crossings) == 1 and reading.marked("EDIT", "INSTEAD", "ACTUALLY"):
        crossings[0].fields["kind"] = average[0].kind.lower()
        change.touched = True


def _scale(change: Change, reading: Reading) -> None:
    """`double the amount`."""
    factors = [float(atom.value) for atom in reading.of("SCALE")]
    if len(factors) != 1:
        return
    factor = factors[0]
    acts = [a for a in change.draft.actions() if a.type == "buy"] or [a for a in change.draft.actions() if a.type == "sell"]
    change.touched = True
    if len(acts) != 1:
        change.asks.append("amount")
    elif acts[0].amount_usd is not None:
        acts[0].amount_usd *= factor
    else:
        acts[0].amount_percent = (acts[0].amount_percent or 10) * factor


def _price(change: Change, dollars: float, levels: list[Cond], acts: list[Act], focus: str | None) -> None:
    in_dollars = [a for a in acts if a.amount_usd is not None]
    if len(levels) == 1 and (not in_dollars or focus == "price_level"):
        levels[0].fields["price"] = dollars
    else:
        change.asks.append("price")


def _threshold(change: Change, number: float, focus: str | None) -> None:
    change.touched = True
    if focus in change.draft.risk and focus not in ("max_hold", "targets"):
        change.draft.risk[focus] = number
        return
    conditions = [c for c in change.draft.conditions() if "threshold" in c.fields]
    candidates = [c for c in conditions if c.type == focus] or conditions
    if len(candidates) == 1:
        candidates[0].fields["threshold"] = number
    else:
        change.asks.append("threshold")


def _side(change: Change, reading: Reading) -> None:
    sides = [atom for atom in reading.stream if atom.kind in _SIDES]
    if not sides or reading.rules or reading.clauses.lone_conditions:
        return
    old = {mark.end for mark in reading.scan.marks.get("INSTEAD", ())}
    denied = {i + 1 for i, atom in enumerate(reading.stream) if atom.kind == "NO"}
    denied |= {i for i, atom in enumerate(reading.stream) if atom.start in old}
    meant = [atom for i, atom in enumerate(reading.stream) if atom.kind in _SIDES and i not in denied]
    directed = [c for c in change.draft.conditions() if "direction" in c.fields]
    if len(meant) != 1 or (not reading.marked("ACTUALLY", "EDIT", "INSTEAD") and not denied):
        return
    change.touched = True
    if len(directed) == 1:
        directed[0].fields["direction"] = _SIDES[meant[0].kind]
        return
    moves = [c for c in change.draft.conditions() if c.type in ("price_drop", "price_rise")]
    if len(moves) == 1 and not directed:
        moves[0].type = "price_rise" if _SIDES[meant[0].kind] == "above" else "price_drop"
    else:
        change.asks.append("direction")


def _joint(reading: Reading) -> str | None:
    """`make it and instead of or`."""
    if not reading.marked("EDIT", "INSTEAD", "ACTUALLY"):
        return None
    old = {i + 1 for i, atom in enumerate(reading.stream) if atom.kind == "NO"}
    instead = [mark.end for mark in reading.scan.marks.get("INSTEAD", ())]
    joints = [a for i, a in enumerate(reading.stream) if a.kind in ("AND", "OR") and i not in old and a.start not in instead]
    return {"AND": "all", "OR": "any"}[joints[0].kind] if len(joints) == 1 else None


def _match(change: Change, reading: Reading) -> None:
    joined = [rule for rule in change.draft.rules if len(rule.conditions) > 1]
    wanted = "all" if reading.has("BOTH") else "any" if reading.has("EITHER") else _joint(reading)
    if wanted and len(joined) == 1 and not reading.rules:
        joined[0].match = wanted
        change.touched = True
