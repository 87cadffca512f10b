"""Everything the sandbox remembers: the bot, the people, their chats and what is on its way."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.sandbox.chats import Chat, Message, Person, Tap
from bot.sandbox.entities import Json
from bot.sandbox.errors import ControlError, bad_request, blocked
from bot.sandbox.files import Files, media_json
from bot.sandbox.params import Params
from bot.sandbox.trouble import Trouble
from bot.sandbox.updates import Updates

SANDBOX_TOKEN = "1:sandbox-not-a-telegram-token"  # noqa: S105 - deliberately no secret
FIRST_PERSON_ID = 1001
_MAX_CALLS = 10_000


class Call(NamedTuple):
    """One request of the bot and how it was answered; description is empty when it was served."""

    method: str
    params: dict[str, Any]
    status: int
    description: str


@dataclass(slots=True)
class Profile:
    """How the bot presents itself; texts by language, the empty language serving everybody else."""

    username: str
    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def as_user(self) -> Json:
        return {"id": 1, "is_bot": True, "first_name": self.names[""], "username": self.username}


@dataclass(slots=True)
class World:
    """One bot and the people it may talk to."""

    profile: Profile
    chats: dict[int, Chat] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    updates: Updates = field(default_factory=Updates)
    trouble: Trouble = field(default_factory=Trouble)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=_MAX_CALLS))
    closed: bool = False
    version: int = 0
    _last_message_id: int = 0
    _last_tap_id: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def join(self, person: Person) -> Chat:
        """The chat of a person, new or known."""
        if person.id not in self.chats:
            self.chats[person.id] = Chat(person)
            self.touch(self.chats[person.id])
        return self.chats[person.id]

    def free_person_id(self) -> int:
        return max([FIRST_PERSON_ID, *self.chats]) + 1

    def chat_of(self, person_id: int) -> Chat:
        """A person's chat, for the control API."""
        if person_id not in self.chats:
            raise ControlError(404, f"There is no person {person_id} here.")
        return self.chats[person_id]

    def chat_for_bot(self, params: Params) -> Chat:
        """The chat a request names; a bot cannot write first, nor to somebody who blocked it."""
        if params.text("chat_id") == "":
            raise bad_request("chat_id is empty")
        chat = self.chats.get(params.integer("chat_id"))
        if chat is None or not chat.opened:
            raise bad_request("chat not found")
        if chat.blocked:
            raise blocked()
        return chat

    def next_message_id(self) -> int:
        """Ids grow over all private chats together, as they do for a real bot."""
        self._last_message_id += 1
        return self._last_message_id

    def touch(self, chat: Chat) -> None:
        """Mark a chat as changed and wake everybody who watches."""
        self.version += 1
        chat.version = self.version
        self.wake()

    def wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def changed(self) -> Awaitable[bool]:
        """The next change of anything from the moment of this call on."""
        return self._changed.wait()

    def post(self, chat: Chat, message: Message) -> Message:
        """Put a new or edited message into its chat."""
        self.touch(chat)
        chat.put(message)
        return chat.messages[message.id]

    def owner_of(self, message_id: int) -> Chat | None:
        return next((chat for chat in self.chats.values() if message_id in chat.messages), None)

    def tap(self, chat: Chat, message_id: int, data: str) -> Tap:
        """A tap of this person, as real or forged as the caller makes it."""
        self._last_tap_id += 1
        tap = Tap(f"{chat.id}{self._last_tap_id:09d}", message_id, data)
        chat.add_tap(tap)
        self.touch(chat)
        query = {
            "id": tap.id,
            "from": chat.person.as_user(),
            "chat_instance": str(-7_000_000_000 - chat.id),
            "message": self._tapped_message(chat, message_id),
            "data": data,
        }
        self.updates.add("callback_query", query)
        return tap

    def _tapped_message(self, chat: Chat, message_id: int) -> Json:
        owner = self.owner_of(message_id)
        if owner is None:
            return {"chat": chat.person.as_chat(), "message_id": message_id, "date": 0}
        return self.message_json(owner, owner.messages[message_id])

    def find_tap(self, tap_id: str) -> tuple[Chat, Tap] | None:
        taps = ((chat, tap) for chat in self.chats.values() for tap in chat.taps)
        return next(((chat, tap) for chat, tap in taps if tap.id == tap_id), None)

    def message_json(self, chat: Chat, message: Message, *, with_reply: bool = True) -> Json:
        """A message in the Bot API's own form."""
        sender = self.profile.as_user() if message.from_bot else chat.person.as_user()
        answer: Json = {"message_id": message.id, "from": sender, "chat": chat.person.as_chat(), "date": message.date}
        if message.edit_date:
            answer["edit_date"] = message.edit_date
        if message.protected:
            answer["has_protected_content"] = True
        if message.album:
            answer["media_group_id"] = message.album
        if with_reply and message.reply_to in chat.messages:
            replied = chat.messages[message.reply_to]
            answer["reply_to_message"] = self.message_json(chat, replied, with_reply=False)
        if message.inline_keyboard:
            answer["reply_markup"] = message.inline_keyboard
        return answer | _content_json(message)

    def set_blocked(self, chat: Chat, *, is_blocked: bool) -> None:
        """A person blocks or unblocks the bot, which the bot is told."""
        if chat.blocked == is_blocked:
            return
        chat.blocked = is_blocked
        self.touch(chat)
        states: list[Json] = [{"status": "member"}, {"status": "kicked", "until_date": 0}]
        old, new = states if is_blocked else reversed(states)
        bot = self.profile.as_user()
        change = {
            "chat": chat.person.as_chat(),
            "from": chat.person.as_user(),
            "date": int(time.time()),
            "old_chat_member": {**old, "user": bot},
            "new_chat_member": {**new, "user": bot},
        }
        self.updates.add("my_chat_member", change)


def _content_json(message: Message) -> Json:
    entities = message.content.entities_json()
    if message.file is None:
        return {"text": message.content.text, **({"entities": entities} if entities else {})}
    caption = {"caption": message.content.text} if message.content.text else {}
    return media_json(message.file) | caption | ({"caption_entities": entities} if entities else {})
