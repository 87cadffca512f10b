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


class MarketUnavailable(MarketError):
    """No usable answer after every try; `reason` is one of our words: timeout, network, server, garbled, range."""

    def __init__(self, reason: str, *, status: int | None = None) -> None:
        super().__init__(reason if status is None else f"{reason} ({status})")
        self.reason = reason
        self.status = status


class MarketBusy(MarketError):
    """The market asks for fewer questions; `retry_after` seconds from now it may answer again."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class MarketBudgetSpent(MarketError):
    """The units that may be spent on this kind of question are used up until `until` (Unix seconds)."""

    def __init__(self, until: float, *, needed: int = 0) -> None:
        super().__init__(until, needed)
        self.until = until
        self.needed = needed


class MarketKeyRefused(MarketError):
    """The operator's key is not accepted, or not for this; nobody else can mend that."""

    def __init__(self, status: int | None = None) -> None:
        super().__init__(status)
        self.status = status


class MarketRefused(MarketError):
    """The market does not accept the question itself; `said` is its own short text, for the log only."""

    def __init__(self, status: int, said: str = "") -> None:
        super().__init__(status)
        self.status = status
        self.said = said


class BadAddress(MarketError):
    """No contract address of that chain; `reason` is one of our words: shape, checksum, chain."""

    def __init__(self, address: str, chain: str, reason: str) -> None:
        super().__init__(address, chain, reason)
        self.address = address
        self.chain = chain
        self.reason = reason


class BadSetting(RandebuError):
    """A setting that stops the start-up; the text names the variable and what it must be."""


class StoreError(RandebuError):
    """The database could not do it (busy, full, unreachable); nothing of the step was kept."""
