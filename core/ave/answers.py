"""What an HTTP answer of the market means: its data, or one of our errors; every shape ever documented or seen."""

import json
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from core.ave.reading import number, text, whole
from core.errors import MarketBusy, MarketError, MarketKeyRefused, MarketRefused, MarketUnavailable

QUOTA_WORDS = ("limit", "quota", "credit", "today", "exceed", "insufficient", "usage")
"""Words of a 403 that speak of the quota; without them it is about the key."""
RATE_WORDS = ("too many", "rate limit", "frequent", "throttl")
MISSING_WORDS = ("not found", "not exist", "no data", "no result")
LONGEST_PAUSE = 300.0
"""Seconds of a Retry-After that are believed."""


class QuotaReached(MarketError):
    """The market says that the quota is used up."""


class Missing(MarketError):
    """The market has nothing under this id."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it came: `body` may be anything."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def retry_after(self) -> float | None:
        """The pause it asks for in seconds, however it is written; None where it asks for none."""
        asked = self.headers.get("retry-after")
        pause = number(asked) if asked is not None else None
        if asked is not None and pause is None and (until := _moment(asked)) is not None:
            pause = until - (self.sent_at or until)
        return None if pause is None else min(LONGEST_PAUSE, max(0.0, pause))

    @property
    def sent_at(self) -> float | None:
        """When the market says it sent this, Unix seconds."""
        return _moment(self.headers.get("date", ""))


def data_of(answer: Answer) -> Any:
    """The `data` of a good answer; None where a good answer has none. Raises what else it means."""
    document = _document(answer.body)
    said = _said(document, answer.body)
    if answer.status == httpx.codes.OK:
        return _data(document, said)
    raise _error(answer, said)


def _data(document: Any, said: str) -> Any:
    if not isinstance(document, dict):
        raise MarketUnavailable("garbled")
    status = whole(document.get("status"))
    if status == 1:
        data = document.get("data")
        return None if not data and _any(MISSING_WORDS, said) else data
    if status is None and "code" not in document:
        raise MarketUnavailable("garbled")
    raise _business_error(said)


def _business_error(said: str) -> MarketError:
    """The market answered 200 and refused nevertheless."""
    if _any(RATE_WORDS, said):
        return MarketBusy(0.0)
    if _any(MISSING_WORDS, said):
        return Missing()
    return QuotaReached() if _any(QUOTA_WORDS, said) else MarketRefused(httpx.codes.OK, said)


def _error(answer: Answer, said: str) -> MarketError:
    match answer.status:
        case 401:
            return MarketKeyRefused(401)
        case 402:
            return QuotaReached()
        case 403 if _any(RATE_WORDS, said):
            return MarketBusy(answer.retry_after or 0.0)
        case 403:
            return QuotaReached() if _any(QUOTA_WORDS, said) else MarketKeyRefused(403)
        case 404:
            return Missing()
        case 429:
            return MarketBusy(answer.retry_after or 0.0)
        case 408 | 425:
            return MarketUnavailable("server", status=answer.status)
        case status if status >= 500 or status < 200:
            return MarketUnavailable("server", status=status)
        case status:
            return MarketRefused(status, said)


def _document(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _said(document: Any, body: bytes) -> str:
    """Its own words, wherever it put them."""
    if not isinstance(document, dict):
        return text(body[:400].decode("utf-8", "replace"))
    error = document.get("error")
    nested = error.get("message") if isinstance(error, dict) else error
    return next(filter(None, (text(said) for said in (document.get("msg"), document.get("message"), nested))), "")


def _any(words: tuple[str, ...], said: str) -> bool:
    return any(word in said.lower() for word in words)


def _moment(date: str) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
