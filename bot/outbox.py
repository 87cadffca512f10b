"""Brings queued notices to Telegram: in order, again after a failure, never twice on purpose."""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.render import Screen
from core.errors import StoreError
from core.people import Notice
from core.ports import Clock, Store
from core.replies import notice_reply

_log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
LONGEST_WAIT = timedelta(minutes=30)


class Outbox:
    """A loop over the notices that are due."""

    def __init__(self, bot: Bot, store: Store, now: Clock) -> None:
        self._bot = bot
        self._store = store
        self._now = now
        self._leaving = False

    async def run(self) -> None:
        """Deliver for ever; a database that is away for a while is waited for."""
        while True:
            await self._undisturbed(self.deliver())
            await asyncio.sleep(LOOK_EVERY)

    async def deliver(self) -> None:
        """Deliver what is due now."""
        try:
            for notice in await self._store.due_notices(self._now()):
                if self._leaving:
                    return
                await self._deliver(notice)
        except StoreError as error:
            _log.warning("notices wait: %s", error)

    async def _undisturbed(self, delivery: Coroutine[Any, Any, None]) -> None:
        """Carry out a delivery; whoever ends us waits until what was sent is also written down as sent."""
        task = asyncio.create_task(delivery)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            self._leaving = True
            await task
            raise

    async def _deliver(self, notice: Notice) -> None:
        assert notice.telegram_id is not None  # noqa: S101 - only people who can be reached are due
        try:
            await Screen(self._bot, notice.telegram_id).show(notice_reply(notice.reply))
        except Forbidden:
            await self._store.set_reachable(notice.telegram_id, reachable=False)
        except BadRequest as error:
            _log.error("notice %s can never be delivered: %s", notice.key, error)
            await self._store.notice_failed(notice.id, error=str(error))
        except TelegramError as error:
            wait = min(LONGEST_WAIT, timedelta(seconds=2 ** min(notice.attempts + 1, 11)))
            await self._store.notice_later(notice.id, at=self._now() + wait, error=str(error))
        else:
            await self._store.notice_sent(notice.id)
