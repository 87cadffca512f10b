"""The last look before a strategy is accepted: every number of the message must be found in it again."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.designer.grammar.atoms import Atom
from core.designer.grammar.drafts import Draft
from core.designer.grammar.moves import clock_text
from core.designer.grammar.reading import Reading
from core.designer.grammar.spans import Span
from core.designer.grammar.unread import Unread
from core.trading.durations import seconds

_ITEMS = frozenset(["COND", "ACT", "RISK", "RULE_ITEM"])
_CHAIN_COINS = {"SOL": "solana", "ETH": "eth", "BNB": "bsc"}
"""`on sol` names a chain."""
_WHOLE = 100
"""Exits close the whole position without saying so."""
_ORDER = 2
_DURATIONS = ("timeframe", "every", "max_hold")


@dataclass(slots=True)
class _Said:
    """What a draft says in numbers, lengths of time and clocks."""

    numbers: set[str] = field(default_factory=set)
    lengths: set[int] = field(default_factory=set)
    clocks: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)


def unused(reading: Reading, *drafts: Draft) -> list[Unread]:
    """What the message says in figures inside its instructions and none of the drafts holds."""
    said = _said(drafts)
    if reading.marked("ACTUALLY", "INSTEAD"):
        said.tokens |= {atom.value for atom in reading.scan.atoms if atom.kind == "TOKEN"}
    named = {reading.chain, *reading.chains.values()}
    said.tokens |= {token for token, chain in _CHAIN_COINS.items() if chain in named}
    covered = [atom for atom in reading.stream if atom.kind in _ITEMS]
    inside = (atom for atom in reading.scan.atoms if any(item.start <= atom.start < item.end for item in covered))
    lost = [Unread(atom.text, "condition", atom.start) for atom in inside if not _found(atom, said)]
    return lost + _like_prices(reading, drafts) + _bare_rest(reading)


def _like_prices(reading: Reading, drafts: Iterable[Draft]) -> list[Unread]:
    """`buy under $0.50, sl 0.45`: a percent or a price?"""
    prices = [
        float(c.fields["price"]) for draft in drafts for c in draft.of_type("price_level") if c.fields.get("price")
    ]
    exits = [atom for atom in reading.stream if atom.kind == "RISK"]
    bare = [atom for atom in reading.scan.atoms if atom.kind == "NUM" and not float(atom.value).is_integer()]
    return [
        Unread(atom.text, "condition", atom.start)
        for atom in bare
        if any(item.start <= atom.start < item.end for item in exits)
        and any(price / _ORDER <= atom.value <= price * _ORDER for price in prices)
    ]


def _bare_rest(reading: Reading) -> list[Unread]:
    """`half at 30% profit, the rest at 60`: sixty percent or sixty dollars?"""
    rests = {atom.end for atom in reading.scan.atoms if atom.kind == "THE_REST"}
    levels = [atom for atom in reading.stream if atom.kind == "COND" and atom.value.type == "price_level"]
    priced = {atom.start for atom in reading.scan.atoms if atom.kind in ("MONEY", "PRICE")}
    return [
        Unread(atom.text, "condition", atom.start)
        for atom in levels
        if atom.value.reached and atom.start in rests and not priced & set(range(atom.start, atom.end))
    ]


def _said(drafts: Iterable[Draft]) -> _Said:
    said = _Said()
    for draft in drafts:
        said.tokens |= set(draft.tokens())
        values = [item for condition in draft.conditions() for item in condition.fields.items()]
        values += [("amount", a.amount_percent) for a in draft.actions()] + [
            ("amount", a.amount_usd) for a in draft.actions()
        ]
        values += [item for item in draft.risk.items() if item[0] != "targets"]
        values += [item for target in draft.risk.get("targets") or () for item in target.items()]
        for name, value in values:
            _note(said, name, value)
    return said


def _note(said: _Said, name: str, value: object) -> None:
    if name in _DURATIONS and isinstance(value, str) and value:
        said.lengths.add(seconds(value))
    elif name == "at" and isinstance(value, str):
        said.clocks.add(value)
    elif isinstance(value, int | float):
        said.numbers.add(_plain(value))


def _plain(value: float) -> str:
    return f"{abs(value):.9g}"


def _found(atom: Atom, said: _Said) -> bool:
    match atom.kind:
        case "FRACTION" if atom.value == _WHOLE:
            return True
        case "PCT" | "MONEY" | "FRACTION":
            return _plain(float(atom.value)) in said.numbers
        case "NUM" if atom.text.lower() == "one":
            return True
        case "NUM" if f"{atom.value:02.0f}:00" in said.clocks:
            return True
        case "MULT" | "NUM":
            return bool({_plain(float(atom.value)), _plain((float(atom.value) - 1) * 100)} & said.numbers)
        case "DUR" if isinstance(atom.value, Span):
            return round(atom.value.seconds) in said.lengths or _plain(atom.value.count) in said.numbers
        case "TOKEN":
            return atom.value in said.tokens
        case "CLOCK":
            return clock_text(atom.value) in said.clocks
    return True
