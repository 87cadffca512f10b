"""The minutes of a demo token's days: a walk from midnight to midnight with jumps, gaps, wicks and volume."""

from dataclasses import dataclass

import numpy as np

from core.demo.days import Days
from core.demo.noise import CELLS, EXPONENTIAL, FAT, LOGNORMAL, Words, e_to_the, field, stream, words
from core.demo.rhythm import DAY, DAY_CYCLE, wild_minutes
from core.demo.tokens import Character
from core.trading.candles import Floats

ROOT = 37.947
"""√1440: a day's change is so many times a minute's."""
GAPS = CELLS // 60
"""One minute in 60 opens a little off the close before."""
SPIKES = CELLS // 500
"""One minute in 500 has eight times its volume."""

Grid = Floats
"""Days × minutes of the day."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """Five columns, one row a minute."""

    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats


def minutes(character: Character, days: Days) -> Minutes:
    """All minutes of these days. A day's numbers depend on the day alone, never on which others are asked for."""
    day = np.arange(days.first, days.first + len(days.spread), dtype=np.int64)
    random = words(stream(character.symbol, "minute"), np.arange(day[0] * DAY, (day[-1] + 1) * DAY, dtype=np.int64))
    random = random.reshape(-1, DAY)
    wild = wild_minutes(character, day)
    sigma = wild * (days.spread * (1 / ROOT))[:, None]
    close, before = _closes(character, days, random, sigma)
    open_ = _opens(character, days, random, sigma, before)
    move = np.abs(close / open_ - 1.0)
    above = _extreme(sigma, move, EXPONENTIAL.take(field(random, 1)))
    below = _extreme(sigma, move, EXPONENTIAL.take(field(random, 2)))
    high = _rounded(character, np.maximum(open_, close) * (1.0 + above))
    low = _rounded(character, np.minimum(open_, close) * (1.0 - np.minimum(below, 0.9)))
    volume = _volume(character, days, random, wild, np.abs(close / before - 1.0))
    return Minutes(*(column.reshape(-1) for column in (open_, high, low, close, volume)))


def _closes(character: Character, days: Days, random: Words, sigma: Grid) -> tuple[Grid, Grid]:
    """The close of each minute and the close before it: a bridge from the day's first level to its last."""
    walk = np.cumsum(sigma * FAT.take(field(random, 0)), axis=1)
    share = np.cumsum(sigma * sigma, axis=1)
    bend = (np.diff(days.level) - days.jump - walk[:, -1]) / share[:, -1]
    walk += days.level[:-1, None] + share * bend[:, None]
    for row in np.flatnonzero(days.jump):
        walk[row, days.jump_minute[row] :] += days.jump[row]
    walk[:, -1] = days.level[1:]
    close = _rounded(character, character.price * e_to_the(walk))
    first = _rounded(character, character.price * e_to_the(days.level[:-1]))
    return close, np.concatenate((first[:, None], close[:, :-1]), axis=1)


def _opens(character: Character, days: Days, random: Words, sigma: Grid, before: Grid) -> Grid:
    """The close before, but for small gaps now and then and for the jumps."""
    rows, columns = np.nonzero(field(random, 3) < GAPS)
    gap = sigma[rows, columns] * FAT.take(field(random[rows, columns], 4)) * 0.7
    opens = before.copy()
    opens[rows, columns] *= 1.0 + np.clip(gap, -0.5, 0.5)
    jumped = np.flatnonzero(days.jump)
    minute = days.jump_minute[jumped]
    opens[jumped, minute] = before[jumped, minute] * e_to_the(days.jump[jumped])
    return _rounded(character, opens)


def _extreme(size: Grid, move: Grid, chance: Floats) -> Grid:
    """How far a random walk of this size went beyond its ends, as a share: the maximum of a Brownian bridge."""
    reach = move * move
    reach += 2.0 * (size * size) * chance
    np.sqrt(reach, out=reach)
    reach -= move
    reach *= 0.5
    return reach


def _volume(character: Character, days: Days, random: Words, wild: Grid, move: Grid) -> Grid:
    """Whole USD, so that sums are exact in any order: more in wild hours, with big moves and by day."""
    usual = character.daily / ROOT
    volume = 0.5 * wild + (0.9 / usual) * move
    volume *= 1.0 + 0.35 * DAY_CYCLE
    volume *= LOGNORMAL.take(field(random, 4))
    volume *= (character.turnover / DAY) * (days.spread / character.daily)[:, None]
    volume[field(random, 3) >= CELLS - SPIKES] *= 8.0
    return np.rint(volume)


def _rounded(character: Character, price: Floats) -> Floats:
    """To the token's tick; a tick is far below the smallest price of its band."""
    scale = float(10**character.decimals)
    return np.rint(price * scale) / scale
