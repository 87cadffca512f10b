"""What an update says: who, and what they wrote, commanded or tapped; PTB's optionals are resolved here, once."""

from dataclasses import dataclass

from telegram import Message, Update, User
from telegram.constants import ChatType

from bot.callbacks import unpacked
from core.replies import Tap


@dataclass(frozen=True, slots=True)
class Said:
    """A plain message; `text` None where it has none (a sticker, a voice message)."""

    user: User
    text: str | None


@dataclass(frozen=True, slots=True)
class Commanded:
    """A slash command, without the slash and the bot's name."""

    user: User
    name: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tapped button; `tap` None where its data is of no known form. `message` None where Telegram forgot it."""

    user: User
    query_id: str
    tap: Tap | None
    message: Message | None


Incoming = Said | Commanded | Tapped


def incoming(update: Update) -> Incoming | None:
    """What to answer; None for whatever needs no answer (groups, other bots)."""
    if update.effective_user is None or update.effective_user.is_bot:
        return None
    if update.callback_query is not None:
        query = update.callback_query
        message = query.message if isinstance(query.message, Message) else None
        return Tapped(query.from_user, query.id, unpacked(query.data or ""), message)
    message = update.message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return None
    text = message.text
    if text and text.startswith("/"):
        return Commanded(update.effective_user, _command(text))
    return Said(update.effective_user, text)


def _command(text: str) -> str:
    """`/start@randebu_bot payload` → `start`."""
    return text[1:].split(maxsplit=1)[0].partition("@")[0].lower() if text[1:].split() else ""
