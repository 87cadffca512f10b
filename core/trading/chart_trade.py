"""One trade in one picture: the candles around it, where it went in and out, and the levels that watched it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from core.trading import chart_style as style
from core.trading.backtest import BacktestResult
from core.trading.candles import Candles, Floats, Ints
from core.trading.chart import ENGLISH
from core.trading.chart_axes import set_times, set_values
from core.trading.chart_data import columns
from core.trading.chart_frame import Span, Tile, draw_frame, signed_colour, strip
from core.trading.chart_lines import draw_candles, draw_line
from core.trading.chart_marks import draw_marks, mark_keys, marks
from core.trading.chart_style import Key
from core.trading.chart_words import ChartWords
from core.trading.numbers import count, money, percent, price
from core.trading.results import Fill, Trade
from core.trading.strategy import Risk

_FEW = 140
"""Up to so many candles, each is drawn as one."""
_AROUND, _LEAST = 0.35, 14
"""How much of its own length is seen before and after a trade, and at least how many candles."""
_TOP, _BOTTOM = 232, 816
_FALLING = "#6F8296"
"""Candles without colour: blue and orange belong to the trade here."""
_FAR = 2.5
"""A level further from the candles than so many times their range is left out of the picture."""


@dataclass(frozen=True, slots=True)
class _Level:
    """A price that would have ended the trade, over the rows of the position; `name` stands at its right."""

    name: str
    colour: str
    prices: Floats


def trade_chart(
    result: BacktestResult, number: int, *, title: str = "", note: str = "", words: ChartWords = ENGLISH
) -> bytes:
    """A PNG of 1600 × 900 of `result.trades[number]`, with everything else that was bought and sold meanwhile.

    Raises IndexError where there is no such trade.
    """
    return style.png(trade_figure(result, number, title=title, note=note, words=words))


def trade_figure(
    result: BacktestResult, number: int, *, title: str = "", note: str = "", words: ChartWords = ENGLISH
) -> Figure:
    """The drawing that `trade_chart` saves."""
    if number < 0:
        raise IndexError(number)
    trade = result.trades[number]
    whole = result.market[trade.token]
    first, last = (int((time - whole.time[0]) // whole.interval) for time in (trade.entry_time, trade.exit_time))
    around = max(_LEAST, round(_AROUND * (last - first + 1)))
    candles = whole.slice(max(0, first - around), min(len(whole), last + 1 + around))
    figure = style.blank()
    of = words.trade_of.format(number=count(number + 1), trades=count(len(result.trades)))
    heading = " · ".join(filter(None, (title, trade.token, of)))
    span = Span.of([candles])
    draw_frame(figure, title=heading, span=span, tiles=_tiles(trade, words), note=note, words=words)
    levels = list(_levels(result.strategy.risk_management, trade, whole.slice(first, last + 1), words))
    _pane(figure, result, trade, candles, levels, words)
    return figure


def _tiles(trade: Trade, words: ChartWords) -> list[Tile]:
    colour, still = signed_colour(trade.profit_percent), trade.exit_reason == "open"
    return [
        Tile(f"{words.result} · {words.reason(trade.exit_reason)}", percent(trade.profit_percent), colour),
        Tile(words.profit, money(trade.profit, signed=True), colour),
        Tile(words.bought_at, f"${price(trade.entry_price)}"),
        Tile(words.worth if still else words.sold_at, f"${price(trade.exit_price)}"),
        Tile(words.held, _lasting(trade.exit_time - trade.entry_time)),
    ]


def _lasting(seconds: int) -> str:
    """`3d 4h`, `5h 20m`, `12m`: the two largest units."""
    whole = timedelta(seconds=seconds)
    hours, minutes = whole.seconds // 3600, whole.seconds // 60 % 60
    units = [(whole.days, "d"), (hours, "h"), (minutes, "m")]
    said = [f"{number}{unit}" for number, unit in units if number]
    return " ".join(said[:2]) or "0m"


def _levels(risk: Risk, trade: Trade, held: Candles, words: ChartWords) -> Iterator[_Level]:
    """From the average entry price at the exit; the trailing stop follows the highest high up to the candle before."""
    n, entry = len(held), trade.entry_price
    if risk.stop_loss_percent:
        yield _Level(words.stop_loss, style.BAD, np.full(n, entry * (1 - risk.stop_loss_percent / 100)))
    if risk.trailing_stop_percent:
        highest = np.maximum.accumulate(np.concatenate(([entry], held.high[:-1])))
        yield _Level(words.trailing_stop, style.NOTICE, highest * (1 - risk.trailing_stop_percent / 100))
    for target in risk.targets or ():
        yield _Level(words.target, style.GOOD, np.full(n, entry * (1 + target.profit_percent / 100)))
    if risk.take_profit_percent:
        yield _Level(words.take_profit, style.GOOD, np.full(n, entry * (1 + risk.take_profit_percent / 100)))


def _pane(
    figure: Figure, result: BacktestResult, trade: Trade, candles: Candles, levels: Sequence[_Level], words: ChartWords
) -> None:
    data = columns(candles)
    span = Span.of([candles])
    fills = [f for f in result.fills if f.token == trade.token and span.start <= f.time < span.end]
    trades = [t for t in result.trades if t.token == trade.token and span.start <= t.exit_time < span.end]
    axes = style.pane(figure, top=_TOP, bottom=_BOTTOM, dates=True)
    set_times(axes, span.start, span.end, words.months)
    shown, low, high = _in_sight(levels, data.low, data.high)
    set_values(axes, low, high, most=7)
    if len(candles) <= _FEW:
        draw_candles(axes, data, rise=style.LINES[0], fall=_FALLING)
    else:
        draw_line(axes, data, style.LINES[0])
    edges = np.append(np.arange(trade.entry_time, trade.exit_time + 1, candles.interval), trade.exit_time)
    edges[-1] += candles.interval
    for level in shown:
        _draw_level(axes, level, edges, trade.entry_price)
    ends = [edges[0], edges[-1]]
    axes.plot(ends, [trade.entry_price] * 2, color=style.INK, linewidth=2, linestyle=":", zorder=4)
    draw_marks(axes, marks(fills, trades, {trade.token: 1.0}, candles.interval))
    _legend(figure, fills, trades, shown, words)


def _in_sight(levels: Sequence[_Level], low: Floats, high: Floats) -> tuple[list[_Level], float, float]:
    """The levels near enough to be drawn, and the range of the candles and these."""
    bottom, top = float(low.min()), float(high.max())
    reach = _FAR * (top - bottom)
    near = [of for of in levels if of.prices.max() >= bottom - reach and of.prices.min() <= top + reach]
    lowest = min([bottom, *(float(of.prices.min()) for of in near)])
    return near, lowest, max([top, *(float(of.prices.max()) for of in near)])


def _draw_level(axes: Axes, level: _Level, edges: Ints, entry: float) -> None:
    """Its line while the position lived, over an area that reaches to the entry price."""
    prices = np.append(level.prices, level.prices[-1])
    axes.fill_between(edges, prices, entry, step="post", color=level.colour, alpha=0.13, linewidth=0, zorder=1)
    axes.step(edges, prices, where="post", color=level.colour, linewidth=3, zorder=4)


def _legend(
    figure: Figure, fills: Sequence[Fill], trades: Sequence[Trade], levels: Sequence[_Level], words: ChartWords
) -> None:
    lines = {level.name: Key("-", level.colour, level.name) for level in levels}
    strip(figure, 209, "", [*mark_keys(fills, trades, words), *lines.values()])
