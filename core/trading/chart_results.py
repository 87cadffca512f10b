"""How the trades of a run ended, in one picture: many small losses and few large gains look like what they are."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from core.trading import chart_style as style
from core.trading.backtest import BacktestResult
from core.trading.candles import Floats
from core.trading.chart import ENGLISH, trades_tile
from core.trading.chart_axes import set_across, set_values
from core.trading.chart_frame import Span, Tile, draw_frame, signed_colour, strip
from core.trading.chart_style import Key
from core.trading.chart_words import ChartWords
from core.trading.numbers import percent

_BARS = 32
_FAR = 4.0
"""So many times the middle nine tenths may the whole range be wide before its ends are gathered."""


def results_chart(result: BacktestResult, *, title: str, note: str = "", words: ChartWords = ENGLISH) -> bytes:
    """A PNG of 1600 × 900: a histogram of what each closed trade earned, percent of its cost, net."""
    return style.png(results_figure(result, title=title, note=note, words=words))


def results_figure(result: BacktestResult, *, title: str, note: str = "", words: ChartWords = ENGLISH) -> Figure:
    """The drawing that `results_chart` saves."""
    figure = style.blank()
    span = Span.of(result.market.values())
    earned = np.array([t.profit_percent for t in result.trades if t.exit_reason != "open"])
    draw_frame(figure, title=title, span=span, tiles=_tiles(earned, words), note=note, words=words)
    if not len(earned):
        middle = style.WIDTH / 2
        style.write(figure, words.no_closed_trades, middle, 480, size=style.LABEL + 3, bold=True, align="center")
        return figure
    axes = style.pane(figure, top=240, bottom=800, dates=True)
    low, high = reach(earned)
    gathered = low > earned.min() or high < earned.max()
    keys = [Key("s", style.GOOD, words.won), Key("s", style.BAD, words.lost), Key("--", style.INK, words.average)]
    strip(figure, 215, f"{words.results} · {words.outermost}" if gathered else words.results, keys)
    _bars(axes, np.clip(earned, low, high), float(earned.mean()))
    return figure


def reach(earned: Floats) -> tuple[float, float]:
    """The range of results to draw; a few that lie far out are gathered at its ends."""
    low, high = float(earned.min()), float(earned.max())
    inner, outer = np.percentile(earned, (5, 95)).tolist()
    span = outer - inner
    if not span or high - low <= _FAR * span:
        return low, high
    return max(low, inner - span), min(high, outer + span)


def edges(low: float, high: float) -> Floats:
    """Of bars over [low, high]; 0 is one of them, so that no bar is won and lost at once."""
    width = (high - low) / _BARS or max(abs(low), 1.0) * 0.1
    found: Floats = width * np.arange(np.floor(low / width - 1e-9), np.floor(high / width + 1e-9) + 2)
    return found


def _tiles(earned: Floats, words: ChartWords) -> list[Tile]:
    won, lost = earned[earned > 0], earned[earned <= 0]
    return [
        Tile(words.win_rate, percent(100 * len(won) / len(earned) if len(earned) else None, signed=False)),
        _tile(words.average_won, won.mean() if len(won) else None),
        _tile(words.average_lost, lost.mean() if len(lost) else None),
        _tile(words.expectancy, earned.mean() if len(earned) else None),
        trades_tile(len(earned), words),
    ]


def _tile(label: str, value: float | None) -> Tile:
    return Tile(label, percent(value), style.INK if value is None else signed_colour(value))


def _bars(axes: Axes, earned: Floats, mean: float) -> None:
    sides = edges(min(0.0, float(earned.min())), max(0.0, float(earned.max())))
    heights, _ = np.histogram(earned, sides)
    # A trade that earned exactly nothing did not win; a bar from 0 up holds only won ones but for those.
    colours = [style.GOOD if at >= 0 else style.BAD for at in sides[:-1] + 1e-9]
    axes.bar((sides[:-1] + sides[1:]) / 2, heights, np.diff(sides) * 0.9, color=colours, zorder=3)
    axes.axvline(0, color=style.MUTED, linewidth=2, zorder=2)
    axes.axvline(mean, color=style.INK, linewidth=3, linestyle=(0, (2, 1.2)), zorder=4)
    most = int(heights.max())
    set_values(axes, 0.0, float(most), most=min(5, most + 1))
    axes.set_ylim(bottom=0)
    margin = max(0.03 * (sides[-1] - sides[0]), 1e-9)
    set_across(axes, sides[0] - margin, sides[-1] + margin, most=8, suffix=" %")
