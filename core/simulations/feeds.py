"""The candles of a tick: each series is asked for once for all runs that need it, and none stops the others."""

import asyncio
import logging
from collections.abc import Sequence

from core.errors import MarketError, NoHistory
from core.market import Market, Token
from core.people import SimulationRun
from core.simulations.stepping import first_needed
from core.trading.candles import Candles

_log = logging.getLogger(__name__)

Series = tuple[str, str, int]
"""Chain, address, seconds of a candle."""


async def fetched(market: Market, runs: Sequence[SimulationRun], now: int) -> dict[Series, Candles | None]:
    """The candles from the first that any run needs; None where there were none. What failed is not there at all."""
    wanted: dict[Series, tuple[Token, int]] = {}
    for run in runs:
        for symbol in run.config["tokens"]:
            series, since = series_of(run, symbol), first_needed(run)
            known = wanted.get(series)
            wanted[series] = (token_of(run, symbol), min(since, known[1]) if known else since)
    asked = [_asked(market, series, token, since, now) for series, (token, since) in wanted.items()]
    return dict([answer for answer in await asyncio.gather(*asked) if answer])


def series_of(run: SimulationRun, symbol: str) -> Series:
    """Where the candles of one of its tokens are."""
    token = run.config["tokens"][symbol]
    return token["chain"], token["address"], run.config["interval"]


def token_of(run: SimulationRun, symbol: str) -> Token:
    """The contract that was meant when the run began."""
    return Token(**run.config["tokens"][symbol])


async def _asked(
    market: Market, series: Series, token: Token, since: int, now: int
) -> tuple[Series, Candles | None] | None:
    """None where the market failed."""
    if since + series[2] > now:
        return series, None
    try:
        return series, await market.candles(token, series[2], since, now)
    except NoHistory:
        return series, None
    except MarketError as error:
        _log.warning("no candles of %s on %s: %s", token.symbol, token.chain, error)
        return None
