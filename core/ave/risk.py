"""What is known about a contract's dangers. What is not known is its own answer, and never means safe."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from core.ave.reading import at_least_zero, mapping, number, rows, text, whole, yes_or_no

ZERO = frozenset({"0x" + "0" * 40, "0x" + "0" * 36 + "dead", "1" * 32})
"""Owners that nobody can act as."""
HIGH_TAX = 10.0
"""Percent of a trade from which a tax is warned about."""
HIGH_SCORE = 55
CONCENTRATED = 0.5
"""Share of the supply in ten hands from which it is warned about."""


class Known(Enum):
    """An answer about a contract."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tax:
    """What a trade loses to the contract; `percent` is the worse reading where the market's unit is not certain."""

    percent: float
    certain: bool


Verdict = Literal["dangerous", "caution", "unknown", "nothing_found"]
"""`nothing_found` is the best there is: no report can say that a token is safe."""


@dataclass(frozen=True, slots=True)
class ContractRisk:
    """One report; None stands for unknown where the answer is a number."""

    honeypot: Known = Known.UNKNOWN
    cannot_sell: Known = Known.UNKNOWN
    buy_tax: Tax | None = None
    sell_tax: Tax | None = None
    tax_changeable: Known = Known.UNKNOWN
    mintable: Known = Known.UNKNOWN
    freezable: Known = Known.UNKNOWN
    owner_renounced: Known = Known.UNKNOWN
    owner: str = ""
    hidden_owner: Known = Known.UNKNOWN
    holders: int | None = None
    top_ten_share: float | None = None
    """Share of the supply in the ten largest hands that are no pool and no burn address, as far as listed."""
    liquidity_locked_share: float | None = None
    score: float | None = None
    """The market's own, 0 to 100, high is bad."""
    reason: str = ""
    """Why nothing is known, in one of our words; empty where a report came."""

    @classmethod
    def unknown(cls, reason: str) -> "ContractRisk":
        """A report about which nothing is known."""
        return cls(reason=reason)

    @property
    def dangers(self) -> tuple[str, ...]:
        """Names of the fields that speak against any trade."""
        found = [name for name in ("honeypot", "cannot_sell") if getattr(self, name) is Known.YES]
        found += ["sell_tax"] if self.sell_tax and self.sell_tax.percent >= 50 else []
        return tuple(found)

    @property
    def cautions(self) -> tuple[str, ...]:
        """Names of the fields that a person should see first."""
        flags = ("tax_changeable", "mintable", "freezable", "hidden_owner")
        found = [name for name in flags if getattr(self, name) is Known.YES]
        taxes = (("buy_tax", self.buy_tax), ("sell_tax", self.sell_tax))
        found += [name for name, tax in taxes if tax and tax.percent > HIGH_TAX and name not in self.dangers]
        found += ["owner_renounced"] if self.owner_renounced is Known.NO else []
        found += ["top_ten_share"] if (self.top_ten_share or 0) > CONCENTRATED else []
        found += ["liquidity_locked_share"] if _below(self.liquidity_locked_share, CONCENTRATED) else []
        return tuple(found + (["score"] if (self.score or 0) > HIGH_SCORE else []))

    @property
    def unknowns(self) -> tuple[str, ...]:
        """Names of the fields about which nothing is known."""
        return tuple(name for name in _ASKED if getattr(self, name) in (None, Known.UNKNOWN))

    @property
    def verdict(self) -> Verdict:
        """The report in one word: a danger counts most, and without the vital answers nothing better than unknown."""
        if self.dangers:
            return "dangerous"
        if set(self.unknowns) & _VITAL:
            return "unknown"
        return "caution" if self.cautions else "nothing_found"


_ASKED = (
    *("honeypot", "cannot_sell", "buy_tax", "sell_tax", "tax_changeable", "mintable", "freezable"),
    *("owner_renounced", "hidden_owner", "holders", "top_ten_share", "liquidity_locked_share", "score"),
)
_VITAL = {"honeypot", "sell_tax", "mintable"}
"""Without an answer to each of these no report is better than unknown."""


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


def _below(value: float | None, limit: float) -> bool:
    return value is not None and value < limit
