"""A strict AVE Cloud on loopback: recorded answers, the original's refusals, every failure at the push of a switch."""

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

from aiohttp import web

from tests.support.ave_candles import MINUTES, CandleHabits, answer
from tests.support.ave_fixtures import KEY, Exchange, data_rows, exchange, exchanges
from tests.support.ave_socket import AveSockets

RATES = {"free": 1, "normal": 5, "pro": 20}
COSTS = {"tokens/price": 100, "klines": 10, "contracts": 10}
MOST_IDS = 200


@dataclass(frozen=True)
class Fault:
    """What happens instead of an answer: a body of any kind, a pause, a cut, or no answer at all."""

    status: int = 200
    body: bytes | str | dict[str, Any] = b""
    headers: dict[str, str] = field(default_factory=dict)
    hang: float = 0.0
    cut: bool = False
    """The connection ends in the middle of the body."""


@dataclass(frozen=True)
class Asked:
    """A question that came."""

    at: float
    method: str
    path: str
    query: dict[str, str]
    body: Any


class AveServer:
    """Refuses what the original refuses. `asked` is everything that came."""

    def __init__(self, plan: str = "free", *, now: Callable[[], float] = time.time) -> None:
        self.url = ""
        self.reset(plan, now=now)

    def reset(self, plan: str = "free", *, now: Callable[[], float] = time.time) -> None:
        """As if it had just been started."""
        self.plan = plan
        self.now = now
        self.limits_rate = False
        self.units_left: int | None = None
        self.faults: deque[Fault] = deque()
        self.always: Fault | None = None
        self.variant = ""
        """The recorded variant that answers where several do."""
        self.habits = CandleHabits()
        self.candles: dict[tuple[str, int], list[dict[str, Any]]] = {}
        self.prices: dict[str, dict[str, Any]] = {}
        self.rows: list[dict[str, Any]] = []
        """Tokens beside the recorded ones."""
        self.reports: dict[str, dict[str, Any]] = {}
        """Reports on contracts beside the recorded ones, by token id."""
        self.asked: list[Asked] = []
        self.too_fast = 0
        self.sockets = AveSockets(self)
        self._last = float("-inf")

    @property
    def stream_url(self) -> str:
        """Where its WebSocket is."""
        return self.url.replace("http", "ws", 1).removesuffix("/v2") + "/"

    @classmethod
    @asynccontextmanager
    async def open(cls, plan: str = "free", *, now: Callable[[], float] = time.time) -> AsyncIterator["AveServer"]:
        """A running one."""
        server = cls(plan, now=now)
        app = web.Application(client_max_size=1_000_000)
        app.router.add_get("/", server._stream)
        app.router.add_route("*", "/v2/{path:.*}", server._handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            host, port = runner.addresses[0][:2]
            server.url = f"http://{host}:{port}/v2"
            yield server
        finally:
            await server.sockets.drop()
            await runner.cleanup()

    def calls(self, path: str) -> list[Asked]:
        """The questions whose path begins so (below /v2/)."""
        return [each for each in self.asked if each.path.startswith(f"/v2/{path}")]

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        return await self.sockets.connect(request)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else None
        asked = Asked(self.now(), request.method, request.path, dict(request.query), body)
        self.asked.append(asked)
        fault = self.faults.popleft() if self.faults else self.always
        if fault:
            return await self._fail(request, fault)
        refusal = self._refusal(request, asked)
        return refusal or self._dated(self._answer(asked))

    def _refusal(self, request: web.Request, asked: Asked) -> web.Response | None:
        """What it checks before it looks at the question."""
        if request.headers.get("X-API-KEY") != KEY:
            return self._recorded("unauthorized")
        if self.limits_rate and asked.at - self._last < 1 / RATES[self.plan] - 1e-6:
            self.too_fast += 1
            return self._recorded("rate_limited")
        self._last = asked.at
        if self.units_left is not None:
            self.units_left -= next((cost for part, cost in COSTS.items() if part in asked.path), 5)
            if self.units_left < 0:
                return self._recorded("forbidden_limit")
        return None

    def _answer(self, asked: Asked) -> web.Response:
        path = asked.path.removeprefix("/v2/")
        if path.startswith("klines/token/") and self._token(path) in {token for token, _ in self.candles}:
            return self._candles(asked, self._token(path))
        if path == "tokens/price" and asked.method == "POST":
            return self._priced(asked)
        for each in exchanges():
            wanted = not self.variant or each.name == self.variant
            if wanted and _is_asked(each, asked):
                return web.Response(status=each.status, body=each.raw, headers=each.headers, content_type=_JSON)
        return self._looked_up(asked, path)

    def _candles(self, asked: Asked, token: str) -> web.Response:
        interval = asked.query.get("interval", "")
        if not interval.isdecimal() or int(interval) not in MINUTES:
            return self._bad("interval is not supported")
        if not 1 <= int(asked.query.get("limit", "300")) <= 1_000:
            return self._bad("limit must be at most 1000")
        points = self.candles.get((token, int(interval)), [])
        return _ok(answer(points, asked.query, self.habits, now=self.now(), token_id=token))

    def _priced(self, asked: Asked) -> web.Response:
        ids = asked.body.get("token_ids") if isinstance(asked.body, dict) else None
        if not isinstance(ids, list) or not 1 <= len(ids) <= MOST_IDS:
            return self._bad("token_ids must be a list of 1 to 200 ids")
        least = asked.body.get("tvl_min", 1_000)
        if not isinstance(least, int | float):
            return self._bad("tvl_min must be a number")
        known = {**_recorded_prices(), **self.prices}
        return _ok({i: known[i] for i in ids if i in known and float(known[i].get("tvl") or 0) >= least})

    def _looked_up(self, asked: Asked, path: str) -> web.Response:
        """Lists and pages put together from the recorded rows."""
        match path.split("/"):
            case ["tokens"] if not asked.query.get("keyword", "").strip():
                return self._recorded("bad_request")
            case ["tokens"]:
                return _ok(_found(self._rows(), asked.query["keyword"], asked.query.get("chain")))
            case ["tokens", ("main" | "trending") as name]:
                rows = [row for row in self._rows() if row["chain"] == asked.query.get("chain")]
                return _ok(
                    rows if name == "main" else {"tokens": rows, "next_page": -1, "current_page_size": len(rows)}
                )
            case ["tokens", token]:
                row = next((row for row in self._rows() if f"{row['token']}-{row['chain']}" == token), None)
                return _ok({"token": row, "pairs": [], "is_audited": False}) if row else self._recorded("not_found")
            case ["contracts", token] if token in self.reports:
                return _ok(self.reports[token])
        return self._recorded("not_found")

    def _rows(self) -> list[dict[str, Any]]:
        return [*data_rows(), *self.rows]

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.hang:
            await asyncio.sleep(fault.hang)
        body = json.dumps(fault.body) if isinstance(fault.body, dict) else fault.body
        raw = body.encode() if isinstance(body, str) else body
        if not fault.cut:
            return self._dated(web.Response(status=fault.status, body=raw, headers=fault.headers))
        response = web.StreamResponse(status=fault.status, headers={"Content-Length": str(len(raw) + 100)})
        await response.prepare(request)
        await response.write(raw)
        assert request.transport is not None
        request.transport.close()
        return response

    def _recorded(self, name: str) -> web.Response:
        """A refusal as it was recorded."""
        each = exchange("data_errors", name)
        return self._dated(web.Response(status=each.status, body=each.raw, headers=each.headers))

    def _bad(self, said: str) -> web.Response:
        body = {"code": 1, "msg": f"<class 'openapi.error.BadRequestError'> : {said}", "data": {}}
        return web.json_response(body, status=400)

    def _dated(self, response: web.Response) -> web.Response:
        response.headers["Date"] = formatdate(self.now(), usegmt=True)
        return response

    def _token(self, path: str) -> str:
        return path.rsplit("/", 1)[-1]


_JSON = "application/json"


def _ok(data: object) -> web.Response:
    return web.json_response({"status": 1, "msg": "SUCCESS", "data_type": 1, "data": data})


def _is_asked(recorded: Exchange, asked: Asked) -> bool:
    what = (recorded.method, recorded.path, recorded.query, recorded.body)
    return what == (asked.method, asked.path, asked.query, asked.body)


def _recorded_prices() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for each in exchanges():
        if each.file == "data_tokens_price" and isinstance(each.answer["data"], dict):
            found |= each.answer["data"]
    return found


def _found(rows: Iterable[dict[str, Any]], keyword: str, chain: str | None) -> list[dict[str, Any]]:
    words = keyword.lower()
    unique: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        name = row["token"], row["chain"]
        unique[name] = row | unique.get(name, {})
    hits = [r for r in unique.values() if words in r["symbol"].lower() or words == r["token"].lower()]
    return [row for row in hits if chain in (None, row["chain"])]
