"""What stands around the panes of every picture: title, period, headline numbers, note, the demo badge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from core.trading import chart_style as style
from core.trading.candles import Candles
from core.trading.chart_style import Key
from core.trading.chart_words import ChartWords
from core.trading.durations import duration

_TITLE_ROW, _LABEL_ROW, _VALUE_ROW, _NOTE_ROW = 46, 100, 150, 880
_DATES_ONLY_FROM = 3 * 86_400


@dataclass(frozen=True, slots=True)
class Tile:
    """One headline number: what it is, how the product writes it, and its colour."""

    label: str
    value: str
    colour: str = style.INK


@dataclass(frozen=True, slots=True)
class Span:
    """The time a picture covers, Unix seconds, and its candles' interval."""

    start: int
    end: int
    interval: int

    @classmethod
    def of(cls, markets: Iterable[Candles]) -> "Span":
        """From the earliest first to the latest last candle."""
        all_of_them = list(markets)
        start = min(int(candles.time[0]) for candles in all_of_them)
        return cls(start, max(candles.end for candles in all_of_them), all_of_them[0].interval)


def draw_frame(figure: Figure, *, title: str, span: Span, tiles: Sequence[Tile], note: str, words: ChartWords) -> None:
    """Everything but the panes."""
    right = float(style.EDGE)
    if _is_demo(note, words):
        right = _badge(figure, words.demo_data.upper(), right) - 24
    period = style.write(
        figure, period_text(span, words), right, _TITLE_ROW, size=style.LEGEND, colour=style.MUTED, align="right"
    )
    room = right - style.width(period) - 40 - style.LEFT
    style.write(figure, title, style.LEFT, _TITLE_ROW, size=style.TITLE, bold=True, room=room)
    _tiles(figure, tiles)
    if note:
        room = style.EDGE - style.LEFT
        style.write(figure, note, style.LEFT, _NOTE_ROW, size=style.NOTE, colour=style.MUTED, room=room)


def period_text(span: Span, words: ChartWords) -> str:
    """`1 Jan – 31 Jan 2024 UTC · 1h candles`; less than three days: with the time of day, a common day said once."""
    clock = span.end - span.start < _DATES_ONLY_FROM
    first = datetime.fromtimestamp(span.start, UTC)
    last = datetime.fromtimestamp(span.end if clock else span.end - 1, UTC)
    start, end = _day(first, words), f"{_day(last, words)} {last.year}"
    if first.year != last.year:
        start = f"{start} {first.year}"
    if clock:
        same_day = first.date() == last.date()
        start, end = f"{end if same_day else start} {first:%H:%M}", f"{'' if same_day else end} {last:%H:%M}".strip()
    return f"{start} – {end} UTC · {words.candles.format(interval=duration(span.interval))}"


def signed_colour(value: float) -> str:
    """Blue for what was gained, orange for what was lost, plain for nothing."""
    if abs(value) < 0.005:  # written as 0.0 %
        return style.INK
    return style.GOOD if value > 0 else style.BAD


def strip(figure: Figure, y: float, words: str, keys: Sequence[Key]) -> None:
    """The line above a pane: what it shows, and its legend."""
    text = style.write(figure, words, style.LEFT, y, size=style.LABEL)
    style.legend(figure, keys, y, left=style.LEFT + style.width(text) + 24)


def _tiles(figure: Figure, tiles: Sequence[Tile]) -> None:
    step = (style.EDGE - style.LEFT) / len(tiles)
    for i, tile in enumerate(tiles):
        x = style.LEFT + i * step
        style.write(figure, tile.label, x, _LABEL_ROW, size=style.LABEL, colour=style.MUTED, room=step - 20)
        style.write(
            figure,
            tile.value,
            x,
            _VALUE_ROW,
            size=style.HUGE,
            colour=tile.colour,
            bold=True,
            room=step - 24,
            whole=True,
        )


def _badge(figure: Figure, label: str, right: float) -> float:
    """A filled pill that ends at `right`; where it begins."""
    text = style.write(
        figure, label, right - 18, _TITLE_ROW, size=style.LEGEND, colour=style.BACKGROUND, bold=True, align="right"
    )
    left = right - style.width(text) - 36
    figure.add_artist(
        FancyBboxPatch(
            (left / style.WIDTH, 1 - (_TITLE_ROW + 22) / style.HEIGHT),
            (right - left) / style.WIDTH,
            44 / style.HEIGHT,
            boxstyle="round,pad=0,rounding_size=0.006",
            mutation_aspect=style.WIDTH / style.HEIGHT,
            facecolor=style.NOTICE,
            edgecolor="none",
            transform=figure.transFigure,
            zorder=0,
        )
    )
    return left


def _is_demo(note: str, words: ChartWords) -> bool:
    return any(said.casefold() in note.casefold() for said in (words.demo_data, ChartWords().demo_data))


def _day(moment: datetime, words: ChartWords) -> str:
    return f"{moment.day} {words.months[moment.month - 1]}"
