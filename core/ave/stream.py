"""Prices and candles as they happen over one WebSocket; where that cannot be, by asking now and then, and saying so."""

import asyncio
import json
import logging
import random
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import SecretStr
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from core.ave.addresses import token_id
from core.ave.clock import Timekeeper
from core.ave.frames import CandleFrame, Frame, Other, PriceFrame, Refused, frames_of
from core.ave.grid import traded_points
from core.ave.market import AveMarket
from core.ave.notices import MarketNotice, Tell, tell_nobody
from core.ave.points import Point
from core.ave.units import Urgency
from core.ave.watches import CandleWatch, Pass, PriceSeen, Source, Watches, watch_id
from core.errors import MarketError, NoHistory
from core.market import Token
from core.settings import AVE_STREAM

STREAM_BASE = AVE_STREAM
LENGTHS = frozenset({60, 300, 900, 1_800, 3_600, 7_200, 14_400, 86_400})
"""Candles the stream has, in seconds."""
NOT_ENTITLED = 1008
TROUBLES = 3
"""Connections that fail in a row before it is asked instead."""
LONGEST_PAUSE = 60.0
REFUSED_REST = 3_600.0
"""Seconds after a refusal in which no connection is tried: it would be refused again."""
LARGEST = 4_000_000

log = logging.getLogger(__name__)
wire = logging.getLogger("core.ave.wire")
# The library writes whole handshakes into its debug log, and ours has the key in it.
wire.setLevel(logging.WARNING)


class NotEntitled(Exception):
    """The market does not stream to this key."""


class AveStream:
    """One connection of a process. `out` takes each event; `run` goes on until it is cancelled."""

    def __init__(
        self,
        key: SecretStr,
        market: AveMarket,
        out: Pass,
        clock: Timekeeper,
        *,
        url: str = STREAM_BASE,
        tell: Tell = tell_nobody,
        poll_every: float = 60.0,
        keep_alive: float = 30.0,
        tick: float = 1.0,
        chance: random.Random | None = None,
    ) -> None:
        self._key = key
        self._market = market
        self._watches = Watches(out)
        self._clock = clock
        self._url = url
        self._tell = tell
        self._poll_every = poll_every
        self._keep_alive = keep_alive
        self._tick = tick
        self._chance = chance or random.Random()  # noqa: S311 - spreads waits, keeps no secret
        self._socket: ClientConnection | None = None
        self._number = 0
        self._troubles = 0
        self.mode: Literal["starting", "streaming", "polling"] = "starting"

    async def run(self) -> None:
        """Stream where possible; connect again after a break and fetch what was missed."""
        while True:
            try:
                await self._connected()
                rest = 0.0
            except NotEntitled:
                rest = REFUSED_REST
            except (OSError, TimeoutError, WebSocketException) as error:
                log.info("the stream broke: %s", type(error).__name__)
                rest = 0.0
            self._socket = None
            self._watches.break_off()
            self._troubles += 1
            await self._wait(rest)

    async def watch_prices(self, tokens: Sequence[Token]) -> None:
        """Pass on every price of these tokens from now on."""
        new = {watch_id(t): t for t in tokens if watch_id(t) not in self._watches.prices}
        self._watches.prices |= new
        await self._send("subscribe", ["price", list(new)] if new else None)

    async def forget_prices(self, tokens: Sequence[Token]) -> None:
        """No prices of these any more."""
        gone = [name for name in map(watch_id, tokens) if self._watches.prices.pop(name, None)]
        await self._send("unsubscribe", ["price", gone] if gone else None)

    async def watch_candles(self, token: Token, interval: int, *, since: int | None = None) -> None:
        """Pass on the candles of `interval` seconds; those that closed after the one of `since` are fetched first.

        Raises ValueError for a length the stream does not have.
        """
        if interval not in LENGTHS:
            raise ValueError(f"candles of {interval} seconds are not streamed")
        last = int(self._market.now()) // interval * interval - interval
        watch = CandleWatch(token, interval, newest=last if since is None else since)
        watch = self._watches.candles.setdefault((watch_id(token), interval), watch)
        if self._socket:
            await self._subscribe_candles(watch)
            await self._catch_up(watch, "repair")

    async def forget_candles(self, token: Token, interval: int) -> None:
        """No candles of this length of it any more."""
        watch = self._watches.candles.pop((watch_id(token), interval), None)
        await self._send("unsubscribe", watch.subscription if watch and watch.pair else None)

    async def _connected(self) -> None:
        """One connection, from its opening to its end."""
        headers = {"X-API-KEY": self._key.get_secret_value()}
        async with connect(
            self._url, additional_headers=headers, max_size=LARGEST, ping_interval=None, logger=wire, open_timeout=15
        ) as socket:
            self._socket = socket
            await self._resume()
            await self._listen(socket)

    async def _resume(self) -> None:
        """Ask for everything anew: nothing is remembered over a break. The ping asks whether we may stay."""
        await self._send("subscribe", ["price", list(self._watches.prices)] if self._watches.prices else None)
        await self._send("ping", [])
        for watch in list(self._watches.candles.values()):
            await self._subscribe_candles(watch)

    async def _subscribe_candles(self, watch: CandleWatch) -> None:
        """The stream wants the pair, the last known one if need be; without one the candles are only asked for."""
        try:
            detail = await self._market.detail(watch.token.address, watch.token.chain, urgency=Urgency.RUNNING)
            watch.pair = token_id(detail.main_pair, watch.token.chain) if detail.main_pair else watch.pair
        except MarketError as error:
            log.info("a pair could not be asked for: %s", type(error).__name__)
        if watch.pair:
            await self._send("subscribe", watch.subscription)

    async def _listen(self, socket: ClientConnection) -> None:
        """Take what comes. A socket that does not even answer pings is as good as closed."""
        loop = asyncio.get_running_loop()
        heard = pinged = mended = loop.time()
        while True:
            message = await self._next(socket)
            if message is not None:
                await self._hear(message)
                heard = loop.time()
                # Whoever is heard after a candle's end has sent all of it: not so after a sleep of this machine.
                self._watches.close_late(self._market.now())
            if loop.time() - heard > 2.5 * self._keep_alive:
                raise TimeoutError
            waits = self._watches.is_any_late(self._market.now())
            if loop.time() - pinged > (self._tick if waits else self._keep_alive):
                pinged = loop.time()
                await self._send("ping", [])
            if loop.time() - mended > self._keep_alive:
                mended = loop.time()
                await self._mend()

    async def _next(self, socket: ClientConnection) -> str | bytes | None:
        """The next message; None where none comes for a moment."""
        try:
            async with asyncio.timeout(self._tick):
                return await socket.recv()
        except TimeoutError:
            return None
        except ConnectionClosed as closed:
            if closed.rcvd and closed.rcvd.code == NOT_ENTITLED:
                raise NotEntitled from None
            raise

    async def _hear(self, message: str | bytes) -> None:
        for frame in frames_of(message):
            if isinstance(frame, Refused):
                self._refused(frame)
            elif self.mode != "streaming":
                await self._is_live()
            self._pass_on(frame)

    def _pass_on(self, frame: Frame) -> None:
        match frame:
            case PriceFrame():
                self._watches.price(frame, self._market.now())
            case CandleFrame():
                self._watches.candle(frame)
            case Refused() | Other():
                pass

    def _refused(self, frame: Refused) -> None:
        if any(word in frame.said.lower() for word in ("unauthorized", "api key", "permission")):
            raise NotEntitled
        if "too many" in frame.said.lower():
            # Our own sockets of a moment ago may still be counted: another try may do.
            raise ConnectionRefusedError
        log.warning("the stream refused a frame")

    async def _is_live(self) -> None:
        """Only a first answer tells that we may stay: say so, and fetch what the break has swallowed."""
        if self.mode == "polling":
            self._tell(MarketNotice("streaming_again"))
        self.mode = "streaming"
        self._troubles = 0
        await self._look("repair")

    async def _wait(self, rest: float) -> None:
        """Until the next connection: a moment, or longer while asking instead."""
        if rest or self._troubles >= TROUBLES:
            self._fall_back("refused" if rest else "trouble")
        else:
            self.mode = "starting" if self.mode == "streaming" else self.mode
        pause = rest or min(LONGEST_PAUSE, 2.0 ** (self._troubles - 1)) * (0.5 + self._chance.random())
        until = self._clock.passed() + pause
        while (left := until - self._clock.passed()) > 0:
            if self.mode == "polling":
                await self._look("polling")
            await self._clock.sleep(min(left, self._poll_every))

    def _fall_back(self, why: str) -> None:
        if self.mode != "polling":
            self.mode = "polling"
            self._tell(MarketNotice("polling_instead", self._poll_every, why))

    async def _look(self, source: Source) -> None:
        """Ask for all that is watched: prices in one question, candles since the last closed one."""
        tokens = list(self._watches.prices.values())
        try:
            found = await self._market.latest(tokens, urgency=Urgency.RUNNING) if tokens else {}
        except MarketError as error:
            log.info("prices could not be asked for: %s", type(error).__name__)
            found = {}
        for token, price in found.items():
            self._watches.out(PriceSeen(token, price, self._market.now(), source))
        for watch in list(self._watches.candles.values()):
            await self._catch_up(watch, source)

    async def _mend(self) -> None:
        """Fetch what could not be fetched after the break, and what has no pair to be streamed from."""
        for watch in list(self._watches.candles.values()):
            if not watch.pair:
                await self._subscribe_candles(watch)
            if watch.is_behind or not watch.pair:
                await self._catch_up(watch, "repair")

    async def _catch_up(self, watch: CandleWatch, source: Source) -> None:
        """The closed candles after the last one passed on; those without trades are left out, as the stream does."""
        start, end = watch.newest + watch.interval, int(self._market.now())
        found: list[Point] = []
        try:
            if end - watch.interval >= start:
                found = traded_points(
                    await self._market.candles(watch.token, watch.interval, start, end, urgency=Urgency.RUNNING)
                )
        except NoHistory:
            log.debug("nothing was traded meanwhile")
        except MarketError as error:
            log.info("candles could not be asked for: %s", type(error).__name__)
            return
        self._watches.closed(watch, found, source)

    async def _send(self, method: str, parameters: list[Any] | None) -> None:
        """Send a frame where there is a connection; what breaks meanwhile is asked for at the next one."""
        if self._socket is None or parameters is None:
            return
        self._number += 1
        frame = {"jsonrpc": "2.0", "method": method, "params": parameters, "id": self._number}
        try:
            await self._socket.send(json.dumps(frame))
        except ConnectionClosed:
            log.info("the stream closed while something was asked for")
