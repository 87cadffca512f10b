"""The line between the bot and the sandbox, where the network's own faults are played: lost answers, dead lines."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

import aiohttp
from aiohttp import web

from bot.sandbox import Sandbox


class Asked(NamedTuple):
    """A request as it came from the bot."""

    method: str
    at: float
    body: bytes


class Line:
    """Passes every request on and every answer back, unless it is told to lose some."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.api_base = ""
        self.asked: list[Asked] = []
        self.answer_lost: dict[str, int] = {}
        """How many answers to a method are to be lost: the request is carried out, but the bot never hears so."""
        self.answer_late: dict[str, float] = {}
        """How many seconds the answers to a method take on their way back."""
        self._sandbox = sandbox

    def times(self, method: str) -> list[float]:
        """When this method was asked for."""
        return [asked.at for asked in self.asked if asked.method == method]

    async def pass_on(self, request: web.Request) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        body = await request.read()
        self.asked.append(Asked(method, time.monotonic(), body))
        status, answer = await self._carried_out(request, body)
        if self.answer_lost.get(method, 0) > 0:
            self.answer_lost[method] -= 1
            await asyncio.sleep(3_600)
        await asyncio.sleep(self.answer_late.get(method, 0.0))
        return web.Response(status=status, body=answer, content_type="application/json")

    async def _carried_out(self, request: web.Request, body: bytes) -> tuple[int, bytes]:
        url = f"{self._sandbox.api_base}{request.path_qs}"
        kind = {"Content-Type": request.headers["Content-Type"]} if "Content-Type" in request.headers else {}
        patience = aiohttp.ClientTimeout(60)
        async with (
            aiohttp.ClientSession(timeout=patience) as session,
            session.request(request.method, url, data=body, headers=kind) as answered,
        ):
            return answered.status, await answered.read()


@asynccontextmanager
async def line_to(sandbox: Sandbox, port: int = 0) -> AsyncIterator[Line]:
    """A line for as long as the block runs."""
    line, app = Line(sandbox), web.Application(client_max_size=60 * 1024 * 1024)
    app.router.add_route("*", "/{path:.*}", line.pass_on)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    line.api_base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield line
    finally:
        await runner.cleanup()
