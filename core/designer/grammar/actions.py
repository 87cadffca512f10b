"""How people speak of what to do and with how much."""

from collections.abc import Mapping
from typing import Any

from core.designer.grammar.atoms import Match, Phrase
from core.designer.grammar.drafts import Act
from core.designer.grammar.indicators import subject

_TYPES = {
    "BUY": "buy",
    "PUT": "buy",
    "ALL_IN": "buy",
    "SELL": "sell",
    "CUT": "sell",
    "CLOSE_OUT": "sell",
    "NOTIFY": "notify",
    "LOG": "hold",
}


def _amount(match: Match) -> Mapping[str, Any] | None:
    found = next((atom for atom in reversed(match.atoms) if atom.kind in ("PCT", "FRACTION", "MONEY")), None)
    if found is None:
        return None
    sized = found.kind == "FRACTION" or match.has("CASH", "BAG", "SIZE", "WORTH", "POSITION")
    unit = "amount_usd" if found.kind == "MONEY" else "amount_percent"
    return {unit: found.value, "sized": sized, "cash": match.has("CASH"), "size": match.has("SIZE")}


def _act(match: Match) -> Act:
    found = match.first(*_TYPES)
    type_ = _TYPES[found.kind] if found else "buy"
    first, more = subject(match)
    size: Mapping[str, Any] = match.one("AMT") or ({"amount_percent": 100} if match.has("ALL_IN", "THE_REST") else {})
    weak = not match.has("BUY", "SELL", "CUT", "CLOSE_OUT", "NOTIFY", "LOG", "ALL_IN", "THE_REST")
    if match.has("THE_REST") and not match.has("BUY"):
        type_ = "sell"
    return Act(
        type_,
        first,
        None,
        size.get("amount_percent"),
        size.get("amount_usd"),
        coins=match.has("NUM"),
        weak=weak,
        at=match.atoms[0].start,
        also=more,
    )


def _rest(match: Match) -> Act:
    """`the remaining 50%` is all that is left."""
    act = _act(match)
    act.type, act.amount_percent, act.amount_usd = "sell", 100, None
    return act


def _again(match: Match) -> Act:
    act = _act(match)
    act.type, act.weak = "same", False
    return act


def _hold(match: Match) -> Act:
    token = match.one("TOKEN")
    return Act("hold", token if isinstance(token, str) else None, at=match.atoms[0].start)


AMOUNTS: tuple[Phrase, ...] = (
    Phrase("AMT", "SIZE (?:COLON|THEN|AT|EVERY)* (?:PCT|MONEY|FRACTION) (?:CASH|WORTH)*", _amount),
    Phrase("AMT", "(?:FRACTION)? (?:PCT|MONEY|FRACTION) WORTH? (?:CASH|BAG|SIZE|POSITION|WORTH)*", _amount),
)
_AROUND = "(?:TOKEN|CHAIN|INTO|WORTH|BAG|CASH|POSITION|COLON|SIZE|RULE|UP_TO|AT|VAGUE|NOW)"
ACTIONS: tuple[Phrase, ...] = (
    Phrase("ACT", "(?:LOG NOTIFY?|HOLD_ACTION) (?:COMMA|AND|DASH)* NO_PUSH", _hold),
    Phrase("ACT", "LOG TOKEN?", _hold),
    Phrase("ACT", "MORE AMT (?:INTO)? TOKEN?(?! BUY| SELL)", _again),
    Phrase("ACT", f"TRADE {_AROUND}* NUM (?:TOKEN|BAG|COINS)? (?:INTO)?", _act),
    Phrase(
        "ACT",
        "(?:(?:SELL|CLOSE_OUT) THE_REST (?:AMT)?|THE_REST (?:AMT)?(?= (?:BAG|TOKEN|AT|WHEN|COND))) (?:BAG|TOKEN|INTO)*",
        _rest,
    ),
    Phrase("ACT", f"(?:BUY|SELL|CLOSE_OUT|CUT|ALL_IN) {_AROUND}* (?:AMT)? {_AROUND}*", _act),
    Phrase("ACT", f"PUT {_AROUND}* AMT {_AROUND}*", _act),
    Phrase("ACT", "AMT INTO TOKEN", _act),
    Phrase("ACT", "NOTIFY (?:INTO)? (?:TOKEN)?", _act),
)
PASSIVE: tuple[Phrase, ...] = (
    Phrase("ACT", f"AMT (?:TOKEN|BAG|CASH)* (?:INTO)? (?:BUY|SELL)(?! {_AROUND}* AMT) {_AROUND}*", _act),
)
"""The amount before its verb: "fifty dollars of JUP should be bought"."""
UNSPOKEN: tuple[Phrase, ...] = (
    Phrase("ACT", "AMT INTO", _act),
    Phrase(
        "ACT", "AMT (?:INTO|WORTH)* TOKEN", lambda match: _act(match) if match.one("AMT").get("amount_usd") else None
    ),
)
"""An amount of money beside a token can only mean a buy; so can an amount that goes in."""


def merged(first: Act, second: Act) -> Act:
    """One action said in two breaths: "buy PEPE … use 10%"."""
    size: dict[str, Any] = {}
    if not first.sized:
        size = {"amount_percent": second.amount_percent, "amount_usd": second.amount_usd}
    else:
        size = {"amount_percent": first.amount_percent, "amount_usd": first.amount_usd}
    return Act(
        first.type,
        first.token or second.token,
        first.chain,
        **size,
        coins=first.coins or second.coins,
        weak=first.weak and second.weak,
        at=min(first.at, second.at),
        also=first.also or second.also,
    )
