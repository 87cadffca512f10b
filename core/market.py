"""What core needs from a market: which tokens there are, their closed candles and their present prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from core.contracts import homes
from core.errors import TokenUnknown
from core.market_risk import ContractRisk
from core.trading.candles import Candles
from core.trading.strategy import Strategy

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


@dataclass(frozen=True, slots=True)
class Chain:
    """One chain the market covers."""

    name: str
    title: str
    case_sensitive: bool
    explorer: str


@dataclass(frozen=True, slots=True)
class CandleChoice:
    """What a run takes and what that costs at most; days that are kept already cost nothing."""

    interval: int
    """Seconds."""
    start: int
    """Unix seconds: where the candles begin, the warm-up included."""
    end: int
    candles: int
    """Per token."""
    calls: int
    units: int
    seconds: float
    """How long fetching takes at the plan's pace."""
    affordable: bool
    """Whether `units` may be spent on it; where not, no candle that fits the strategy is coarse enough."""
    full_history: bool
    """Whether the token has existed for the whole range, as far as its age is known."""


class Market(Protocol):
    """Where tokens and candles come from. Any method may raise MarketError when the market does not answer."""

    @property
    def label(self) -> str:
        """What a picture or a message says about where its numbers are from, such as `demo data`."""
        ...

    @property
    def real(self) -> bool:
        """Whether its tokens are contracts on their chains: namesakes and copies exist, so each must be confirmed."""
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

    async def search(self, words: str, chain: str | None = None, *, most: int = 20) -> tuple[Token, ...]:
        """Whatever is found for a symbol, a name or an address, deepest first, copies marked."""
        ...

    async def by_address(self, address: str, chain: str | None = None) -> tuple[Token, ...]:
        """The contract at this address, on each chain that has one there. Raises BadAddress where it can be none."""
        ...

    async def trending(self, chain: str, *, most: int = 20) -> tuple[Token, ...]:
        """What is traded most on a chain just now."""
        ...

    async def chains(self) -> tuple[Chain, ...]:
        """Every chain the market covers."""
        ...

    async def risk(self, token: Token) -> ContractRisk:
        """What is known about a contract's dangers. Never raises MarketError: what could not be asked is unknown."""
        ...

    def plan_candles(self, strategy: Strategy, period: int, end: int, *, born: int | None = None) -> CandleChoice:
        """The candles for a run over `period` seconds up to `end`; `born`: when its youngest token began."""
        ...


async def listings(market: Market, strategy: Strategy) -> dict[str, Token]:
    """Each symbol of a strategy with its contract: the confirmed one, else the deepest of that name on its chain.

    Raises TokenUnknown where the market has none.
    """
    return {symbol: await _listing(market, strategy, symbol) for symbol in strategy.tokens()}


async def _listing(market: Market, strategy: Strategy, symbol: str) -> Token:
    chain, address = homes(strategy).get(symbol, (strategy.chain_of(symbol), None))
    found = await (market.by_address(address, chain) if address else market.find(symbol, chain))
    if not found:
        raise TokenUnknown(symbol, chain)
    return found[0]
