"""Months in one picture: a tile each where they are few, a table of years where they are many."""

from collections.abc import Sequence

from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from core.trading import chart_style as style
from core.trading.backtest import BacktestResult
from core.trading.chart import ENGLISH
from core.trading.chart_frame import Span, Tile, draw_frame, signed_colour
from core.trading.chart_words import ChartWords
from core.trading.months import Month, months
from core.trading.numbers import percent

_FEW = 24
"""Up to so many months each has a tile with its name."""
_TOP, _BOTTOM, _GAP = 205, 850, 8
_HIGHEST = 200
_FAINTEST = 0.12
"""How much colour the smallest change gets, so that its side can be told."""


def months_chart(result: BacktestResult, *, title: str, note: str = "", words: ChartWords = ENGLISH) -> bytes:
    """A PNG of 1600 × 900: what each month of a run brought, the more the stronger its colour."""
    return style.png(months_figure(result, title=title, note=note, words=words))


def months_figure(result: BacktestResult, *, title: str, note: str = "", words: ChartWords = ENGLISH) -> Figure:
    """The drawing that `months_chart` saves."""
    figure = style.blank()
    found = months(result)
    span = Span.of(result.market.values())
    draw_frame(
        figure, title=title, span=span, tiles=_tiles(result.metrics.total_return, found, words), note=note, words=words
    )
    draw = _tiles_of_months if len(found) <= _FEW else _table_of_years
    draw(figure, found, words)
    return figure


def _tiles(total: float, found: Sequence[Month], words: ChartWords) -> list[Tile]:
    best, worst = (pick(found, key=lambda month: month.change) for pick in (max, min))
    up = sum(month.change > 0 for month in found)
    return [
        Tile(words.total_return, percent(total), signed_colour(total)),
        Tile(f"{words.best_month} · {_name(best, words)}", percent(best.change), signed_colour(best.change)),
        Tile(f"{words.worst_month} · {_name(worst, words)}", percent(worst.change), signed_colour(worst.change)),
        Tile(words.months_up, f"{up} / {len(found)}"),
    ]


def _tiles_of_months(figure: Figure, found: Sequence[Month], words: ChartWords) -> None:
    columns = min(len(found), next(n for n in (3, 4, 6) if len(found) <= 3 * n or n == 6))
    rows = -(-len(found) // columns)
    wide, high = _cell(columns, rows)
    top = _TOP if rows > 1 else (_TOP + _BOTTOM - high) / 2
    strongest = max(abs(month.change) for month in found)
    for i, month in enumerate(found):
        x, y = style.LEFT + i % columns * (wide + _GAP), top + i // columns * (high + _GAP)
        _box(figure, x, y, wide, high, month.change, strongest)
        style.write(
            figure, _name(month, words), x + wide / 2, y + 0.27 * high, size=style.LABEL, colour=style.INK,
            align="center",
        )  # fmt: skip
        style.write(
            figure, percent(month.change), x + wide / 2, y + 0.66 * high, size=46, bold=True, align="center",
            room=wide - 16, whole=True,
        )  # fmt: skip


def _table_of_years(figure: Figure, found: Sequence[Month], words: ChartWords) -> None:
    years = range(found[0].year, found[-1].year + 1)
    wide, high = _cell(13, len(years) + 1)
    strongest = max(abs(month.change) for month in found)
    for k, name in enumerate(words.months):
        x = style.LEFT + (k + 1) * (wide + _GAP)
        style.write(figure, name, x + wide / 2, _TOP + high / 2, size=style.LABEL, colour=style.MUTED, align="center")
    for k, year in enumerate(years):
        y = _TOP + (k + 1) * (high + _GAP)
        style.write(figure, str(year), style.LEFT, y + high / 2, size=style.LABEL, colour=style.MUTED)
    for month in found:
        x = style.LEFT + month.month * (wide + _GAP)
        y = _TOP + (month.year - years.start + 1) * (high + _GAP)
        _box(figure, x, y, wide, high, month.change, strongest)
        text = percent(month.change).removesuffix(" %")
        size = min(style.LABEL + 3, 0.8 * high)
        style.write(figure, text, x + wide / 2, y + high / 2, size=size, bold=True, align="center", room=wide - 8,
                    whole=True)  # fmt: skip


def _cell(columns: int, rows: int) -> tuple[float, float]:
    wide = (style.EDGE - style.LEFT + _GAP) / columns - _GAP
    return wide, min(_HIGHEST, (_BOTTOM - _TOP + _GAP) / rows - _GAP)


def _box(figure: Figure, x: float, y: float, wide: float, high: float, change: float, strongest: float) -> None:
    figure.add_artist(
        Rectangle(
            (x / style.WIDTH, 1 - (y + high) / style.HEIGHT), wide / style.WIDTH, high / style.HEIGHT,
            facecolor=_colour(change, strongest), edgecolor="none", transform=figure.transFigure,
        )
    )  # fmt: skip


def _colour(change: float, strongest: float) -> tuple[float, float, float]:
    """Between the pane and blue or deep orange; dark enough for white letters."""
    if signed_colour(change) == style.INK:
        return to_rgb(style.PANE)
    share = 0.75 * (_FAINTEST + (1 - _FAINTEST) * abs(change) / strongest)
    full, pane = to_rgb(style.COOL if change > 0 else style.DEEP), to_rgb(style.PANE)
    red, green, blue = (p + (f - p) * share for f, p in zip(full, pane, strict=True))
    return red, green, blue


def _name(month: Month, words: ChartWords) -> str:
    return f"{words.months[month.month - 1]} {month.year}"
