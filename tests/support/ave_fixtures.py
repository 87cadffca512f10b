"""The recorded questions and answers of AVE Cloud, read from the shared folder beside the project."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "ave-fixtures"
KEY = "TEST-DATA-KEY"
needs_fixtures = pytest.mark.skipif(not FOLDER.is_dir(), reason="needs ../shared/ave-fixtures beside the project")


@dataclass(frozen=True)
class Exchange:
    """One question and the answer to it; `name` is empty for a file's main one."""

    file: str
    name: str
    method: str
    path: str
    query: dict[str, str]
    body: Any
    status: int
    headers: dict[str, str]
    answer: Any

    def __str__(self) -> str:
        return f"{self.file}:{self.name}" if self.name else self.file

    @property
    def raw(self) -> bytes:
        """The answer as it goes over the wire."""
        return self.answer.encode() if isinstance(self.answer, str) else json.dumps(self.answer).encode()


@cache
def document(name: str) -> Any:
    """One file, read."""
    return json.loads((FOLDER / f"{name}.json").read_text())


@cache
def exchanges() -> tuple[Exchange, ...]:
    """Every recorded exchange of the Data API."""
    return tuple(_all()) if FOLDER.is_dir() else ()


def exchange(file: str, name: str = "") -> Exchange:
    """A certain one."""
    return next(each for each in exchanges() if (each.file, each.name) == (file, name))


def data_rows() -> Iterator[dict[str, Any]]:
    """Every token row of the recorded lists."""
    for each in exchanges():
        data = each.answer.get("data") if isinstance(each.answer, dict) else None
        found = data.get("tokens") if isinstance(data, dict) and isinstance(data.get("tokens"), list) else data
        yield from (
            (row for row in found if isinstance(row, dict) and "symbol" in row) if isinstance(found, list) else ()
        )
        if isinstance(data, dict) and isinstance(data.get("token"), dict):
            yield data["token"]


def _all() -> Iterator[Exchange]:
    for path in sorted(FOLDER.glob("data_*.json")):
        whole = document(path.stem)
        if "request" not in whole:
            continue
        for part in ({"name": "", **whole}, *whole["variants"]):
            asked = part.get("request", whole["request"])
            given = part["response"]
            yield Exchange(
                path.stem,
                part["name"],
                asked["method"],
                asked["path"],
                {name: str(value) for name, value in asked["query"].items()},
                asked["body"],
                given["http_status"],
                given.get("headers", {}),
                given["body"],
            )
