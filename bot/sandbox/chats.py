"""The nouns of a chat: people, messages, taps, and one private chat per person."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Any

from bot.sandbox.entities import FormattedText, Json
from bot.sandbox.markup import Markup

TYPING_SECONDS = 5.0
SPINNER_SECONDS = 10.0
ANSWER_SECONDS = 15.0
DRAFT_SECONDS = 30.0
MAX_MESSAGES = 2000
_MAX_TAPS = 100


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a phone."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"

    def as_user(self) -> Json:
        user = {"id": self.id, "is_bot": False, **self._names(), "language_code": self.language_code}
        return {name: value for name, value in user.items() if value != ""}

    def as_chat(self) -> Json:
        chat = {"id": self.id, "type": "private", **self._names()}
        return {name: value for name, value in chat.items() if value != ""}

    def _names(self) -> Json:
        return {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A photo or document Telegram keeps."""

    file_id: str
    kind: str
    name: str
    mime_type: str
    data: bytes
    width: int = 0
    height: int = 0

    @property
    def path(self) -> str:
        return f"{self.kind}s/{self.file_id}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message as it stands now; an edit replaces it by a newer one."""

    id: int
    from_bot: bool
    date: int
    content: FormattedText
    file: StoredFile | None = None
    markup: Markup | None = None
    silent: bool = False
    protected: bool = False
    reply_to: int | None = None
    album: str | None = None
    edits: int = 0
    edit_date: int | None = None
    version: int = 0

    @property
    def inline_keyboard(self) -> Json | None:
        return self.markup.value if self.markup and self.markup.kind == "inline" else None

    @property
    def can_be_edited(self) -> bool:
        """Only the bot's own messages, and none that carried a reply keyboard."""
        return self.from_bot and (self.markup is None or self.markup.kind == "inline")


@dataclass(slots=True)
class Tap:
    """A person's tap on an inline button, waiting for the bot's answer."""

    id: str
    message_id: int
    data: str
    at: float = field(default_factory=time.time)
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""

    def can_be_answered(self) -> bool:
        return not self.answered and time.time() - self.at < ANSWER_SECONDS


@dataclass(slots=True)
class Chat:
    """A person's private chat with the bot, and what their phone shows of it."""

    person: Person
    version: int = 0
    opened: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    deleted: dict[int, int] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    taps: list[Tap] = field(default_factory=list)
    keys: Markup | None = None
    action: str = ""
    action_until: float = 0.0
    draft: FormattedText | None = None
    draft_until: float = 0.0

    @property
    def id(self) -> int:
        return self.person.id

    def put(self, message: Message) -> None:
        """Add a message or replace its former state, and forget the very oldest."""
        self.messages[message.id] = replace(message, version=self.version)
        while len(self.messages) > MAX_MESSAGES:
            self.remove(next(iter(self.messages)))

    def remove(self, message_id: int) -> None:
        del self.messages[message_id]
        self.deleted[message_id] = self.version
        if message_id in self.pinned:
            self.pinned.remove(message_id)

    def settle(self, markup: Markup | None) -> None:
        """A message of the bot arrived: typing ends, and its keyboard may change the keys."""
        self.action_until = 0.0
        self.draft = None
        if markup and markup.kind != "inline":
            self.keys = None if markup.kind == "remove" else markup

    def add_tap(self, tap: Tap) -> None:
        self.taps = [*self.taps[-_MAX_TAPS + 1 :], tap]

    def command_menu_keys(self) -> list[tuple[str, str]]:
        """Where Telegram looks for this person's commands, most special first: (scope, language)."""
        scopes = (f"chat:{self.id}", "all_private_chats", "default")
        return [(scope, language) for scope in scopes for language in (self.person.language_code[:2], "")]


def button_at(message: Message, row: int, col: int) -> Json | None:
    """The inline button at a place of a message's keyboard."""
    rows: list[list[Any]] = (message.inline_keyboard or {}).get("inline_keyboard", [])
    if not (0 <= row < len(rows) and 0 <= col < len(rows[row])):
        return None
    return dict(rows[row][col])


def has_data(message: Message, data: str) -> bool:
    """Whether a button with this callback data is really there."""
    rows: list[list[Any]] = (message.inline_keyboard or {}).get("inline_keyboard", [])
    return any(button.get("callback_data") == data for row in rows for button in row)
