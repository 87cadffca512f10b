"""The real market: `core.market.Market` over AVE Cloud. See there for what each method of it promises."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.ave.addresses import checked, key, token_id
from core.ave.budget import price_units
from core.ave.cache import CandleCache, MemoryCache, Series
from core.ave.client import AveClient, gathered
from core.ave.grid import candles_of
from core.ave.history import History
from core.ave.look_alikes import flagged, plain
from core.ave.memo import Memo
from core.ave.plans import CANDLE_MINUTES, CANDLES, MOST_PRICES
from core.ave.questions import Questions
from core.ave.ranges import choose_candles, quick_units
from core.ave.reading import mapping, whole
from core.ave.risk import risk_of
from core.ave.rows import Quote, TokenDetail, chains_of, detail_of, quotes_of, tokens_of
from core.ave.units import Urgency
from core.errors import BadAddress, MarketError, NoHistory, TokenUnknown
from core.market import CandleChoice, Chain, Token
from core.market_risk import ContractRisk
from core.trading.candles import Candles
from core.trading.strategy import Strategy

CHAINS = ("bsc", "eth", "base", "solana")
"""The chains whose tokens are offered; any other can be named."""
WRAPPED = {
    ("bsc", "BTC"): "0x7130d2A12B9BCbFAe4f2634d864A1Ee1Ce3Ead9c",
    ("eth", "BTC"): "0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599",
    ("bsc", "BNB"): "0xbb4CdB9CBd36B01bD1cBaEBF2De08d9173bc095c",
    ("eth", "ETH"): "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
    ("base", "ETH"): "0x4200000000000000000000000000000000000006",
    ("solana", "SOL"): "So11111111111111111111111111111111111111112",
}
"""Coins that are no contracts: their wrapped form has their price, and whatever else bears their symbol is a copy."""
STABLE = frozenset({"USDT", "USDC", "DAI", "BUSD", "USDBC", "FDUSD", "TUSD", "USDE", "USD1", "USDS"})
"""Not worth offering: they are what the others are priced in."""
TRENDING = 20
"""Trending tokens per chain in a selection."""
MINUTE, HOUR, DAY = 60, 3_600, 86_400


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `next_page` None at its end."""

    tokens: tuple[Token, ...]
    next_page: int | None


class AveMarket:
    """Asks only what nobody has asked just now; `cache` keeps closed candles for good."""

    label = "AVE Cloud"
    real = True

    def __init__(self, client: AveClient, cache: CandleCache | None = None) -> None:
        self._client = client
        self._ask = Questions(client)
        self._history = History(self._ask, cache or MemoryCache(), client.now)
        clock = client.clock
        self._lists: Memo[tuple[Token, ...]] = Memo(clock, HOUR, stale=7 * DAY, meanwhile=True)
        self._found: Memo[tuple[Token, ...]] = Memo(clock, 5 * MINUTE, stale=HOUR)
        self._details: Memo[TokenDetail | None] = Memo(clock, 30)
        self._risks: Memo[ContractRisk] = Memo(clock, 10 * MINUTE)
        self._chains: Memo[tuple[Chain, ...]] = Memo(clock, DAY, stale=30 * DAY)

    def now(self) -> float:
        """Unix seconds by the market's clock, as far as that is known."""
        return self._client.now()

    async def tokens(self) -> tuple[Token, ...]:
        """Majors and trending tokens of the chains offered, deepest first; a chain that does not answer is left out."""
        asked = [self.main_tokens(chain) for chain in CHAINS] + [self.trending(chain) for chain in CHAINS]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        failures = [answer for answer in answers if isinstance(answer, BaseException)]
        if len(failures) == len(answers) or any(not isinstance(f, MarketError) for f in failures):
            raise failures[0]
        lists = [answer for answer in answers if isinstance(answer, tuple)]
        return flagged(_deepest_first([t for each in lists for t in each if plain(t.symbol) not in STABLE]))

    async def find(self, symbol: str, chain: str | None = None) -> tuple[Token, ...]:
        """A coin that is no contract is its wrapped form, before all others; an address finds itself."""
        chain = chain.lower() if chain else None
        by_address = await self._by_address(symbol, chain)
        if by_address:
            return by_address
        own = [t for t in await gathered(*(self._own_coin(c, symbol) for c in _chains_with(symbol, chain))) if t]
        rest = [t for t in await self._search(symbol, chain) if plain(t.symbol) == plain(symbol)]
        known = {_identity(token) for token in own}
        return flagged((*own, *(token for token in rest if _identity(token) not in known)))

    async def search(self, words: str, chain: str | None = None, *, most: int = 20) -> tuple[Token, ...]:
        """Whatever the market finds for a symbol, a name or an address, deepest first, copies marked."""
        return flagged(await self._search(words, chain.lower() if chain else None))[:most]

    async def by_address(self, address: str, chain: str | None = None) -> tuple[Token, ...]:
        """Without a chain it is looked for on all of them that write addresses so."""
        text, chain = address.strip(), chain.lower() if chain else None
        checked(text, chain or ("eth" if text[:2].lower() == "0x" else "solana"))
        if chain is None:
            return await self._by_address(text, None)
        try:
            return ((await self.detail(text, chain)).token,)
        except TokenUnknown:
            return ()

    async def detail(self, address: str, chain: str, *, urgency: Urgency = Urgency.PERSON) -> TokenDetail:
        """One token's page, at most half a minute old. Raises TokenUnknown, BadAddress."""
        address = checked(address, chain)
        found = await self._details.get(token_id(address, chain), lambda: self._detail(address, chain, urgency))
        if found is None:
            raise TokenUnknown(address, chain)
        return found

    async def candles(
        self, token: Token, interval: int, start: int, end: int, *, urgency: Urgency = Urgency.PERSON
    ) -> Candles:
        """Raises ValueError for a length the market does not have."""
        if interval % MINUTE or interval // MINUTE not in CANDLE_MINUTES:
            raise ValueError(f"candles of {interval} seconds are not offered")
        series = Series(token.chain, key(checked(token.address, token.chain), token.chain), interval)
        columns = await self._history.columns(series, start, end, born=token.created_at, urgency=urgency)
        if not columns.size:
            raise NoHistory(token.symbol)
        return candles_of(columns, interval, end, self._client.now())

    async def prices(self, tokens: Sequence[Token], *, urgency: Urgency = Urgency.RUNNING) -> dict[str, float]:
        """Raises TokenUnknown for the first that has no price; `latest` leaves those out."""
        found = await self.latest(tokens, urgency=urgency)
        for token in tokens:
            if token not in found:
                raise TokenUnknown(token.symbol, token.chain)
        return {token.address: found[token] for token in tokens}

    async def latest(self, tokens: Sequence[Token], *, urgency: Urgency = Urgency.RUNNING) -> dict[Token, float]:
        """The latest price in USD of each token that has one."""
        return {token: quote.price for token, quote in (await self.quotes(tokens, urgency=urgency)).items()}

    async def quotes(self, tokens: Sequence[Token], *, urgency: Urgency = Urgency.RUNNING) -> dict[Token, Quote]:
        """The same with the moment of the last trade; asked for in the cheaper way."""
        ids = sorted({token_id(token.address, token.chain) for token in tokens})
        way, _, _ = price_units(len(ids))
        found = await (self._batches(ids, urgency) if way == "batch" else self._one_by_one(tokens, urgency))
        named = {token: found.get(token_id(token.address, token.chain)) for token in tokens}
        return {token: quote for token, quote in named.items() if quote is not None}

    async def chains(self) -> tuple[Chain, ...]:
        """Every chain the market covers."""
        return await self._chains.get("chains", self._all_chains)

    async def main_tokens(self, chain: str) -> tuple[Token, ...]:
        """The wrapped coin and the majors of a chain."""
        return await self._lists.get(("main", chain), lambda: self._main(chain))

    async def trending(self, chain: str, *, most: int = TRENDING) -> tuple[Token, ...]:
        """What is traded most on a chain just now."""
        return await self._lists.get(("trending", chain, most), lambda: self._first_trending(chain, most))

    async def trending_page(self, chain: str, page: int = 0, *, size: int = 50) -> Page:
        """One page of it; pages count from 0."""
        data = await self._ask.trending(chain, page, size, urgency=Urgency.PERSON)
        tokens = tokens_of(data, self._client.now())
        following = whole(mapping(data).get("next_page"))
        more = following is not None and following > page and bool(tokens)
        return Page(flagged(tokens), following if more else None)

    async def risk(self, token: Token, *, urgency: Urgency = Urgency.PERSON) -> ContractRisk:
        """The report on a contract. Never raises MarketError: what could not be asked is unknown, and says why."""
        try:
            address = checked(token.address, token.chain)
            return await self._risks.get(
                token_id(address, token.chain), lambda: self._risk(address, token.chain, urgency)
            )
        except MarketError as error:
            return ContractRisk.unknown(type(error).__name__)

    def plan_candles(self, strategy: Strategy, period: int, end: int, *, born: int | None = None) -> CandleChoice:
        """The finest that are there soon; where even the coarsest that fit take longer, these, if there are units."""
        left = self._client.budget.left(cost=CANDLES)
        plan, soon = self._client.plan, quick_units(self._client.plan, len(strategy.tokens()))
        choice = choose_candles(strategy, period, end, plan=plan, units=min(left, soon), born=born)
        return replace(choice, affordable=choice.units <= left)

    async def _search(self, words: str, chain: str | None) -> tuple[Token, ...]:
        words = words.strip()
        if not words:
            return ()
        return await self._found.get((words.lower(), chain), lambda: self._searched(words, chain))

    async def _searched(self, words: str, chain: str | None) -> tuple[Token, ...]:
        return _deepest_first(tokens_of(await self._ask.search(words, chain), self._client.now()))

    async def _by_address(self, text: str, chain: str | None) -> tuple[Token, ...]:
        """Solana's and EVM's addresses are too long for a symbol."""
        if len(text) < 32:
            return ()
        if chain:
            try:
                return ((await self.detail(text, chain)).token,)
            except (TokenUnknown, BadAddress):
                return ()
        return tuple(t for t in await self._search(text, None) if key(t.address, t.chain) == key(text, t.chain))

    async def _own_coin(self, chain: str, symbol: str) -> Token | None:
        address = WRAPPED[chain, plain(symbol)]
        try:
            found = (await self.detail(address, chain)).token
        except TokenUnknown:
            return None
        return Token(**{name: getattr(found, name) for name in Token.__slots__} | {"symbol": plain(symbol)})

    async def _detail(self, address: str, chain: str, urgency: Urgency) -> TokenDetail | None:
        return detail_of(await self._ask.detail(address, chain, urgency=urgency), self._client.now())

    async def _batches(self, ids: Sequence[str], urgency: Urgency) -> dict[str, Quote]:
        parts = [ids[i : i + MOST_PRICES] for i in range(0, len(ids), MOST_PRICES)]
        answers = await gathered(*(self._ask.prices(part, urgency=urgency) for part in parts))
        return {_own_writing(name): quote for data in answers for name, quote in quotes_of(data).items()}

    async def _one_by_one(self, tokens: Sequence[Token], urgency: Urgency) -> dict[str, Quote]:
        unique = {token_id(token.address, token.chain): token for token in tokens}
        details = await gathered(*(self._page_of(token, urgency) for token in unique.values()))
        found = ((name, page) for name, page in zip(unique, details, strict=True) if page)
        return {name: Quote(page.price, page.updated_at) for name, page in found if page.price}

    async def _page_of(self, token: Token, urgency: Urgency) -> TokenDetail | None:
        try:
            return await self.detail(token.address, token.chain, urgency=urgency)
        except (TokenUnknown, BadAddress):
            return None

    async def _main(self, chain: str) -> tuple[Token, ...]:
        return tokens_of(await self._ask.main(chain), self._client.now())

    async def _first_trending(self, chain: str, most: int) -> tuple[Token, ...]:
        return tokens_of(await self._ask.trending(chain, 0, most), self._client.now())[:most]

    async def _risk(self, address: str, chain: str, urgency: Urgency) -> ContractRisk:
        return risk_of(await self._ask.risk(address, chain, urgency=urgency))

    async def _all_chains(self) -> tuple[Chain, ...]:
        return chains_of(await self._ask.chains())


def _chains_with(symbol: str, chain: str | None) -> list[str]:
    return [own for own, coin in WRAPPED if coin == plain(symbol) and chain in (None, own)]


def _deepest_first(tokens: Sequence[Token]) -> tuple[Token, ...]:
    unique = {_identity(token): token for token in tokens}
    return tuple(sorted(unique.values(), key=lambda t: t.liquidity_usd or 0.0, reverse=True))


def _identity(token: Token) -> tuple[str, str]:
    return token.chain, key(token.address, token.chain)


def _own_writing(name: str) -> str:
    """The market's id as we write it."""
    address, _, chain = name.rpartition("-")
    return token_id(address, chain.lower())
