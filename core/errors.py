"""The one tree of errors: they carry data, never prose; `core.wording` turns them into sentences."""

from collections.abc import Sequence
from dataclasses import dataclass


class RandebuError(Exception):
    """Anything the product may refuse or fail at in a way a person can be told about."""


class NotFound(RandebuError):
    """The thing does not exist, or belongs to somebody else (which must look the same)."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class LimitReached(RandebuError):
    """One more of `what` would exceed `limit`."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(what, limit)
        self.what = what
        self.limit = limit


class Conflict(RandebuError):
    """The thing changed meanwhile: `what` is no longer what the person was looking at."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a strategy: where it is (`rules[0].conditions[1].threshold`) and what is allowed there."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class InvalidStrategy(RandebuError):
    """A strategy that breaks its schema or its meaning; every problem is named."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)


class InvalidCandles(RandebuError):
    """Candles that cannot be trusted; `row` counts from 0, `reason` says what is wrong with it."""

    def __init__(self, reason: str, *, row: int | None = None) -> None:
        super().__init__(reason if row is None else f"row {row + 1}: {reason}")
        self.reason = reason
        self.row = row


class MarketError(RandebuError):
    """The market did not answer, or not usefully."""


class TokenUnknown(MarketError):
    """The market does not know this token."""

    def __init__(self, token: str, chain: str | None = None) -> None:
        super().__init__(token, chain)
        self.token = token
        self.chain = chain


class NoHistory(MarketError):
    """The market knows the token but has no candles for the range asked for."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


class BadSetting(RandebuError):
    """A setting that stops the start-up; the text names the variable and what it must be."""


class StoreError(RandebuError):
    """The database could not do it (busy, full, unreachable); nothing of the step was kept."""
