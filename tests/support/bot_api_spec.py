"""Checks recorded requests against the published description of the Bot API.

A conftest that has a `sandbox` fixture imports `calls_fit_the_spec`; a test that uses it, by name or with
`pytest.mark.usefixtures`, fails when any request the sandbox got in that test does not fit the description.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import Call, Sandbox
from bot.sandbox.errors import BotApiError
from bot.sandbox.texts import parsed

SPEC_PATH = Path(__file__).parents[2].parent / "shared" / "telegram-bot-api.json"
NOT_THERE = "the description of the Bot API is not beside the project"
_LIMIT = re.compile(r"(\d+)-(\d+) (characters|bytes|items|identifiers)", re.IGNORECASE)
_MUST_BE = re.compile(r"(?:must be|always) (?!one of)[\"“]?(\w+)")
_ATTACHED = re.compile(r"attach://([\w-]+)")
_MAY_BE_EMPTY = {"provider_token"}
_ADDED_BY_THE_LIBRARY = {"editMessageMedia": {"parse_mode"}, "editMessageReplyMarkup": {"parse_mode"}}
"""Parameters python-telegram-bot itself puts beside every message method once it has a default parse mode."""


@pytest.fixture
def calls_fit_the_spec(sandbox: Sandbox) -> Iterator[None]:
    """At the end of the test: every request of the bot fits the description, also the refused ones."""
    yield
    if not spec_is_there():
        pytest.skip(NOT_THERE)
    assert faults(sandbox.calls) == []


def faults(calls: Iterable[Call]) -> list[str]:
    """What the description does not allow in any of these requests, each complaint once."""
    return list(dict.fromkeys(problem for call in calls for problem in problems(call.method, call.params)))


def spec_is_there() -> bool:
    """Whether the description lies beside the project; tests that need it skip otherwise."""
    return SPEC_PATH.is_file()


def problems(method: str, params: dict[str, Any]) -> list[str]:
    """Everything about the request that the description does not allow; empty when all is well."""
    known = {name.lower(): entry for name, entry in _spec()["methods"].items()}
    entry = known.get(method.lower())
    if entry is None:
        return [f"{method}: unknown method"]
    fields = {field["name"]: field for field in entry.get("fields", [])}
    attached = set(_ATTACHED.findall(json.dumps(params)))
    found = [f"{method}: {name} is required" for name, field in fields.items() if _is_missing(field, params)]
    known_names = fields.keys() | attached | _ADDED_BY_THE_LIBRARY.get(entry["name"], set())
    found += [f"{method}: unknown parameter {name}" for name in params if name not in known_names]
    found += [f"{method}: attach://{name} did not come along" for name in attached if name not in params]
    for name in params.keys() & fields.keys():
        value, field = params[name], fields[name]
        misfits = _misfit(f"{method}.{name}", field["types"], value, outside=True)
        found += misfits or _over_limit(f"{method}.{name}", field, value, params.get("parse_mode", ""))
    return found


@cache
def _spec() -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(SPEC_PATH.read_text())
    return spec


def _is_missing(field: dict[str, Any], params: dict[str, Any]) -> bool:
    empty = params.get(field["name"]) in (None, "") and field["name"] not in _MAY_BE_EMPTY
    return bool(field["required"]) and empty


def _misfit(where: str, types: list[str], value: Any, *, outside: bool = False) -> list[str]:
    """Problems of the type that fits best: none when any of the alternatives fits."""
    attempts = [_misfit_one(where, kind, value, outside=outside) for kind in types]
    return min(attempts, key=len) if attempts else []


def _misfit_one(where: str, kind: str, value: Any, *, outside: bool) -> list[str]:
    value = _decoded(kind, value) if outside else value
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: {value!r} is no array"]
        inner = [kind.removeprefix("Array of ")]
        return [problem for i, item in enumerate(value) for problem in _misfit(f"{where}[{i}]", inner, item)]
    simple = _SIMPLE.get(kind)
    if simple is None:
        return _object_misfit(where, _spec()["types"][kind], value)
    fits = isinstance(value, simple) and not (isinstance(value, bool) and kind != "Boolean")
    return [] if fits else [f"{where}: {value!r} is no {kind}"]


def _decoded(kind: str, value: Any) -> Any:
    """A parameter as it came in a form: everything but text is JSON, and 1 and 0 are also a yes and a no."""
    if not isinstance(value, str) or kind in ("String", "InputFile"):
        return value
    if kind == "Boolean" and value in ("1", "0"):
        return value == "1"
    try:
        return json.loads(value)
    except ValueError:
        return value


_SIMPLE: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "InputFile": (str,),
    "Boolean": (bool,),
}


def _object_misfit(where: str, entry: dict[str, Any], value: Any) -> list[str]:
    if "subtypes" in entry:
        return _misfit(where, entry["subtypes"], value)
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is no {entry['name']}"]
    fields = {field["name"]: field for field in entry.get("fields", [])}
    found = [f"{where}.{name} is required" for name, f in fields.items() if f["required"] and name not in value]
    found += [f"{where}: unknown field {name}" for name in value if name not in fields]
    for name in value.keys() & fields.keys():
        found += _field_misfit(f"{where}.{name}", fields[name], value)
    return found


def _field_misfit(where: str, field: dict[str, Any], owner: dict[str, Any]) -> list[str]:
    value, description = owner[field["name"]], field["description"]
    if value is None:
        return [f"{where}: null"]
    expected = _MUST_BE.search(description) if field["name"] in ("type", "source", "status") else None
    if expected and value != expected.group(1):
        return [f"{where}: {value!r} must be {expected.group(1)}"]
    misfits = _misfit(where, field["types"], value)
    return misfits or _over_limit(where, field, value, owner.get("parse_mode", ""))


def _over_limit(where: str, field: dict[str, Any], value: Any, parse_mode: str) -> list[str]:
    limit = _LIMIT.search(field["description"])
    measured = _decoded(field["types"][0], value)
    if limit is None or not isinstance(measured, str | list):
        return []
    try:
        length = _length(measured, parse_mode if "pars" in field["description"] else "", limit.group(3))
    except BotApiError as refusal:
        return [f"{where}: {refusal.description}"]
    low, high = int(limit.group(1)), int(limit.group(2))
    return [] if low <= length <= high else [f"{where}: {length} {limit.group(3)}, allowed {low}-{high}"]


def _length(value: str | list[Any], parse_mode: str, unit: str) -> int:
    if isinstance(value, list):
        return len(value)
    text = parsed(value, parse_mode).text if parse_mode else value
    return len(text.encode()) if unit.lower() == "bytes" else len(text)
