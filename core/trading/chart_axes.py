"""Axes a person can read: round UTC dates from an hour to decades, prices without offsets or exponents."""

import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator, NullFormatter, NullLocator

from core.trading.chart_style import AXIS, font, readable
from core.trading.numbers import price, scale

DAY = 86_400
LOG_FROM = 20.0
"""Highest over lowest, from which a straight axis hides what happened at the lower end."""

_MARGIN, _LABELLED = 0.08, 0.03
"""Room around the values, as a share of their range, and how much of it may carry a label."""

_NEAR = 0.03
"""Share of a pane from its left end, within which a date would stick out of the picture if it were centred."""

_LONGEST = 10
"""Letters of a label that fit beside a pane; longer ones are smaller."""

_STEPS = (60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_MONDAY = 4 * DAY
"""1970-01-05, the first Monday of Unix time."""

Ticks = list[tuple[float, str]]


def time_ticks(start: float, end: float, months: Sequence[str], most: int = 7) -> Ticks:
    """At most `most` round moments in [start, end], Unix seconds, with their labels in UTC."""
    step = next((s for s in _STEPS if len(_multiples(start, end, s)) <= most), None)
    if step is not None:
        return [(t, _moment(t, months, clock=step < DAY)) for t in _multiples(start, end, step)]
    firsts = list(_firsts(start, end))
    every = next(m for m in _MONTHS if sum(_month_index(t) % m == 0 for t in firsts) <= most)
    return [(t, _month(t, months)) for t in firsts if _month_index(t) % every == 0]


def value_ticks(low: float, high: float, most: int) -> Ticks:
    """At most `most` round values in [low, high] with labels that tell them apart."""
    span = high - low
    base = 10.0 ** math.floor(math.log10(span))
    steps = (base * factor for factor in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10))
    step = next(s for s in steps if math.floor(high / s) - math.ceil(low / s) < most)
    values = [k * step for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return list(zip(values, scale(values), strict=True))


def log_ticks(low: float, high: float, most: int) -> Ticks:
    """1, 2, 5 of each power of ten, or fewer powers where these would be too many."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for digits in ((1, 2, 5), (1, 3), (1,)):
        values = [d * 10.0**p for p in powers for d in digits if low <= d * 10.0**p <= high]
        if len(values) <= most:
            return [(v, _power_label(v)) for v in values]
    stride = math.ceil(len(values) / most)
    return [(v, _power_label(v)) for v in values[::stride]]


def set_times(axes: Axes, start: float, end: float, months: Sequence[str]) -> None:
    """The time range of a pane, a little wider than the data so that marks at its ends are whole."""
    margin = 0.008 * (end - start)
    axes.set_xlim(start - margin, end + margin)
    ticks = time_ticks(start, end, months)
    _fix(axes, "x", ticks)
    if ticks and ticks[0][0] - start < _NEAR * (end - start):
        for text in axes.get_xticklabels()[:1]:  # none on a pane without dates
            text.set_horizontalalignment("left")


def set_values(axes: Axes, low: float, high: float, *, most: int, above: float = 0.0, suffix: str = "") -> bool:
    """The value range of a pane around [low, high]; whether it had to be logarithmic.

    `above`: more room over the highest value, as a share of the range.
    """
    logarithmic = low > 0 and high / low > LOG_FROM
    if logarithmic:
        factor = high / low
        axes.set_yscale("log")
        axes.set_ylim(low / factor**_MARGIN, high * factor ** (_MARGIN + above))
        ticks = log_ticks(low / factor**_LABELLED, high * factor ** (_LABELLED + above), most)
    else:
        low, high = _apart(low, high)
        span = high - low
        axes.set_ylim(low - _MARGIN * span, high + (_MARGIN + above) * span)
        ticks = value_ticks(low - _LABELLED * span, high + (_LABELLED + above) * span, most)
    _fix(axes, "y", [(value, label + suffix) for value, label in ticks])
    return logarithmic


def set_across(axes: Axes, low: float, high: float, *, most: int, suffix: str = "") -> None:
    """The range of values of a pane that has them across instead of times; labels keep away from its ends."""
    axes.set_xlim(low, high)
    edge = _NEAR * (high - low)
    _fix(axes, "x", [(value, label + suffix) for value, label in value_ticks(low + edge, high - edge, most)])


def _fix(axes: Axes, which: str, ticks: Ticks) -> None:
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(FixedLocator([value for value, _ in ticks]))
    axis.set_major_formatter(FixedFormatter([readable(label) for _, label in ticks]))
    axis.set_minor_locator(NullLocator())
    axis.set_minor_formatter(NullFormatter())
    size = AXIS * min(1.0, _LONGEST / max((len(label) for _, label in ticks), default=1))
    for text in axis.get_ticklabels():
        text.set_fontproperties(font(size))


def _apart(low: float, high: float) -> tuple[float, float]:
    """The range itself, or one around it where nothing moved."""
    middle = (low + high) / 2
    if high - low > 1e-9 * abs(middle):
        return low, high
    span = 0.02 * abs(middle) or 1.0
    return middle - span / 2, middle + span / 2


def _multiples(start: float, end: float, step: int) -> range:
    """Times of one step in the range; steps of days are counted from a Monday."""
    shift = _MONDAY % step
    first = math.ceil((start - shift) / step) * step + shift
    return range(first, math.floor(end) + 1, step)


def _firsts(start: float, end: float) -> Iterator[int]:
    """The first of each month in the range."""
    day = datetime.fromtimestamp(start, UTC)
    index = day.year * 12 + day.month - 1
    while (moment := _first(index)) <= end:
        if moment >= start:
            yield moment
        index += 1


def _first(index: int) -> int:
    return int(datetime(index // 12, index % 12 + 1, 1, tzinfo=UTC).timestamp())


def _month_index(time: float) -> int:
    day = datetime.fromtimestamp(time, UTC)
    return day.year * 12 + day.month - 1


def _moment(time: float, months: Sequence[str], *, clock: bool) -> str:
    moment = datetime.fromtimestamp(time, UTC)
    if clock and (moment.hour or moment.minute):
        return f"{moment:%H:%M}"
    return f"{moment.day} {months[moment.month - 1]}"


def _month(time: float, months: Sequence[str]) -> str:
    moment = datetime.fromtimestamp(time, UTC)
    return str(moment.year) if moment.month == 1 else months[moment.month - 1]


def _power_label(value: float) -> str:
    return scale([value])[0] if value >= 1 else price(value)
