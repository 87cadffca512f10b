"""The one way to ask AVE Cloud: paced, counted, tried again where that is safe, and every failure one of our errors."""

import asyncio
import logging
import random
import ssl
from collections.abc import Coroutine, Mapping
from functools import cache
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
from pydantic import SecretStr

from core.ave.answers import Answer, Missing, QuotaReached, data_of
from core.ave.clock import Timekeeper, WallClock
from core.ave.notices import MarketNotice, Tell, tell_nobody
from core.ave.pace import Pace
from core.ave.plans import PLANS, Plan
from core.ave.units import Budget, Urgency
from core.errors import (
    MarketBudgetSpent,
    MarketBusy,
    MarketError,
    MarketKeyRefused,
    MarketRefused,
    MarketUnavailable,
)
from core.settings import AVE_CLOUD

API_BASE = AVE_CLOUD
TRIES = 3
"""Questions are asked so often before we give up; all of them only read, so that asking again is safe."""
TIMEOUT = httpx.Timeout(10.0, read=20.0, pool=None)
"""Answers of 2 to 8 seconds are usual; who waits for a free connection is paced already."""
LARGEST = 16_000_000
"""Bytes of an answer that are read."""
KEY_REST = 600.0
"""Seconds after a refusal of the key in which it is not shown again: it would be refused again."""
EVERYTHING = ""
SKEW = 30.0
"""Seconds our clock may differ from the market's before the operator is told."""
FIRST_PAUSE = 1.0
"""Seconds before the second try; each further one waits twice as long."""

T = TypeVar("T")
log = logging.getLogger(__name__)


class AveClient:
    """Asks in the name of one key. Close it, or use it as an async context manager."""

    def __init__(
        self,
        key: SecretStr,
        plan: Plan = PLANS["free"],
        *,
        base_url: str = API_BASE,
        clock: Timekeeper | None = None,
        budget: Budget | None = None,
        tell: Tell = tell_nobody,
        timeout: httpx.Timeout = TIMEOUT,
        transport: httpx.AsyncBaseTransport | None = None,
        chance: random.Random | None = None,
    ) -> None:
        self.clock = clock or WallClock()
        self.plan = plan
        self.budget = budget or Budget(plan.daily_units, self.clock, tell=tell)
        self._key = key
        self._tell = tell
        self._chance = chance or random.Random()  # noqa: S311 - spreads waits, keeps no secret
        self._pace = Pace(plan, self.clock, chance=self._chance)
        self._resting: dict[str, float] = {}
        self._skew = 0.0
        self._skew_told = False
        self._http = httpx.AsyncClient(
            base_url=base_url.rstrip("/") + "/",
            headers={"X-API-KEY": key.get_secret_value(), "Accept": "application/json"},
            timeout=timeout,
            transport=transport,
            verify=_certificates(),
            http2=False,
            follow_redirects=False,
            limits=httpx.Limits(max_connections=plan.at_once + 2, max_keepalive_connections=plan.at_once),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    def now(self) -> float:
        """Unix seconds by the market's clock where ours is clearly off, else by ours."""
        return self.clock.now() + (self._skew if abs(self._skew) > SKEW else 0.0)

    @property
    def skew(self) -> float:
        """Seconds the market's clock is ahead of ours, as of its last answer."""
        return self._skew

    @property
    def spacing(self) -> float:
        """Seconds between two questions at present."""
        return self._pace.spacing

    async def request(
        self,
        method: str,
        path: str,
        *,
        cost: int,
        call: str | None = None,
        query: Mapping[str, str | int] | None = None,
        body: Mapping[str, object] | None = None,
        urgency: Urgency = Urgency.PERSON,
    ) -> Any:
        """The `data` of the answer; None where the market has nothing under this id.

        `path` is below the base; `cost` are its units, counted under `call` (the path, unless said). Raises
        MarketBudgetSpent, MarketBusy, MarketKeyRefused, MarketRefused and MarketUnavailable.
        """
        question = self._http.build_request(method, path.lstrip("/"), params=dict(query or {}), json=body)
        for tried in range(1, TRIES + 1):
            self._check_key(call or path)
            self.budget.check(cost, urgency)
            try:
                return await self._ask(question, call or path, cost, urgency)
            except (MarketBusy, MarketUnavailable) as error:
                if tried == TRIES:
                    raise
                await self._before_next_try(error, tried)
        raise AssertionError("unreachable")

    async def _ask(self, question: httpx.Request, call: str, cost: int, urgency: Urgency) -> Any:
        async with self._pace.turn(urgency):
            # Who waited for the turn may find that others have spent what was left.
            self.budget.check(cost, urgency)
            answer = await self._send(question, call, cost)
            self._compare_clocks(answer)
            try:
                data = data_of(answer)
            except Missing:
                data = None
            except MarketError as error:
                raise self._learnt(error, answer, call, cost) from None
        self._went_well(call, cost)
        return data

    async def _send(self, question: httpx.Request, call: str, cost: int) -> Answer:
        """One try over the network. What was sent and not answered may have been counted: so it counts."""
        try:
            response = await self._http.send(question, stream=True)
            try:
                return Answer(response.status_code, response.headers, await _read(response))
            finally:
                await response.aclose()
        except httpx.HTTPError as error:
            # Not chained: the error knows the request, and the request the key.
            reason = "timeout" if isinstance(error, httpx.TimeoutException) else "network"
        except (httpx.InvalidURL, httpx.StreamError):
            reason = "network"
        self.budget.spend(call, cost)
        raise MarketUnavailable(reason)

    def _learnt(self, error: MarketError, answer: Answer, call: str, cost: int) -> MarketError:
        """Remember what a refusal teaches; the error to raise for it."""
        match error:
            case MarketBusy():
                return self._too_fast(answer)
            case QuotaReached():
                return MarketBudgetSpent(self.budget.ran_out())
            case MarketKeyRefused():
                # 401 is about the key, 403 perhaps about this kind of question alone.
                self._rest_key(EVERYTHING if error.status == httpx.codes.UNAUTHORIZED else call)
                return error
            case MarketRefused():
                log.warning("the market refused %s: %s", call, error.status)
                # It may have echoed what we sent.
                error = MarketRefused(error.status, error.said.replace(self._key.get_secret_value(), "***"))
        self.budget.spend(call, cost)
        return error

    def _too_fast(self, answer: Answer) -> MarketBusy:
        was_slowed = self._pace.is_slowed
        pause = self._pace.too_fast(answer.retry_after)
        if not was_slowed:
            self._tell(MarketNotice("slowed", self._pace.spacing))
        log.warning("the market asks for fewer questions: pause %.1f s, then one in %.1f s", pause, self._pace.spacing)
        return MarketBusy(pause)

    def _went_well(self, call: str, cost: int) -> None:
        self.budget.spend(call, cost)
        self.budget.answered()
        self._pace.went_well()
        rested = [what for what in (EVERYTHING, call) if self._resting.pop(what, None)]
        if rested:
            self._tell(MarketNotice("key_accepted", detail=rested[0]))

    async def _before_next_try(self, error: MarketError, tried: int) -> None:
        """A busy market's pause is kept by the pace for all questions; a broken answer only delays its own."""
        if isinstance(error, MarketBusy):
            return
        pause = FIRST_PAUSE * 2 ** (tried - 1)
        await self.clock.sleep(pause * (0.5 + self._chance.random()))

    def _check_key(self, call: str) -> None:
        if any(self.clock.passed() < self._resting.get(what, 0.0) for what in (EVERYTHING, call)):
            raise MarketKeyRefused

    def _rest_key(self, what: str) -> None:
        if what not in self._resting:
            self._tell(MarketNotice("key_refused", detail=what))
        self._resting[what] = self.clock.passed() + KEY_REST

    def _compare_clocks(self, answer: Answer) -> None:
        if answer.sent_at is None:
            return
        self._skew = answer.sent_at - self.clock.now()
        far = abs(self._skew) > SKEW
        if far and not self._skew_told:
            self._tell(MarketNotice("clock_skew", round(self._skew)))
        self._skew_told = far


@cache
def _certificates() -> ssl.SSLContext:
    """Read once: that takes longer than a whole question on a fast line."""
    return httpx.create_ssl_context()


async def _read(response: httpx.Response) -> bytes:
    """The body, of a size an answer may have."""
    parts, size = [], 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > LARGEST:
            raise httpx.DecodingError("the answer is too large")
        parts.append(part)
    return b"".join(parts)


async def gathered(*questions: Coroutine[Any, Any, T]) -> list[T]:
    """The answers in order; the first failure ends those still waiting."""
    tasks = [asyncio.ensure_future(question) for question in questions]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
