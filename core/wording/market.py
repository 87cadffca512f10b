"""What the market is called, where that must be said."""

from core.trading.chart_words import ChartWords
from core.wording.catalogue import words
from core.wording.html import Html, esc

_DEMO = ChartWords().demo_data


def is_made_up(label: str) -> bool:
    """Whether a market of this label invents its prices."""
    return label == _DEMO


def market_name(label: str) -> str:
    """The market's own label, or what made-up data is called in the language spoken."""
    return words("market.demo") if is_made_up(label) else label


def beside(label: str) -> Html:
    """` · demo data` after a heading; nothing where the market needs no words."""
    return esc(f" · {market_name(label)}") if label else Html()
