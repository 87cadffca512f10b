"""The whole product in one process against the sandbox, with a fresh database: what every conversation is tried in."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.composition import Product, product
from bot.sandbox import Sandbox, SandboxPerson
from bot.sandbox.entities import Json
from core.settings import Settings

SEED = "buy PEPE when it drops 5% in an hour, stop 3, target 10"
"""The sentence everything began with."""


class Persona(SandboxPerson):
    """Somebody with a phone who writes, taps and looks; a failure prints the whole chat."""

    async def says(self, text: str) -> None:
        await self.send(text)

    async def taps(self, label: str) -> str | None:
        """Tap the newest button of this label; the toast, if one was shown."""
        return await self.tap(label)

    async def sees_photo(self, *words: str) -> Json:
        """Wait for a picture whose caption shows all these words."""
        found: list[Json] = []

        def pictured(chat: Json) -> bool:
            news = [m for m in chat["messages"] if m["from_bot"] and m["version"] > self._acted_at and m["file"]]
            found[:] = [m for m in news if m["file"]["kind"] == "photo" and all(word in m["text"] for word in words)]
            return bool(found)

        await self.wait_for(pictured, within=30)
        return found[-1]

    async def saves(self, sentence: str) -> None:
        """Say a strategy and save it."""
        await self.says(sentence)
        await self.sees("proposal")
        await self.taps("Save")
        await self.sees("Saved in")

    async def shown(self) -> str:
        """Everything that stands in the chat now."""
        await self.chat()
        return self.transcript()

    async def never_sees(self, *words: str) -> None:
        """None of these words stand anywhere in the chat."""
        text = await self.shown()
        assert not [word for word in words if word in text], text


@dataclass(frozen=True)
class Town:
    """A sandbox with the product at work in it."""

    sandbox: Sandbox
    product: Product

    @asynccontextmanager
    async def persona(self, name: str, *, language: str = "en") -> AsyncIterator[Persona]:
        """Somebody new, who has not opened the chat yet."""
        async with await Persona.join(self.sandbox.url, first_name=name, language_code=language) as somebody:
            assert isinstance(somebody, Persona)
            yield somebody

    @asynccontextmanager
    async def started(self, name: str) -> AsyncIterator[Persona]:
        """Somebody who has just pressed Start."""
        async with self.persona(name) as somebody:
            await somebody.says("/start")
            await somebody.sees("Tap an example")
            yield somebody


@asynccontextmanager
async def town(directory: Path, **more: Any) -> AsyncIterator[Town]:
    """A town of its own, its database in this directory; `more` settings as the operator would make them."""
    settings = Settings(_env_file=None, database_url=f"sqlite:///{directory / 'app.db'}", **more)
    async with (
        Sandbox.open() as sandbox,
        product(settings, token=sandbox.token, api_base=sandbox.api_base) as running,
    ):
        yield Town(sandbox, running)


@asynccontextmanager
async def workers_busy(home: Town, seconds: float) -> AsyncIterator[None]:
    """All workers have something else to do for a while, so that a backtest takes its time."""
    work = [asyncio.create_task(home.product.workers.run(time.sleep, seconds)) for _ in range(2)]
    await asyncio.sleep(0.05)
    yield
    await asyncio.gather(*work)
