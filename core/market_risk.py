"""What is known about a contract's dangers. What is not known is its own answer, and never means safe."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

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


def _below(value: float | None, limit: float) -> bool:
    return value is not None and value < limit
