"""Before and after an edit in one picture: both equity curves, and which trades came, went and stayed."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from core.trading import chart_style as style
from core.trading.backtest import BacktestResult
from core.trading.behaviour import Behaviour, behaviour_words
from core.trading.behaviour import Key as Position
from core.trading.chart import ENGLISH
from core.trading.chart_axes import set_times, set_values
from core.trading.chart_data import from_start
from core.trading.chart_frame import Span, Tile, draw_frame, signed_colour, strip
from core.trading.chart_style import Key
from core.trading.chart_words import ChartWords
from core.trading.numbers import MINUS, count, percent

_ROWS = {"kept": 0.5, "lost": 1.5, "gained": 2.5}


def behaviour_chart(
    old: BacktestResult,
    new: BacktestResult,
    of: Behaviour,
    *,
    title: str,
    note: str = "",
    words: ChartWords = ENGLISH,
    said: str = "",
) -> bytes:
    """A PNG of 1600 × 900. `of`: their difference; `said`: its sentence, English unless given."""
    return style.png(behaviour_figure(old, new, of, title=title, note=note, words=words, said=said))


def behaviour_figure(
    old: BacktestResult,
    new: BacktestResult,
    of: Behaviour,
    *,
    title: str,
    note: str = "",
    words: ChartWords = ENGLISH,
    said: str = "",
) -> Figure:
    """The drawing that `behaviour_chart` saves."""
    figure = style.blank()
    span = Span.of([*old.market.values(), *new.market.values()])
    draw_frame(figure, title=title, span=span, tiles=_tiles(old, new, of, words), note=note, words=words)
    sentence = said or behaviour_words(of)
    style.write(figure, sentence, style.LEFT, 222, size=style.LABEL + 3, bold=True, room=style.EDGE - style.LEFT)
    _equity(figure, old, new, span, words)
    _trades(figure, of, span, words)
    return figure


def _tiles(old: BacktestResult, new: BacktestResult, of: Behaviour, words: ChartWords) -> list[Tile]:
    before, after = old.metrics, new.metrics
    colour = signed_colour(after.total_return)

    def changed(label: str, was: str, value: str, colour: str = style.INK) -> Tile:
        return Tile(words.was.format(label=label, value=was), value, colour)

    down = (percent(m.max_drawdown, signed=False) for m in (before, after))
    win = (percent(m.win_rate, signed=False) for m in (before, after))
    trades = (count(m.total_trades) for m in (before, after))
    return [
        changed(words.gain, percent(before.total_return), percent(after.total_return), colour),
        changed(words.drawdown, *down),
        changed(words.win_rate, *win),
        changed(words.trades, *trades),
        Tile(words.entries, f"+{count(len(of.gained))} {MINUS}{count(len(of.lost))}"),
    ]


def _equity(figure: Figure, old: BacktestResult, new: BacktestResult, span: Span, words: ChartWords) -> None:
    lines = [from_start(run.equity_curve(), span.start, run.cash, run.interval) for run in (old, new)]
    axes = style.pane(figure, top=300, bottom=620)
    set_times(axes, span.start, span.end, words.months)
    values = np.concatenate([value for _, value in lines])
    set_values(axes, float(values.min()), float(values.max()), most=5)
    axes.axhline(new.cash, color=style.MUTED, linewidth=1.2, linestyle=":")
    (before, was), (after, now) = lines
    axes.plot(before, was, color=style.BAD, linewidth=3, linestyle=(0, (2.2, 1.1)))
    axes.plot(after, now, color=style.GOOD, linewidth=3)
    strip(figure, 277, words.equity, [Key("--", style.BAD, words.before), Key("-", style.GOOD, words.now)])


def _trades(figure: Figure, of: Behaviour, span: Span, words: ChartWords) -> None:
    """Three rows of entries: those that came, those that went, those that stayed."""
    axes = style.pane(figure, top=672, bottom=816, dates=True)
    set_times(axes, span.start, span.end, words.months)
    axes.set_ylim(0, 3)
    axes.set_yticks([])
    rows = (
        ("gained", of.gained, "^", style.GOOD, words.gained),
        ("lost", of.lost, "X", style.BAD, words.lost_trades),
        ("kept", of.kept, "o", style.MUTED, words.kept),
    )
    for row, keys, shape, colour, name in rows:
        _row(axes, keys, _ROWS[row], shape, colour)
        middle = 816 - (816 - 672) * _ROWS[row] / 3
        style.write(
            figure, f"{count(len(keys))} {name}", style.RIGHT + 14, middle, size=style.LEGEND, colour=colour,
            room=style.WIDTH - style.RIGHT - 24,
        )  # fmt: skip
    strip(figure, 650, words.entries, [])


def _row(axes: Axes, keys: Sequence[Position], height: float, shape: str, colour: str) -> None:
    times = [time for _, time in keys]
    size = float(np.clip(24 * (20 / max(len(times), 1)) ** 0.3, 10, 24))
    axes.scatter(
        times,
        [height] * len(times),
        s=(size * 72 / style.DPI) ** 2,
        marker=shape,
        c=colour,
        edgecolors=style.PANE,
        linewidths=size / 14,
        zorder=4,
        clip_on=False,
    )
