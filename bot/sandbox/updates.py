"""Updates on their way to the bot: a queue fetched by long polling or delivered to a webhook."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field

import aiohttp

from bot.sandbox.entities import Json
from bot.sandbox.errors import conflict

DEFAULT_KINDS = frozenset({"message", "edited_message", "callback_query", "my_chat_member", "pre_checkout_query"})
_MAX_BACKOFF_SECONDS = 10.0
_MAX_DELIVERY_SECONDS = 30.0
_ACCEPTED = range(200, 300)
_TWO_POLLERS = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(slots=True)
class Webhook:
    """Where updates are delivered, and how the last delivery went."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str = ""


@dataclass(slots=True)
class Updates:
    """Updates not yet confirmed, oldest first, and whoever receives them."""

    pending: list[Json] = field(default_factory=list)
    webhook: Webhook | None = None
    kinds: frozenset[str] = DEFAULT_KINDS
    first_retry_seconds: float = 0.2
    _last_id: int = 700_000_000
    _poll: asyncio.Future[None] | None = None
    _delivery: asyncio.Task[None] | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, kind: str, content: Json) -> None:
        """Queue an update unless the bot asked not to hear of its kind."""
        if kind not in self.kinds:
            return
        self._last_id += 1
        self.pending.append({"update_id": self._last_id, kind: content})
        self._news.set()
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    def want(self, kinds: list[str] | None) -> None:
        """Remember the kinds the bot wants; none named means the usual ones, absent means as before."""
        if kinds is not None:
            self.kinds = frozenset(kinds) or DEFAULT_KINDS

    async def poll(self, *, offset: int, limit: int, seconds: float) -> list[Json]:
        """Long polling: confirm everything before `offset`, then wait for something new."""
        if self.webhook:
            raise conflict(_WEBHOOK_SET)
        self._end_poll(_TWO_POLLERS)
        self._confirm(offset)
        if not self.pending and seconds > 0:
            await self._wait(seconds)
        return self.pending[: min(max(limit, 1), 100) if limit else 100]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset > 0:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]

    async def _wait(self, seconds: float) -> None:
        waiter = self._poll = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            return
        finally:
            if self._poll is waiter:
                self._poll = None

    def _end_poll(self, reason: str) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_exception(conflict(reason))

    async def deliver_to(self, webhook: Webhook | None, *, drop_pending: bool = False) -> None:
        """Set or remove the webhook; a poll in progress ends with a conflict."""
        await self._stop_delivery()
        if drop_pending:
            self.pending.clear()
        self.webhook = webhook
        if webhook:
            self._end_poll("terminated by setWebhook request")
            self._delivery = asyncio.create_task(self._deliver(webhook))

    async def close(self) -> None:
        """Let go of whoever waits."""
        await self._stop_delivery()
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    async def _stop_delivery(self) -> None:
        if self._delivery is None:
            return
        self._delivery.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._delivery
        self._delivery = None

    async def _deliver(self, webhook: Webhook) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        async with aiohttp.ClientSession(headers=headers) as session:
            while True:
                update = await self._oldest()
                await self._insist(session, webhook, update)
                self.pending = [other for other in self.pending if other is not update]

    async def _oldest(self) -> Json:
        while not self.pending:
            self._news.clear()
            await self._news.wait()
        return self.pending[0]

    async def _insist(self, session: aiohttp.ClientSession, webhook: Webhook, update: Json) -> None:
        pause = self.first_retry_seconds
        while not await _delivered(session, webhook, update):
            await asyncio.sleep(pause)
            pause = min(pause * 2, _MAX_BACKOFF_SECONDS)


async def _delivered(session: aiohttp.ClientSession, webhook: Webhook, update: Json) -> bool:
    try:
        patience = aiohttp.ClientTimeout(_MAX_DELIVERY_SECONDS)
        async with session.post(webhook.url, json=update, timeout=patience, allow_redirects=False) as response:
            if response.status in _ACCEPTED:
                return True
            problem = f"Wrong response from the webhook: {response.status} {response.reason}"
    except (aiohttp.ClientError, TimeoutError) as error:
        problem = f"Connection failed: {type(error).__name__}"
    webhook.last_error_date, webhook.last_error_message = int(time.time()), problem
    return False
