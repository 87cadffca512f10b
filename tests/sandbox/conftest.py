"""A running sandbox, a real bot and two people for each test."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from telegram import Bot

from bot.sandbox import SANDBOX_TOKEN, Sandbox
from bot.sandbox.client import SandboxPerson
from tests.sandbox.wire import Wire, wire_to
from tests.support.bot_api_spec import calls_fit_the_spec as calls_fit_the_spec


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.open() as running:
        yield running


@pytest.fixture
async def bot(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library warns about its old way of telling pauses
    base = sandbox.api_base
    async with Bot(SANDBOX_TOKEN, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot") as ready:
        yield ready


@pytest.fixture
async def alice(sandbox: Sandbox) -> AsyncIterator[SandboxPerson]:
    async with await SandboxPerson.join(sandbox.url, first_name="Alice") as person:
        await person.send("/start")
        yield person


@pytest.fixture
async def bob(sandbox: Sandbox) -> AsyncIterator[SandboxPerson]:
    async with await SandboxPerson.join(sandbox.url, first_name="Bob", language_code="de") as person:
        await person.send("/start")
        yield person


@pytest.fixture
async def wire(sandbox: Sandbox) -> AsyncIterator[Wire]:
    async with wire_to(sandbox) as ready:
        yield ready


def png(width: int = 640, height: int = 360, colour: str = "navy") -> bytes:
    """A real picture of this size."""
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(drawn, "PNG")
    return drawn.getvalue()
