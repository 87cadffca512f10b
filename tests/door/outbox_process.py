"""An outbox as a process of its own, to be killed: `python -m tests.door.outbox_process DATABASE_URL API_BASE`."""

import asyncio
import sys

from bot.outbox import Outbox
from bot.sandbox import SANDBOX_TOKEN
from storage.store import PeeweeStore, utc_now
from tests.door.conftest import bot_on


async def main(database_url: str, api_base: str) -> None:
    async with bot_on(api_base, SANDBOX_TOKEN, patience=5.0) as bot:
        await Outbox(bot, PeeweeStore.open(database_url), utc_now).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
