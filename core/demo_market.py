"""A market for trying everything without keys or network: made-up tokens whose candles are the same everywhere."""

import asyncio
import time
from collections.abc import Callable, Sequence

from core.demo.series import demo_candles
from core.demo.tokens import CHAINS, CHARACTERS, listing, listings
from core.errors import TokenUnknown
from core.market import CandleChoice, Chain, Token
from core.market_ranges import base_interval
from core.market_risk import ContractRisk
from core.trading.candles import Candles
from core.trading.strategy import Strategy


class DemoMarket:
    """Answers like a real market, up to the present minute. See `core.market.Market` for what each method promises."""

    label = "demo data"
    real = False

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

    async def search(self, words: str, chain: str | None = None, *, most: int = 20) -> tuple[Token, ...]:
        """The tokens with these words in their symbol or name, or at this address, on the chain or at home."""
        wanted = words.strip().removeprefix("$").upper()
        found = [c for c in CHARACTERS.values() if wanted and (wanted in c.symbol or wanted in c.name.upper())]
        where = [(character, chain.lower() if chain else character.home) for character in found]
        named = tuple(listing(character, home) for character, home in where if home in CHAINS)
        return (named or await self.by_address(words.strip(), chain))[:most]

    async def by_address(self, address: str, chain: str | None = None) -> tuple[Token, ...]:
        """A made-up address finds its made-up token; a real one finds nothing."""
        where = [each for each in CHAINS if chain in (None, each)]
        listed = (listing(character, each) for character in CHARACTERS.values() for each in where)
        return tuple(token for token in listed if token.address == address)

    async def trending(self, chain: str, *, most: int = 20) -> tuple[Token, ...]:
        """The tokens at home on the chain, deepest first."""
        at_home = [token for token in listings() if token.chain == chain]
        return tuple(sorted(at_home, key=lambda token: -(token.liquidity_usd or 0.0)))[:most]

    async def chains(self) -> tuple[Chain, ...]:
        """Those of the listings."""
        return tuple(Chain(name, name, case_sensitive=name == "solana", explorer="") for name in CHAINS)

    async def risk(self, token: Token) -> ContractRisk:
        """Nothing can be known about a contract that does not exist."""
        del token
        return ContractRisk.unknown("demo")

    def plan_candles(self, strategy: Strategy, period: int, end: int, *, born: int | None = None) -> CandleChoice:
        """The finest that are fine enough; they cost nothing, and there have always been some."""
        del born
        interval = base_interval(strategy, period)
        end = end // interval * interval
        return CandleChoice(
            interval, end - period, end, period // interval, 0, 0, 0.0, affordable=True, full_history=True
        )


def _known(token: Token) -> str:
    """The symbol of a token of ours. A real contract of that name is another token: made-up prices are not its own."""
    character = CHARACTERS.get(token.symbol.upper())
    if character is None or token.chain not in CHAINS or token.address != listing(character, token.chain).address:
        raise TokenUnknown(token.symbol, token.chain)
    return character.symbol


def _closes(symbols: dict[str, str], now: int) -> dict[str, float]:
    minute = now - now % 60
    return {address: demo_candles(s, 60, minute - 60, minute).close[-1].item() for address, s in symbols.items()}
