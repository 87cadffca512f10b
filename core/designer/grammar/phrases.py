"""From typed words to conditions, actions, exits and what joins them."""

from dataclasses import replace

from core.designer.grammar.actions import ACTIONS, AMOUNTS, PASSIVE, UNSPOKEN
from core.designer.grammar.atoms import Atom, Match, Phrase, reduce
from core.designer.grammar.drafts import Act, Cond
from core.designer.grammar.indicators import INDICATORS, RSI_VAGUE
from core.designer.grammar.moves import CONDITIONS, SCHEDULES, VAGUE_CONDITIONS
from core.designer.grammar.raw import Raw
from core.designer.grammar.resolve import resolve
from core.designer.grammar.risk import EXITS, OPEN_EXITS
from core.designer.grammar.scan import Scan
from core.designer.grammar.spans import Span

_BREAKS = frozenset(["COMMA", "STOP", "NEWLINE", "COLON", "DASH", "ARROW", "SO", "OPEN", "CLOSE"])


def _tokens(match: Match) -> tuple[str, ...]:
    """Several tokens; a leading `&` says that all of them are meant together."""
    return ("&" if match.has("AND") else "|", *match.all("TOKEN"))


_LISTS = (
    Phrase("TOKEN", "TOKEN (?:COMMA? (?:AND|OR)? TOKEN)* COMMA? (?:AND|OR) TOKEN", _tokens),
    Phrase("DOWN", "DOWN AND DOWN", lambda match: match.atoms[-1].value),
    Phrase("UP", "UP AND UP", lambda match: match.atoms[-1].value),
    Phrase("SELL", "TP(?=WHEN)", lambda match: "take profit"),
    Phrase("EVERYWHERE", "FRACTION(?=DUR)", lambda match: match.one("FRACTION") == 100 or None),
)


Chains = list[tuple[str | None, str]]


def phrases(found: Scan) -> tuple[list[Atom], Chains]:
    """The message as a stream of items (COND, ACT, RISK, …), joints and what could not be read; and the chains named."""
    stream, chains = _chains(_without_stories(resolve(found), found))
    stream = _both_ways(stream)
    stream = reduce(stream, EXITS)
    stream = reduce(stream, (*_LISTS, *INDICATORS, *SCHEDULES))
    stream = _recrossed(_carried(stream))
    stream = reduce(stream, (*CONDITIONS, *RSI_VAGUE, *VAGUE_CONDITIONS))
    stream = _elided(stream)
    stream = _by_the_day(stream, found.raws)
    return _repeated(reduce(stream, (*AMOUNTS, *PASSIVE, *ACTIONS, *UNSPOKEN, *OPEN_EXITS))), chains


def _repeated(stream: list[Atom]) -> list[Atom]:
    """`another 20%` repeats the trade before it."""
    last = "buy"
    for atom in _unsaid(stream):
        if atom.kind == "ACT" and atom.value.type == "same":
            atom.value.type = last
        elif atom.kind == "ACT" and atom.value.type in ("buy", "sell"):
            last = atom.value.type
    return [atom for atom in stream if atom.kind != "MORE"]


def _both_ways(stream: list[Atom]) -> list[Atom]:
    """`up or down 10% in an hour` is up 10% in an hour or down 10% in an hour."""
    for at in range(len(stream) - 3):
        kinds = [atom.kind for atom in stream[at : at + 5]]
        if kinds[:4] not in (["UP", "OR", "DOWN", "PCT"], ["DOWN", "OR", "UP", "PCT"]):
            continue
        span = stream[at + 4 : at + 5] if kinds[4:] == ["DUR"] else []
        return [*stream[: at + 1], stream[at + 3], *span, stream[at + 1], *_both_ways(stream[at + 2 :])]
    return stream


def _unsaid(stream: list[Atom]) -> list[Atom]:
    """`sell half at +25%, a quarter at +50%`: an amount before its own condition repeats the verb."""
    last: Act | None = None
    met = False
    for index, atom in enumerate(stream):
        if atom.kind == "ACT":
            last, met = atom.value, False
        elif atom.kind == "COND":
            met = True
        elif atom.kind == "AMT" and last and met and last.sized and _opens(stream, index):
            amount = atom.value
            act = Act("same", None, None, amount.get("amount_percent"), amount.get("amount_usd"), at=atom.start)
            stream[index] = Atom("ACT", act, atom.text, atom.start, atom.end)
    return stream


def _opens(stream: list[Atom], index: int) -> bool:
    before = stream[index - 1].kind if index else ""
    after = [atom.kind for atom in stream[index + 1 : index + 3]]
    return before in ("COMMA", "AND", "STOP", "NEWLINE", "THEN") and (after[:1] == ["COND"] or after in (["WHEN", "COND"], ["AT", "COND"]))


def _chains(stream: list[Atom]) -> tuple[list[Atom], Chains]:
    """Take out the chains, each with the token right before it."""
    kept: list[Atom] = []
    chains: Chains = []
    for atom in stream:
        if atom.kind == "CHAIN":
            beside = kept[-2:-1] if kept and kept[-1].kind == "OPEN" else kept[-1:]
            before = beside[0] if beside and beside[0].kind == "TOKEN" else None
            chains.append((before.value if before else None, str(atom.value)))
        elif atom.kind == "CLOSE" and kept and kept[-1].kind == "OPEN":
            kept.pop()
        else:
            kept.append(atom)
    return kept, chains


def _without_stories(stream: list[Atom], found: Scan) -> list[Atom]:
    """What is told about the past ("bought my first LTC in 2017 for 4 bucks") is no instruction."""
    stories = found.marks.get("STORY", ())
    kept: list[Atom] = []
    for segment in _segments(stream):
        first, last = segment[0].start, segment[-1].end
        before = found.raws[first - 1].norm if first else ""
        told = _lamented(segment, found) or _quoted(segment, found) or (any(first - 3 <= story.start < last + 3 for story in stories) and not _instructs(segment))
        if (told and not any(atom.kind == "WHEN" for atom in segment) and before != "when") or _habit(segment, found):
            segment = [atom for atom in segment if atom.kind in _BREAKS]
        kept += segment
    return kept


def _lamented(segment: list[Atom], found: Scan) -> bool:
    """`i've lost like 40% this month`."""
    moves = [atom for atom in segment if atom.kind in ("UP", "DOWN") and atom.text.lower() in _PAST]
    return any(_subjectless(atom, segment, found) or found.raws[atom.start - 1].norm in _PEOPLE for atom in moves)


def _subjectless(atom: Atom, segment: list[Atom], found: Scan) -> bool:
    """`lost 3k on leverage last year`."""
    first = atom is segment[0] and (atom.start == 0 or found.raws[atom.start - 1].kind in ("STOP", "NEWLINE", "COMMA"))
    return first and atom.text.lower() == "lost"


def _habit(segment: list[Atom], found: Scan) -> bool:
    """`every time i buy a coin it dumps`."""
    if any(atom.kind in ("PCT", "MONEY", "NUM", "MULT", "DUR") for atom in segment):
        return False
    pairs = zip(segment, segment[1:], strict=False)
    return any(
        one.kind == "WHEN" and two.kind in ("BUY", "SELL") and any(raw.norm in _PEOPLE for raw in found.raws[one.end : two.end])
        for one, two in pairs
    )


def _quoted(segment: list[Atom], found: Scan) -> bool:
    """`"buy the blood" they say`."""
    return any(segment[0].start - 2 <= mark.start <= segment[-1].end + 1 for mark in found.marks.get("SAYING", ()))


_PAST = frozenset(("lost", "fell", "dropped", "crashed", "gained", "rose", "pumped", "dumped", "went up", "went down"))
_PEOPLE = frozenset(("i", "ive", "we", "weve", "he", "she", "they", "theyve", "just"))


def _instructs(segment: list[Atom]) -> bool:
    verbs = [atom for atom in segment if atom.kind in ("BUY", "SELL", "NOTIFY", "SL", "TP", "TRAIL", "ALL_IN", "PUT")]
    return any(not atom.text.lower().split()[0].endswith(("ing", "ed")) for atom in verbs)


def _segments(stream: list[Atom]) -> list[list[Atom]]:
    segments: list[list[Atom]] = [[]]
    for atom in stream:
        segments[-1].append(atom)
        if atom.kind in ("COMMA", "STOP", "NEWLINE", "SO"):
            segments.append([])
    return [segment for segment in segments if segment]


def _carried(stream: list[Atom]) -> list[Atom]:
    """`buy when RSI is below 30, sell when above 70`: a bare number on a side is of the RSI spoken of before."""
    kept: list[Atom] = []
    rsi: Cond | None = None
    index = 0
    while index < len(stream):
        atom = stream[index]
        rsi = _indicator(atom, rsi)
        found = _carried_side(stream[index : index + 3], rsi, kept[-1].kind if kept else "")
        if found is not None:
            kept.append(found[0])
            index += found[1]
            continue
        kept.append(atom)
        index += 1
    return kept


def _indicator(atom: Atom, rsi: Cond | None) -> Cond | None:
    if atom.kind == "COND":
        return atom.value if atom.value.type == "rsi" else None
    return None if atom.kind == "PRICE" else rsi


def _carried_side(ahead: list[Atom], rsi: Cond | None, before: str) -> tuple[Atom, int] | None:
    kinds = [atom.kind for atom in ahead]
    if rsi is None or kinds[:2] not in (["ABOVE", "NUM"], ["BELOW", "NUM"]) or before == "TOKEN" or ahead[1].value > 100:
        return None
    length = 3 if kinds[2:] == ["DUR"] else 2
    fields = {**rsi.fields, "threshold": ahead[1].value, "direction": kinds[0].lower()}
    if length == 3:
        fields["timeframe"] = ahead[2].value.text() or ""
    text = " ".join(atom.text for atom in ahead[:length])
    cond = replace(rsi, fields=fields, at=ahead[0].start)
    return Atom("COND", cond, text, ahead[0].start, ahead[length - 1].end), length


_CROSSINGS = ("ma_cross", "macd_cross")
_TOWARDS = {"ABOVE": "above", "UP": "above", "BULLISH": "above", "BELOW": "below", "DOWN": "below", "BEARISH": "below"}
_CLAUSE_ENDS = frozenset(["COMMA", "STOP", "NEWLINE", "SO", "AND", "OR", "ARROW", "THEN", "CLOSE", "BUY", "SELL", "NOTIFY", ""])


def _recrossed(stream: list[Atom]) -> list[Atom]:
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
            last = stream[index + length - 1]
            direction = _TOWARDS.get(last.kind) or _other(crossing.fields.get("direction"))
            cond = replace(crossing, fields={**crossing.fields, "direction": direction}, at=atom.start)
            kept.append(Atom("COND", cond, " ".join(a.text for a in stream[index : index + length]), atom.start, last.end))
        else:
            kept.append(atom)
        index += length or 1
    return kept


def _recrossing(stream: list[Atom], index: int) -> int:
    """How many atoms from here on say only a side or `the opposite`; 0 where anything else is said."""
    before = stream[index - 1].kind if index else ""
    if before not in ("WHEN", "SELL", "BUY", "NOTIFY", "OR"):
        return 0
    length = 0
    while index + length < len(stream) and stream[index + length].kind in ("CROSS", "HITS"):
        length += 1
    side = stream[index + length].kind if index + length < len(stream) else ""
    if side in _TOWARDS or side in ("DIRECTION", "OTHER"):
        length += 1
        length += index + length < len(stream) and stream[index + length].kind == "CROSS"
    elif not length:
        return 0
    after = stream[index + length].kind if index + length < len(stream) else ""
    bare = side not in _TOWARDS and side not in ("DIRECTION", "OTHER")
    return 0 if bare or after not in _CLAUSE_ENDS else length


def _other(direction: str | None) -> str | None:
    return {"above": "below", "below": "above"}.get(direction or "")


def _elided(stream: list[Atom]) -> list[Atom]:
    """`falls 4% in 15m or 10% in a day`: the second amount repeats the verb."""
    kept: list[Atom] = []
    for index, atom in enumerate(stream):
        before = (
            kept[-2].value if len(kept) >= 2 and kept[-2].kind == "COND" and kept[-1].kind in ("AND", "OR") else None
        )
        timed = index + 1 < len(stream) and stream[index + 1].kind == "DUR"
        if (
            atom.kind == "PCT"
            and isinstance(before, Cond)
            and before.type in _SHARES
            and (timed or kept[-1].kind == "OR")
        ):
            fields = {"threshold": abs(atom.value)}
            atom = Atom("COND", replace(before, fields=fields, at=atom.start), atom.text, atom.start, atom.end)
        elif (
            atom.kind == "DUR"
            and kept
            and kept[-1].kind == "COND"
            and "timeframe" not in kept[-1].value.fields
            and kept[-1].value.timed
        ):
            kept[-1].value.fields["timeframe"] = atom.value.text() or ""
            continue
        kept.append(atom)
    return kept


_SHARES = ("price_drop", "price_rise", "volume_spike")


def _by_the_day(stream: list[Atom], raws: list[Raw]) -> list[Atom]:
    """`$50 a day`: an amount per time is a schedule."""
    kept: list[Atom] = []
    for atom in stream:
        first = raws[atom.start].norm if atom.start < len(raws) else ""
        rate = (
            atom.kind == "DUR"
            and isinstance(atom.value, Span)
            and atom.value.count == 1
            and first in ("a", "an", "per")
        )
        after_money = any(a.kind == "MONEY" for a in kept[-4:]) and not any(a.kind == "COND" for a in kept[-4:])
        if rate and after_money:
            atom = Atom(
                "COND",
                Cond("schedule", fields={"every": atom.value.text()}, at=atom.start),
                atom.text,
                atom.start,
                atom.end,
            )
        kept.append(atom)
    return kept
