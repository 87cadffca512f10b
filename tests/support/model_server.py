"""A scripted `POST /v1/messages` over loopback, as strict as the original and with MiniMax's own quirks."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

MODELS = frozenset(["MiniMax-M3"])
_PIECE = 24


@dataclass(frozen=True, slots=True)
class Step:
    """What is answered to one request. `raw`: status, body and content type as they are; `cut`: the line drops."""

    text: str | None = None
    tool: Any = None
    tool_name: str = "answer"
    thinking: str | None = None
    stop: str | None = None
    error: tuple[int, str, str] | None = None
    raw: tuple[int, bytes, str] | None = None
    delay: float = 0.0
    cut: bool = False


@dataclass(slots=True)
class Asked:
    """One request as it came in, and what became of it."""

    path: str
    headers: Mapping[str, str]
    body: Any
    began: float
    ended: float | None = None
    aborted: bool = False

    @property
    def task(self) -> str:
        """Which task of the crew asks: told by the form it must answer in."""
        tools = self.body.get("tools") or [{}]
        fields = tools[0].get("input_schema", {}).get("properties", {})
        return "design" if "kind" in fields else "review" if "ok" in fields else "explain"

    @property
    def prompt(self) -> str:
        """Everything that was said to the model."""
        return json.dumps([self.body.get("system"), self.body.get("messages")], ensure_ascii=False)

    @property
    def last(self) -> str:
        return str(self.body["messages"][-1]["content"])


Script = Callable[[Asked], Step]


@dataclass(slots=True)
class ModelServer:
    """Answers by `script`; `log` holds every request to a known path, `strays` those to any other."""

    script: Script
    log: list[Asked] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    live: int = 0
    most_live: int = 0
    url: str = ""
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/anthropic/v1/messages", self._messages)
        app.router.add_route("*", "/{rest:.*}", self._stray)
        self._runner = web.AppRunner(app, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/anthropic"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def tasks(self) -> list[str]:
        return [asked.task for asked in self.log]

    async def _stray(self, request: web.Request) -> web.Response:
        self.strays.append(f"{request.method} {request.path}")
        return _error(404, "not_found_error", "no such path")

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = json.loads(await request.read())
        asked = Asked(request.path, headers, body, time.monotonic())
        self.log.append(asked)
        self.live += 1
        self.most_live = max(self.most_live, self.live)
        try:
            fault = _fault(headers, body)
            return fault or await self._answered(request, asked)
        except asyncio.CancelledError:
            asked.aborted = True
            raise
        finally:
            self.live -= 1
            asked.ended = time.monotonic()

    async def _answered(self, request: web.Request, asked: Asked) -> web.StreamResponse:
        step = self.script(asked)
        await asyncio.sleep(step.delay)
        if step.error:
            return _error(*step.error)
        if step.raw:
            status, content, kind = step.raw
            return web.Response(status=status, body=content, content_type=kind)
        message = _message(asked.body["model"], step)
        if step.cut:
            return await _cut(request, json.dumps(message).encode())
        if asked.body.get("stream"):
            return await _streamed(request, message)
        return web.json_response(message, headers={"request-id": message["id"]})


def _message(model: str, step: Step) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    if step.thinking is not None:
        content.append({"type": "thinking", "thinking": step.thinking, "signature": "s"})
    if step.text is not None:
        content.append({"type": "text", "text": step.text})
    if step.tool is not None:
        content.append({"type": "tool_use", "id": "toolu_1", "name": step.tool_name, "input": step.tool})
    stop = step.stop or ("tool_use" if step.tool is not None else "end_turn")
    usage = {"input_tokens": 1_200, "output_tokens": 80}
    whole = {"id": "msg_1", "type": "message", "role": "assistant", "model": model, "content": content}
    return {**whole, "stop_reason": stop, "stop_sequence": None, "usage": usage}


async def _cut(request: web.Request, body: bytes) -> web.StreamResponse:
    """Half an answer, and then the line is dead."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.abort()
    return response


async def _streamed(request: web.Request, message: dict[str, Any]) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for event in _events(message):
        await response.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode())
    return response


def _events(message: dict[str, Any]) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = [
        {"type": "message_start", "message": {**message, "content": [], "stop_reason": None}}
    ]
    for index, block in enumerate(message["content"]):
        empty = {**block, **({"input": {}} if block["type"] == "tool_use" else {block["type"]: ""})}
        events.append({"type": "content_block_start", "index": index, "content_block": empty})
        events += [{"type": "content_block_delta", "index": index, "delta": delta} for delta in _deltas(block)]
        events.append({"type": "content_block_stop", "index": index})
    ended = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    return [*events, {"type": "message_delta", "delta": ended, "usage": message["usage"]}, {"type": "message_stop"}]


def _deltas(block: dict[str, Any]) -> list[dict[str, str]]:
    match block["type"]:
        case "tool_use":
            whole, name, kind = json.dumps(block["input"]), "partial_json", "input_json_delta"
        case kind:
            whole, name, kind = block[kind], kind, f"{kind}_delta"
    return [{"type": kind, name: whole[i : i + _PIECE]} for i in range(0, len(whole), _PIECE)]


# As strict as the original


def _fault(headers: Mapping[str, str], body: Mapping[str, Any]) -> web.Response | None:
    if not headers.get("authorization", "").startswith("Bearer ") and not headers.get("x-api-key"):
        return _error(401, "authentication_error", "carry the API secret key in the 'Authorization' field (1004)")
    if not headers.get("anthropic-version"):
        return _error(400, "invalid_request_error", "anthropic-version: header is required")
    if body.get("model") not in MODELS:
        return _error(404, "not_found_error", f"model: {body.get('model')}")
    complaint = _shape(body) or _sampling(body) or _messages_fault(body.get("messages")) or _tools_fault(body)
    return _error(400, "invalid_request_error", complaint) if complaint else None


_KNOWN = frozenset(
    [
        "model",
        "max_tokens",
        "messages",
        "system",
        "temperature",
        "top_p",
        "tools",
        "tool_choice",
        "stream",
        "metadata",
        "thinking",
    ]
)


def _shape(body: Mapping[str, Any]) -> str:
    unknown = sorted(set(body) - _KNOWN)
    if unknown:
        return f"{unknown[0]}: extra inputs are not permitted"
    limit = body.get("max_tokens")
    return "" if isinstance(limit, int) and limit > 0 else "max_tokens: field required"


def _sampling(body: Mapping[str, Any]) -> str:
    temperature = body.get("temperature", 1)
    return "" if isinstance(temperature, int | float) and 0 < temperature <= 1 else "temperature: out of range (2013)"


def _messages_fault(messages: Any) -> str:
    if not isinstance(messages, list) or not messages:
        return "messages: at least one message is required"
    for message in messages:
        if message.get("role") not in ("user", "assistant"):
            return "messages: unexpected role"
        content = message.get("content")
        if not isinstance(content, str) or not content.strip():
            return "messages: text content must be non-empty"
        if set(message) - {"role", "content"}:
            return "messages: extra inputs are not permitted"
    return "" if messages[0]["role"] == "user" else "messages: first message must use the user role"


def _tools_fault(body: Mapping[str, Any]) -> str:
    tools: Sequence[Mapping[str, Any]] = body.get("tools") or ()
    for tool in tools:
        schema = tool.get("input_schema", {})
        if schema.get("type") != "object":
            return "tools.0.input_schema.type: field required"
        if set(schema) & {"oneOf", "anyOf", "allOf"}:
            return "tools.0.input_schema: does not support oneOf, allOf, or anyOf at the top level"
    choice = body.get("tool_choice")
    if choice and choice.get("type") == "tool" and choice.get("name") not in [tool.get("name") for tool in tools]:
        return f"tool_choice: tool '{choice.get('name')}' not found in provided tools"
    return ""


def _error(status: int, kind: str, message: str) -> web.Response:
    body = {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_1"}
    return web.json_response(body, status=status, headers={"request-id": "req_1"})
