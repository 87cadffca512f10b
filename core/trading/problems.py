"""Says what is wrong with a strategy in the words of the form the person wrote: a path and a sentence."""

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from core.errors import Problem

_TAGS = {"buy", "sell", "notify", "hold"} | {
    *("price_drop", "price_rise", "volume_spike", "price_level", "schedule"),
    *("rsi", "ma_cross", "macd_cross", "bollinger"),
}


def problems(error: ValidationError, *, flat: bool) -> list[Problem]:
    """All faults but the echoes: a list that is "too short" only because its members were refused."""
    found = [(_problem(e, flat=flat), str(e["type"])) for e in error.errors()]
    paths = [problem.path for problem, _ in found]
    return [p for p, kind in found if kind != "too_short" or not _echo(p.path, paths, flat=flat)]


def _echo(path: str, paths: list[str], *, flat: bool) -> bool:
    return (flat and path == "rules") or any(other.startswith(f"{path}[") for other in paths)


def _problem(error: Any, *, flat: bool) -> Problem:
    location = error["loc"][2:] if flat and error["loc"][:2] == ("rules", 0) else error["loc"]
    steps = [step for i, step in enumerate(location) if not _is_tag(location, i)]
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return Problem(path.removeprefix("."), _sentence(error))


def _is_tag(location: tuple[int | str, ...], i: int) -> bool:
    """Whether this step is only the name of the union member that was tried."""
    return location[i] in _TAGS and i > 0 and isinstance(location[i - 1], int)


_SENTENCES: dict[str, Callable[[Any], str]] = {
    "extra_forbidden": lambda _: "is not a field of the strategy language here",
    "missing": lambda _: "is required",
    "union_tag_invalid": lambda e: f"unknown type {e['ctx']['tag']!r}; allowed: {e['ctx']['expected_tags']}",
    "union_tag_not_found": lambda _: "needs a `type`",
    "value_error": lambda e: str(e["ctx"]["error"]),
    "too_short": lambda _: "needs at least one",
    "too_long": lambda e: f"has more than {e['ctx']['max_length']}",
    "tuple_type": lambda _: "must be a list",
    "model_type": lambda _: "must be an object",
    "model_attributes_type": lambda _: "must be an object",
    "string_pattern_mismatch": lambda e: f"{e['input']!r} is not written as it must be",
    "finite_number": lambda _: "must be a finite number",
}


def _sentence(error: Any) -> str:
    if error["type"] in _SENTENCES:
        return _SENTENCES[error["type"]](error)
    return str(error["msg"]).replace("Input should be", "must be").replace("Value should", "must")
