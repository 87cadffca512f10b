"""Reads the market's report on a contract; see `core.market_risk` for what may be said about it."""

from collections.abc import Mapping
from typing import Any

from core.ave.reading import at_least_zero, mapping, number, rows, text, whole, yes_or_no
from core.market_risk import ContractRisk, Known, Tax

ZERO = frozenset({"0x" + "0" * 40, "0x" + "0" * 36 + "dead", "1" * 32})
"""Owners that nobody can act as."""


def risk_of(data: object) -> ContractRisk:
    """The report of an answer's data."""
    report = mapping(data)
    if not report or not text(report.get("token")):
        return ContractRisk.unknown("not_covered")
    if text(str(report.get("err_code", "0"))) not in ("0", "", "None"):
        return ContractRisk.unknown("report_failed")
    owner = text(report.get("owner"))
    return ContractRisk(
        honeypot=_known(report, "is_honeypot"),
        cannot_sell=_any_of(report, "cannot_sell_all", "cannot_buy"),
        buy_tax=_tax(report.get("buy_tax")),
        sell_tax=_tax(report.get("sell_tax")),
        tax_changeable=_any_of(report, "slippage_modifiable", "personal_slippage_modifiable"),
        mintable=_known(report, "has_mint_method"),
        freezable=_any_of(report, "transfer_pausable", "has_black_method"),
        owner_renounced=_renounced(report, owner),
        owner=owner,
        hidden_owner=_any_of(report, "hidden_owner", "can_take_back_ownership", "owner_change_balance"),
        holders=_holders(report),
        top_ten_share=_top_ten(report),
        liquidity_locked_share=_locked(report),
        score=_score(report),
    )


def _known(report: Mapping[str, Any], name: str) -> Known:
    answer = yes_or_no(report.get(name))
    return Known.UNKNOWN if answer is None else Known.YES if answer else Known.NO


def _any_of(report: Mapping[str, Any], *names: str) -> Known:
    """Yes where one of them is; no only where every one is answered so."""
    answers = [_known(report, name) for name in names]
    if Known.YES in answers:
        return Known.YES
    return Known.UNKNOWN if Known.UNKNOWN in answers else Known.NO


def _tax(value: object) -> Tax | None:
    """Above 1 it is surely percent; up to 1 it may be a fraction, and 1 itself may be all of it."""
    found = at_least_zero(value)
    if found is None or found > 100:
        return None
    if found > 1 or found == 0:
        return Tax(found, certain=True)
    return Tax(100 * found, certain=False)


def _renounced(report: Mapping[str, Any], owner: str) -> Known:
    """An owner that is not named may be none, or may not have been found."""
    if yes_or_no(report.get("can_take_back_ownership")) or yes_or_no(report.get("hidden_owner")):
        return Known.NO
    if not owner:
        return Known.UNKNOWN
    return Known.YES if owner.lower() in ZERO else Known.NO


def _holders(report: Mapping[str, Any]) -> int | None:
    """A live token has holders: 0 is the market's way not to know."""
    found = whole(report.get("holders"))
    return found if found is not None and found > 0 else None


def _top_ten(report: Mapping[str, Any]) -> float | None:
    people = [row for row in rows(report.get("token_holders_rank")) if _is_hand(row)]
    shares = [number(row.get("percent")) for row in people[:10]]
    known = [share for share in shares if share is not None and 0 <= share <= 1]
    return min(1.0, sum(known)) if known and len(known) == len(shares) else None


def _is_hand(row: Mapping[str, Any]) -> bool:
    return not yes_or_no(row.get("is_lp")) and text(row.get("address")).lower() not in ZERO


def _locked(report: Mapping[str, Any]) -> float | None:
    """0 of no pool at all is not an answer."""
    share = at_least_zero(report.get("pair_lock_percent"))
    if share is None or share > 1 or (share == 0 and not at_least_zero(report.get("pair_total"))):
        return None
    return share


def _score(report: Mapping[str, Any]) -> float | None:
    """0 is what unrated tokens show."""
    found = at_least_zero(report.get("risk_score"))
    return found if found is not None and 0 < found <= 100 else None
