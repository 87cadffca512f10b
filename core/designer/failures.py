"""Why a model's turn came to nothing: data, never the service's own words."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from core.errors import RandebuError

Kind = Literal["auth", "balance", "busy", "timeout", "bad_answer", "cancelled", "budget", "config", "limit"]

LASTING: frozenset[Kind] = frozenset(["auth", "balance", "config"])
"""What the next message will meet again, until an operator does something."""

_CODES: dict[int, Kind] = {
    1000: "busy",
    1001: "timeout",
    1002: "busy",
    1004: "auth",
    1008: "balance",
    2013: "config",
    2049: "auth",
}
"""MiniMax's own codes; they say more than the HTTP status they come with."""
_STATUSES: dict[int, Kind] = {400: "config", 401: "auth", 402: "balance", 403: "auth", 404: "config", 413: "bad_answer"}
_TRAILING_CODE = re.compile(r"\((\d{4})\)\s*$")


class LLMFailure(RandebuError):
    """The model gave nothing usable.

    `detail` is our own short text for the log. It must never carry the service's words: CrewAI retries whatever
    merely mentions a rate limit.
    """

    def __init__(self, kind: Kind, detail: str, *, request_id: str | None = None) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind: Kind = kind
        self.detail = detail
        self.request_id = request_id


def of_status(status: int, body: object, *, request_id: str | None = None) -> LLMFailure:
    """The failure behind an HTTP error with this body."""
    code = _code(_message(body))
    kind = (
        _CODES.get(code or 0)
        or _STATUSES.get(status)
        or ("busy" if status in (408, 409, 429) or status >= 500 else "config")
    )
    return LLMFailure(kind, f"status {status}" + (f", code {code}" if code else ""), request_id=request_id)


def of_base_resp(body: object, *, request_id: str | None = None) -> LLMFailure:
    """The failure behind an answer of status 200 that carries no content."""
    base = body.get("base_resp") if isinstance(body, Mapping) else None
    code = base.get("status_code") if isinstance(base, Mapping) else None
    kind: Kind = _CODES.get(code, "bad_answer") if isinstance(code, int) else "bad_answer"
    return LLMFailure(
        kind, f"no content, code {code}" if isinstance(code, int) else "no content", request_id=request_id
    )


def _message(body: object) -> str:
    error: Any = body.get("error", body) if isinstance(body, Mapping) else None
    return str(error.get("message", "")) if isinstance(error, Mapping) else ""


def _code(message: str) -> int | None:
    found = _TRAILING_CODE.search(message)
    return int(found[1]) if found else None
