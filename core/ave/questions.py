"""The questions of the Data API that we ask, each with its path, its parameters and its units."""

from collections.abc import Sequence
from typing import Any

from core.ave import plans
from core.ave.addresses import token_id
from core.ave.cache import Series
from core.ave.client import AveClient
from core.ave.points import Page, page_of
from core.ave.units import Urgency
from core.errors import TokenUnknown

SEARCH_LIMIT = 100
LONGEST_KEYWORD = 128


class Questions:
    """One method for each endpoint; the answers are its `data`, not yet read."""

    def __init__(self, client: AveClient) -> None:
        self._client = client

    async def search(self, keyword: str, chain: str | None, *, urgency: Urgency = Urgency.PERSON) -> Any:
        """Rows whose symbol, name or address has to do with a keyword."""
        query: dict[str, str | int] = {"keyword": keyword[:LONGEST_KEYWORD], "limit": SEARCH_LIMIT}
        if chain:
            query["chain"] = chain
        return await self._get("tokens", plans.SEARCH, "tokens", query, urgency)

    async def detail(self, address: str, chain: str, *, urgency: Urgency = Urgency.PERSON) -> Any:
        """One token and its pairs."""
        return await self._get(f"tokens/{token_id(address, chain)}", plans.DETAIL, "tokens/{id}", None, urgency)

    async def prices(self, ids: Sequence[str], *, urgency: Urgency = Urgency.PERSON) -> Any:
        """Prices by id, of at most 200 ids. Without the explicit 0 small tokens would be left out."""
        body = {"token_ids": list(ids), "tvl_min": 0, "tx_24h_volume_min": 0}
        return await self._client.request(
            "POST", "tokens/price", cost=plans.PRICES, call="tokens/price", body=body, urgency=urgency
        )

    async def trending(self, chain: str, page: int, size: int, *, urgency: Urgency = Urgency.OPTIONAL) -> Any:
        """A page of what is traded most just now."""
        query: dict[str, str | int] = {"chain": chain, "current_page": page, "page_size": size}
        return await self._get("tokens/trending", plans.TRENDING, "tokens/trending", query, urgency)

    async def main(self, chain: str, *, urgency: Urgency = Urgency.OPTIONAL) -> Any:
        """The wrapped coin and the majors of a chain."""
        return await self._get("tokens/main", plans.MAIN, "tokens/main", {"chain": chain}, urgency)

    async def chains(self, *, urgency: Urgency = Urgency.OPTIONAL) -> Any:
        """All chains that are covered."""
        return await self._get("supported_chains", plans.CHAINS, "supported_chains", None, urgency)

    async def risk(self, address: str, chain: str, *, urgency: Urgency = Urgency.PERSON) -> Any:
        """The report on a contract."""
        return await self._get(f"contracts/{token_id(address, chain)}", plans.RISK, "contracts/{id}", None, urgency)

    async def page(self, series: Series, since: int, until: int, limit: int, urgency: Urgency) -> Page:
        """Candles between two moments; the length goes in whole minutes, the bounds in seconds."""
        query: dict[str, str | int] = {"interval": series.interval // 60, "limit": limit}
        query |= {"from_time": since, "to_time": until}
        path = f"klines/token/{token_id(series.address, series.chain)}"
        data = await self._get(path, plans.CANDLES, "klines/token/{id}", query, urgency)
        if data is None or data == {}:
            # Not the same as a range without trades: that would be remembered.
            raise TokenUnknown(series.address, series.chain)
        return page_of(data, series.interval)

    def afford(self, questions: int, urgency: Urgency) -> None:
        """Raises MarketBudgetSpent where so many questions for candles are too many now."""
        self._client.budget.check(questions * plans.CANDLES, urgency, each=plans.CANDLES)

    async def _get(self, path: str, cost: int, call: str, query: dict[str, str | int] | None, urgency: Urgency) -> Any:
        return await self._client.request("GET", path, cost=cost, call=call, query=query, urgency=urgency)
