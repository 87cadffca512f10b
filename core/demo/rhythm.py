"""How wild the minutes of a demo token are: calm, normal and wild hours, bursts of half an hour, day and night."""

from math import cos, tau

import numpy as np

from core.demo.noise import CELLS, NORMAL, draw, e_to_the, smooth, stream, table
from core.demo.tokens import Character
from core.trading.candles import Floats, Ints

DAY = 1440
"""Minutes."""
KNOT = 30
"""Minutes between two knots; in between, wildness is a straight line."""
KNOTS = DAY // KNOT
REGIMES = np.repeat([0.5, 0.95, 1.9], [1434, 2048, 614])
"""Calm, normal and wild stretches of eight hours, and how often each occurs."""
BURSTS = np.repeat([1.0, 2.0, 3.6], [CELLS - 140, 90, 50])
"""Half hours in which everybody trades at once."""
LEVEL = 0.78
"""Makes the minutes of an average day add up to the token's daily change."""
DAY_CYCLE = table([cos(tau * (minute - 15 * 60) / DAY) for minute in range(DAY)])
"""+1 when Europe and America trade (15:00 UTC), −1 at night."""


def wild_minutes(character: Character, day: Ints) -> Floats:
    """Days × minutes of the day; 1 is average. `day` is a run of days without holes."""
    height = _knots(character, day)
    left, rise = height[:-1, None], np.diff(height)[:, None]
    wild: Floats = (left + rise * (np.arange(KNOT) / KNOT)).reshape(-1, DAY)
    return wild * (1.0 + 0.2 * DAY_CYCLE)


def wild_days(character: Character, day: Ints) -> Floats:
    """The size of each day's minutes taken together (root of the mean square); 1 is average."""
    squares = np.square(_knots(character, day)[:-1]).reshape(-1, KNOTS)
    size: Floats = np.sqrt(np.cumsum(squares, axis=1)[:, -1] / KNOTS)
    return size


def _knots(character: Character, day: Ints) -> Floats:
    knot = np.arange(day[0] * KNOTS, (day[-1] + 1) * KNOTS + 1, dtype=np.int64)
    regime = smooth(REGIMES, stream(character.symbol, "regime"), knot, 16)
    hours = smooth(NORMAL, stream(character.symbol, "hours"), knot, 4)
    burst = draw(BURSTS, stream(character.symbol, "burst"), knot)
    return LEVEL * regime * burst * e_to_the(0.3 * hours)
