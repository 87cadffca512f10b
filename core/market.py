"""What core needs from a market: which tokens there are, their closed candles and their present prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.trading.candles import Candles


@dataclass(frozen=True, slots=True)
class Token:
    """One contract on one chain. Symbols are not unique, the pair of `chain` and `address` is."""

    symbol: str
    name: str
    chain: str
    address: str
    liquidity_usd: float | None = None


class Market(Protocol):
    """Where tokens and candles come from. Any method may raise MarketError when the market does not answer."""

    @property
    def label(self) -> str:
        """What a picture or a message says about where its numbers are from, such as `demo data`."""
        ...

    async def tokens(self) -> tuple[Token, ...]:
        """A selection worth offering to somebody who has not named a token yet, best known first."""
        ...

    async def find(self, symbol: str, chain: str | None = None) -> tuple[Token, ...]:
        """The contracts with exactly this symbol (any case), deepest liquidity first; () where there is none."""
        ...

    async def candles(self, token: Token, interval: int, start: int, end: int) -> Candles:
        """The closed candles of `interval` seconds with start ≤ open time and close ≤ the earlier of end and now.

        `start` and `end` are Unix seconds and need not stand on the grid. The first candle may be later than
        `start` where the history begins later. Raises TokenUnknown, and NoHistory where no candle is in the range.
        """
        ...

    async def prices(self, tokens: Sequence[Token]) -> dict[str, float]:
        """The latest price in USD by contract address. Raises TokenUnknown."""
        ...
