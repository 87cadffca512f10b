"""Telegram on a bad day: floods, gateway errors, slowness and pacing, switched on by hand."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from dataclasses import asdict, dataclass, field
from typing import Literal

from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_gateway, too_many_requests

_PER_CHAT_SECONDS = 1.0
_OVERALL_PER_SECOND = 30
_RECEIVING = frozenset({"getupdates", "getme", "setwebhook", "deletewebhook", "getwebhookinfo"})
_SENDING = ("send", "copy", "forward")


@dataclass(slots=True)
class TroubleSwitches:
    """What is wrong now; `times` bounds how many requests it hits, None means until switched off."""

    kind: Literal["none", "flood", "bad_gateway"] = "none"
    retry_after: int = 3
    times: int | None = None
    delay_seconds: float = 0.0
    pacing: bool = False

    def as_json(self) -> Json:
        return asdict(self)


@dataclass(slots=True)
class Trouble:
    """Decides for each request whether Telegram serves it at all."""

    switches: TroubleSwitches = field(default_factory=TroubleSwitches)
    _last_in_chat: dict[str, float] = field(default_factory=lambda: defaultdict(lambda: float("-inf")))
    _recent: deque[float] = field(default_factory=deque)

    async def hinder(self, method: str, chat_id: str) -> None:
        """Delay the request or raise what Telegram would answer instead of serving it."""
        if self.switches.delay_seconds:
            await asyncio.sleep(self.switches.delay_seconds)
        if self._strikes(method):
            raise too_many_requests(self.switches.retry_after) if self.switches.kind == "flood" else bad_gateway()
        if self.switches.pacing and method.lower().startswith(_SENDING) and chat_id:
            self._pace(method, chat_id)

    def _strikes(self, method: str) -> bool:
        switches = self.switches
        spared = switches.kind == "flood" and method.lower() in _RECEIVING
        if switches.kind == "none" or spared:
            return False
        if switches.times is None:
            return True
        switches.times -= 1
        if switches.times < 0:
            switches.kind, switches.times = "none", None
            return False
        return True

    def _pace(self, method: str, chat_id: str) -> None:
        if method.lower() == "sendchataction":
            return
        now = time.monotonic()
        while self._recent and now - self._recent[0] >= 1:
            self._recent.popleft()
        if now - self._last_in_chat[chat_id] < _PER_CHAT_SECONDS or len(self._recent) >= _OVERALL_PER_SECOND:
            raise too_many_requests(1)
        self._last_in_chat[chat_id] = now
        self._recent.append(now)
