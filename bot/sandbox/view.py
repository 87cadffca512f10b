"""What a person's phone shows: the state of a chat as the page and the tests read it."""

from __future__ import annotations

import time
from urllib.parse import quote

from bot.sandbox.chats import SPINNER_SECONDS, Chat, Message, StoredFile, Tap
from bot.sandbox.entities import Json
from bot.sandbox.markup import Markup
from bot.sandbox.world import World


def chat_state(world: World, chat: Chat, *, since: int = 0) -> Json:
    """A chat as its owner sees it; with `since`, only messages changed after that version."""
    newer = [message for message in chat.messages.values() if message.version > since]
    return {
        "version": chat.version,
        "since": since,
        "person": person_json(chat),
        "bot": bot_json(world, chat),
        "blocked": chat.blocked,
        "empty": not chat.messages,
        "messages": [message_view(message) for message in newer],
        "deleted": [message_id for message_id, at in chat.deleted.items() if at > since],
        "pinned": chat.pinned,
        "action": _action(chat),
        "draft": _draft(chat),
        "keys": _keys(chat.keys),
        "commands": commands_for(world, chat),
        "taps": [_tap(tap) for tap in chat.taps],
    }


def person_json(chat: Chat) -> Json:
    """Who holds the phone."""
    person = chat.person
    return {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language_code": person.language_code,
    }


def bot_json(world: World, chat: Chat) -> Json:
    """How the bot presents itself in this person's language."""
    code = chat.person.language_code[:2]
    profile = world.profile
    return {
        "id": 1,
        "username": profile.username,
        "name": profile.names.get(code) or profile.names[""],
        "description": profile.descriptions.get(code) or profile.descriptions.get("", ""),
        "menu_button": profile.menu_buttons.get(chat.id) or profile.menu_buttons.get(0) or {"type": "commands"},
    }


def commands_for(world: World, chat: Chat) -> list[Json]:
    """The command menu in this person's language."""
    known = world.profile.commands
    return next((known[key] for key in chat.command_menu_keys() if known.get(key)), [])


def message_view(message: Message) -> Json:
    """One bubble."""
    return {
        "id": message.id,
        "version": message.version,
        "from_bot": message.from_bot,
        "date": message.date,
        "text": message.content.text,
        "entities": message.content.entities_json(),
        "file": _file(message.file) if message.file else None,
        "keyboard": (message.inline_keyboard or {}).get("inline_keyboard", []),
        "edits": message.edits,
        "edited": message.edit_date is not None,
        "silent": message.silent,
        "protected": message.protected,
        "reply_to": message.reply_to,
        "album": message.album,
    }


def _file(file: StoredFile) -> Json:
    return {
        "kind": file.kind,
        "url": f"/sandbox/files/{quote(file.file_id)}",
        "name": file.name,
        "mime_type": file.mime_type,
        "size": len(file.data),
        "width": file.width,
        "height": file.height,
    }


def _action(chat: Chat) -> Json | None:
    if chat.action_until <= time.time():
        return None
    return {"action": chat.action, "until": chat.action_until}


def _draft(chat: Chat) -> Json | None:
    if chat.draft is None or chat.draft_until <= time.time():
        return None
    return {"text": chat.draft.text, "entities": chat.draft.entities_json(), "until": chat.draft_until}


def _keys(keys: Markup | None) -> Json | None:
    return {"kind": keys.kind, **keys.value} if keys else None


def _tap(tap: Tap) -> Json:
    return {
        "id": tap.id,
        "message_id": tap.message_id,
        "data": tap.data,
        "at": tap.at,
        "spins_until": tap.at if tap.answered else tap.at + SPINNER_SECONDS,
        "answered": tap.answered,
        "text": tap.text,
        "alert": tap.alert,
        "url": tap.url,
    }
