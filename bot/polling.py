"""Keeps a bot in touch with Telegram by long polling, from the first hello to an orderly goodbye."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.app import UPDATES, App, introduce
from core.errors import BadSetting

_log = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
GOODBYE_WITHIN = 5.0
"""Seconds that answers under way are waited for; what is cut off then is settled at the next start."""


@asynccontextmanager
async def polling(app: App) -> AsyncIterator[None]:
    """Within, updates are fetched and answered. Raises BadSetting where Telegram refuses the token."""
    assert app.updater is not None  # noqa: S101 - the builder makes one unless told not to
    await _say_hello(app)
    try:
        await app.start()
        await app.updater.start_polling(allowed_updates=UPDATES, bootstrap_retries=-1)
        try:
            yield
        finally:
            await app.updater.stop()
            await _say_goodbye(app)
    finally:
        await app.shutdown()


async def _say_hello(app: App) -> None:
    """Wait until Telegram can be reached, however long that takes."""
    pause = 1.0
    while True:
        try:
            await app.initialize()
            break
        except InvalidToken:
            raise BadSetting("TELEGRAM_BOT_TOKEN was refused by Telegram: copy it again from @BotFather") from None
        except NetworkError as error:
            _log.warning("Telegram is out of reach (%s); trying again in %.0f s", error, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
    try:
        await introduce(app.bot)
    except TelegramError as error:
        _log.warning("the command menu could not be set: %s", error)


async def _say_goodbye(app: App) -> None:
    try:
        async with asyncio.timeout(GOODBYE_WITHIN):
            await app.stop()
    except TimeoutError:
        _log.warning("answers under way were cut off; they are settled at the next start")
