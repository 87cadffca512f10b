"""Token rows of the market as our tokens, whatever is missing from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.ave.addresses import key, shown
from core.ave.reading import above_zero, at_least_zero, mapping, number, rows, stamp, text, whole
from core.market import Chain, Flag, Token

THIN = 10_000.0
"""USD of liquidity below which a sale moves the price by much."""
YOUNG = 3 * 86_400
"""Seconds of age below which most of what goes wrong with a token has not had the time to."""
RISKY_SCORE = 55
"""A risk score above this is high by the market's own guideline."""


@dataclass(frozen=True, slots=True)
class TokenDetail:
    """What one token's page says."""

    token: Token
    price: float | None
    main_pair: str
    updated_at: int | None
    """When it was last traded, as far as the market saw."""
    changes: Mapping[str, float]
    """Change in percent over 5m, 1h, 4h and 24h, where known."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A price in USD, and when there was last a trade at all: a price may be old."""

    price: float
    traded_at: int | None


def tokens_of(data: object, now: float) -> tuple[Token, ...]:
    """Every row that names a contract, each contract once, in the market's order."""
    found = (token_of(row, now) for row in rows(data, "tokens", "data", "list"))
    unique = {(t.chain, key(t.address, t.chain)): t for t in reversed([t for t in found if t])}
    return tuple(reversed(unique.values()))


def token_of(row: Mapping[str, Any], now: float) -> Token | None:
    """The token of a row; None without address, chain or symbol."""
    address, chain = text(row.get("token")), text(row.get("chain")).lower()
    symbol = text(row.get("symbol"), most=32)
    if not (address and chain and symbol):
        return None
    created = stamp(row.get("created_at")) or stamp(row.get("launch_at"))
    liquidity = at_least_zero(row.get("tvl"))
    liquidity = at_least_zero(row.get("main_pair_tvl")) if liquidity is None else liquidity
    volume = at_least_zero(row.get("tx_volume_u_24h"))
    return Token(
        symbol=symbol,
        name=text(row.get("name"), most=80) or symbol,
        chain=chain,
        address=shown(address, chain),
        liquidity_usd=liquidity,
        created_at=created,
        volume_usd=at_least_zero(row.get("token_tx_volume_usd_24h")) if volume is None else volume,
        holders=_count(row.get("holders")),
        flags=_flags(row, liquidity, created, now),
    )


def detail_of(data: object, now: float) -> TokenDetail | None:
    """The token of a detail answer, or None where there is none."""
    inner = mapping(data)
    row = mapping(inner.get("token")) or inner
    token = token_of(row, now)
    if token is None:
        return None
    pairs = [text(pair.get("pair")) for pair in rows(inner.get("pairs"))]
    windows = {w: number(row.get(f"token_price_change_{w}", row.get(f"price_change_{w}"))) for w in _WINDOWS}
    return TokenDetail(
        token,
        above_zero(row.get("current_price_usd")),
        text(row.get("main_pair")) or next(filter(None, pairs), ""),
        stamp(row.get("updated_at")),
        {window: change for window, change in windows.items() if change is not None},
    )


_WINDOWS = ("5m", "1h", "4h", "24h")


def quotes_of(data: object) -> dict[str, Quote]:
    """Token id (as the market wrote it) → price in USD, from an object by id or a list; without it, nothing."""
    by_id = data if isinstance(data, Mapping) else {}
    named = [(str(name), mapping(row)) for name, row in by_id.items()] or [("", row) for row in rows(data)]
    found = ((text(row.get("token_id")) or name, above_zero(row.get("current_price_usd")), row) for name, row in named)
    return {name: Quote(price, stamp(row.get("updated_at"))) for name, price, row in found if name and price}


def chains_of(data: object) -> tuple[Chain, ...]:
    """The chains of the list, each once."""
    found = {
        name: Chain(
            name, text(row.get("name")) or name, bool(row.get("case_sensitive")), text(row.get("block_explorer_url"))
        )
        for row in rows(data, "chains")
        if (name := text(row.get("chain")).lower())
    }
    return tuple(found.values())


def _count(value: object) -> int | None:
    found = whole(value)
    return found if found is not None and found >= 0 else None


def _flags(row: Mapping[str, Any], liquidity: float | None, created: int | None, now: float) -> tuple[Flag, ...]:
    """What the row itself gives reason to warn about; a rating that is not there is `unrated`, never good."""
    score, level = number(row.get("risk_score")), whole(row.get("risk_level"))
    flags: list[Flag] = []
    if (score is not None and score > RISKY_SCORE) or level == -1:
        flags.append("risky")
    elif score is None or score <= 0:
        flags.append("unrated")
    if liquidity is not None and liquidity < THIN:
        flags.append("thin")
    if created is not None and now - created < YOUNG:
        flags.append("young")
    return tuple(flags)
