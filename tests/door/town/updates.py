"""Updates as Telegram would send them, also those the sandbox's phones cannot make."""

import asyncio

from bot.sandbox import Sandbox
from bot.sandbox.entities import Json
from tests.support.town import Persona

NO_USER = {"message_id": 5, "date": 1_700_000_000}


def message_of(somebody: Persona, **content: object) -> Json:
    chat = {"id": somebody.id, "type": "private", "first_name": somebody.first_name}
    user = {"id": somebody.id, "is_bot": False, "first_name": somebody.first_name}
    return {**NO_USER, "chat": chat, "from": user, **content}


def comes(sandbox: Sandbox, kind: str, content: Json) -> None:
    """An update of this kind arrives, whether or not the bot asked for its kind."""
    sandbox.world.updates.kinds |= {kind}
    sandbox.world.updates.add(kind, content)


async def settled(sandbox: Sandbox) -> None:
    """Everything that came was fetched and is answered."""
    for _ in range(100):
        await asyncio.sleep(0.02)
        if not sandbox.world.updates.pending:
            break
    await asyncio.sleep(0.2)


def asked(sandbox: Sandbox, method: str) -> list[Json]:
    return [call.params for call in sandbox.calls if call.method.lower() == method.lower()]
