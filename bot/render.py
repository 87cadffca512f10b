"""Replies onto Telegram: send or edit, photo or text; every limit and refusal of Telegram is handled here."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from typing import TypeVar

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.callbacks import packed
from bot.limits import headline, plain, split
from bot.pacing import unhurried
from core.replies import Attachment, Button, Reply, Rows

_log = logging.getLogger(__name__)

ATTEMPTS = 4
FIRST_PAUSE = 0.5
TYPING_AFTER = 0.7
TYPING_EVERY = 4.5

Sent = TypeVar("Sent")
Markup = InlineKeyboardMarkup | None
Say = Callable[[str, str | None], Awaitable[Sent]]
"""A request that carries this text under this parse mode."""


class Screen:
    """One chat during one answer: what was tapped or said last can be replaced by the next reply."""

    def __init__(self, bot: Bot, chat_id: int, anchor: Message | None = None, *, attempts: int = ATTEMPTS) -> None:
        self._bot = bot
        self._chat_id = chat_id
        self._anchor = anchor
        self._attempts = attempts
        self._is_own = False
        self._doing = ChatAction.TYPING

    async def show(self, reply: Reply) -> None:
        """Say it. Raises Forbidden where the person blocked the bot, and what no retry could mend.

        A send that Telegram left unanswered raises TimedOut: it may have arrived, so it is not tried again here.
        """
        match reply.attachment:
            case None:
                await self._text(reply)
            case Attachment(kind="photo") as picture:
                await self._photo(reply, picture)
            case Attachment() as file:
                await self._document(reply, file)

    async def play(self, replies: AsyncGenerator[Reply, None]) -> None:
        """Say one after the other; what takes a moment shows that somebody is typing.

        What cannot be said now does not keep the work behind it from its end. Raises what the last reply failed at.
        """
        failed: TelegramError | None = None
        async with aclosing(unhurried(replies)) as steps:
            while True:
                async with self._at_work():
                    reply = await anext(steps, None)
                if reply is None:
                    break
                if not isinstance(failed, Forbidden):
                    failed = await self._shown(reply)
        if failed is not None:
            raise failed

    async def _shown(self, reply: Reply) -> TelegramError | None:
        try:
            async with self._at_work():
                await self.show(reply)
        except TimedOut as error:
            _log.warning("Telegram did not say whether an answer arrived (%s); it is not sent again", error)
            self._anchor = None
        except TelegramError as error:
            return error
        return None

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        typing = asyncio.create_task(self._typing())
        try:
            yield
        finally:
            typing.cancel()
            with suppress(asyncio.CancelledError):
                await typing

    async def _typing(self) -> None:
        await asyncio.sleep(TYPING_AFTER)
        while True:
            with suppress(TelegramError):
                await self._bot.send_chat_action(self._chat_id, self._doing)
            await asyncio.sleep(TYPING_EVERY)

    async def _text(self, reply: Reply) -> None:
        """In as many messages as it needs; the first may take an older one's place, the last has the buttons."""
        pieces = split(reply.text) if reply.text else []
        for number, piece in enumerate(pieces, 1):
            markup = keyboard(reply.rows) if number == len(pieces) else None
            if number == 1 and reply.replaces and await self._edited(piece, markup):
                continue
            await self._send_text(piece, markup, silent=reply.silent)

    async def _edited(self, text: str, markup: Markup) -> bool:
        """Edit the anchor in place; False where it cannot carry text any more."""
        anchor = self._anchor
        if anchor is None:
            return False
        if anchor.text is None:
            await self._retire(anchor)
            return False
        return await self._edit(
            lambda said, mode: self._bot.edit_message_text(
                said, chat_id=self._chat_id, message_id=anchor.message_id, reply_markup=markup, parse_mode=mode
            ),
            text,
        )

    async def _retire(self, picture: Message) -> None:
        """A picture of this same answer loses its buttons to what follows; an older one keeps what belongs to it."""
        if self._is_own and picture.reply_markup is not None:
            with suppress(BadRequest):
                await self._persistently(
                    lambda: self._bot.edit_message_reply_markup(self._chat_id, picture.message_id), again=True
                )

    async def _photo(self, reply: Reply, picture: Attachment) -> None:
        caption, rest = headline(reply.text)
        markup = keyboard(reply.rows)
        self._doing = ChatAction.UPLOAD_PHOTO
        if not (reply.replaces and await self._turned_into(picture, caption, markup)):
            await self._send(
                lambda said, mode: self._bot.send_photo(
                    self._chat_id,
                    picture.content,
                    caption=said or None,
                    filename=picture.name,
                    reply_markup=markup,
                    parse_mode=mode,
                    disable_notification=reply.silent or None,
                ),
                caption,
            )
        await self._rest(rest)

    async def _turned_into(self, picture: Attachment, caption: str, markup: Markup) -> bool:
        """The anchor, whatever it showed, turned into this picture; False where there is none any more."""
        anchor = self._anchor
        if anchor is None:
            return False
        return await self._edit(
            lambda said, mode: self._bot.edit_message_media(
                InputMediaPhoto(picture.content, caption=said or None, filename=picture.name, parse_mode=mode),
                chat_id=self._chat_id,
                message_id=anchor.message_id,
                reply_markup=markup,
            ),
            caption,
        )

    async def _document(self, reply: Reply, file: Attachment) -> None:
        caption, rest = headline(reply.text)
        self._doing = ChatAction.UPLOAD_DOCUMENT
        await self._send(
            lambda said, mode: self._bot.send_document(
                self._chat_id,
                file.content,
                caption=said or None,
                filename=file.name,
                reply_markup=keyboard(reply.rows),
                parse_mode=mode,
                disable_notification=reply.silent or None,
            ),
            caption,
        )
        await self._rest(rest)

    async def _rest(self, text: str) -> None:
        """What a caption had no room for, below it; the picture stays what the next reply may replace."""
        anchor, is_own = self._anchor, self._is_own
        for piece in split(text) if text else ():
            await self._send_text(piece, None, silent=True)
        self._anchor, self._is_own = anchor, is_own

    async def _send_text(self, text: str, markup: Markup, *, silent: bool) -> None:
        self._doing = ChatAction.TYPING
        await self._send(
            lambda said, mode: self._bot.send_message(
                self._chat_id, said, reply_markup=markup, disable_notification=silent or None, parse_mode=mode
            ),
            text,
        )

    async def _send(self, say: Say[Message], text: str) -> None:
        self._anchor, self._is_own = await self._readably(say, text, again=False), True

    async def _edit(self, say: Say[Message | bool], text: str) -> bool:
        try:
            edited = await self._readably(say, text, again=True)
        except BadRequest as error:
            if "not modified" in str(error).lower():
                return True
            _log.info("a message could not be edited (%s); a new one takes its place", error)
            return False
        if isinstance(edited, Message):
            self._anchor, self._is_own = edited, True
        return True

    async def _readably(self, say: Say[Sent], text: str, *, again: bool) -> Sent:
        """With our HTML, or without it where Telegram cannot read it, which is a fault of ours."""
        try:
            return await self._persistently(lambda: say(text, ParseMode.HTML), again=again)
        except BadRequest as error:
            if "can't parse" not in str(error).lower():
                raise
            _log.exception("our own HTML was refused; sent as plain text instead")
            return await self._persistently(lambda: say(plain(text), None), again=again)

    async def _persistently(self, call: Callable[[], Awaitable[Sent]], *, again: bool) -> Sent:
        """Try again where Telegram was busy or out of reach; never where it said no.

        `again`: whether it may also be said again when nobody knows whether it was heard.
        """
        for attempt in range(self._attempts - 1):
            try:
                return await call()
            except RetryAfter as error:
                _log.warning("Telegram asks chat %s to wait %.0f s", self._chat_id, seconds(error))
                await asyncio.sleep(seconds(error))
            except (BadRequest, Forbidden):
                raise
            except NetworkError as error:
                if isinstance(error, TimedOut) and not again and not _was_never_sent(error):
                    raise
                _log.warning("Telegram is out of reach (%s); trying again", error)
                await asyncio.sleep(FIRST_PAUSE * 2**attempt)
        return await call()


def keyboard(rows: Rows) -> Markup:
    """Rows of buttons as Telegram's markup."""
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows]) if rows else None


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks us to wait."""
    wait = error._retry_after  # the public one warns, or is a timedelta, by an environment variable
    return wait.total_seconds()


def _button(button: Button) -> InlineKeyboardButton:
    style = None if button.style == "plain" else button.style
    return InlineKeyboardButton(button.label, callback_data=packed(button.tap), style=style)


def _was_never_sent(error: TimedOut) -> bool:
    return isinstance(error.__cause__, httpx.ConnectTimeout | httpx.PoolTimeout)
