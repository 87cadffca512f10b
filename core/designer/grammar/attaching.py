"""Gives amounts, lengths of time and settings said apart to the action or condition they belong to."""

from collections.abc import Iterable
from dataclasses import replace

from core.designer.grammar.atoms import Atom
from core.designer.grammar.drafts import Act, Cond
from core.designer.grammar.moves import clock_text
from core.designer.grammar.spans import Span

_BREAKS = frozenset(["COMMA", "STOP", "NEWLINE", "SO"])
_SHARES = ("price_drop", "price_rise", "volume_spike")


def attach(stream: list[Atom]) -> None:
    """Change the stream in place: what is attached is taken out of it."""
    _levels(stream)
    _amounts(stream)
    _imply_buys(stream)
    _spans(stream)
    _settings(stream)
    _clocks(stream)


def _levels(stream: list[Atom]) -> None:
    """`a dip buyer for INJ, 4% in 30m`: how far and how fast, said apart from the move."""
    moves = [atom.value for atom in stream if atom.kind == "COND" and atom.value.type in _SHARES]
    pairs = [i for i in range(len(stream) - 1) if _is_level(stream[i]) and stream[i + 1].kind == "DUR"]
    if len(moves) != 1 or len(pairs) != 1 or {"threshold", "timeframe"} & set(moves[0].fields):
        return
    share, span = stream[pairs[0] : pairs[0] + 2]
    moves[0].fields |= {"threshold": abs(share.value["amount_percent"]), "timeframe": span.value.text() or ""}
    del stream[pairs[0] : pairs[0] + 2]


def _is_level(atom: Atom) -> bool:
    return atom.kind == "AMT" and atom.value.get("amount_percent") is not None and not atom.value["sized"]


def _amounts(stream: list[Atom]) -> None:
    """Each lone amount sizes the action before it, else the one after it."""
    for index in range(len(stream) - 1, -1, -1):
        atom = stream[index]
        if atom.kind != "AMT" or not _sizes(stream, index) or _is_capped(stream, index):
            continue
        act = _open_act(reversed(stream[:index])) or _open_act(stream[index + 1 :])
        if act is not None:
            act.amount_percent, act.amount_usd = atom.value.get("amount_percent"), atom.value.get("amount_usd")
            del stream[index]


def _is_capped(stream: list[Atom], index: int) -> bool:
    """`max $500` is a limit, not a size."""
    before = stream[index - 1] if index else None
    return before is not None and before.kind == "UP_TO_COUNT" and before.text.lower() != "only"


def _sizes(stream: list[Atom], index: int) -> bool:
    """Whether an amount stands where it can mean a size, not inside a story."""
    kinds = {atom.kind for atom in _segment(stream, index)}
    return bool(kinds & {"ACT", "COND", "RISK"}) or not kinds & {"WORD", "NUM"}


def _segment(stream: list[Atom], index: int) -> list[Atom]:
    start = max((i + 1 for i in range(index) if stream[i].kind in _BREAKS), default=0)
    end = next((i for i in range(index, len(stream)) if stream[i].kind in _BREAKS), len(stream))
    return stream[start:end]


def _open_act(stream: Iterable[Atom]) -> Act | None:
    """The next trade, if it has no size yet."""
    for atom in stream:
        if atom.kind == "ACT" and atom.value.type in ("buy", "sell"):
            act: Act = atom.value
            return None if act.sized or act.coins else act
    return None


def _imply_buys(stream: list[Atom]) -> None:
    """`drops 5% → 7% of my cash`, `size: $65`: cash that sizes nothing said is a buy."""
    kinds = {atom.kind for atom in stream}
    if "ACT" in kinds or "COND" not in kinds:
        return
    for index, atom in enumerate(stream):
        if atom.kind == "AMT" and (atom.value.get("cash") or atom.value.get("size")):
            share, dollars = atom.value.get("amount_percent"), atom.value.get("amount_usd")
            buy = Act("buy", amount_percent=share, amount_usd=dollars, weak=True, at=atom.start)
            stream[index] = replace(atom, kind="ACT", value=buy)
            return


def _spans(stream: list[Atom]) -> None:
    """Each lone length of time times the condition before it, else the one after it; one of several times none."""
    for index in range(len(stream) - 1, -1, -1):
        atom = stream[index]
        alternative = bool(index) and stream[index - 1].kind == "OR"
        if atom.kind != "DUR" or not isinstance(atom.value, Span) or alternative:
            continue
        condition = _untimed(reversed(stream[:index])) or _untimed(stream[index + 1 :])
        if condition is not None:
            condition.fields["timeframe"] = atom.value.text() or ""
            del stream[index]


def _untimed(stream: Iterable[Atom]) -> Cond | None:
    """The next condition of the sentence, if it has no timeframe yet."""
    for atom in stream:
        if atom.kind in ("STOP", "NEWLINE"):
            return None
        if atom.kind == "COND" and atom.value.timed:
            condition: Cond = atom.value
            return None if "timeframe" in condition.fields or condition.entry else condition
    return None


def _settings(stream: list[Atom]) -> None:
    """`use 8/21/5 settings for the MACD`."""
    settings = next((atom for atom in stream if atom.kind == "MACD_SET"), None)
    if settings is None:
        return
    for atom in stream:
        if atom.kind == "COND" and atom.value.type == "macd_cross":
            atom.value.fields.update(zip(("fast", "slow", "signal"), settings.value, strict=False))
    stream.remove(settings)


def _times(stream: list[Atom], index: int) -> bool:
    """Whether a time of day stands alone or beside an instruction, not inside a story."""
    kinds = {atom.kind for atom in _segment(stream, index)}
    return kinds <= {"CLOCK", "AT", *_BREAKS} or (bool(kinds & {"ACT", "COND"}) and "WORD" not in kinds)


def _clocks(stream: list[Atom]) -> None:
    """`daily, 12:15`: a time of day said apart."""
    clocks = [atom for index, atom in enumerate(stream) if atom.kind == "CLOCK" and _times(stream, index)]
    schedules = [atom.value for atom in stream if atom.kind == "COND" and atom.value.type == "schedule"]
    if len(clocks) == 1 == len(schedules) and "at" not in schedules[0].fields:
        schedules[0].fields["at"] = clock_text(clocks[0].value)
        stream.remove(clocks[0])
