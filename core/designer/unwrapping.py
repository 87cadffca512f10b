"""Takes a model's answer out of whatever it was wrapped in, without repairing what was cut off."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

CUT_OFF = "(the answer was cut off)"
"""Stands for an answer that reached the limit of its length: what was cut off is never repaired."""
_ROUNDS = 3
_TEXT_MOST = 50_000
_TRIES_MOST = 40
_LABELS = re.compile(r"(?mi)^(\s*)(thought|action input|action|observation|final answer)\s*:")
_LEAKED_CALL = re.compile(r"<invoke[^>]*>(.*?)</invoke>", re.DOTALL)
_LEAKED_FIELD = re.compile(r'<parameter name="([a-z_]+)">(.*?)</parameter>', re.DOTALL)


def unwrap(value: Any, fields: Collection[str]) -> Any:
    """The object itself: out of strings, out of single foreign keys (`arguments`, the tool's name, …)."""
    for _ in range(_ROUNDS):
        if isinstance(value, str) and (parsed := _parsed(value)) is not None:
            value = parsed
        elif isinstance(value, Mapping) and len(value) == 1 and not set(value) <= set(fields):
            value = next(iter(value.values()))
        else:
            break
    if not isinstance(value, Mapping):
        return value
    return {key: _member(item) for key, item in value.items()}


def neutral(text: str) -> str:
    """Text without the role labels that make an agent loop believe it is being steered."""
    return _LABELS.sub(r"\1\2 -", text)


def objects(text: str) -> Iterator[dict[str, Any]]:
    """Every JSON object that stands in a text, outermost first; also a tool call that leaked into it."""
    text = text[:_TEXT_MOST]
    for call in _LEAKED_CALL.findall(text):
        yield {name: _member(value.strip()) for name, value in _LEAKED_FIELD.findall(call)}
    decoder, at, tries = json.JSONDecoder(parse_constant=_refuse), text.find("{"), 0
    while at >= 0 and (tries := tries + 1) <= _TRIES_MOST:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield value
        at = text.find("{", end)


def _member(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        parsed = _parsed(value)
        return value if parsed is None else parsed
    return value


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is not a number")
