"""What a designer is told and what it answers, whichever designer it is: the offline grammar or a model."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from core.trading.strategy import Strategy

Status = Literal["ok", "ask", "reject", "chat"]


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said in the conversation about a bot."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """What has been said about one bot before this message.

    `history` is oldest first and without the new message; `strategy` is the current one (an unsaved draft counts);
    `pending` and `undo` come from the previous answer (`undo` newest last).
    """

    history: tuple[Message, ...] = ()
    strategy: Strategy | None = None
    pending: Mapping[str, Any] | None = None
    undo: tuple[Strategy | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A likely answer offered as a button; `says` is sent as if typed."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The state after a message: the whole new strategy for `ok`, else the previous one and what stands in the way."""

    status: Status
    strategy: Strategy | None
    missing: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    reply: str = ""
    options: tuple[Option, ...] = ()
    pending: Mapping[str, Any] | None = None
    undo: tuple[Strategy | None, ...] = ()


class Designer(Protocol):
    """Turns a message into a whole strategy, a question, a refusal or small talk."""

    async def propose(self, text: str, context: Context) -> Answer: ...
