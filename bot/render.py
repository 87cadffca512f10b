"""Replies onto Telegram: send or edit, photo or text; every limit and refusal of Telegram is handled here."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Message
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.callbacks import packed
from bot.limits import CAPTION_MOST, length, plain, split
from core.replies import Button, Reply, Rows

_log = logging.getLogger(__name__)

ATTEMPTS = 4
FIRST_PAUSE = 0.5
TYPING_AFTER = 0.7
TYPING_EVERY = 4.5

Sent = TypeVar("Sent")


class Screen:
    """One chat during one answer: what was tapped or said last can be replaced by the next reply."""

    def __init__(self, bot: Bot, chat_id: int, anchor: Message | None = None) -> None:
        self._bot = bot
        self._chat_id = chat_id
        self._anchor = anchor

    async def show(self, reply: Reply) -> None:
        """Say it. Raises Forbidden where the person blocked the bot, and what no retry could mend."""
        if reply.attachment is not None and reply.attachment.kind == "document":
            await self._document(reply)
        elif reply.attachment is not None:
            await self._photo(reply)
        elif reply.text:
            await self._text(reply)

    async def play(self, replies: AsyncIterator[Reply]) -> None:
        """Say one after the other; what takes a moment shows that somebody is typing."""
        typing = asyncio.create_task(self._typing())
        try:
            async for reply in replies:
                await self.show(reply)
        finally:
            typing.cancel()
            with suppress(asyncio.CancelledError):
                await typing

    async def _typing(self) -> None:
        await asyncio.sleep(TYPING_AFTER)
        while True:
            with suppress(TelegramError):
                await self._bot.send_chat_action(self._chat_id, ChatAction.TYPING)
            await asyncio.sleep(TYPING_EVERY)

    async def _text(self, reply: Reply) -> None:
        *first, last = split(reply.text)
        if reply.replaces and not first and await self._edited(reply):
            return
        for piece in first:
            await self._send_text(piece, None, silent=reply.silent)
        self._anchor = await self._send_text(last, keyboard(reply.rows), silent=reply.silent)

    async def _edited(self, reply: Reply) -> bool:
        """Edit the anchor in place; False where it cannot carry text any more."""
        anchor = self._anchor
        if anchor is None or anchor.text is None:
            return False
        return await self._edit(
            lambda: self._bot.edit_message_text(
                reply.text, chat_id=self._chat_id, message_id=anchor.message_id, reply_markup=keyboard(reply.rows)
            )
        )

    async def _photo(self, reply: Reply) -> None:
        assert reply.attachment is not None  # noqa: S101 - show() looked
        picture, name = reply.attachment.content, reply.attachment.name
        caption, rest = _caption(reply.text)
        markup = keyboard(reply.rows)
        media = InputMediaPhoto(picture, caption=caption, filename=name)
        if not (reply.replaces and await self._media_edited(media, markup)):
            self._anchor = await persistently(
                lambda: self._bot.send_photo(
                    self._chat_id, picture, caption=caption, filename=name, reply_markup=markup
                )
            )
        if rest:
            await self._send_text(rest, None, silent=True)

    async def _media_edited(self, media: InputMediaPhoto, markup: InlineKeyboardMarkup | None) -> bool:
        anchor = self._anchor
        if anchor is None:
            return False
        return await self._edit(
            lambda: self._bot.edit_message_media(
                media, chat_id=self._chat_id, message_id=anchor.message_id, reply_markup=markup
            )
        )

    async def _edit(self, call: Callable[[], Awaitable[Message | bool]]) -> bool:
        try:
            edited = await persistently(call, again_after_timeout=True)
        except BadRequest as error:
            if "not modified" in str(error).lower():
                return True
            _log.info("a message could not be edited (%s); a new one takes its place", error)
            return False
        if isinstance(edited, Message):
            self._anchor = edited
        return True

    async def _document(self, reply: Reply) -> None:
        assert reply.attachment is not None  # noqa: S101 - show() looked
        content, name = reply.attachment.content, reply.attachment.name
        caption, _ = _caption(reply.text)
        await persistently(
            lambda: self._bot.send_document(self._chat_id, content, caption=caption or None, filename=name)
        )

    async def _send_text(self, text: str, markup: InlineKeyboardMarkup | None, *, silent: bool) -> Message:
        try:
            return await persistently(
                lambda: self._bot.send_message(
                    self._chat_id, text, reply_markup=markup, disable_notification=silent or None
                )
            )
        except BadRequest as error:
            if "parse" not in str(error).lower():
                raise
            _log.exception("our own HTML was refused; sent as plain text instead")
            bare = plain(text)
            return await persistently(
                lambda: self._bot.send_message(self._chat_id, bare, reply_markup=markup, parse_mode=None)
            )


async def persistently(call: Callable[[], Awaitable[Sent]], *, again_after_timeout: bool = False) -> Sent:
    """Try again where Telegram was busy or out of reach; never where it said no, nor blindly after a silent send."""
    pause = FIRST_PAUSE
    for _ in range(ATTEMPTS - 1):
        try:
            return await call()
        except RetryAfter as error:
            pause = max(pause, _seconds(error))
        except (BadRequest, Forbidden):
            raise
        except TimedOut:
            if not again_after_timeout:
                raise
        except NetworkError as error:
            _log.warning("Telegram is out of reach (%s); trying again", error)
        await asyncio.sleep(pause)
        pause *= 2
    return await call()


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Rows of buttons as Telegram's markup."""
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows]) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    style = None if button.style == "plain" else button.style
    return InlineKeyboardButton(button.label, callback_data=packed(button.tap), style=style)


def _caption(text: str) -> tuple[str, str]:
    """A caption and what did not fit into it: the first line, then, is the caption."""
    if length(text) <= CAPTION_MOST:
        return text, ""
    first, _, rest = text.partition("\n")
    return (first, rest) if length(first) <= CAPTION_MOST else ("", text)


def _seconds(error: RetryAfter) -> float:
    wait = error._retry_after  # the public one warns, or is a timedelta, by an environment variable
    return wait.total_seconds()
