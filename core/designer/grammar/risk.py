"""How people speak of exits and caps: stop loss, take profit, trailing stop, holding time, entries."""

from typing import Any

from core.designer.grammar.atoms import Match, Phrase, constant
from core.designer.grammar.drafts import Act, Cond, Rule
from core.designer.grammar.indicators import made
from core.designer.grammar.spans import Span

FIELDS = {
    "SL": "stop_loss_percent",
    "TP": "take_profit_percent",
    "TRAIL": "trailing_stop_percent",
    "HOLD_MAX": "max_hold",
    "ENTRIES": "max_entries",
}
HIGHEST_PERCENT_WITHOUT_SIGN = 1_000


def _field(match: Match) -> str:
    kind = "TRAIL" if match.has("TRAIL") else "SL" if match.has("SL", "CUT") else "TP"
    return FIELDS[kind]


def _percent(match: Match) -> dict[str, Any] | None:
    number = match.one("PCT", "NUM", "FRACTION")
    times = match.one("MULT", "TIMES")
    if number is None:
        number = (times - 1) * 100 if isinstance(times, int | float) else None
    if number is None:
        return None
    if match.has("NUM") and not match.has("PCT") and abs(number) >= HIGHEST_PERCENT_WITHOUT_SIGN:
        return None
    return {_field(match): abs(number)}


def _price_exit(match: Match) -> Rule | None:
    price = match.one("MONEY", "NUM")
    if (
        match.has("NUM")
        and not match.has("MONEY")
        and price < HIGHEST_PERCENT_WITHOUT_SIGN
        and not match.has("CMP", "ABOVE", "BELOW")
    ):
        return None
    direction = "above" if match.has("TP") else "below"
    level = made(match, "price_level", price=price, direction=direction)
    return Rule([level], [Act("sell", level.token, amount_percent=100, at=match.atoms[0].start)])


def _pairs(match: Match) -> dict[str, Any]:
    """`3% sl 10% tp`: each number before its word."""
    found: dict[str, Any] = {}
    number = None
    for atom in match.atoms:
        if atom.kind in ("PCT", "NUM"):
            number = abs(atom.value)
        elif atom.kind in FIELDS and number is not None:
            found[FIELDS[atom.kind]] = number
    return found


def _target(match: Match) -> dict[str, Any] | None:
    """`tp1 10% sell half`."""
    if match.has("THE_REST"):
        return {"take_profit_percent": abs(match.one("PCT"))}
    gain, *part = [abs(atom.value) for atom in match.atoms if atom.kind in ("PCT", "FRACTION")]
    return (
        {"targets": [{"profit_percent": gain, "sell_percent": part[0]}]}
        if part and match.has("SELL", "FRACTION")
        else None
    )


def _open_count(match: Match) -> dict[str, Any] | None:
    """`and max entries`: how many?"""
    capped = match.has("UP_TO_COUNT") or match.atoms[0].text.lower().startswith("max")
    return {"max_entries": None} if capped else None


def _trailing(match: Match) -> dict[str, Any]:
    """`a trailing 5% stop`; but `replace the trailing stop with a 5% stop loss`."""
    trail, stop = match.atoms[0].text.lower(), match.atoms[-1].text.lower()
    number = abs(match.one("PCT"))
    if "stop" in trail and "loss" in stop:
        return {f"-{FIELDS['TRAIL']}": True, FIELDS["SL"]: number}
    return {FIELDS["TRAIL"]: number}


def _instead(match: Match) -> dict[str, Any]:
    """`change the stop loss to a trailing stop of 4%`: the one goes, the other comes."""
    gone = FIELDS["SL" if match.atoms[0].kind == "SL" else "TP"]
    return {f"-{gone}": True, FIELDS["TRAIL"]: abs(match.one("PCT"))}


def _open_field(match: Match) -> dict[str, Any]:
    return {_field(match): None}


def _hold(match: Match) -> dict[str, Any] | None:
    span = match.one("DUR")
    text = span.text() if isinstance(span, Span) else None
    return {"max_hold": text}


def _entries(match: Match) -> dict[str, Any] | None:
    count = match.one("NUM")
    return {"max_entries": int(count)} if float(count).is_integer() else None


def _times(match: Match) -> dict[str, Any] | None:
    """`not more than 3 times`."""
    found = match.first("MULT")
    spoken = found is not None and found.text.lower().endswith("times") and float(found.value).is_integer()
    return {"max_entries": int(found.value)} if found and spoken else None


def _removal(match: Match) -> tuple[str, ...]:
    return tuple(FIELDS[atom.kind] for atom in match.atoms if atom.kind in FIELDS)


_IS = (
    "(?:AT|COLON|THEN|DASH|ABOVE|BELOW|WHEN|POSITION|HITS|OPEN|UP|DOWN|UP_TO|DOWN_TO|UP_TO_COUNT|PRICE|TOKEN"
    "|TIMEFRAME|THRESHOLD|EVERY)*"
)
_WORD = "(?:TRAIL SL?|SL|TP|CUT)"
_N = "(?:PCT|NUM)"
_NUMBERED = f"(?:{_WORD} (?:AT|COLON|THEN|DASH)* {_N})"

EXITS = (
    Phrase("RISK", f"{_WORD} COMMA PCT(?=(?:COMMA|STOP|NEWLINE|AND|$))", _percent),
    Phrase("RISK", "(?:UP_TO_COUNT|BELOW) MULT", _times),
    Phrase(
        "RISK",
        "(?:(?<=COMMA)|(?<=STOP)|(?<=DASH)|(?<=NEWLINE)) UP_TO_COUNT DUR(?=(?:COMMA|STOP|DASH|NEWLINE|$))",
        _hold,
    ),
    Phrase("RISK", "HOLD_ACTION COLON (?:UP_TO_COUNT|BELOW)* DUR", _hold),
    Phrase(
        "RISK",
        "TP (?:AT|COLON)* PCT (?:COMMA|COLON|DASH|THEN|OPEN|CLOSE)* SELL? (?:FRACTION|PCT|THE_REST) "
        "(?:BAG|POSITION|CLOSE)*(?! (?:AT|WHEN))",
        _target,
    ),
    Phrase(
        "RULE_ITEM",
        "(?:SL|TP) "
        "(?:SELL|BUY|WHEN|PRICE|TOKEN|AT|COLON|THEN|HITS|ABOVE|BELOW|UP|DOWN|UP_TO|DOWN_TO|SL|POSITION)* "
        "MONEY",
        _price_exit,
    ),
    Phrase("RULE_ITEM", "(?:SL|TP) (?:WHEN|PRICE|TOKEN|AT|COLON|THEN|HITS|DOWN_TO|UP_TO)* CMP NUM", _price_exit),
    Phrase(
        "RULE_ITEM",
        "(?:SL|TP) (?:AT|COLON|THEN|HITS)* NUM",
        lambda match: _price_exit(match) if match.one("NUM") >= HIGHEST_PERCENT_WITHOUT_SIGN else None,
    ),
    Phrase("RISK", "SELL PCT (?:TRAIL SL?|SL|TP)", _percent),
    Phrase("RISK", "(?:SL|TP) (?:INTO)? TRAIL SL? (?:AT|COLON)* PCT", _instead),
    Phrase("RISK", "TRAIL (?:AT|COLON)* PCT SL", _trailing),
    Phrase(
        "RISK",
        "AT_RISK (?:BELOW|UP_TO_COUNT|AT)* PCT (?! CASH) (?:POSITION|BAG|LOSS)*",
        lambda match: {"stop_loss_percent": abs(match.one("PCT"))},
    ),
    Phrase(
        "RISK",
        f"(?<! UP)(?<! DOWN)(?<! SL)(?<! TP)(?<! TRAIL)(?<! AT)(?:{_N} (?:SL|TP|TRAIL) (?:COMMA|AND)?){{2,}} "
        f"(?! {_IS} {_N})",
        _pairs,
    ),
    Phrase(
        "RISK",
        f"{_WORD} {_IS} (?:PCT|MULT|TIMES) (?:PROFIT|LOSS|POSITION|UP|DOWN|OR_HIGHER|CLOSE(?!COMMA)|BELOW "
        f"POSITION|ABOVE POSITION)*",
        _percent,
    ),
    Phrase("RISK", f"{_WORD} (?:AT|COLON|THEN|DASH|OPEN|EVERY)* NUM CLOSE?(?! (?:TOKEN|ENTRIES))", _percent),
    Phrase("RISK", "(?<! UP)(?<! DOWN) PCT (?:SL|TP|TRAIL SL?)", _percent),
    Phrase("RISK", "(?<=TP)(?:HALVE)", _percent),
    Phrase("RISK", "SL (?:AT)? HALVE", constant({"stop_loss_percent": 50})),
    Phrase(
        "RISK", "(?:TRADE)* (?:FRACTION|TOKEN|BAG|POSITION)* AFTER? HOLD_MAX (?:COLON|THEN|AT|UP_TO_COUNT)* DUR", _hold
    ),
    Phrase("RISK", "DUR HOLD_MAX", _hold),
    Phrase("RISK", "(?<=OR) AFTER DUR", _hold),
    Phrase(
        "RISK",
        "(?:CLOSE_OUT|SELL|CUT) (?:FRACTION|TOKEN|BAG|POSITION|COMMA)* AFTER DUR (?:UP_TO_COUNT)? (?:WHEN STILL)?",
        _hold,
    ),
    Phrase("RISK", "(?:CLOSE_OUT|SELL) (?:FRACTION|TOKEN|BAG|POSITION)* DUR (?:SOME_DAY|UP_TO_COUNT)", _hold),
    Phrase(
        "RISK",
        "(?:WHEN STILL?)? (?:POSITION|STILL)* AFTER DUR COMMA? THEN? (?:CLOSE_OUT|SELL) "
        "(?:FRACTION|TOKEN|BAG|POSITION)*",
        _hold,
    ),
    Phrase("RISK", "NO HOLD_ACTION (?:POSITION|BAG|TOKEN|FRACTION|ABOVE|UP_TO_COUNT)* DUR", _hold),
    Phrase(
        "RISK",
        "HOLD_ACTION (?:UP_TO_COUNT|POSITION|BELOW|UP_TO)* DUR (?:UP_TO_COUNT|BELOW(?! "
        "(?:NUM|MONEY|PCT))|COMMA? AND? THEN? (?:SELL|CLOSE_OUT))",
        _hold,
    ),
    Phrase("RISK", "HOLD_ACTION (?:POSITION|BAG|TOKEN|FRACTION)* (?:UP_TO_COUNT|BELOW)* DUR", _hold),
    Phrase("RISK", "(?:UP_TO_COUNT|BELOW) DUR HOLD_ACTION", _hold),
    Phrase(
        "RISK",
        "(?:NO ABOVE)? (?:UP_TO_COUNT|BELOW)* NUM (?:ENTRIES|BUY ENTRIES|BUY)(?! (?:TOKEN|NUM|PCT|MONEY)) UP_TO_COUNT?",
        _entries,
    ),
    Phrase("RISK", "ENTRIES (?:COLON|THEN|AT|UP_TO_COUNT)* NUM UP_TO_COUNT?", _entries),
    Phrase(
        "DROP_RISK",
        "(?:NO|REMOVE) BOTH? (?:SL|TP|TRAIL|HOLD_MAX|ENTRIES)(?: (?:AND|OR|COMMA)+ (?:NO)? "
        "(?:SL|TP|TRAIL|HOLD_MAX|ENTRIES))*",
        _removal,
    ),
)
OPEN_EXITS = (
    Phrase("RISK", "TRAIL SL?", _open_field),
    Phrase("RISK", "(?:SL|TP)", _open_field),
    Phrase("RISK", "HOLD_MAX", constant({"max_hold": None})),
    Phrase("RISK", "UP_TO_COUNT? ENTRIES", _open_count),
)


def exit_from(condition: Cond, action: Act) -> dict[str, Any] | None:
    """The exit that "sell when it is up 20%" stands for: a fixed exit for all, a target for a part."""
    level = condition.fields.get("threshold")
    part = action.amount_percent if action.amount_percent is not None else 100
    if action.amount_usd is not None or action.coins:
        return None
    if condition.type == "price_drop":
        return {"stop_loss_percent": level} if part == 100 else None
    if part == 100:
        return {"take_profit_percent": level}
    return {"targets": [{"profit_percent": level, "sell_percent": part}]}
