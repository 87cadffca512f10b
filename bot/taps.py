"""Every tap is answered once and soon: with the toast its reply brings, or with a word that it takes a moment."""

import asyncio
import logging

from telegram import Bot, CallbackQuery
from telegram.error import BadRequest, TelegramError

from core.wording.language import speaking
from core.wording.talk import still_at_it

_log = logging.getLogger(__name__)

TOAST_WITHIN = 0.5
"""Seconds a tap may wait for its toast, be it for its turn or for its work."""
TOAST_MOST = 200


class Taps:
    """The taps that are not answered yet."""

    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._late: set[asyncio.Task[None]] = set()

    def came(self, query: CallbackQuery) -> None:
        """From now on the person waits."""
        self._waiting[query.id] = asyncio.create_task(self._in_time(query))

    async def put_off(self, query: CallbackQuery) -> None:
        """Answer that it takes a moment, in the language of the phone."""
        with speaking(query.from_user.language_code or "en"):
            await self.answer(query.get_bot(), query.id, still_at_it())

    async def answer(self, bot: Bot, query_id: str, toast: str = "") -> bool:
        """Answer with this toast; False where the tap was answered already."""
        waiting = self._waiting.pop(query_id, None)
        if waiting is None:
            return False
        if waiting is not asyncio.current_task():
            waiting.cancel()
        await _answer(bot, query_id, toast)
        return True

    async def _in_time(self, query: CallbackQuery) -> None:
        await asyncio.sleep(TOAST_WITHIN)
        late = self._waiting[query.id]
        self._late.add(late)
        try:
            await self.put_off(query)
        finally:
            self._late.discard(late)


async def _answer(bot: Bot, query_id: str, toast: str) -> None:
    shown = toast if len(toast) <= TOAST_MOST else f"{toast[: TOAST_MOST - 1]}…"
    try:
        await bot.answer_callback_query(query_id, text=shown or None)
    except BadRequest as error:
        _log.info("a tap could not be answered any more: %s", error)
    except TelegramError as error:
        _log.warning("a tap could not be answered: %s", error)
