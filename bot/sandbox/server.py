"""The sandbox itself: one aiohttp server on this computer that plays Telegram and shows the phone."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any, Self
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox.control import WORLD, control_routes
from bot.sandbox.entities import Json
from bot.sandbox.errors import BotApiError, ControlError, unauthorized, unknown_method
from bot.sandbox.methods import Method, method_named
from bot.sandbox.params import Params
from bot.sandbox.trouble import TroubleSwitches
from bot.sandbox.world import SANDBOX_TOKEN, Call, Profile, World

_HOST = "127.0.0.1"
_MAX_REQUEST_BYTES = 52 * 1024 * 1024
_LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost"})
_PAGE_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Sandbox:
    """A running sandbox: point the bot at `api_base` with `token`, open `url` in a browser."""

    def __init__(self, world: World, runner: web.AppRunner, port: int) -> None:
        self.world = world
        self.api_base = f"http://{_HOST}:{port}"
        self.url = f"{self.api_base}/"
        self.token = SANDBOX_TOKEN
        self._runner = runner

    @classmethod
    @asynccontextmanager
    async def open(
        cls, port: int = 0, *, bot_name: str = "Randebu", bot_username: str = "randebu_sandbox_bot"
    ) -> AsyncIterator[Self]:
        """A sandbox for as long as the block runs."""
        sandbox = await cls.start(port, bot_name=bot_name, bot_username=bot_username)
        try:
            yield sandbox
        finally:
            await sandbox.stop()

    @classmethod
    async def start(
        cls, port: int = 0, *, bot_name: str = "Randebu", bot_username: str = "randebu_sandbox_bot"
    ) -> Self:
        """Serve on 127.0.0.1 only; port 0 takes any free one, a busy port raises OSError."""
        world = World(Profile(bot_username, {"": bot_name}))
        runner = web.AppRunner(_application(world), handler_cancellation=True, shutdown_timeout=1, access_log=None)
        listener = _listener(port)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        return cls(world, runner, listener.getsockname()[1])

    async def stop(self) -> None:
        """Let go of every open poll and stream, then close."""
        self.world.closed = True
        self.world.wake()
        await self.world.updates.close()
        await self._runner.cleanup()

    @property
    def calls(self) -> list[Call]:
        """The bot's requests in order: method, params, status, description (empty when served)."""
        return list(self.world.calls)

    @property
    def trouble(self) -> TroubleSwitches:
        """Telegram's bad moods; set its fields to switch them."""
        return self.world.trouble.switches


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_HOST, port))
    except (OSError, OverflowError):
        listener.close()
        raise
    return listener


def _application(world: World) -> web.Application:
    application = web.Application(client_max_size=_MAX_REQUEST_BYTES, middlewares=[_guard])
    application[WORLD] = world
    application.add_routes(
        [
            web.route("*", "/bot{token:[^/]+}/{method}", _bot_api),
            web.get("/file/bot{token:[^/]+}/{path:.+}", _bot_file),
            *control_routes(),
            web.get("/", _page),
            web.get("/page/{name:[\\w-]+\\.(?:css|js|svg)}", _page),
        ]
    )
    return application


@web.middleware
async def _guard(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Only this computer's own pages may talk to the sandbox: no rebound names, no foreign origins."""
    if not _is_local(request):
        return web.json_response({"error": "The sandbox only answers on this computer."}, status=403)
    try:
        response = await handler(request)
    except ControlError as error:
        response = web.json_response({"error": error.sentence}, status=error.status)
    if not response.prepared:
        response.headers.update({**_HEADERS, **response.headers})
    return response


def _is_local(request: web.Request) -> bool:
    if _host_name(request.host) not in _LOOPBACK_NAMES:
        return False
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return False
    return request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin") or request.path == "/"


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


async def _page(request: web.Request) -> web.Response:
    name = request.match_info.get("name", "index.html")
    page = files("bot.sandbox").joinpath("page", name)
    if not page.is_file():
        raise ControlError(404, "There is no such page here.")
    kind = _PAGE_TYPES[f".{name.rpartition('.')[2]}"]
    return web.Response(body=page.read_bytes(), content_type=kind, charset="utf-8")


async def _bot_file(request: web.Request) -> web.Response:
    if request.match_info["token"] != SANDBOX_TOKEN:
        return _refusal(unauthorized())
    file = request.app[WORLD].files.at(request.match_info["path"])
    if file is None:
        return _refusal(BotApiError(404, "Not Found"))
    return web.Response(body=file.data, content_type="application/octet-stream")


async def _bot_api(request: web.Request) -> web.Response:
    world, name = request.app[WORLD], request.match_info["method"]
    method, params = method_named(name), Params()
    try:
        params = await _readable_params(request)
        result = await _answered(request, method, params)
    except BotApiError as error:
        world.calls.append(Call(method.name if method else name, params.as_sent(), error.status, error.description))
        return _refusal(error)
    world.calls.append(Call(method.name if method else name, params.as_sent(), 200, ""))
    return web.json_response({"ok": True, "result": result})


async def _readable_params(request: web.Request) -> Params:
    try:
        return await Params.of(request)
    except web.HTTPRequestEntityTooLarge:
        raise BotApiError(413, "Request Entity Too Large") from None


async def _answered(request: web.Request, method: Method | None, params: Params) -> Any:
    if request.match_info["token"] != SANDBOX_TOKEN:
        raise unauthorized()
    if method is None:
        raise unknown_method()
    world = request.app[WORLD]
    await world.trouble.hinder(method.name, params.text("chat_id"))
    return await method.answer(world, params)


def _refusal(error: BotApiError) -> web.Response:
    body: Json = {"ok": False, "error_code": error.status, "description": error.description}
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else None
    return web.json_response(body, status=error.status, headers=headers)
