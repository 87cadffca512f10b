"""Speaks to the model's Messages API and tells its failures apart."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import anthropic
import httpx2

from core.designer import failures
from core.designer.failures import LLMFailure
from core.designer.model_settings import ModelSettings, ToolMode
from core.designer.turn import CrewTurn
from core.designer.unwrapping import CUT_OFF, neutral, unwrap

TOOL = "answer"
EMPTY = "(empty)"
_VERSION = "2023-06-01"
_IN_TEXT = "Answer with one JSON object that follows this JSON Schema, and with nothing else:\n"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the model: the conversation and, where an object is wanted, its JSON Schema."""

    messages: Sequence[Mapping[str, Any]]
    schema: Mapping[str, Any] | None = None


class MessagesApi:
    """The one client of a process. `mode` steps down to text for good once the service refuses tools."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self.mode: ToolMode = settings.tool_mode
        key = settings.api_key
        self._client = anthropic.AsyncAnthropic(
            api_key=key,
            base_url=settings.base_url,
            timeout=settings.call_timeout,
            max_retries=0,
            default_headers={"anthropic-version": _VERSION, "X-Api-Key": key},
        )

    async def close(self) -> None:
        await self._client.close()

    async def ask(self, question: Question, turn: CrewTurn) -> str:
        """The answer as text: JSON where a schema was given and kept. Raises LLMFailure."""
        mode = self.mode if question.schema else "text"
        try:
            return await self._send(question, turn, mode)
        except LLMFailure as failure:
            if mode == "text" or failure.kind != "config" or "status 400" not in failure.detail:
                raise
        turn.count_another()
        self.mode = "text"
        return await self._send(question, turn, "text")

    async def _send(self, question: Question, turn: CrewTurn, mode: ToolMode) -> str:
        failed: LLMFailure
        try:
            message = await self._client.messages.create(**self._request(question, mode))
        except anthropic.APITimeoutError:
            failed = LLMFailure("timeout", "no answer in time")
        except anthropic.APIStatusError as error:
            failed = failures.of_status(error.status_code, error.body, request_id=error.request_id)
        except (anthropic.APIConnectionError, httpx2.HTTPError) as error:
            failed = LLMFailure("busy", type(error).__name__)
        except (anthropic.AnthropicError, ValueError, TypeError, AttributeError) as error:
            failed = LLMFailure("bad_answer", type(error).__name__)
        else:
            return _read(message, question, turn)
        raise failed

    def _request(self, question: Question, mode: ToolMode) -> dict[str, Any]:
        system = "\n\n".join(_text(m) for m in question.messages if m.get("role") == "system")
        said = [
            {"role": m["role"], "content": _text(m)}
            for m in question.messages
            if m.get("role") in ("user", "assistant")
        ]
        request: dict[str, Any] = {
            "model": self._settings.model,
            "max_tokens": self._settings.max_tokens,
            "messages": said,
            "extra_body": {"temperature": self._settings.temperature},
        }
        if question.schema and mode == "text":
            system = f"{system}\n\n{_IN_TEXT}{json.dumps(question.schema)}"
        elif question.schema:
            tool = {"name": TOOL, "description": "Your whole answer.", "input_schema": question.schema}
            choice = {"type": "tool", "name": TOOL} if mode == "forced" else {"type": "auto"}
            request |= {"tools": [tool], "tool_choice": choice}
        return {**request, "system": system} if system else request


def _text(message: Mapping[str, Any]) -> str:
    content = message.get("content")
    return content if isinstance(content, str) and content else EMPTY


def _read(message: Any, question: Question, turn: CrewTurn) -> str:
    """Foreign bodies come as objects without members: nothing here may be taken for granted."""
    request_id = getattr(message, "_request_id", None)
    content = getattr(message, "content", None)
    if not isinstance(content, list):
        extra = getattr(message, "model_extra", None)
        raise failures.of_base_resp(extra, request_id=request_id)
    usage = getattr(message, "usage", None)
    turn.note(
        input_tokens=_count(getattr(usage, "input_tokens", 0)),
        output_tokens=_count(getattr(usage, "output_tokens", 0)),
        request_id=request_id,
    )
    if getattr(message, "stop_reason", None) == "max_tokens":
        return CUT_OFF
    return _said(content, question) or EMPTY


def _said(content: Sequence[Any], question: Question) -> str:
    """The first tool call, else the text; thinking is skipped."""
    fields = (question.schema or {}).get("properties", {})
    for block in content:
        if getattr(block, "type", None) == "tool_use":
            return json.dumps(unwrap(getattr(block, "input", None), fields))
    texts = [block.text for block in content if getattr(block, "type", None) == "text" and isinstance(block.text, str)]
    return neutral("\n".join(texts)).strip()


def _count(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0
