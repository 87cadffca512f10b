"""Durations as people write them: `15m`, `1h`, `2d`, `1w`; `60m` and `1h` are one and the same."""

import re
from typing import Annotated

from pydantic import AfterValidator

_SECONDS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60}
_SHAPE = re.compile(r"([1-9][0-9]{0,6})([mhdw])")
LONGEST_SECONDS = 104 * _SECONDS["w"]


def seconds(duration: str) -> int:
    """`"4h"` → 14400. Raises ValueError where the text is not `<int><m|h|d|w>` or longer than two years."""
    found = _SHAPE.fullmatch(duration.strip().lower())
    if found is None:
        raise ValueError("must be a whole number and a unit m, h, d or w, such as 15m, 4h or 1d")
    total = int(found[1]) * _SECONDS[found[2]]
    if total > LONGEST_SECONDS:
        raise ValueError("must be at most 104w")
    return total


def duration(length: int) -> str:
    """Seconds → the text with the largest unit that divides them: 3600 → `1h`, 5400 → `90m`, 90 → `90s`."""
    unit, size = next(((u, s) for u, s in _SECONDS.items() if length % s == 0), ("s", 1))
    return f"{length // size}{unit}"


def canonical(text: str) -> str:
    """`60m` → `1h`; the same length always reads the same."""
    return duration(seconds(text))


Duration = Annotated[str, AfterValidator(canonical)]
