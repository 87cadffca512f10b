"""What an update says: who, and what they wrote, commanded or tapped; PTB's optionals are resolved here, once."""

from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType
from telegram.ext import filters

from bot.callbacks import unpacked
from core.replies import Tap

_SERVICE = filters.StatusUpdate.ALL
"""What Telegram notes in a chat (a message was pinned, a timer set): nobody said it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A plain message; `text` None where it has none (a sticker, a voice message)."""

    user: User
    text: str | None


@dataclass(frozen=True, slots=True)
class Commanded:
    """A slash command, without the slash and the bot's name; `rest` is what follows it."""

    user: User
    name: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tapped button; `tap` None where its data is of no known form. `message` None where Telegram forgot it."""

    user: User
    query_id: str
    tap: Tap | None
    message: Message | None


Incoming = Said | Commanded | Tapped


def incoming(update: Update) -> Incoming | None:
    """What to answer; None for whatever needs no answer (other bots, groups, edits, what Telegram itself notes)."""
    user, message = update.effective_user, update.message
    if user is None or user.is_bot:
        return None
    if update.callback_query is not None:
        return _tapped(update.callback_query)
    if message is None or message.chat.type != ChatType.PRIVATE or _SERVICE.check_update(update):
        return None
    text = message.text or message.caption
    if text and text.startswith("/"):
        return Commanded(user, _command(text), _rest(text))
    return Said(user, text)


def _tapped(query: CallbackQuery) -> Tapped:
    """A message that is not in the person's own chat with us is none to edit."""
    message = query.message if isinstance(query.message, Message) else None
    if message is not None and message.chat.id != query.from_user.id:
        message = None
    return Tapped(query.from_user, query.id, unpacked(query.data or ""), message)


def _command(text: str) -> str:
    """`/start@randebu_bot payload` → `start`."""
    return text[1:].split(maxsplit=1)[0].partition("@")[0].lower() if text[1:].split() else ""


def _rest(text: str) -> str:
    """`/price PEPE on eth` → `PEPE on eth`."""
    return " ".join(text.split()[1:])
