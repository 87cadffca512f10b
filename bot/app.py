"""The PTB application: updates in order per person, in parallel across people; every tap answered."""

import asyncio
import logging
import os
import secrets
from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing, suppress
from typing import Any
from weakref import WeakValueDictionary

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, CallbackQuery, LinkPreviewOptions, Update, User
from telegram.constants import ChatMemberStatus, ChatType, ParseMode
from telegram.error import Forbidden, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    BaseUpdateProcessor,
    CallbackContext,
    Defaults,
    TypeHandler,
)

from bot.incoming import Commanded, Incoming, Said, Tapped, incoming
from bot.render import Screen
from bot.taps import Taps
from core.chat.front import URGENT
from core.desk import Desk
from core.errors import RandebuError
from core.replies import Reply, Tap
from core.wording.html import esc
from core.wording.language import LANGUAGES, speaking
from core.wording.talk import about, apology, commands, failure

_log = logging.getLogger(__name__)

UPDATES = ["message", "callback_query", "my_chat_member"]
DEFAULTS = Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
AT_ONCE = 4_096
"""How many updates may be at work or in line: somebody who sends hundreds may not shut the others out."""
APOLOGISE_EVERY = 60.0

App = Application[Any, Any, Any, Any, Any, Any]


class InOrder(BaseUpdateProcessor):
    """One person's updates one after the other, other people's beside them; urgent ones wait for nothing.

    A button tapped again while its first tap is still at work is answered, but not carried out twice.
    """

    def __init__(self, taps: Taps) -> None:
        super().__init__(max_concurrent_updates=AT_ONCE)
        self._taps = taps
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._buttons: set[tuple[int, int | None, str | None]] = set()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def do_process_update(self, update: object, coroutine: Coroutine[Any, Any, Any]) -> None:  # type: ignore[override]
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - PTB makes one for each update
        self._tasks.add(task)
        try:
            await self._process(update, coroutine)
        finally:
            coroutine.close()
            self._tasks.discard(task)

    async def cut_off(self) -> None:
        """End whatever is still at work."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _process(self, update: object, coroutine: Coroutine[Any, Any, Any]) -> None:
        if not isinstance(update, Update) or update.effective_user is None:
            await coroutine
        elif update.callback_query is not None:
            await self._tapped(update, update.callback_query, coroutine)
        else:
            await self._in_turn(update, coroutine)

    async def _tapped(self, update: Update, query: CallbackQuery, coroutine: Coroutine[Any, Any, Any]) -> None:
        self._taps.came(query)
        message_id = query.message.message_id if query.message else None
        button = (query.from_user.id, message_id, query.data)
        if button in self._buttons:
            await self._taps.put_off(query)
            return
        self._buttons.add(button)
        try:
            await self._in_turn(update, coroutine)
        finally:
            self._buttons.discard(button)

    async def _in_turn(self, update: Update, coroutine: Coroutine[Any, Any, Any]) -> None:
        assert update.effective_user is not None  # noqa: S101 - _process() looked
        if _urgent(update):
            await coroutine
            return
        async with self._locks.setdefault(update.effective_user.id, asyncio.Lock()):
            await coroutine

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def build(desk: Desk, *, token: str, api_base: str) -> App:
    """The application for the Bot API at `api_base`, whether that is Telegram or the sandbox."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # else each flood prints a warning about how its pause is told
    taps = Taps()
    door = Door(desk, taps)
    app: App = (
        Application.builder()
        .token(token)
        .base_url(f"{api_base}/bot")
        .base_file_url(f"{api_base}/file/bot")
        .defaults(DEFAULTS)
        # Only its overall pace is wanted: its own retries would stop everybody for one person's flood.
        .rate_limiter(AIORateLimiter(max_retries=0))
        .concurrent_updates(InOrder(taps))
        .build()
    )
    app.add_handler(TypeHandler(Update, door.answer))
    app.add_error_handler(door.apologise)
    return app


async def introduce(bot: Bot) -> None:
    """Tell Telegram the commands and what this bot is: English to everybody, the other languages to their phones."""
    for language in LANGUAGES:
        code = None if language == "en" else language
        with speaking(language):
            menu = [BotCommand(name, does) for name, does in commands()]
            short, long = about()
        await bot.set_my_commands(menu, scope=BotCommandScopeAllPrivateChats(), language_code=code)
        await bot.set_my_short_description(short, language_code=code)
        await bot.set_my_description(long, language_code=code)


class Door:
    """Takes an update to the desk and what the desk says back to the chat."""

    def __init__(self, desk: Desk, taps: Taps) -> None:
        self._desk = desk
        self._taps = taps
        self._apologised: dict[int, float] = {}

    async def answer(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Answer one update. A person who blocked the bot is remembered as out of reach."""
        if await self._left(update, context.bot):
            return
        if update.my_chat_member is not None:
            reachable = update.my_chat_member.new_chat_member.status == ChatMemberStatus.MEMBER
            await self._desk.store.set_reachable(update.my_chat_member.from_user.id, reachable=reachable)
            return
        come = incoming(update)
        if come is None:
            return
        try:
            await self._answer(come, context.bot)
        except Forbidden:
            await self._desk.store.set_reachable(come.user.id, reachable=False)

    async def apologise(self, update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """What even the chat could not catch, our own fault or a dead line: logged under a code the person is told."""
        code = secrets.token_hex(3)
        number = update.update_id if isinstance(update, Update) else "-"
        _log.error("error %s: update %s was not answered", code, number, exc_info=context.error)
        if not isinstance(update, Update) or update.effective_user is None:
            return
        if update.effective_chat is None or update.effective_chat.type == ChatType.PRIVATE:
            await self._tell(update.effective_user, code, context.bot)

    async def _tell(self, user: User, code: str, bot: Bot) -> None:
        """At most once a minute: what fails again at once need not be told again at once."""
        now = asyncio.get_running_loop().time()
        self._apologised = {who: at for who, at in self._apologised.items() if now - at < APOLOGISE_EVERY}
        if user.id in self._apologised:
            return
        with suppress(TelegramError), speaking(user.language_code or "en"):
            await bot.send_message(user.id, failure(code))
            self._apologised[user.id] = now

    async def _answer(self, come: Incoming, bot: Bot) -> None:
        replies = self._replies(come)
        if not isinstance(come, Tapped):
            await Screen(bot, come.user.id).play(replies)
            return
        try:
            await Screen(bot, come.user.id, come.message).play(self._toasted(bot, come.query_id, replies))
        finally:
            await self._taps.answer(bot, come.query_id)

    async def _toasted(
        self, bot: Bot, query_id: str, replies: AsyncGenerator[Reply, None]
    ) -> AsyncGenerator[Reply, None]:
        """The same replies; the first one answers the tap. A lone toast that comes too late for it is said aloud."""
        async with aclosing(replies):
            async for reply in replies:
                in_time = await self._taps.answer(bot, query_id, reply.toast)
                alone = reply.toast and not reply.text and reply.attachment is None
                yield Reply(esc(reply.toast)) if alone and not in_time else reply

    async def _replies(self, come: Incoming) -> AsyncGenerator[Reply, None]:
        try:
            person_id = await self._person(come)
        except RandebuError as error:
            with speaking(come.user.language_code or "en"):
                sorry = Reply(apology(error))
            yield sorry
            return
        async with aclosing(self._said(person_id, come)) as replies:
            async for reply in replies:
                yield reply

    def _said(self, person_id: str, come: Incoming) -> AsyncGenerator[Reply, None]:
        chat = self._desk.chat
        match come:
            case Tapped(tap=None):
                return chat.old_menu(person_id)
            case Tapped(tap=Tap() as tap):
                return chat.tap(person_id, tap)
            case Commanded():
                return chat.command(person_id, come.name, come.rest)
            case Said(text=str() as text):
                return chat.say(person_id, text)
        return chat.unreadable(person_id)

    async def _person(self, come: Incoming) -> str:
        user = come.user
        language = (user.language_code or "en").split("-")[0]
        person = await self._desk.store.person_by_telegram(user.id, name=user.first_name, language=language)
        if isinstance(come, Commanded) and come.name == "start":
            await self._desk.store.set_reachable(user.id, reachable=True)
        return person.id

    async def _left(self, update: Update, bot: Bot) -> bool:
        """Whether this is not a private chat; then the bot leaves it, unless it is out already."""
        chat = update.effective_chat
        if chat is None or chat.type == ChatType.PRIVATE or update.callback_query is not None:
            return False
        change = update.my_chat_member
        if change is None or change.new_chat_member.status in (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR):
            with suppress(TelegramError):
                await bot.leave_chat(chat.id)
        return True


def _urgent(update: Update) -> bool:
    come = incoming(update)
    match come:
        case Tapped():
            return come.tap is not None and come.tap.action in URGENT
        case Commanded():
            return come.name in URGENT
    return False
