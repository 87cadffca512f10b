"""Reads what the market writes: numbers as strings, −1 for unknown, odd words, nothing at all; never guesses."""

import math
from collections.abc import Mapping
from typing import Any

NOTHING = frozenset({"", "-", "--", "nan", "null", "none", "n/a", "undefined"})
"""Texts that stand for "no value"."""


def number(value: object) -> float | None:
    """A finite number from a number or its text, else None; True and False are no numbers."""
    if isinstance(value, str):
        value = value.strip().replace(",", "")
        if value.lower() in NOTHING:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def at_least_zero(value: object) -> float | None:
    """A number that cannot be negative: −1 means unknown."""
    found = number(value)
    return found if found is not None and found >= 0 else None


def above_zero(value: object) -> float | None:
    """A number that cannot be 0 either, such as a price."""
    found = number(value)
    return found if found is not None and found > 0 else None


def whole(value: object) -> int | None:
    """A whole number from a number or its text, else None; 3.0 is whole, 3.5 is not."""
    found = number(value)
    return int(found) if found is not None and found.is_integer() else None


def stamp(value: object) -> int | None:
    """A moment in Unix seconds; milliseconds are understood, 0 and −1 mean unknown."""
    found = number(value)
    if found is None or found <= 0:
        return None
    return int(found / 1_000) if found > 100_000_000_000 else int(found)


def text(value: object, *, most: int = 200) -> str:
    """Printable text of at most so many characters on one line; anything else than text is none."""
    if not isinstance(value, str):
        return ""
    clean = "".join(c if c.isprintable() else " " for c in value[: 4 * most])
    return " ".join(clean.split())[:most]


def yes_or_no(value: object) -> bool | None:
    """A flag however it is written (true, 1, "1", "yes"); −1, null and odd words are None: unknown."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "yes"):
        return True
    if isinstance(value, str) and value.strip().lower() in ("false", "no"):
        return False
    return {0.0: False, 1.0: True}.get(-1.0 if (found := number(value)) is None else found)


def mapping(value: object) -> Mapping[str, Any]:
    """The object, or an empty one where there is something else."""
    return value if isinstance(value, Mapping) else {}


def rows(value: object, *keys: str) -> list[Mapping[str, Any]]:
    """The objects in a list, be it bare, or under one of these keys of an object; anything else in it is left out."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in keys if isinstance(value.get(key), list)), None)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
