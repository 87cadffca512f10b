"""The WebSocket half of the strict AVE server: who may listen, what may be subscribed to, and how it fails."""

import json
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.support.ave_fixtures import KEY

if TYPE_CHECKING:
    from tests.support.ave_server import AveServer

LENGTHS = {"s1", *(f"k{n}" for n in (1, 5, 15, 30, 60, 120, 240, 1_440, 10_080))}
MOST_SOCKETS = 5


class AveSockets:
    """Everybody who is connected. `frames` is everything that came."""

    def __init__(self, server: "AveServer") -> None:
        self._server = server
        self._open: list[web.WebSocketResponse] = []
        self.frames: list[dict[str, Any]] = []
        self.connections = 0
        self.subscribed: list[list[Any]] = []
        """The parameters of the subscriptions of the newest connection."""
        self.is_silent = False
        """Takes everything and says nothing, not even pong."""
        self.refuses_upgrade = False
        self.is_full = False

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """The upgrade succeeds for everybody; the refusal comes as a frame, then the close."""
        if self.refuses_upgrade:
            return web.Response(status=503, text="<html>503</html>")
        socket = web.WebSocketResponse(autoping=not self.is_silent)
        await socket.prepare(request)
        self.connections += 1
        refusal = self._refusal(request)
        if refusal:
            await socket.send_json({"error": {"code": -1, "message": refusal}})
            await socket.close(code=1008, message=refusal.encode())
            return socket
        self._open.append(socket)
        self.subscribed = []
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                await self._hear(socket, json.loads(message.data))
        if socket in self._open:
            self._open.remove(socket)
        return socket

    async def push(self, frame: object) -> None:
        """Send a frame (or raw text) to everybody."""
        for socket in list(self._open):
            await socket.send_str(frame if isinstance(frame, str) else json.dumps(frame))

    async def ping(self) -> None:
        """A ping of the protocol; who does not answer is gone."""
        for socket in list(self._open):
            await socket.ping(b"are you there")

    async def drop(self, code: int = 1001) -> None:
        """Close every connection."""
        for socket in list(self._open):
            await socket.close(code=code, message=b"Unauthorized" if code == 1008 else b"")
        self._open.clear()

    def _refusal(self, request: web.Request) -> str | None:
        if "X-API-KEY" not in request.headers:
            return "Missing API Key"
        if request.headers["X-API-KEY"] != KEY or self._server.plan != "pro":
            return "Unauthorized"
        return "Too Many Connections" if self.is_full or len(self._open) >= MOST_SOCKETS else None

    async def _hear(self, socket: web.WebSocketResponse, frame: dict[str, Any]) -> None:
        self.frames.append(frame)
        if self.is_silent:
            return
        if not _is_well_formed(frame):
            await socket.send_json({"error": {"code": -1, "message": "Invalid request"}})
            return
        match frame["method"]:
            case "ping":
                await socket.send_json({"jsonrpc": "2.0", "result": "pong", "id": frame["id"]})
            case "subscribe":
                self.subscribed.append(frame["params"])
            case "unsubscribe":
                self.subscribed = [s for s in self.subscribed if frame["params"] not in ([], s)]


def _is_well_formed(frame: dict[str, Any]) -> bool:
    if frame.get("jsonrpc") != "2.0" or not isinstance(frame.get("id"), int):
        return False
    match frame.get("method"), frame.get("params"):
        case "ping", []:
            return True
        case "subscribe" | "unsubscribe", ["price", [*ids]]:
            return bool(ids) and all(isinstance(i, str) and "-" in i for i in ids)
        case "subscribe" | "unsubscribe", ["kline", str(), str(length), str()]:
            return length in LENGTHS
        case "unsubscribe", []:
            return True
    return False
