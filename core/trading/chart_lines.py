"""How a market is drawn: as a line in its range, or candle by candle."""

import numpy as np
from matplotlib.axes import Axes

from core.trading import chart_style as style
from core.trading.chart_data import Columns


def draw_line(axes: Axes, data: Columns, colour: str, *, over_marks: bool = False) -> None:
    """The close as a line in the range from low to high."""
    low, high = (np.append(side, side[-1]) for side in (data.low, data.high))
    close = np.concatenate((data.open[:1], data.close))
    thickness, layer = (1.2, 7) if over_marks else (2.0, 2)
    axes.fill_between(data.edges, low, high, step="post", color=colour, alpha=0.35, linewidth=0)
    axes.plot(data.edges, close, color=colour, linewidth=thickness, zorder=layer)


def draw_candles(axes: Axes, data: Columns, *, rise: str = style.GOOD, fall: str = style.BAD) -> None:
    """Bodies from open to close, wicks from low to high; rising ones are hollow besides their colour."""
    middle = (data.edges[:-1] + data.edges[1:]) / 2
    wide = np.diff(data.edges) * 0.68
    for rising, colour in ((True, rise), (False, fall)):
        rows = (data.close >= data.open) == rising
        bottom, top = np.minimum(data.open, data.close)[rows], np.maximum(data.open, data.close)[rows]
        axes.vlines(middle[rows], data.low[rows], data.high[rows], color=colour, linewidth=2)
        face = style.PANE if rising else colour
        axes.bar(
            middle[rows], top - bottom, wide[rows], bottom, facecolor=face, edgecolor=colour, linewidth=2, zorder=3
        )
