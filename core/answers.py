"""What a designer is told and what it answers, whichever designer it is: the offline grammar or a model."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from core.trading.strategy import Strategy

Status = Literal["ok", "ask", "reject", "chat"]
Stage = Literal["designing", "checking", "explaining"]
"""What a designer that takes its time is doing."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said in the conversation about a bot."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """What has been said about one bot before this message.

    `history` is oldest first and without the new message; `strategy` is the current one (an unsaved draft counts);
    `pending` and `undo` come from the previous answer (`undo` newest last). `facts`: what a question may be answered
    from beside the strategy, such as the figures of the last backtest. `person_id`: whose calls to a model are counted.
    """

    history: tuple[Message, ...] = ()
    strategy: Strategy | None = None
    pending: Mapping[str, Any] | None = None
    undo: tuple[Strategy | None, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A likely answer offered as a button; `says` is sent as if typed."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The state after a message: the whole new strategy for `ok`, else the previous one and what stands in the way.

    `note`: what the person should know about how the answer came about, such as that the model did not answer.
    """

    status: Status
    strategy: Strategy | None
    missing: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    reply: str = ""
    options: tuple[Option, ...] = ()
    pending: Mapping[str, Any] | None = None
    undo: tuple[Strategy | None, ...] = ()
    note: str = ""


class Designer(Protocol):
    """Turns a message into a whole strategy, a question, a refusal or small talk."""

    @property
    def offline(self) -> bool:
        """Whether no model is ever asked."""
        ...

    async def propose(self, text: str, context: Context) -> Answer: ...

    def steps(self, text: str, context: Context) -> AsyncGenerator[Stage | Answer, None]:
        """What it is doing, as it begins each stage, and the answer last; closing the generator cancels the work."""
        ...

    def stop(self, person_id: str | None = None) -> bool:
        """Stop what is being done for this person; whether there was anything."""
        ...
