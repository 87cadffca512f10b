"""Says what is wrong with a strategy in the words of the form the person wrote: a path and a sentence."""

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import ValidationError

from core.errors import Problem

_TAGS = {"buy", "sell", "notify", "hold"} | {
    *("price_drop", "price_rise", "volume_spike", "price_level", "schedule"),
    *("rsi", "ma_cross", "macd_cross", "bollinger"),
}


Fields = Callable[[tuple[int | str, ...]], Sequence[str]]
"""The names that are allowed in the object at a path."""


def problems(error: ValidationError, *, flat: bool, fields: Fields) -> list[Problem]:
    """All faults but the echoes: a list that is "too short" only because its members were refused."""
    found = [(_problem(e, flat=flat, fields=fields), str(e["type"])) for e in error.errors()]
    paths = [problem.path for problem, _ in found]
    return [p for p, kind in found if kind != "too_short" or not _echo(p.path, paths, flat=flat)]


def _echo(path: str, paths: list[str], *, flat: bool) -> bool:
    return (flat and path == "rules") or any(other.startswith(f"{path}[") for other in paths)


def _problem(error: Any, *, flat: bool, fields: Fields) -> Problem:
    location = _location(error)
    location = location[2:] if flat and location[:2] == ("rules", 0) else location
    steps = [step for i, step in enumerate(location) if not _is_tag(location, i)]
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    if error["type"] == "extra_forbidden":
        allowed = ", ".join(fields(error["loc"][:-1]))
        return Problem(path.removeprefix("."), f"is not a field here; allowed: {allowed}")
    return Problem(path.removeprefix("."), _sentence(error))


def _location(error: Any) -> tuple[int | str, ...]:
    """Where the fault is: an unknown type in its `type`, what several parts disagree about in one of them."""
    if error["type"] in ("union_tag_invalid", "union_tag_not_found"):
        return (*error["loc"], "type")
    at: tuple[int | str, ...] = error.get("ctx", {}).get("at", error["loc"])
    return at


def _is_tag(location: tuple[int | str, ...], i: int) -> bool:
    """Whether this step is only the name of the union member that was tried."""
    return location[i] in _TAGS and i > 0 and isinstance(location[i - 1], int)


_WRITTEN = {
    "at": "a time of day in UTC, such as 09:00",
    "token": "a symbol of 1 to 32 signs without spaces",
    "chain": "the name of a chain, such as bsc, eth, base or solana",
    "address": "a contract address of 3 to 128 letters and digits",
}

_SENTENCES: dict[str, Callable[[Any], str]] = {
    "missing": lambda _: "is required",
    "union_tag_invalid": lambda e: f"unknown type {e['ctx']['tag']!r}; allowed: {e['ctx']['expected_tags']}",
    "union_tag_not_found": lambda _: "is required",
    "value_error": lambda e: str(e["ctx"]["error"]),
    "too_short": lambda _: "needs at least one",
    "too_long": lambda e: f"has more than {e['ctx']['max_length']}",
    "tuple_type": lambda _: "must be a list",
    "model_type": lambda _: "must be an object",
    "model_attributes_type": lambda _: "must be an object",
    "string_pattern_mismatch": lambda e: f"{e['input']!r} is not {_WRITTEN.get(e['loc'][-1], 'written as it must be')}",
    "finite_number": lambda _: "must be a finite number",
}


def _sentence(error: Any) -> str:
    if error["type"] in _SENTENCES:
        return _SENTENCES[error["type"]](error)
    return str(error["msg"]).replace("Input should be", "must be").replace("Value should", "must")
