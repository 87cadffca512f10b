"""What the operator is told about the market, as data; the wording is made elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "key_refused",
    "key_accepted",
    "units_low",
    "units_spent",
    "units_again",
    "slowed",
    "clock_skew",
    "polling_instead",
    "streaming_again",
]


@dataclass(frozen=True, slots=True)
class MarketNotice:
    """One thing that changed: `value` is its number (percent spent, seconds of pause or skew), `detail` its subject."""

    kind: Kind
    value: float | None = None
    detail: str = ""


Tell = Callable[[MarketNotice], None]
"""Passes a notice on to the operator; must not raise and must not wait."""


def tell_nobody(_: MarketNotice) -> None:
    """For where there is no operator."""
