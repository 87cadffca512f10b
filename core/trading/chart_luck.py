"""The luck of a run in one picture: what random entries came to, and where the run itself stands among them."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from core.trading import chart_style as style
from core.trading.backtest import BacktestResult
from core.trading.candles import Floats
from core.trading.chart import ENGLISH, trades_tile
from core.trading.chart_axes import set_across
from core.trading.chart_frame import Span, Tile, draw_frame, signed_colour, strip
from core.trading.chart_style import Key
from core.trading.chart_words import ChartWords
from core.trading.luck import Luck, luck_share, luck_words
from core.trading.numbers import count, percent

_BARS = 48
_TOP, _BOTTOM = 310, 800


def luck_chart(
    result: BacktestResult, luck: Luck, *, title: str, note: str = "", words: ChartWords = ENGLISH, said: str = ""
) -> bytes:
    """A PNG of 1600 × 900: a histogram of the random outcomes, the run marked. `said`: its sentence, English unless."""
    return style.png(luck_figure(result, luck, title=title, note=note, words=words, said=said))


def luck_figure(
    result: BacktestResult, luck: Luck, *, title: str, note: str = "", words: ChartWords = ENGLISH, said: str = ""
) -> Figure:
    """The drawing that `luck_chart` saves."""
    figure = style.blank()
    span = Span.of(result.market.values())
    draw_frame(figure, title=title, span=span, tiles=_tiles(luck, words), note=note, words=words)
    room = style.EDGE - style.LEFT
    said = said or luck_words(luck)
    if not luck.trades:
        style.write(figure, said, style.WIDTH / 2, 480, size=style.LABEL + 3, bold=True, align="center", room=room)
        return figure
    style.write(figure, said, style.LEFT, 222, size=style.LABEL + 3, bold=True, room=room)
    keys = [
        Key("s", style.MUTED, words.worse),
        Key("s", style.BAD, words.no_worse),
        Key("-", style.INK, words.this_run),
    ]
    strip(figure, 282, words.draws.format(draws=count(luck.draws)), keys)
    axes = style.pane(figure, top=_TOP, bottom=_BOTTOM, dates=True, right=style.EDGE)
    _bars(axes, luck)
    _mark(figure, axes, luck, words)
    return figure


def bins(values: Floats, own: float) -> Floats:
    """Edges of bars that hold all values and the run's own; one edge is the own, so that no bar has two colours."""
    low, high = min(float(values.min()), own), max(float(values.max()), own)
    width = (high - low) / _BARS or max(abs(own), 1.0) * 0.02
    first, last = np.floor((low - own) / width - 0.5), np.ceil((high - own) / width + 0.5)
    edges: Floats = own + width * np.arange(first, last + 1)
    return edges


def _tiles(luck: Luck, words: ChartWords) -> list[Tile]:
    interval = f"{percent(luck.low)} … {percent(luck.high)}".replace(" % …", " …") if luck.low is not None else "–"
    return [
        Tile(words.total_return, percent(luck.own), signed_colour(luck.own)),
        Tile(words.random_entries, percent(luck.median)),
        Tile(words.as_well, luck_share(luck)),
        Tile(words.interval, interval),
        trades_tile(luck.trades, words),
    ]


def _bars(axes: Axes, luck: Luck) -> None:
    edges = bins(luck.outcomes, luck.own)
    # An outcome that differs from the run's own by a rounding did as well.
    close = np.abs(luck.outcomes - luck.own) <= 1e-7 * (100 + abs(luck.own))
    heights, _ = np.histogram(np.where(close, luck.own, luck.outcomes), edges)
    middle, wide = (edges[:-1] + edges[1:]) / 2, np.diff(edges) * 0.9
    colours = [style.MUTED if at < luck.own else style.BAD for at in middle]
    axes.bar(middle, heights, wide, color=colours, zorder=3)
    axes.set_ylim(0, 1.12 * max(float(heights.max()), 1.0))
    axes.set_yticks([])
    margin = 0.04 * (edges[-1] - edges[0])
    set_across(axes, edges[0] - margin, edges[-1] + margin, most=7, suffix=" %")


def _mark(figure: Figure, axes: Axes, luck: Luck, words: ChartWords) -> None:
    """The run's own line, its name beside it where there is more room."""
    axes.axvline(luck.own, color=style.BACKGROUND, linewidth=9, zorder=4)
    axes.axvline(luck.own, color=style.INK, linewidth=5, zorder=5)
    x, _ = axes.transData.transform((luck.own, 0.0))
    right = x > style.WIDTH / 2
    label = f"{words.this_run} {percent(luck.own)}"
    style.write(
        figure, label, x + (-18 if right else 18), _TOP + 32, size=style.LABEL, bold=True,
        align="right" if right else "left",
    )  # fmt: skip
