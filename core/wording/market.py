"""What the market is called, where that must be said, and what a result must say about the market it was run on."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from core.trading.chart_words import ChartWords
from core.trading.durations import duration
from core.trading.numbers import percent
from core.wording.catalogue import say, words
from core.wording.html import Html, esc
from core.wording.times import span

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


def market_doubts(result: Mapping[str, Any]) -> list[Html]:
    """Dangers, taxes that the numbers leave out, history shorter than was asked for; of real markets only."""
    fetched = result.get("market")
    if not fetched:
        return []
    short = fetched["asked_from"] + 2 * fetched["interval"]
    began = {token: at for token, at in fetched["begins"].items() if at > short}
    dates = {token: f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}" for token, at in began.items()}
    taxes = [line for token in fetched["begins"] for line in _tax(token, fetched["taxes"].get(token, {}))]
    danger = [say("caption.danger", token=token) for token in fetched["dangerous"]]
    return [*danger, *taxes, *(say("caption.history", token=token, date=date) for token, date in dates.items())]


def candles_taken(result: Mapping[str, Any], label: str) -> list[str]:
    """Which candles a run on a real market took and what that cost."""
    fetched = result.get("market")
    if not fetched:
        return []
    candle = span(duration(fetched["interval"]))
    return [words("caption.candles", market=label, candle=candle, units=fetched["units"])]


def _tax(token: str, taxes: Mapping[str, float]) -> list[Html]:
    if not taxes:
        return [say("caption.tax_unknown", token=token)]
    if not any(taxes.values()) and len(taxes) == 2:
        return []
    buy, sell = (percent_or_unknown(taxes.get(side)) for side in ("buy", "sell"))
    return [say("caption.tax", token=token, buy=buy, sell=sell)]


def percent_or_unknown(value: float | None) -> str:
    return words("tax.unknown") if value is None else percent(value, signed=False)
