"""Brings queued notices to Telegram: in order, paced, again after a failure, never twice on purpose."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.pacing import Pace
from bot.render import Screen, seconds
from core.errors import StoreError
from core.people import Notice
from core.ports import Clock, Store
from core.replies import notice_reply

_log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
MOST_AT_ONCE = 500
PER_SECOND = 25.0
"""Over all chats; Telegram takes 30, and answers to people who are waiting need some of them."""
CHAT_EVERY = 1.0
FIRST_WAIT, LONGEST_WAIT = 2.0, 1_800.0
LEAVE_WITHIN = 2.5
"""Seconds that a notice on its way is waited for at the end."""


class Outbox:
    """A loop over the notices that are due: at each look one for each chat, its oldest.

    A chat whose notice could not be delivered rests, so that no later one overtakes it. The store keeps what is unsent
    but not these rests: after a restart everything is tried at once, again in order.
    """

    def __init__(self, bot: Bot, store: Store, now: Clock) -> None:
        self._bot = bot
        self._store = store
        self._now = now
        self._pace = Pace(PER_SECOND)
        self._rests: dict[int, float] = {}
        self._unwritten: set[int] = set()
        self._leaving = False
        self._is_away = False

    async def run(self) -> None:
        """Deliver for ever; a database that is away for a while is waited for."""
        while True:
            await self._undisturbed(self.deliver())
            await asyncio.sleep(LOOK_EVERY)

    async def deliver(self) -> None:
        """Deliver what is due now: to each chat at most one notice."""
        try:
            for notice_id in tuple(self._unwritten):
                await self._written(notice_id)
            due = await self._store.due_notices(self._now(), most=MOST_AT_ONCE)
        except StoreError as error:
            self._complain(error)
            return
        self._is_away = False
        now = asyncio.get_running_loop().time()
        self._rests = {chat: until for chat, until in self._rests.items() if until > now}
        oldest: dict[int | None, Notice] = {}
        for notice in due:
            oldest.setdefault(notice.telegram_id, notice)
        await asyncio.gather(*(self._settled(chat, notice) for chat, notice in oldest.items() if chat is not None))

    def _complain(self, error: StoreError) -> None:
        """Once for each time the database is away, not at each look."""
        if not self._is_away:
            _log.warning("notices wait: %s", error)
        self._is_away = True

    async def _undisturbed(self, delivery: Coroutine[Any, Any, None]) -> None:
        """Carry out a delivery; whoever ends us waits until what was sent is also written down as sent."""
        task = asyncio.create_task(delivery)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            self._leaving = True
            await asyncio.wait({task}, timeout=LEAVE_WITHIN)
            task.cancel()
            raise

    async def _settled(self, chat: int, notice: Notice) -> None:
        if chat in self._rests:
            return
        await self._pace.turn()
        if self._leaving:
            return
        try:
            await self._deliver(chat, notice)
        except StoreError as error:
            _log.warning("the outcome of notice %s is not written down yet: %s", notice.key, error)

    async def _deliver(self, chat: int, notice: Notice) -> None:
        try:
            await Screen(self._bot, chat, attempts=1).show(notice_reply(notice.reply))
        except Forbidden:
            await self._store.set_reachable(chat, reachable=False)
        except BadRequest as error:
            await self._given_up(notice, error)
        except TelegramError as error:
            await self._again_later(chat, notice, error)
        except Exception as error:  # noqa: BLE001 - one notice that cannot be read must not keep all others
            _log.exception("notice %s cannot be read", notice.key)
            await self._given_up(notice, error)
        else:
            self._rest(chat, CHAT_EVERY)
            self._unwritten.add(notice.id)
            await self._written(notice.id)

    async def _written(self, notice_id: int) -> None:
        """Write down that it was sent; until that is done it must not be sent again."""
        await self._store.notice_sent(notice_id)
        self._unwritten.discard(notice_id)

    async def _given_up(self, notice: Notice, error: Exception) -> None:
        _log.error("notice %s can never be delivered: %s", notice.key, error)
        await self._store.notice_failed(notice.id, error=str(error))

    async def _again_later(self, chat: int, notice: Notice, error: TelegramError) -> None:
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(notice.attempts, 10))
        wait = seconds(error) if isinstance(error, RetryAfter) else wait
        self._rest(chat, wait)
        _log.warning("notice %s waits %.0f s: %s", notice.key, wait, error)
        await self._store.notice_later(notice.id, at=self._now(), error=str(error))

    def _rest(self, chat: int, wait: float) -> None:
        """Nothing more goes to this chat for so many seconds."""
        self._rests[chat] = asyncio.get_running_loop().time() + wait
