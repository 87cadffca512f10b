"""The parameters of one request, whichever way they came: query, form, multipart or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    content_type: str
    data: bytes

    def __str__(self) -> str:
        return f"<upload {self.name}, {len(self.data)} bytes>"


@dataclass(frozen=True, slots=True)
class Params:
    """Values by name as they were sent, with Telegram's lenient ways of reading them."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    @classmethod
    async def of(cls, request: web.Request) -> Params:
        """Read them all; an unreadable body is refused."""
        try:
            return await cls._read(request)
        except (ValueError, LookupError, RecursionError):
            raise bad_request("can't parse the request body") from None

    @classmethod
    async def _read(cls, request: web.Request) -> Params:
        values: dict[str, Any] = dict(request.query)
        uploads: dict[str, Upload] = {}
        if request.content_type == "application/json":
            values |= _json_body(await request.text())
        elif request.content_type.startswith("multipart/"):
            await _read_multipart(request, values, uploads)
        elif request.method == "POST":
            values |= dict(await request.post())
        return cls(values, uploads)

    def text(self, name: str) -> str:
        """A string; absent is empty."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str) -> int:
        """A whole number; absent or unreadable is 0, as Telegram reads it."""
        return whole_number(self.values.get(name))

    def flag(self, name: str) -> bool:
        """A yes or no in any of the forms Telegram takes."""
        return str(self.values.get(name, "")).lower() in ("true", "yes", "1")

    def decoded(self, name: str, what: str) -> Any:
        """A JSON value, None when absent; `what` names it in the complaint."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise bad_request(f"can't parse {what} JSON object") from None

    def upload(self, name: str, reference: str) -> Upload | None:
        """The file sent as `name` itself or as the part an `attach://part` reference points at."""
        part = reference.removeprefix("attach://") if reference.startswith("attach://") else name
        return self.uploads.get(part)

    def as_sent(self) -> dict[str, Any]:
        """For the record of requests: files become short descriptions."""
        return {**self.values, **{name: str(upload) for name, upload in self.uploads.items()}}


def whole_number(value: Any) -> int:
    """A value as a whole number; absent or unreadable is 0, as Telegram reads it."""
    try:
        return int(value or 0)
    except (TypeError, ValueError, OverflowError):
        return 0


def _json_body(body: str) -> dict[str, Any]:
    try:
        parsed = json.loads(body or "{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(parsed, dict):
        raise bad_request("object expected as JSON body")
    return {name: value for name, value in parsed.items() if value is not None}


async def _read_multipart(request: web.Request, values: dict[str, Any], uploads: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            values[part.name] = data.decode()
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(part.filename, kind, data)
