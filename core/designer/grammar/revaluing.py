"""Short edits with lone values, such as "make it 7%", "actually 15 minutes" or "DOGE instead"."""

from typing import Any

from core.designer.grammar.drafts import Cond, Draft, Rule, parts_of
from core.designer.grammar.edits import CORRECTS, Change, retoken
from core.designer.grammar.moves import clock_text
from core.designer.grammar.reading import Reading
from core.designer.grammar.resizing import renumber, resize, scale
from core.designer.grammar.sides import SIDES
from core.designer.grammar.spans import Span

_TALK = 3
"""So many unknown words are talk."""
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
        resize(change, atom, reading, focus)
        reading.use(atom)
    if not reading.has("PERIODS"):
        _numbers(change, reading, focus)
    _details(change, reading)
    scale(change, reading)
    if not valued:
        _side(change, reading)
        _match(change, reading)
    _chain(change, reading)


def _numbers(change: Change, reading: Reading, focus: str | None) -> None:
    short = len(reading.scan.raws) <= _SHORT
    edits = short or reading.has("THRESHOLD", "PRICE") or reading.marked(*CORRECTS, "POLITE")
    numbers = reading.of("NUM")
    if len(numbers) == 2 and edits and change.draft.of_type("ma_cross"):
        _lengths(change, reading)
        return
    for atom in numbers:
        if focus == "timeframe":
            _same_unit(change, float(atom.value))
        elif edits:
            renumber(change, abs(float(atom.value)), reading, focus)
        else:
            continue
        reading.use(atom)


def _lengths(change: Change, reading: Reading) -> None:
    """`use 20 and 50 instead`, said of averages that cross."""
    numbers, crossings = reading.of("NUM"), change.draft.of_type("ma_cross")
    lengths = [int(atom.value) for atom in numbers if float(atom.value).is_integer()]
    change.touched = True
    if len(crossings) != 1 or len(lengths) != len(numbers) or lengths[0] >= lengths[1]:
        change.asks.append("condition")
        return
    crossings[0].fields |= {"fast": lengths[0], "slow": lengths[1]}
    for atom in numbers:
        reading.use(atom)


def _chain(change: Change, reading: Reading) -> None:
    if reading.rules:
        return
    for atom in reading.of("TOKEN_OR_CHAIN")[:1]:
        reading.chain = str(atom.value[1])
        reading.use(atom)
    change.touched = change.touched or bool(reading.chain)


def _tokens(change: Change, reading: Reading) -> None:
    said = [atom.value for atom in reading.of("TOKEN")]
    named = [token for value in said for token in (value[1:] if isinstance(value, tuple) else (value,))]
    if not named or reading.rules:
        return
    if _rambles(reading):
        change.asks += ["condition", "action"]
        return
    present = change.draft.tokens()
    new, old = [t for t in named if t not in present], [t for t in named if t in present]
    if new and change.draft.rules and reading.marked("ALSO", "SAME") and not reading.marked("INSTEAD"):
        _same_for(change, new)
    elif len(new) == 1:
        retoken(change, old[0] if old else None, new[0])
    elif not new and old and reading.marked(*CORRECTS) and len(present) == 1:
        change.touched = True
    elif new:
        change.asks.append("token")


def _rambles(reading: Reading) -> bool:
    """`do something clever with BONK on bad days`: a coin in talk is no change of the coin."""
    unknown = sum(atom.kind == "WORD" for atom in reading.stream)
    vague = reading.has("SOMETHING") and not reading.marked("ALSO", "SAME")
    return not reading.marked(*CORRECTS) and (vague or unknown >= _TALK)


def _same_for(change: Change, tokens: list[str]) -> None:
    """`do the same for DOGE`: every rule once more for the other token."""
    if len(change.draft.tokens()) > 1:
        change.asks.append("token")
        return
    change.draft.rules += [rule for token in tokens for rule in _retold(change.draft, token)]
    change.touched = True


def _retold(draft: Draft, token: str) -> list[Rule]:
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
    candidates = _lasting(change, focus)
    one_rule = len({c.fields.get("timeframe") for c in candidates}) == 1 == len(change.draft.rules)
    if len(candidates) != 1 and not (candidates and one_rule):
        change.asks.append("timeframe")
        return
    for condition in candidates:
        condition.fields["every" if condition.type == "schedule" else "timeframe"] = text


def _lasting(change: Change, focus: str | None) -> list[Cond]:
    """The conditions a length of time may be the timeframe of; none where a holding time could be meant as well."""
    timed = [c for c in change.draft.conditions() if c.timed]
    spoken_of = [c for c in timed if c.type == focus]
    if timed and not spoken_of and "max_hold" in change.draft.risk:
        return []
    return spoken_of or timed or change.draft.of_type("schedule")


def _same_unit(change: Change, count: float) -> None:
    """`30`, right after "15 minutes"."""
    said = [c.fields["timeframe"] for c in change.draft.conditions() if c.fields.get("timeframe")]
    if said:
        _duration(change, Span(count, said[-1][-1]), None)


def _details(change: Change, reading: Reading) -> None:
    """A time of day, a period, another kind of average, for the one condition that has it."""
    draft = change.draft
    for atom, only in (*_pairs(reading, "CLOCK", draft.of_type("schedule")), *_periods(reading, draft)):
        field, value = ("at", clock_text(atom.value)) if atom.kind == "CLOCK" else ("period", int(atom.value))
        only.fields[field] = value
        reading.use(atom)
        change.touched = True
    denied = {id(reading.stream[index]) for index in _denied(reading) if index < len(reading.stream)}
    crossings = draft.of_type("ma_cross")
    for atom, only in (*_pairs(reading, "EMA", crossings), *_pairs(reading, "SMA", crossings)):
        if (reading.marked(*CORRECTS) or denied) and id(atom) not in denied:
            only.fields["kind"] = atom.kind.lower()
            change.touched = True


def _pairs(reading: Reading, kind: str, conditions: list[Cond]) -> list[tuple[Any, Cond]]:
    """The one atom of a kind with the one condition it can be of."""
    atoms = reading.of(kind)
    return [(atoms[0], conditions[0])] if len(atoms) == 1 == len(conditions) else []


def _periods(reading: Reading, draft: Draft) -> list[tuple[Any, Cond]]:
    """`use a period of 7`."""
    if not reading.has("PERIODS"):
        return []
    pairs = _pairs(reading, "NUM", draft.of_type("rsi", "bollinger"))
    return [(atom, only) for atom, only in pairs if float(atom.value).is_integer()]


def _side(change: Change, reading: Reading) -> None:
    """`oops, above, not below`."""
    if reading.rules or reading.clauses.lone_conditions:
        return
    denied = _denied(reading)
    meant = [atom for index, atom in enumerate(reading.stream) if atom.kind in SIDES and index not in denied]
    if len(meant) != 1 or not (reading.marked(*CORRECTS) or denied):
        return
    change.touched = True
    side = SIDES[meant[0].kind]
    directed = change.draft.with_field("direction")
    moves = change.draft.of_type("price_drop", "price_rise")
    if len(directed) == 1:
        directed[0].fields["direction"] = side
    elif len(moves) == 1 and not directed:
        moves[0].type = "price_rise" if side == "above" else "price_drop"
    else:
        change.asks.append("direction")


def _denied(reading: Reading) -> set[int]:
    """The places in the stream right behind "not" or "instead of"."""
    old = {mark.end for mark in reading.scan.marks.get("INSTEAD", ())}
    behind = {index + 1 for index, atom in enumerate(reading.stream) if atom.kind == "NO"}
    return behind | {index for index, atom in enumerate(reading.stream) if atom.start in old}


def _match(change: Change, reading: Reading) -> None:
    joined = [rule for rule in change.draft.rules if len(rule.conditions) > 1]
    wanted = "all" if reading.has("BOTH") else "any" if reading.has("EITHER") else _joint(reading)
    if wanted and len(joined) == 1 and not reading.rules:
        joined[0].match = wanted
        change.touched = True


def _joint(reading: Reading) -> str | None:
    """`make it and instead of or`."""
    if not reading.marked(*CORRECTS):
        return None
    denied = _denied(reading)
    joints = [a for index, a in enumerate(reading.stream) if a.kind in ("AND", "OR") and index not in denied]
    return {"AND": "all", "OR": "any"}[joints[0].kind] if len(joints) == 1 else None
