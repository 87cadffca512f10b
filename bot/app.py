"""The PTB application: updates in order per person, in parallel across people; every tap answered."""

import asyncio
import logging
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from contextlib import suppress
from typing import Any
from weakref import WeakValueDictionary

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, CallbackQuery, LinkPreviewOptions, Update
from telegram.constants import ChatMemberStatus, ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    BaseUpdateProcessor,
    CallbackContext,
    Defaults,
    TypeHandler,
)

from bot.incoming import Commanded, Said, Tapped, incoming
from bot.render import Screen
from core.chat.front import URGENT
from core.desk import Desk
from core.replies import Reply
from core.wording.talk import COMMANDS, failure, still_at_it

_log = logging.getLogger(__name__)

UPDATES = ["message", "callback_query", "my_chat_member"]
TOAST_WITHIN = 0.5
"""Seconds a tap may wait for its toast; then it is answered without one."""
TOAST_MOST = 200

App = Application[Any, Any, Any, Any, Any, Any]


class InOrder(BaseUpdateProcessor):
    """One person's updates one after the other, other people's beside them; urgent ones wait for nothing.

    A button tapped again while its first tap is still at work is answered, but not carried out twice.
    """

    def __init__(self) -> None:
        super().__init__(max_concurrent_updates=256)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._at_work: set[tuple[int, int | None, str | None]] = set()

    async def do_process_update(self, update: object, coroutine: Coroutine[Any, Any, Any]) -> None:  # type: ignore[override]
        if not isinstance(update, Update) or update.effective_user is None or _urgent(update):
            await coroutine
            return
        if update.callback_query is not None:
            await self._tapped(update.callback_query, coroutine)
            return
        async with self._lock(update.effective_user.id):
            await coroutine

    async def _tapped(self, query: CallbackQuery, coroutine: Coroutine[Any, Any, Any]) -> None:
        message_id = query.message.message_id if query.message else None
        button = (query.from_user.id, message_id, query.data)
        if button in self._at_work:
            coroutine.close()
            await _answer_tap(query.get_bot(), query.id, still_at_it())
            return
        self._at_work.add(button)
        try:
            async with self._lock(query.from_user.id):
                await coroutine
        finally:
            self._at_work.discard(button)

    def _lock(self, user_id: int) -> asyncio.Lock:
        return self._locks.setdefault(user_id, asyncio.Lock())

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def build(desk: Desk, *, token: str, api_base: str) -> App:
    """The application for the Bot API at `api_base`, whether that is Telegram or the sandbox."""
    defaults = Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
    app: App = (
        Application.builder()
        .token(token)
        .base_url(f"{api_base}/bot")
        .base_file_url(f"{api_base}/file/bot")
        .defaults(defaults)
        .rate_limiter(AIORateLimiter(max_retries=3))
        .concurrent_updates(InOrder())
        .build()
    )
    door = Door(desk)
    app.add_handler(TypeHandler(Update, door.answer))
    app.add_error_handler(_apologise)
    return app


async def introduce(bot: Bot) -> None:
    """Tell Telegram the commands and what this bot is."""
    commands = [BotCommand(name, does) for name, does in COMMANDS]
    await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_short_description("Say a trading idea, see an honest backtest, watch it live on paper.")
    await bot.set_my_description(
        "Tell me a trading idea in plain words. I show what I understood, test it on past candles with costs on, "
        "and draw you the picture. Tap Start."
    )


class Door:
    """Takes an update to the desk and what the desk says back to the chat."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def answer(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Answer one update. A person who blocked the bot is remembered as out of reach."""
        if update.my_chat_member is not None:
            await self._membership(update, context.bot)
            return
        come = incoming(update)
        if come is None:
            return
        try:
            await self._answer(come, context.bot)
        except Forbidden:
            await self._desk.store.set_reachable(come.user.id, reachable=False)

    async def _answer(self, come: Said | Commanded | Tapped, bot: Bot) -> None:
        person_id = await self._person(come)
        match come:
            case Tapped():
                screen = Screen(bot, come.user.id, come.message)
                replies = self._tapped(person_id, come)
                await screen.play(_toasted(bot, come.query_id, replies))
            case Commanded():
                await Screen(bot, come.user.id).play(self._desk.chat.command(person_id, come.name))
            case Said(text=None):
                await Screen(bot, come.user.id).play(self._desk.chat.unreadable(person_id))
            case Said():
                await Screen(bot, come.user.id).play(self._desk.chat.say(person_id, come.text or ""))

    def _tapped(self, person_id: str, come: Tapped) -> AsyncGenerator[Reply, None]:
        if come.tap is None:
            return self._desk.chat.old_menu(person_id)
        return self._desk.chat.tap(person_id, come.tap)

    async def _person(self, come: Said | Commanded | Tapped) -> str:
        user = come.user
        language = (user.language_code or "en").split("-")[0]
        person = await self._desk.store.person_by_telegram(user.id, name=user.first_name, language=language)
        return person.id

    async def _membership(self, update: Update, bot: Bot) -> None:
        change = update.my_chat_member
        assert change is not None  # noqa: S101 - answer() looked
        if change.chat.type != ChatType.PRIVATE:
            if change.new_chat_member.status in (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR):
                with suppress(TelegramError):
                    await bot.leave_chat(change.chat.id)
            return
        reachable = change.new_chat_member.status == ChatMemberStatus.MEMBER
        await self._desk.store.set_reachable(change.from_user.id, reachable=reachable)


async def _toasted(bot: Bot, query_id: str, replies: AsyncIterator[Reply]) -> AsyncGenerator[Reply, None]:
    """The same replies, after the tap was answered: with the first one's toast where it comes at once."""
    first = asyncio.ensure_future(anext(replies, None))
    await asyncio.wait({first}, timeout=TOAST_WITHIN)
    early = first.result() if first.done() else None
    await _answer_tap(bot, query_id, early.toast if early else "")
    reply = await first
    while reply is not None:
        yield reply
        reply = await anext(replies, None)


async def _answer_tap(bot: Bot, query_id: str, toast: str) -> None:
    try:
        await bot.answer_callback_query(query_id, text=toast[:TOAST_MOST] or None)
    except BadRequest as error:
        _log.info("a tap could not be answered any more: %s", error)
    except TelegramError as error:
        _log.warning("a tap could not be answered: %s", error)


def _urgent(update: Update) -> bool:
    come = incoming(update)
    match come:
        case Tapped():
            return come.tap is not None and come.tap.action in URGENT
        case Commanded():
            return come.name in URGENT
    return False


async def _apologise(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """What even the chat could not catch, our own fault or a dead line: logged under a code the person is told."""
    code = secrets.token_hex(3)
    number = update.update_id if isinstance(update, Update) else "-"
    _log.error("error %s: update %s was not answered", code, number, exc_info=context.error)
    if isinstance(update, Update) and update.effective_user is not None:
        with suppress(TelegramError):
            await context.bot.send_message(update.effective_user.id, failure(code))
