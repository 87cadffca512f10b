"""Entries and exits on the price: a shape says why, a colour how it ended; thousands stay readable."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from core.trading import chart_style as style
from core.trading.chart_data import one_per_cell
from core.trading.chart_style import Key
from core.trading.chart_words import ChartWords
from core.trading.numbers import count
from core.trading.results import ExitReason, Fill, Trade

SHAPES: dict[ExitReason, str] = {
    "rule": "v",
    "stop_loss": "X",
    "take_profit": "D",
    "trailing_stop": "P",
    "target": "*",
    "max_hold": "s",
    "open": "<",
}
ENTRY = "^"
_WITHIN: dict[ExitReason, float] = {"rule": 0.0, "max_hold": 0.0, "open": 1.0}
"""Where in its candle an exit stands: these at its open or close, the others somewhere inside."""

_EVEN = {"D": 0.78, "s": 0.86, "*": 1.3}
"""Marks of one nominal size differ in area; this evens them out."""

_SIZES = (22.0, 8.0)
"""Pixels of a mark where there are few, and where there are thousands."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry or exit: when, at which height of the price pane, shape and colour."""

    time: float
    value: float
    shape: str
    colour: str


def marks(fills: Iterable[Fill], trades: Iterable[Trade], factors: Mapping[str, float], interval: int) -> list[Mark]:
    """Every buy, every exit and what is still held, at its price times its token's factor."""
    bought = [Mark(f.time, f.price * factors[f.token], ENTRY, style.INK) for f in fills if f.side == "buy"]
    sold = [
        Mark(
            t.exit_time + _WITHIN.get(t.exit_reason, 0.5) * interval,
            t.exit_price * factors[t.token],
            SHAPES[t.exit_reason],
            outcome(t),
        )
        for t in trades
    ]
    return bought + sold


def draw_marks(axes: Axes, wanted: Sequence[Mark]) -> None:
    """As scatters of one style each, smaller and thinned as they crowd. The limits of the axes must be final."""
    size = _size(len(wanted))
    groups: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for mark in wanted:
        groups.setdefault((mark.shape, mark.colour), []).append((mark.time, mark.value))
    for (shape, colour), points in groups.items():
        spots = np.array(points)
        pixels = axes.transData.transform(spots)
        spots = spots[one_per_cell(pixels[:, 0], pixels[:, 1], size / 2)]
        axes.scatter(
            spots[:, 0],
            spots[:, 1],
            s=(size * _EVEN.get(shape, 1.0) * 72 / style.DPI) ** 2,
            marker=shape,
            c=colour,
            edgecolors=style.BACKGROUND,
            linewidths=size / 14,
            zorder=5 if shape == ENTRY else 6,
            clip_on=False,
        )


def mark_keys(fills: Iterable[Fill], trades: Sequence[Trade], words: ChartWords) -> list[Key]:
    """The legend: what occurs, how often, and what the two colours mean."""
    buys = sum(f.side == "buy" for f in fills)
    keys = [Key(ENTRY, style.INK, f"{count(buys)} {words.buy if buys == 1 else words.buys}")] if buys else []
    reasons = Counter(t.exit_reason for t in trades)
    keys += [
        Key(shape, style.MUTED, f"{count(reasons[reason])} {words.reason(reason)}")
        for reason, shape in SHAPES.items()
        if reasons[reason]
    ]
    colours = {outcome(t) for t in trades}
    ends = ((style.GOOD, words.won), (style.BAD, words.lost))
    return keys + [Key("o", colour, word) for colour, word in ends if colour in colours]


def outcome(trade: Trade) -> str:
    """The colour of an exit: blue where it earned something after costs (so far, if still open), else orange."""
    return style.GOOD if trade.profit > 0 else style.BAD


def _size(crowd: int) -> float:
    largest, smallest = _SIZES
    return float(np.clip(largest * (24 / max(crowd, 1)) ** 0.3, smallest, largest))
