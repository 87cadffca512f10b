"""Where the price of a demo token stands at each midnight: half-yearly anchors, trends, ranges, calm and wild weeks."""

from dataclasses import dataclass

import numpy as np

from core.demo.noise import FAT, NORMAL, UNIFORM, draw, e_to_the, smooth, stream
from core.demo.rhythm import wild_days
from core.demo.tokens import Character
from core.trading.candles import Floats, Ints

ERA = 180
"""Days between two anchors. Within an era the price walks at random; from anchor to anchor it keeps to its band."""
BLOCK = 9
"""Days of one trend or range; eras consist of whole blocks."""
TREND = 0.35
"""Drift of a trending day in units of the token's daily change."""


@dataclass(frozen=True, slots=True)
class Days:
    """n days in a row; levels are natural logarithms of price ÷ the token's middle price."""

    first: int
    level: Floats
    """n + 1 levels: the start of each day and the end of the last."""
    spread: Floats
    """n typical changes in a day, as a share."""
    jump: Floats
    """n sudden changes of the level, mostly 0."""
    jump_minute: Ints
    """n minutes of the day (never 0) in which that happens."""


def days(character: Character, first: int, last: int) -> Days:
    """The days first … last (since the Unix epoch, both included)."""
    era, after = first // ERA, last // ERA + 1
    every = np.arange(era * ERA, after * ERA, dtype=np.int64)
    spread = character.daily * _wildness(character, every)
    jump = _jumps(character, every)
    steps = _steps(character, every, spread * wild_days(character, every), jump)
    level = _levels(character, np.arange(era, after + 1, dtype=np.int64), steps, spread)
    here = slice(first - era * ERA, last - era * ERA + 1)
    minute = 1 + (1438 * draw(UNIFORM, stream(character.symbol, "jump minute"), every[here])).astype(np.int64)
    return Days(first, level[here.start : here.stop + 1], spread[here], jump[here], minute)


def _wildness(character: Character, day: Ints) -> Floats:
    slow = smooth(NORMAL, stream(character.symbol, "wild month"), day, 27)
    quick = draw(NORMAL, stream(character.symbol, "wild day"), day)
    return e_to_the(0.18 * slow + 0.15 * quick)


def _jumps(character: Character, day: Ints) -> Floats:
    happens = draw(UNIFORM, stream(character.symbol, "jump"), day) < character.jumps
    size = character.daily * (0.5 + 0.6 * draw(UNIFORM, stream(character.symbol, "jump size"), day))
    down = draw(UNIFORM, stream(character.symbol, "jump down"), day) < 0.6
    return np.where(happens, np.where(down, -size, size), 0.0)


def _steps(character: Character, day: Ints, size: Floats, jump: Floats) -> Floats:
    """The change of each day before it is bent towards the next anchor; `size` is what its minutes add up to."""
    free = np.clip(size * draw(FAT, stream(character.symbol, "day"), day), -5 * character.daily, 5 * character.daily)
    mood = draw(UNIFORM, stream(character.symbol, "mood"), day // BLOCK)
    trend = character.daily * TREND * np.where(mood < 0.2, 1.0, np.where(mood > 0.8, -1.0, 0.0))
    drift = np.cumsum(free.reshape(-1, BLOCK), axis=1)[:, -1] / BLOCK
    ranging = (mood > 0.35) & (mood < 0.65)
    return free + trend + jump - np.where(ranging, 0.7 * np.repeat(drift, BLOCK), 0.0)


def _levels(character: Character, eras: Ints, steps: Floats, spread: Floats) -> Floats:
    """The levels at all midnights: each era starts at its anchor and is bent, mostly on wild days, to meet the next."""
    anchors = character.band * np.clip(draw(NORMAL, stream(character.symbol, "anchor"), eras), -2.0, 2.0)
    walk = np.cumsum(steps.reshape(-1, ERA), axis=1)
    share = np.cumsum((spread * spread).reshape(-1, ERA), axis=1)
    share /= share[:, -1:]
    missing = np.diff(anchors) - walk[:, -1]
    ends = anchors[:-1, None] + walk + missing[:, None] * share
    ends[:, -1] = anchors[1:]
    return np.concatenate((anchors[:1], ends.reshape(-1)))
