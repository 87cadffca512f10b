"""A market for trying everything without keys or network: made-up tokens whose candles are the same everywhere."""

import asyncio
import time
from collections.abc import Callable, Sequence

from core.demo.series import demo_candles
from core.demo.tokens import CHAINS, CHARACTERS, listing, listings
from core.errors import TokenUnknown
from core.market import Token
from core.trading.candles import Candles


class DemoMarket:
    """Answers like a real market, up to the present minute. See `core.market.Market` for what each method promises."""

    label = "demo data"

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now

    async def tokens(self) -> tuple[Token, ...]:
        """Every token on its home chain."""
        return listings()

    async def find(self, symbol: str, chain: str | None = None) -> tuple[Token, ...]:
        """The token on the chain asked for, else on its home chain; () where there is no such token or chain."""
        character = CHARACTERS.get(symbol.upper())
        if character is None:
            return ()
        where = character.home if chain is None else chain.lower()
        return (listing(character, where),) if where in CHAINS else ()

    async def candles(self, token: Token, interval: int, start: int, end: int) -> Candles:
        """Closed candles of any whole minutes up to a week; a token has the same price on every chain."""
        symbol = _known(token)
        return await asyncio.to_thread(demo_candles, symbol, interval, start, int(min(end, self._now())))

    async def prices(self, tokens: Sequence[Token]) -> dict[str, float]:
        """The close of the last closed minute, by address."""
        symbols = {token.address: _known(token) for token in tokens}
        return await asyncio.to_thread(_closes, symbols, int(self._now()))


def _known(token: Token) -> str:
    """The symbol of a token of ours. A real contract of that name is another token: made-up prices are not its own."""
    character = CHARACTERS.get(token.symbol.upper())
    if character is None or token.chain not in CHAINS or token.address != listing(character, token.chain).address:
        raise TokenUnknown(token.symbol, token.chain)
    return character.symbol


def _closes(symbols: dict[str, str], now: int) -> dict[str, float]:
    minute = now - now % 60
    return {address: demo_candles(s, 60, minute - 60, minute).close[-1].item() for address, s in symbols.items()}
