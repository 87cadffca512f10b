"""What is left unsaid because it was said before: the verb, the indicator, the lines that cross."""

from dataclasses import replace

from core.designer.grammar.atoms import Atom
from core.designer.grammar.drafts import Act, Cond
from core.designer.grammar.raw import Raw
from core.designer.grammar.spans import Span

_CROSSINGS = ("ma_cross", "macd_cross", "bollinger")
_TOWARDS = {
    "ABOVE": "above",
    "UP": "above",
    "BULLISH": "above",
    "BELOW": "below",
    "DOWN": "below",
    "BEARISH": "below",
    "UPPER": "above",
    "LOWER_BAND": "below",
}
_OTHER = {"above": "below", "below": "above"}
_OPENERS = frozenset(["WHEN", "SELL", "BUY", "NOTIFY", "OR"])
_CLAUSE_ENDS = frozenset(
    ["COMMA", "STOP", "NEWLINE", "SO", "AND", "OR", "ARROW", "THEN", "CLOSE", "BUY", "SELL", "NOTIFY", ""]
)
_SHARES = ("price_drop", "price_rise", "volume_spike")
_HIGHEST_RSI = 100
_EXITS = {"price_rise": "take_profit_percent", "price_drop": "stop_loss_percent"}


def both_ways(stream: list[Atom]) -> list[Atom]:
    """`up or down 10% in an hour` is up 10% in an hour or down 10% in an hour."""
    for at in range(len(stream) - 3):
        kinds = [atom.kind for atom in stream[at : at + 5]]
        if kinds[:4] in (["UP", "OR", "DOWN", "PCT"], ["DOWN", "OR", "UP", "PCT"]):
            span = stream[at + 4 : at + 5] if kinds[4:] == ["DUR"] else []
            return [*stream[: at + 1], stream[at + 3], *span, stream[at + 1], *both_ways(stream[at + 2 :])]
    return stream


def carried(stream: list[Atom]) -> list[Atom]:
    """`buy when RSI is below 30, sell when above 70`: a bare number on a side is of the RSI spoken of before."""
    kept: list[Atom] = []
    rsi: Cond | None = None
    index = 0
    while index < len(stream):
        rsi = _watched(stream[index], rsi)
        side, length = _bare_side(stream[index : index + 3], rsi, kept[-1].kind if kept else "")
        kept.append(side or stream[index])
        index += length
    return kept


def _watched(atom: Atom, rsi: Cond | None) -> Cond | None:
    if atom.kind == "COND":
        return atom.value if atom.value.type == "rsi" else None
    return None if atom.kind == "PRICE" else rsi


def _bare_side(ahead: list[Atom], rsi: Cond | None, before: str) -> tuple[Atom | None, int]:
    kinds = [atom.kind for atom in ahead]
    if rsi is None or before == "TOKEN" or kinds[:2] not in (["ABOVE", "NUM"], ["BELOW", "NUM"]):
        return None, 1
    if ahead[1].value > _HIGHEST_RSI:
        return None, 1
    fields = {**rsi.fields, "threshold": ahead[1].value, "direction": kinds[0].lower()}
    length = 3 if kinds[2:] == ["DUR"] else 2
    if length == 3:
        fields["timeframe"] = ahead[2].value.text() or ""
    return _condition(rsi, fields, ahead[:length]), length


def _condition(like: Cond, fields: dict[str, object], said: list[Atom]) -> Atom:
    text = " ".join(atom.text for atom in said)
    return Atom("COND", replace(like, fields=fields, at=said[0].start), text, said[0].start, said[-1].end)


def recrossed(stream: list[Atom]) -> list[Atom]:
    """`… and sell when it crosses back below`: the lines spoken of before, the other way."""
    kept: list[Atom] = []
    crossing: Cond | None = None
    index = 0
    while index < len(stream):
        atom = stream[index]
        if atom.kind == "COND":
            crossing = atom.value if atom.value.type in _CROSSINGS else None
        length = _recrossing(stream, index) if crossing else 0
        if crossing and length:
            said = stream[index : index + length]
            sides = [_TOWARDS[atom.kind] for atom in said if atom.kind in _TOWARDS]
            spans = [atom.value.text() or "" for atom in said if atom.kind == "DUR"]
            direction = sides[0] if sides else _OTHER.get(str(crossing.fields.get("direction")))
            timed = {"timeframe": spans[0]} if spans else {}
            kept.append(_condition(crossing, {**crossing.fields, "direction": direction, **timed}, said))
        else:
            kept.append(atom)
        index += length or 1
    return kept


def _recrossing(stream: list[Atom], index: int) -> int:
    """How many atoms from here on say only a side or `the opposite`; 0 where anything else is said."""
    kinds = [atom.kind for atom in stream[index : index + 5]]
    if not index or stream[index - 1].kind not in _OPENERS:
        return 0
    length = 0
    while kinds[length : length + 1] and kinds[length] in ("CROSS", "HITS"):
        length += 1
    if not kinds[length : length + 1] or kinds[length] not in (*_TOWARDS, "DIRECTION", "OTHER"):
        return 0
    length += 1
    length += kinds[length : length + 1] in (["CROSS"], ["RULE"], ["BAND"])
    length += kinds[length : length + 1] == ["DUR"]
    after = stream[index + length].kind if index + length < len(stream) else ""
    return length if after in _CLAUSE_ENDS else 0


def elided(stream: list[Atom]) -> list[Atom]:
    """`falls 4% in 15m or 10% in a day`: the second amount repeats the verb; a timeframe right behind is its own."""
    kept: list[Atom] = []
    for index, atom in enumerate(stream):
        timed = index + 1 < len(stream) and stream[index + 1].kind == "DUR"
        before = _joined(kept)
        if atom.kind == "PCT" and before and before.type in _SHARES and (timed or kept[-1].kind == "OR"):
            kept.append(_condition(before, {"threshold": abs(atom.value)}, [atom]))
        elif atom.kind == "DUR" and kept and kept[-1].kind == "COND" and _open(kept[-1].value):
            kept[-1].value.fields["timeframe"] = atom.value.text() or ""
        else:
            kept.append(atom)
    return kept


def _joined(kept: list[Atom]) -> Cond | None:
    """The condition before a joint that ends what there is."""
    if len(kept) < 2 or kept[-1].kind not in ("AND", "OR") or kept[-2].kind != "COND":
        return None
    condition: Cond = kept[-2].value
    return condition


def _open(condition: Cond) -> bool:
    return condition.timed and "timeframe" not in condition.fields


def by_the_day(stream: list[Atom], raws: list[Raw]) -> list[Atom]:
    """`$50 a day`: an amount per time is a schedule."""
    kept: list[Atom] = []
    for atom in stream:
        recent = [before.kind for before in kept[-4:]]
        if _is_rate(atom, raws) and "MONEY" in recent and "COND" not in recent:
            clock = Cond("schedule", fields={"every": atom.value.text()}, at=atom.start)
            kept.append(replace(atom, kind="COND", value=clock))
        else:
            kept.append(atom)
    return kept


def _is_rate(atom: Atom, raws: list[Raw]) -> bool:
    if atom.kind != "DUR" or not isinstance(atom.value, Span) or atom.value.count != 1:
        return False
    return atom.start < len(raws) and raws[atom.start].norm in ("a", "an", "per", "/")


def repeated(stream: list[Atom]) -> list[Atom]:
    """`another 20%` and `a quarter at +50%` repeat the trade before them."""
    last = "buy"
    for atom in _unsaid(stream):
        if atom.kind == "ACT" and atom.value.type == "same":
            atom.value.type = last
        elif atom.kind == "ACT" and atom.value.type in ("buy", "sell"):
            last = atom.value.type
    return [atom for atom in stream if atom.kind != "MORE"]


def _unsaid(stream: list[Atom]) -> list[Atom]:
    """`sell half at +25%, a quarter at +50%`: an amount before its own condition repeats the verb."""
    last: Act | None = None
    met = False
    for index, atom in enumerate(stream):
        if atom.kind == "ACT":
            last, met = atom.value, False
        elif atom.kind == "COND":
            met = True
        elif atom.kind == "AMT" and last and last.sized and (_lists(stream, index) or (met and _opens(stream, index))):
            share, dollars = atom.value.get("amount_percent"), atom.value.get("amount_usd")
            act = Act("same", amount_percent=share, amount_usd=dollars, at=atom.start)
            if stream[index + 1].kind == "TOKEN" and isinstance(stream[index + 1].value, str):
                act.token = stream[index + 1].value
                stream[index + 1] = replace(stream[index + 1], kind="MORE")
            stream[index] = replace(atom, kind="ACT", value=act)
    return stream


def _lists(stream: list[Atom], index: int) -> bool:
    """`buy 5% DOGE and 5% SHIB`."""
    before = [atom.kind for atom in stream[max(0, index - 2) : index]]
    after = stream[index + 1] if index + 1 < len(stream) else None
    return before == ["ACT", "AND"] and after is not None and after.kind == "TOKEN" and isinstance(after.value, str)


def _opens(stream: list[Atom], index: int) -> bool:
    before = stream[index - 1].kind if index else ""
    after = [atom.kind for atom in stream[index + 1 : index + 4]]
    after = after[1:] if after[:1] == ["TOKEN"] else after[:2]
    conditioned = after[:1] == ["COND"] or after in (["WHEN", "COND"], ["AT", "COND"])
    return before in ("COMMA", "AND", "STOP", "NEWLINE", "THEN") and conditioned


def continued(stream: list[Atom]) -> list[Atom]:
    """`exit after 24h or at +10%`: a gain or loss behind an exit is one more exit."""
    for index in range(2, len(stream)):
        atom = stream[index]
        follows = stream[index - 2].kind == "RISK" and stream[index - 1].kind == "OR"
        if follows and atom.kind == "COND" and atom.value.type in _EXITS and "timeframe" not in atom.value.fields:
            exits = {_EXITS[atom.value.type]: atom.value.fields.get("threshold")}
            stream[index] = replace(atom, kind="RISK", value=exits)
    return stream
