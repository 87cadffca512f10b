"""Keeps a bot in touch with Telegram by long polling, from the first hello to an orderly goodbye."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.app import UPDATES, App, InOrder, introduce
from bot.render import seconds
from core.errors import BadSetting

_log = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
GOODBYE_WITHIN = 3.0
"""Seconds that answers under way are waited for; what is cut off then is settled at the next start."""
FETCHED_WITHIN = 1.0
"""Seconds to tell Telegram which updates were fetched; without that it would give the last ones again."""
COMPLAIN_EVERY = 600.0


@asynccontextmanager
async def polling(app: App) -> AsyncIterator[None]:
    """Within, updates are fetched and answered. Raises BadSetting where Telegram refuses the token."""
    assert app.updater is not None  # noqa: S101 - the builder makes one unless told not to
    await _say_hello(app)
    try:
        await app.start()
        await app.updater.start_polling(allowed_updates=UPDATES, bootstrap_retries=-1, error_callback=_Complaints())
        try:
            yield
        finally:
            await _say_goodbye(app)
    finally:
        await app.shutdown()


class _Complaints:
    """Tells the operator what is wrong with the line: in one line, and not again at each try."""

    def __init__(self) -> None:
        self._told: dict[type[TelegramError], float] = {}

    def __call__(self, error: TelegramError) -> None:
        now, kind = asyncio.get_running_loop().time(), type(error)
        if now - self._told.get(kind, -COMPLAIN_EVERY) < COMPLAIN_EVERY:
            return
        self._told[kind] = now
        if isinstance(error, Conflict):
            _log.error("another program uses this TELEGRAM_BOT_TOKEN too, and both miss messages: stop one of them")
        else:
            _log.warning("updates cannot be fetched (%s); trying on", error)


async def _say_hello(app: App) -> None:
    """Wait until Telegram can be reached, however long that takes."""
    pause = 1.0
    while True:
        try:
            await app.initialize()
            break
        except InvalidToken:
            raise BadSetting("TELEGRAM_BOT_TOKEN was refused by Telegram: copy it again from @BotFather") from None
        except TelegramError as error:
            wait = max(pause, seconds(error)) if isinstance(error, RetryAfter) else pause
            _log.warning("Telegram is out of reach (%s); trying again in %.0f s", error, wait)
            await asyncio.sleep(wait)
            pause = min(2 * pause, LONGEST_PAUSE)
    try:
        await introduce(app.bot)
    except TelegramError as error:
        _log.warning("the command menu could not be set: %s", error)


async def _say_goodbye(app: App) -> None:
    """Fetch no more and let what is under way come to its end, if that is soon."""
    assert app.updater is not None and isinstance(app.update_processor, InOrder)  # noqa: S101, PT018 - as built
    with suppress(TimeoutError):
        async with asyncio.timeout(FETCHED_WITHIN):
            await app.updater.stop()
    try:
        async with asyncio.timeout(GOODBYE_WITHIN - FETCHED_WITHIN):
            await app.stop()
    except TimeoutError:
        _log.warning("answers under way were cut off; they are settled at the next start")
        await app.update_processor.cut_off()
