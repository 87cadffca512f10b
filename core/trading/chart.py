"""Pictures for the chat: a backtest in one image, and a market in one image."""

from itertools import cycle

import numpy as np
from matplotlib.figure import Figure

from core.trading import chart_style as style
from core.trading.backtest import BacktestResult
from core.trading.candles import Candles
from core.trading.chart_axes import set_times, set_values
from core.trading.chart_data import Columns, columns, from_start
from core.trading.chart_frame import Span, Tile, draw_frame, signed_colour, strip
from core.trading.chart_lines import draw_candles, draw_line
from core.trading.chart_marks import draw_marks, mark_keys, marks
from core.trading.chart_style import Key
from core.trading.chart_words import ChartWords as ChartWords
from core.trading.luck import FEW
from core.trading.numbers import count, money, percent, price
from core.trading.results import Metrics

ENGLISH = ChartWords()
NORMAL = 100.0
"""Where every token starts when several share the price pane."""

_KEYS_ABOVE = 0.22
"""Room above several tokens for their names, as a share of the range."""

_CROWD = 300
"""From so many marks on the price line is drawn over them."""

_FEW = 160
"""Up to so many candles, each is drawn as a candle in a picture of a market."""


def backtest_chart(result: BacktestResult, *, title: str, note: str = "", words: ChartWords = ENGLISH) -> bytes:
    """A run as a PNG of 1600 × 900: headline numbers, price with entries and exits, equity, drawdown.

    `note` stands small below it; where it speaks of demo data, the picture carries a badge that says so.
    Safe to call from any thread or process.
    """
    return style.png(backtest_figure(result, title=title, note=note, words=words))


def price_chart(candles: Candles, *, title: str, note: str = "", words: ChartWords = ENGLISH) -> bytes:
    """A market as a PNG of 1600 × 900: candles (a line in its range where they are many) and volume."""
    return style.png(price_figure(candles, title=title, note=note, words=words))


def backtest_figure(result: BacktestResult, *, title: str, note: str = "", words: ChartWords = ENGLISH) -> Figure:
    """The drawing that `backtest_chart` saves."""
    figure = style.blank()
    span = Span.of(result.market.values())
    draw_frame(figure, title=title, span=span, tiles=headline(result.metrics, words), note=note, words=words)
    _price_pane(figure, result, span, words)
    _equity_pane(figure, result, span, words)
    _drawdown_pane(figure, result, span, words)
    return figure


def price_figure(candles: Candles, *, title: str, note: str = "", words: ChartWords = ENGLISH) -> Figure:
    """The drawing that `price_chart` saves."""
    figure = style.blank()
    span = Span.of([candles])
    draw_frame(figure, title=title, span=span, tiles=market_headline(candles, words), note=note, words=words)
    data = columns(candles)
    axes = style.pane(figure, top=232, bottom=650)
    set_times(axes, span.start, span.end, words.months)
    logarithmic = set_values(axes, float(data.low.min()), float(data.high.max()), most=6)
    strip(figure, 211, words.price + (f" · {words.log_scale}" if logarithmic else ""), [])
    if len(candles) <= _FEW:
        draw_candles(axes, data)
    else:
        draw_line(axes, data, style.LINES[0])
    _volume_pane(figure, data, span, words)
    return figure


def headline(metrics: Metrics, words: ChartWords = ENGLISH) -> list[Tile]:
    """The numbers on top of a backtest, written as everywhere in the product."""
    return [
        Tile(words.total_return, percent(metrics.total_return), signed_colour(metrics.total_return)),
        Tile(words.buy_and_hold, percent(metrics.buy_and_hold_return)),
        Tile(words.max_drawdown, percent(metrics.max_drawdown, signed=False)),
        Tile(words.win_rate, percent(metrics.win_rate, signed=False)),
        trades_tile(metrics.total_trades, words),
    ]


def trades_tile(trades: int, words: ChartWords = ENGLISH) -> Tile:
    """How many trades; where they are too few to tell anything from, it says so."""
    if 0 < trades < FEW:
        return Tile(f"{words.trades} · {words.too_few}", count(trades), style.NOTICE)
    return Tile(words.trades, count(trades))


def market_headline(candles: Candles, words: ChartWords = ENGLISH) -> list[Tile]:
    """The numbers on top of a market: last price, change since the first open, highest, lowest."""
    last, first = float(candles.close[-1]), float(candles.open[0])
    change = (last / first - 1) * 100
    return [
        Tile(words.last, f"${price(last)}"),
        Tile(words.change, percent(change), signed_colour(change)),
        Tile(words.high, f"${price(float(candles.high.max()))}"),
        Tile(words.low, f"${price(float(candles.low.min()))}"),
    ]


def _price_pane(figure: Figure, result: BacktestResult, span: Span, words: ChartWords) -> None:
    several = len(result.market) > 1
    factors = {t: NORMAL / float(c.close[0]) if several else 1.0 for t, c in result.market.items()}
    lines = {token: columns(candles).scaled(factors[token]) for token, candles in result.market.items()}
    found = marks(result.fills, result.trades, factors, span.interval)
    axes = style.pane(figure, top=230, bottom=500)
    set_times(axes, span.start, span.end, words.months)
    low = min([*(mark.value for mark in found), *(float(line.low.min()) for line in lines.values())])
    high = max([*(mark.value for mark in found), *(float(line.high.max()) for line in lines.values())])
    logarithmic = set_values(axes, low, high, most=5, above=_KEYS_ABOVE if several else 0.0)
    for line, colour in zip(lines.values(), cycle(style.LINES), strict=False):
        draw_line(axes, line, colour, over_marks=len(found) > _CROWD)
    draw_marks(axes, found)
    strip(
        figure,
        209,
        (words.start_is_100 if several else f"{next(iter(lines))} {words.price.lower()}")
        + (f" · {words.log_scale}" if logarithmic else ""),
        mark_keys(result.fills, result.trades, words),
    )
    if several:
        tokens = [Key("-", colour, token) for token, colour in zip(lines, cycle(style.LINES), strict=False)]
        style.legend(figure, tokens, 252, left=style.LEFT, right=style.RIGHT - 16)
    if not result.trades:
        style.write(figure, words.no_trades, style.RIGHT, 209, size=style.LABEL, bold=True, align="right")


def _equity_pane(figure: Figure, result: BacktestResult, span: Span, words: ChartWords) -> None:
    equity, hold = result.equity_curve(), result.hold_curve()
    times, values = from_start(equity, span.start, result.cash, span.interval)
    axes = style.pane(figure, top=548, bottom=688)
    set_times(axes, span.start, span.end, words.months)
    low, high = (float(pick([values.min(), values.max(), hold.value.min(), hold.value.max()])) for pick in (min, max))
    set_values(axes, low, high, most=3)
    axes.axhline(result.cash, color=style.MUTED, linewidth=1.2, linestyle=":")
    axes.plot(hold.time + span.interval, hold.value, color=style.MUTED, linewidth=2, linestyle="--")
    axes.plot(times, values, color=style.GOOD, linewidth=3)
    keys = [Key("-", style.GOOD, words.equity), Key("--", style.MUTED, words.buy_and_hold)]
    strip(figure, 527, f"{words.equity} {money(result.cash)} → {money(result.metrics.final_equity)}", keys)


def _drawdown_pane(figure: Figure, result: BacktestResult, span: Span, words: ChartWords) -> None:
    times, values = from_start(result.drawdown_curve(), span.start, 0.0, span.interval)
    depth = -np.abs(values)
    axes = style.pane(figure, top=736, bottom=816, dates=True)
    set_times(axes, span.start, span.end, words.months)
    set_values(axes, min(float(depth.min()), -0.1), 0.0, most=2, suffix=" %")
    axes.fill_between(times, depth, 0, color=style.DEEP, alpha=0.45, linewidth=0)
    axes.plot(times, depth, color=style.DEEP, linewidth=2)
    strip(figure, 715, words.drawdown, [])


def _volume_pane(figure: Figure, data: Columns, span: Span, words: ChartWords) -> None:
    axes = style.pane(figure, top=700, bottom=816, dates=True)
    set_times(axes, span.start, span.end, words.months)
    set_values(axes, 0.0, float(data.volume.max()) or 1.0, most=2)
    axes.stairs(data.volume, data.edges, fill=True, color=style.MUTED, alpha=0.7)
    strip(figure, 678, words.volume, [])
