"""A sandbox with a line to it, a bot that speaks over the line as the product's does, and somebody to speak to."""

import io
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Iterable

import pytest
from PIL import Image
from telegram import Bot
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.app import DEFAULTS
from bot.sandbox import Sandbox
from core.replies import Reply
from tests.door.line import Line, line_to
from tests.support.town import Persona


@pytest.fixture(autouse=True)
def _pauses_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library warns about its old way of telling pauses."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.open() as running:
        yield running


@pytest.fixture
async def line(sandbox: Sandbox) -> AsyncIterator[Line]:
    async with line_to(sandbox) as ready:
        yield ready


def bot_on(api_base: str, token: str, *, patience: float = 0.3) -> ExtBot[int]:
    """It waits less than a second for an answer, where the product's waits five."""
    no_authorities = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # plain HTTP: reading them would only take time
    plain_http = {"trust_env": False, "verify": no_authorities}
    return ExtBot(
        token,
        base_url=f"{api_base}/bot",
        base_file_url=f"{api_base}/file/bot",
        request=HTTPXRequest(connection_pool_size=32, read_timeout=patience, httpx_kwargs=plain_http),
        get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=patience, httpx_kwargs=plain_http),
        defaults=DEFAULTS,
        rate_limiter=AIORateLimiter(max_retries=0),
    )


@pytest.fixture
async def bot(sandbox: Sandbox, line: Line) -> AsyncIterator[Bot]:
    async with bot_on(line.api_base, sandbox.token) as ready:
        yield ready


@pytest.fixture
async def alice(sandbox: Sandbox) -> AsyncIterator[Persona]:
    """Somebody who has opened the chat; nobody has answered yet."""
    async with await Persona.join(sandbox.url, first_name="Alice") as persona:
        assert isinstance(persona, Persona)
        await persona.says("/start")
        yield persona


def png(width: int = 640, height: int = 360, colour: str = "navy") -> bytes:
    """A real picture of this size."""
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(drawn, "PNG")
    return drawn.getvalue()


async def said(replies: Iterable[Reply]) -> AsyncGenerator[Reply, None]:
    """Replies that come at once."""
    for reply in replies:
        yield reply
