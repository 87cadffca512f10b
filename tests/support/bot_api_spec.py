"""Checks a recorded request against the published description of the Bot API."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from bot.sandbox.errors import BotApiError
from bot.sandbox.texts import parsed

SPEC_PATH = Path(__file__).parents[2].parent / "shared" / "telegram-bot-api.json"
_LIMIT = re.compile(r"(\d+)-(\d+) (characters|bytes)")
_MUST_BE = re.compile(r"must be (?:one of )?[\"“]?(\w+)")
_ATTACHED = re.compile(r"attach://([\w-]+)")
_MAY_BE_EMPTY = {"provider_token"}


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
    found += [f"{method}: unknown parameter {name}" for name in params if name not in fields and name not in attached]
    for name in params.keys() & fields.keys():
        value, field = params[name], fields[name]
        found += _misfit(f"{method}.{name}", field["types"], value, outside=True)
        found += _over_limit(f"{method}.{name}", field["description"], value, params.get("parse_mode", ""))
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
    if outside and isinstance(value, str) and kind not in ("String", "InputFile"):
        try:
            value = json.loads(value)
        except ValueError:
            return [f"{where}: {value!r} is no {kind}"]
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
    return _misfit(where, field["types"], value) + _over_limit(where, description, value, owner.get("parse_mode", ""))


def _over_limit(where: str, description: str, value: Any, parse_mode: str) -> list[str]:
    limit = _LIMIT.search(description)
    if limit is None or not isinstance(value, str):
        return []
    try:
        text = parsed(value, parse_mode).text if "pars" in description else value
    except BotApiError as refusal:
        return [f"{where}: {refusal.description}"]
    low, high = int(limit.group(1)), int(limit.group(2))
    length = len(text.encode()) if limit.group(3) == "bytes" else len(text)
    return [] if low <= length <= high else [f"{where}: {length} {limit.group(3)}, allowed {low}-{high}"]
