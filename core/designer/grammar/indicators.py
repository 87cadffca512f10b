"""How people speak of indicators: RSI, moving averages, MACD, Bollinger bands."""

from typing import Any

from core.designer.grammar.atoms import Match, Phrase
from core.designer.grammar.drafts import Cond
from core.designer.grammar.spans import Span

_SIDES = {
    "ABOVE": "above",
    "BELOW": "below",
    "UP": "above",
    "DOWN": "below",
    "BULLISH": "above",
    "BEARISH": "below",
    "UP_TO": "above",
    "DOWN_TO": "below",
    "OR_HIGHER": "above",
    "OR_LOWER": "below",
    "UPPER": "above",
    "LOWER_BAND": "below",
    "GOLDEN": "above",
    "DEATH": "below",
    "OVERBOUGHT": "above",
    "OVERSOLD": "below",
}


def side(match: Match, *kinds: str) -> str | None:
    """The side named by the first atom of these kinds."""
    found = match.first(*(kinds or _SIDES))
    return _SIDES[found.kind] if found else None


def subject(match: Match) -> tuple[str | None, tuple[str, ...]]:
    """The token of a phrase; of a list the first one, and the list with how it is joined."""
    token = match.one("TOKEN")
    return (token[1], token) if isinstance(token, tuple) else (token, ())


def made(match: Match, type_: str, **fields: Any) -> Cond:
    """A condition with the token and timeframe of the phrase."""
    first, more = subject(match)
    known = {key: value for key, value in fields.items() if value is not None}
    span = match.one("DUR", "FREQ")
    if isinstance(span, Span) and "timeframe" not in known and type_ != "price_level":
        known["timeframe"] = span.text() or ""
    return Cond(type_, first, None, known, at=match.atoms[0].start, also=more)


def _rsi(match: Match) -> Cond:
    numbers = match.all("NUM", "PCT")
    named = side(match, "ABOVE", "BELOW") or side(match)
    level = numbers[-1] if numbers else {"OVERSOLD": 30, "OVERBOUGHT": 70}.get(_extreme(match))
    period = int(numbers[0]) if len(numbers) > 1 and float(numbers[0]).is_integer() else None
    cond = made(match, "rsi", threshold=level, direction=named, period=period)
    return _by_days(match, cond)


def _by_days(match: Match, cond: Cond) -> Cond:
    """`its 14-day RSI` counts daily candles."""
    before = [
        atom
        for atom, after in zip(match.atoms, match.atoms[1:], strict=False)
        if atom.kind == "DUR" and after.kind == "RSI"
    ]
    if before and "day" in before[0].text.lower() and before[0].value.count >= _DAYS_OF_A_PERIOD:
        cond.fields |= {"period": int(before[0].value.count), "timeframe": "1d"}
    return cond


_DAYS_OF_A_PERIOD = 5
"""From here on days before an RSI are its period, not its candles."""


def _extreme(match: Match) -> str:
    found = match.first("OVERSOLD", "OVERBOUGHT")
    return found.kind if found else ""


_SUBJECT = "(?:TOKEN? PRICE? TOKEN?)"
_RSI = (
    "TOKEN? DUR? FREQ? (?:NUM PERIODS?)? DUR? RSI (?:OPEN (?:TOKEN COMMA?)? PERIODS? NUM? PERIODS? (?:COMMA? "
    "DUR)? CLOSE|PERIODS? NUM(?=TOKEN?DUR?(?:UP|DOWN|CROSS|ABOVE|BELOW)))?"
    " (?:TOKEN|DUR|OPEN DUR CLOSE)*"
)
_AVERAGE = "(?:NUM PERIODS? (?:EMA|SMA)|DUR (?:EMA|SMA)|(?:EMA|SMA) OPEN? (?:NUM|DUR) CLOSE?)"
_GO = "(?:UP|DOWN|CROSS|HITS)*"

RSI = (
    Phrase("COND", f"{_RSI} (?:OVERSOLD|OVERBOUGHT) OPEN? RSI? CMP (?:NUM|PCT) CLOSE? DUR?", _rsi),
    Phrase(
        "COND",
        "TOKEN? (?:OVERSOLD|OVERBOUGHT) DUR? (?:OPEN|COMMA)? RSI CMP? (?:NUM|PCT) (?:OR_LOWER|OR_HIGHER)? "
        "CLOSE? (?:COMMA? DUR)?",
        _rsi,
    ),
    Phrase("COND", f"{_RSI} {_GO} CMP {_GO} (?:NUM|PCT) DUR?", _rsi),
    Phrase("COND", f"{_RSI} (?:UP_TO|DOWN_TO) (?:NUM|PCT) DUR?", _rsi),
    Phrase("COND", f"{_RSI} (?:UP|DOWN) NUM DUR?", _rsi),
    Phrase("COND", f"{_RSI} (?:AT|HITS|UP|DOWN)* (?:NUM|PCT) (?:OR_LOWER|OR_HIGHER) DUR?", _rsi),
    Phrase("COND", "CMP NUM RSI DUR?", _rsi),
    Phrase("COND", f"{_RSI} (?:HITS|CROSS|AT|UP|DOWN|INTO|ABOVE|BELOW)* (?:OVERSOLD|OVERBOUGHT) TOKEN? DUR?", _rsi),
    Phrase("COND", "TOKEN? DUR? FREQ? (?:OVERSOLD|OVERBOUGHT) RSI? TOKEN? DUR?", _rsi),
    Phrase("COND", f"{_RSI} (?:CROSS|HITS|AT|COLON|THEN)? (?:NUM|PCT) DUR?", _rsi),
)
RSI_VAGUE = (
    Phrase("COND", f"{_RSI} {_GO} CMP (?:TARGET_WORD|VAGUE)?", _rsi),
    Phrase("COND", f"(?<=WHEN) {_RSI} (?:UP|DOWN|CROSS|HITS|VAGUE)*", _rsi),
)


def _averages(match: Match) -> Cond | None:
    lengths, span = _lengths(match)
    named = side(match, "ABOVE", "BELOW") or side(match, "BULLISH", "BEARISH") or side(match, "UP", "DOWN")
    if len(lengths) == 1:
        lengths = [1, *lengths]
    if len(lengths) != 2 or lengths[0] == lengths[1]:
        return None
    fast, slow = lengths
    if fast > slow:
        fast, slow = slow, fast
        crossed = match.has("CROSS", "ABOVE", "BELOW") and not match.has("BULLISH", "BEARISH")
        named = {"above": "below", "below": "above"}.get(named or "") if crossed else named
    kind = "ema" if match.has("EMA") else "sma"
    cond = made(match, "ma_cross", fast=fast, slow=slow, kind=kind, direction=named)
    cond.fields.pop("timeframe", None)
    return _timed(cond, span)


def _timed(cond: Cond, span: Span | None) -> Cond:
    if span is not None:
        cond.fields["timeframe"] = span.text() or ""
    return cond


def _lengths(match: Match) -> tuple[list[int], Span | None]:
    """The lengths of both averages; a length in days ("the 50 day MA") also says the timeframe."""
    lengths: list[int] = []
    span: Span | None = None
    for index, atom in enumerate(match.atoms):
        around = {match.atoms[i].kind for i in (index - 1, index + 1) if 0 <= i < len(match.atoms)}
        if atom.kind == "NUM" and float(atom.value).is_integer():
            lengths.append(int(atom.value))
        elif (
            atom.kind == "DUR"
            and match.atoms[index + 1 : index + 2]
            and match.atoms[index + 1].kind in ("EMA", "SMA")
            and [after.kind for after in match.atoms[index + 2 : index + 3]] != ["NUM"]
            and atom.value.count >= 2
        ):
            lengths.append(int(atom.value.count))
            span = span or Span(1, atom.value.unit)
        elif atom.kind in ("DUR", "FREQ") and isinstance(atom.value, Span) and around is not None:
            span = atom.value
    return lengths, span


def _golden(match: Match) -> Cond:
    lengths = [int(n) for n in match.all("NUM")]
    fast, slow = (lengths[0], lengths[1]) if len(lengths) == 2 and lengths[0] < lengths[1] else (50, 200)
    kind = "ema" if match.has("EMA") else "sma"
    return made(match, "ma_cross", fast=fast, slow=slow, kind=kind, direction=side(match, "GOLDEN", "DEATH"))


AVERAGES = (
    Phrase("COND", f"TOKEN? DUR? {_AVERAGE} (?:AND|COMMA)? {_AVERAGE} (?:GOLDEN|DEATH) TOKEN? DUR?", _golden),
    Phrase(
        "COND",
        "TOKEN? DUR? FREQ? (?:GOLDEN|DEATH) (?:OPEN? NUM (?:AND|COMMA)? NUM (?:EMA|SMA)? CLOSE?)? TOKEN? "
        "(?:DUR|FREQ)? TOKEN?",
        _golden,
    ),
    Phrase("COND", "TOKEN? DUR? NUM (?:AND|COMMA)? NUM (?:EMA|SMA)? (?:GOLDEN|DEATH) TOKEN? DUR?", _golden),
    Phrase(
        "COND",
        f"TOKEN? DUR? FREQ? {_AVERAGE} DUR? TOKEN? {_GO} CMP {_GO} (?:{_AVERAGE}|NUM (?:EMA|SMA)?) DUR? FREQ?",
        _averages,
    ),
    Phrase("COND", f"TOKEN? DUR? FREQ? NUM {_GO} CMP {_AVERAGE} DUR?", _averages),
    Phrase(
        "COND",
        f"TOKEN? DUR? FREQ? (?:BULLISH|BEARISH)? (?:NUM (?:AND|COMMA)? NUM (?:EMA|SMA)|(?:EMA|SMA) OPEN? NUM "
        f"(?:AND|COMMA)? (?:EMA|SMA)? NUM CLOSE?|{_AVERAGE} AND {_AVERAGE})"
        " DUR? (?:BULLISH|BEARISH)? (?:CROSS (?:BULLISH|BEARISH|UP|DOWN|CMP)?|CMP) (?! NUM) DUR?",
        _averages,
    ),
    Phrase("COND", f"TOKEN? (?:BULLISH|BEARISH) CROSS {_AVERAGE} CMP? AND? {_AVERAGE} DUR?", _averages),
    Phrase("COND", f"TOKEN? DUR? {_AVERAGE} DUR? CROSS {_AVERAGE} (?:UP|DOWN|BULLISH|BEARISH)? DUR?", _averages),
    Phrase("COND", f"{_SUBJECT} DUR? {_GO} CMP {_AVERAGE} DUR? FREQ?", _averages),
    Phrase("COND", f"{_SUBJECT} (?:UP|DOWN) {_AVERAGE} DUR?", _averages),
    Phrase("COND", f"{_SUBJECT} DUR? (?:CROSS|HITS) {_AVERAGE} (?:UP|DOWN|BULLISH|BEARISH)? DUR?", _averages),
)


def _macd(match: Match) -> Cond:
    lengths = [int(n) for n in match.all("NUM")]
    fast, slow, signal = (lengths[0], lengths[1], lengths[2]) if len(lengths) == 3 else (None, None, None)
    named = side(match, "ABOVE", "BELOW", "BULLISH", "BEARISH", "UP", "DOWN")
    return made(match, "macd_cross", direction=named, fast=fast, slow=slow, signal=signal)


_MACD = "(?:MACD_LINE|MACD) (?:OPEN? NUM COMMA? NUM COMMA? NUM CLOSE?)? (?:TOKEN|DUR)*"
_TOWARDS = "(?:BULLISH|BEARISH|ABOVE|BELOW|UP|DOWN)"
MACD = (
    Phrase("COND", f"TOKEN? DUR? FREQ? {_TOWARDS} CROSS? {_MACD} CROSS? (?:SIGNAL_LINE)? TOKEN? DUR?", _macd),
    Phrase(
        "COND",
        f"TOKEN? DUR? FREQ? {_MACD} SIGNAL_LINE? (?:CROSS|HITS)* {_TOWARDS} CROSS? (?!NUM) SIGNAL_LINE? "
        f"CROSS? TOKEN? (?:DUR|FREQ)?",
        _macd,
    ),
    Phrase("COND", f"TOKEN? DUR? FREQ? {_MACD} SIGNAL_LINE? CROSS SIGNAL_LINE? {_TOWARDS}? TOKEN? DUR?", _macd),
    Phrase(
        "MACD_SET",
        "PUT? (?:MACD? SETTINGS (?:COLON|THEN)? NUM COMMA? NUM COMMA? NUM|NUM COMMA? NUM COMMA? NUM "
        "SETTINGS? MACD|NUM NUM NUM SETTINGS)",
        lambda match: tuple(int(n) for n in match.all("NUM")),
    ),
)


def _bollinger(match: Match) -> Cond | None:
    band = side(match, "UPPER", "LOWER_BAND")
    first = next((atom.start for atom in match.atoms if atom.kind in ("UPPER", "LOWER_BAND", "BOLLINGER")), 0)
    named = side(Match(tuple(atom for atom in match.atoms if atom.start < first)), "ABOVE", "BELOW")
    numbers = match.all("NUM")
    if named and band and named != band:
        band = None
    period, std = (int(numbers[0]), numbers[1]) if len(numbers) == 2 else (None, None)
    return made(match, "bollinger", direction=band, period=period, std=std)


_LIMITS = "(?:OPEN? PERIODS? NUM PERIODS? (?:COMMA|AND)? STD? NUM STD? CLOSE?)"
_EDGE = "(?:UPPER|LOWER_BAND)"
_BAND = (
    f"(?:BAND {_EDGE} BOLLINGER|{_EDGE} BAND BOLLINGER|{_EDGE} (?:BOLLINGER {_LIMITS}? BAND?|BAND)"
    f"|BOLLINGER {_LIMITS}? {_EDGE} BAND?)"
)
BOLLINGER = (
    Phrase(
        "COND",
        f"{_SUBJECT} (?:UP|DOWN|CROSS)* (?:CMP|HITS|AT|CROSS|UP_TO|DOWN_TO)* {_BAND} TOKEN? (?:DUR|FREQ)? "
        f"TOKEN? (?:{_LIMITS}|OPEN DUR CLOSE)? DUR? (?:HITS|CROSS|CMP(?! (?:NUM|MONEY|PCT)))? DUR?",
        _bollinger,
    ),
)
INDICATORS = (*MACD, *AVERAGES, *BOLLINGER, *RSI)
