"""What the Bot API answers when it refuses, with Telegram's own codes and sentences."""

from __future__ import annotations


class BotApiError(Exception):
    """A refused request: HTTP status, Telegram's description and, for floods, the pause to keep."""

    def __init__(self, status: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after


class ControlError(Exception):
    """A person or a test asked the sandbox for something that cannot be done."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def bad_request(reason: str) -> BotApiError:
    """400: the request makes no sense to Telegram."""
    return BotApiError(400, f"Bad Request: {reason}")


def unauthorized() -> BotApiError:
    """401: nobody knows this token."""
    return BotApiError(401, "Unauthorized")


def blocked() -> BotApiError:
    """403: the person does not want to hear from the bot."""
    return BotApiError(403, "Forbidden: bot was blocked by the user")


def unknown_method() -> BotApiError:
    """404: no such method."""
    return BotApiError(404, "Not Found: method not found")


def conflict(reason: str) -> BotApiError:
    """409: two receivers want the same updates."""
    return BotApiError(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> BotApiError:
    """429: slow down."""
    return BotApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def bad_gateway() -> BotApiError:
    """502: Telegram itself is unwell."""
    return BotApiError(502, "Bad Gateway")
