"""What a condition says about each candle of its token: met or not, since when that is known, and in which words."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from core.trading.timeframes import Bools


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """`met[i]`: whether it is true at the close of candle i, known from candle `known_from` on (False before).

    `words(i)` says what was observed there. `ticks`: each met candle is an event of its own (a clock's tick),
    not a state that turns true.
    """

    met: Bools
    known_from: int
    words: Callable[[int], str]
    ticks: bool = False


def plainly(value: float) -> str:
    """A threshold as it was written: `5`, `2.5`, `0.0000001`; never in powers of ten."""
    return f"{Decimal(repr(float(value))).normalize():f}"
