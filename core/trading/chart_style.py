"""How pictures look and how text gets into them: sizes for a phone, colours for every eye, glyphs that exist."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Literal

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.text import Text
from PIL import Image

WIDTH, HEIGHT, DPI = 1600, 900, 100
LEFT, RIGHT = 36, 1420
"""Pixels where panes begin and end; prices stand to their right."""
EDGE = WIDTH - LEFT

# The blue, orange, purple, green and yellow are those of Okabe and Ito: told apart by every kind of eye.
BACKGROUND, PANE, GRID = "#131B26", "#18222F", "#2B3848"
INK, MUTED = "#F2F5F8", "#A9B8C8"
GOOD, BAD, DEEP, NOTICE = "#56B4E9", "#E69F00", "#D55E00", "#F0E442"
COOL = "#0072B2"
"""The deep blue of the same palette, for areas that carry white letters."""
LINES = ("#C3CEDA", "#CC79A7", "#1DB58A", "#F0E442", "#8C9EFF", "#B08D6A")

# Pixels. The picture is seen at 360 wide first: a quarter of this.
HUGE, TITLE, LABEL, AXIS, LEGEND, NOTE = 52.0, 38.0, 27.0, 26.0, 25.0, 21.0

_GAP = 2.15
"""What a key of a legend takes beside its words, in letter sizes."""

_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: a marker (or `-`, `--` for a line), its colour, its words."""

    shape: str
    colour: str
    words: str


def blank() -> Figure:
    """An empty 16:9 picture; it belongs to nobody else, so any thread may draw on it."""
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=BACKGROUND)
    FigureCanvasAgg(figure)
    return figure


def png(figure: Figure) -> bytes:
    """The picture as a file; the same drawing always gives the same bytes.

    256 colours are more than the palette and its edges need: a third of the size, and saved in half the time.
    """
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib declares no types here, nor below
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3])  # type: ignore[no-untyped-call]
    target = BytesIO()
    image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(target, "png")
    return target.getvalue()


def pane(figure: Figure, *, top: float, bottom: float, dates: bool = False, right: float = RIGHT) -> Axes:
    """Empty axes between two heights (pixels from the top), values on the right, dates (or what is across) below."""
    axes = figure.add_axes(_box(top, bottom, right), facecolor=PANE)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(which="both", length=0, labelcolor=MUTED, pad=9)
    axes.tick_params(axis="x", labelbottom=dates)
    axes.yaxis.tick_right()
    axes.grid(visible=True, color=GRID, linewidth=1.2)
    axes.set_axisbelow(True)
    return axes


def write(
    figure: Figure,
    words: str,
    x: float,
    y: float,
    *,
    size: float,
    colour: str = INK,
    bold: bool = False,
    align: Align = "left",
    room: float = 0,
    whole: bool = False,
) -> Text:
    """Text whose middle is at (x, y), pixels from the top left.

    With `room` it shrinks where it is wider, and then ends in `…`, unless it is a number and must stay `whole`.
    """
    text = figure.text(
        x / WIDTH, 1 - y / HEIGHT, readable(words), color=colour, ha=align, va="center_baseline",
        fontproperties=font(size, bold=bold), parse_math=False,
    )  # fmt: skip
    if room:
        _squeeze(text, size, room, whole=whole)
    return text


def width(text: Text) -> float:
    """How many pixels wide the text will be."""
    return float(text.get_window_extent().width)


def legend(figure: Figure, keys: Sequence[Key], y: float, *, left: float, right: float = EDGE) -> None:
    """Keys in one line that ends at `right`; smaller where they would begin before `left`."""
    texts = [write(figure, key.words, 0, y, size=LEGEND, colour=MUTED) for key in keys]
    wide = sum(width(text) + _GAP * LEGEND for text in texts)
    size = LEGEND * min(1.0, (right - left) / max(wide, 1.0))
    x = right + 0.8 * size
    for key, text in zip(reversed(keys), reversed(texts), strict=True):
        text.set_fontproperties(font(size))
        x -= width(text) + _GAP * size
        text.set_x((x + 1.35 * size) / WIDTH)
        _swatch(figure, key, x + 0.6 * size, y, size)


def readable(words: str) -> str:
    """The words with each run of what the font cannot draw as one `?`, without line breaks and invisible signs."""
    known = _glyphs()
    kept: list[str] = []
    for letter in " ".join(words.split()):
        kind = unicodedata.category(letter)
        if kind in {"Cc", "Cf"} or letter in _VARIATIONS:
            continue
        if ord(letter) in known:
            kept.append(letter)
        elif kind not in {"Mn", "Me"} and kept[-1:] != ["?"]:
            kept.append("?")
    return "".join(kept)


@lru_cache(maxsize=64)
def font(pixels: float, *, bold: bool = False) -> FontProperties:
    """DejaVu Sans from matplotlib's own files: no search, no fallback, the same on every machine."""
    return FontProperties(fname=_file(bold=bold), size=pixels * 72 / DPI)


def _swatch(figure: Figure, key: Key, x: float, y: float, size: float) -> None:
    line = key.shape in {"-", "--"}
    reach = 0.45 * size if line else 0.0
    figure.add_artist(
        Line2D(
            [(x - reach) / WIDTH, (x + reach) / WIDTH],
            [1 - y / HEIGHT] * 2,
            linestyle=(0, (1.5, 1.0)) if key.shape == "--" else "-" if line else "none",
            linewidth=3,
            marker="" if line else key.shape,
            markersize=0.62 * size * 72 / DPI,
            color=key.colour,
        )
    )


def _squeeze(text: Text, size: float, room: float, *, whole: bool) -> None:
    """Smaller until it fits; from 70 % of its size on fewer letters instead, unless it must stay whole."""
    pixels = size
    while (wide := width(text)) > room and (whole or pixels > 0.7 * size):
        pixels *= max(0.7, min(0.98, room / wide))
        text.set_fontsize(pixels * 72 / DPI)
    while (wide := width(text)) > room and len(text.get_text()) > 1:
        words = text.get_text()
        keep = min(len(words) - 2, int(len(words) * room / wide) - 1)
        text.set_text(words[: max(keep, 0)].rstrip() + "…")


def _box(top: float, bottom: float, right: float) -> tuple[float, float, float, float]:
    return LEFT / WIDTH, 1 - bottom / HEIGHT, (right - LEFT) / WIDTH, (bottom - top) / HEIGHT


@cache
def _glyphs() -> frozenset[int]:
    plain, bold = (FT2Font(str(_file(bold=b))).get_charmap().keys() for b in (False, True))
    return frozenset(plain & bold)


def _file(*, bold: bool) -> Path:
    return Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
