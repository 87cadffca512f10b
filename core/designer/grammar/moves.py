"""How people speak of the price, the volume and the clock."""

from core.designer.grammar.atoms import Match, Phrase, constant
from core.designer.grammar.drafts import Cond
from core.designer.grammar.indicators import made, side
from core.designer.grammar.spans import Span


def _volume(match: Match) -> Cond:
    grown = match.one("PCT", "FRACTION")
    times = match.one("TIMES", "MULT")
    if grown is None and isinstance(times, int | float):
        grown = (times - 1) * 100
    return made(match, "volume_spike", threshold=abs(grown) if grown is not None else None)


_V = "TOKEN? DUR? VOLUME TOKEN? DUR?"
VOLUME = (
    Phrase("UNSUPPORTED", f"{_V} DOWN (?:PCT|FRACTION)? DUR?", constant("a fall in volume")),
    Phrase("UNSUPPORTED", f"{_V} (?:UP|CROSS)* CMP (?:MONEY|NUM) DUR?", constant("an absolute volume")),
    Phrase("COND", "TOKEN? DUR? UP VOLUME TOKEN? (?:CMP|AT)? (?:PCT|MULT) TOKEN? DUR?", _volume),
    Phrase("COND", "VOLUME UP? OPEN TOKEN COMMA PCT (?:COMMA DUR)? CLOSE", _volume),
    Phrase(
        "COND", f"{_V} (?:UP|CMP|HITS|AT|CROSS)* (?:PCT|TIMES|MULT|FRACTION) (?:CMP|UP|OR_HIGHER)* TOKEN? DUR?", _volume
    ),
    Phrase("COND", "TOKEN? DUR? (?:PCT|TIMES|MULT) (?:UP|ABOVE)* VOLUME UP? TOKEN? DUR?", _volume),
)
VOLUME_VAGUE = (
    Phrase("COND", f"{_V} (?:UP|VAGUE)+ DUR?", _volume),
    Phrase("COND", "(?<=WHEN) TOKEN? VOLUME (?:UP|VAGUE|CMP)* DUR?", _volume),
)


def _move(match: Match) -> Cond | None:
    kind = "price_drop" if match.has("DOWN", "HALVE") else "price_rise"
    share = match.one("PCT", "FRACTION")
    times = match.one("TIMES", "MULT")
    if match.has("FRACTION") and share >= 100:
        return None
    if match.has("HALVE"):
        share = 50
    elif share is None and isinstance(times, int | float):
        share = (times - 1) * 100
    capped = match.has("BELOW")
    cond = made(match, kind, threshold=abs(share) if share is not None and not capped else None)
    cond.entry = match.has("POSITION", "PROFIT", "LOSS")
    return cond


def _apart(match: Match) -> Cond:
    """`9% lower than 8 hours ago`."""
    down = match.has("BELOW", "DOWN")
    return made(match, "price_drop" if down else "price_rise", threshold=abs(match.one("PCT")))


def _signed(match: Match) -> Cond | None:
    """`ETH -4% in 1h`: the sign is the verb."""
    found = match.first("PCT")
    if found is None or found.text[0] not in "+-−":
        return None
    return made(match, "price_rise" if found.text[0] == "+" else "price_drop", threshold=abs(found.value))


def _from_entry(match: Match) -> Cond:
    share = match.one("PCT")
    times = match.one("MULT", "TIMES")
    share = share if share is not None else (times - 1) * 100 if isinstance(times, int | float) else None
    down = match.has("LOSS") or (match.has("DOWN") and not match.has("PROFIT")) or (share or 0) < 0
    cond = made(match, "price_drop" if down else "price_rise", threshold=abs(share) if share is not None else None)
    percent = match.first("PCT")
    signed = percent is not None and percent.text[0] in "+-−"
    cond.entry = match.has("PROFIT", "LOSS", "POSITION") or not signed
    return cond


_S = "(?:TOKEN? PRICE? TOKEN?)"
_BY = "(?:ABOVE|BELOW|AT|AFTER|VAGUE|COLON|THEN)?"
MOVES = (
    Phrase("COND", "(?:UP|DOWN)? PCT (?:PROFIT|LOSS) (?:POSITION)? (?:OR_HIGHER)?", _from_entry),
    Phrase(
        "COND",
        "(?:PROFIT|LOSS) (?:HITS|AT|ABOVE|BELOW|UP_TO|DOWN_TO|COLON|UP)* (?:PCT|MULT) (?:OR_HIGHER)?",
        _from_entry,
    ),
    Phrase("COND", f"POSITION (?:UP|DOWN)+ {_BY} (?:PCT|MULT) (?:OR_HIGHER)?", _from_entry),
    Phrase("COND", f"{_S} DUR? (?:UP|DOWN)+ TOKEN? {_BY} (?:PCT|MULT) (?:OR_HIGHER)? DUR?", _move),
    Phrase("COND", f"(?<! PCT)(?:UP|DOWN)+ DUR {_BY} (?:PCT|MULT)", _move),
    Phrase("COND", f"{_S} TOKEN (?:UP|DOWN)+ DUR {_BY} (?:PCT|MULT)", _move),
    Phrase("COND", f"{_S} (?:UP|DOWN)* PCT CMP DUR (?! VAGUE)", _apart),
    Phrase("COND", "PRICE? (?:UP|DOWN) OPEN TOKEN COMMA PCT (?:COMMA DUR)? CLOSE", _move),
    Phrase("COND", f"{_S} DUR? (?:HALVE|TIMES)(?! (?:SIZE|SL|TP|TRAIL)) TOKEN? DUR?", _move),
    Phrase("COND", f"{_S} DOWN FRACTION DUR?", _move),
    Phrase("COND", f"TOKEN? DUR? PCT DUR? (?:UP|DOWN)+ (?! {_BY} PCT) (?:OR_HIGHER)? PRICE? TOKEN? DUR?", _move),
    Phrase("COND", "AT (?:PCT|MULT) (?:PROFIT|LOSS)?", _from_entry),
    Phrase("COND", f"{_S} PCT DUR?", _signed),
    Phrase("COND", f"(?<=WHEN) {_S} (?:HITS)? MULT (?:UP)? DUR?", _move),
)
MOVES_VAGUE = (
    Phrase("COND", f"{_S} (?:UP|DOWN)+ NUM DUR", _move),
    Phrase("COND", f"(?<=WHEN) {_S} (?:UP|DOWN)+ (?:VAGUE|NUM|MONEY)* DUR? (?:VAGUE)?", _move),
    Phrase("COND", "DOWN(?= BUY)", _move),
    Phrase("COND", "(?<=BUY) (?:VAGUE|TOKEN)? DOWN TOKEN? DUR? (?:OPEN PCT DUR? CLOSE)?", _move),
)


def _level(match: Match) -> Cond | None:
    price = match.one("MONEY", "NUM")
    if any(atom.kind == "NUM" and atom.text.lower() == "one" for atom in match.atoms):
        return None
    named = side(match, "ABOVE", "BELOW", "UP_TO", "DOWN_TO", "OR_LOWER", "OR_HIGHER")
    if named is None and not match.has("CROSS", "HITS"):
        named = side(match, "UP", "DOWN")
    cond = made(match, "price_level", price=price, direction=named)
    cond.reached = named is None and not match.has("CROSS")
    return cond


_P = "(?:MONEY|NUM)"
LEVELS = (
    Phrase("COND", f"{_S} (?:UP|DOWN|CROSS|HITS)* CMP PRICE? {_P} (?:TOKEN)?", _level),
    Phrase("COND", f"{_S} (?:UP_TO|DOWN_TO) {_P}", _level),
    Phrase("COND", f"{_S} (?:HITS|AT|CROSS|COLON)? {_P} (?:OR_LOWER|OR_HIGHER)", _level),
    Phrase(
        "COND",
        f"{_S} (?:UP|DOWN|CROSS|HITS|AT)+ PRICE? {_P}",
        lambda match: _level(match) if match.has("HITS", "AT", "CROSS") else None,
    ),
)
LEVELS_VAGUE = (
    Phrase(
        "COND", f"(?<=WHEN) {_S} (?:UP|DOWN|CROSS|HITS)* (?:CMP|HITS|DOWN_TO|UP_TO|AT) (?:TARGET_WORD|VAGUE)?", _level
    ),
    Phrase("COND", f"{_S} (?:UP|DOWN|CROSS|HITS)* (?:CMP|HITS|DOWN_TO|UP_TO|AT) TARGET_WORD", _level),
)


def _schedule(match: Match) -> Cond | None:
    span, weekday, clock = match.one("DUR", "FREQ"), match.one("WEEKDAY"), match.one("CLOCK")
    if weekday and span is None:
        span = Span(1, "w")
    several = len(match.all("WEEKDAY")) > 1
    every = span.text() if not several and isinstance(span, Span) and span.unit not in ("M", "y") else None
    return Cond(
        "schedule", None, None, _known(every=every, weekday=weekday, at=clock_text(clock)), at=match.atoms[0].start
    )


def _at_hour(match: Match) -> Cond | None:
    """`every morning at 8`."""
    hour, text = match.one("NUM"), match.atoms[0].text.lower()
    if not ("morning" in text and hour in range(13)):
        return None
    return Cond("schedule", None, None, {"every": "1d", "at": f"{int(hour):02d}:00"}, at=match.atoms[0].start)


def _known(**fields: str | None) -> dict[str, str]:
    return {key: value for key, value in fields.items() if value is not None}


def clock_text(text: str | None) -> str | None:
    """`9:30` → `09:30`."""
    return f"{int(text.split(':')[0]):02d}:{text.split(':')[1]}" if text else None


_WHEN = "(?:COMMA? AT? CLOCK|WEEKDAY|AND|COMMA(?=WEEKDAY))*"
SCHEDULES = (
    Phrase("COND", f"(?:AT? CLOCK)? EVERY (?:DUR|FREQ|WEEKDAY) {_WHEN}", _schedule),
    Phrase("COND", "FREQ AT NUM(?! (?:PCT|NUM))", _at_hour),
    Phrase("COND", f"(?:AT? CLOCK)? FREQ {_WHEN}", _schedule),
    Phrase("COND", f"WEEKDAY {_WHEN}", _schedule),
    Phrase("COND", "AT? CLOCK EVERY (?:DUR|WEEKDAY)", _schedule),
)
CONDITIONS = (*VOLUME, *MOVES, *LEVELS)
VAGUE_CONDITIONS = (*VOLUME_VAGUE, *LEVELS_VAGUE, *MOVES_VAGUE)
