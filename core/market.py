"""What core needs from a market: which tokens there are, their closed candles and their present prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from core.trading.candles import Candles

Flag = Literal["same_symbol", "look_alike", "near_name", "thin", "young", "risky", "unrated"]
"""`same_symbol`: a deeper token has this symbol too; `look_alike`: its characters imitate another's; `near_name`: one
letter off; `thin`: little liquidity; `young`: days old; `risky`, `unrated`: what the market's own rating says."""


@dataclass(frozen=True, slots=True)
class Token:
    """One contract on one chain. Symbols are not unique, the pair of `chain` and `address` is."""

    symbol: str
    name: str
    chain: str
    address: str
    liquidity_usd: float | None = None
    created_at: int | None = None
    """When it was first seen on its chain, Unix seconds; None where that is not known."""
    volume_usd: float | None = None
    """What was traded in the last 24 hours."""
    holders: int | None = None
    flags: tuple[Flag, ...] = ()
    """What to warn about before it is chosen; no flag means nothing was noticed, never that it is safe."""

    def age_seconds(self, now: float) -> float | None:
        """How old it is, or None where that is not known."""
        return None if self.created_at is None else max(0.0, now - self.created_at)


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
