"""Marks copies among tokens: the same symbol at another address, imitated characters, one letter off."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz.distance import OSA

from core.ave.addresses import key
from core.market import Flag, Token

KNOWN = frozenset(
    (
        *("BTC", "WBTC", "BTCB", "ETH", "WETH", "BNB", "WBNB", "SOL", "WSOL", "USDT", "USDC", "DAI", "BUSD", "PEPE"),
        *("DOGE", "SHIB", "BONK", "WIF", "CAKE", "FLOKI", "LINK", "UNI", "BRETT", "DEGEN", "TRUMP", "JUP", "RAY"),
    )
)
"""Symbols worth imitating, also where the real one is not in the list."""
SHORTEST_NEAR = 4
"""Symbols with fewer characters are one letter from many honest ones."""
_IMITATED = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЗԚԜҮҺабеѕіјкмнорстухԛԝүһ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹαινορτυχ" + "ⅠⅤⅩⅬⅭⅮⅯ" + "ƤǤØøıłŁ₿$€¥£0135|!@",
    "ABESIJKMHOPCTYX3QWYHABESIJKMHOPCTYXQWYH" + "ABEZHIKMNOPTYXCAIVOPTYX" + "IVXLCDM" + "PGOOILLBSEYLOIESIIA",
)
"""Characters that look like a Latin letter. Digits that stand for letters are read as those."""


def flagged(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """The same tokens with a flag on each that could be taken for a deeper one of them, or for a well-known one."""
    listed = tuple(tokens)
    folded = [skeleton(token.symbol) for token in listed]
    return tuple(_with(token, _flags_of(i, listed, folded)) for i, token in enumerate(listed))


def plain(symbol: str) -> str:
    """A symbol as it is compared: some bear the dollar sign that people write before it."""
    return symbol.strip().removeprefix("$").upper()


def skeleton(symbol: str) -> str:
    """What a symbol looks like at a glance: plain upper-case letters, no marks, I for L as they look alike."""
    plain = unicodedata.normalize("NFKD", symbol.strip().removeprefix("$"))
    visible = "".join(c for c in plain if unicodedata.category(c)[0] in "LNS" or c in "|!@")
    return visible.translate(_IMITATED).upper().translate(_IMITATED).replace("L", "I")


def _flags_of(row: int, tokens: tuple[Token, ...], folded: list[str]) -> list[Flag]:
    token, flags = tokens[row], list[Flag]()
    deeper = [i for i, other in enumerate(tokens) if _is_another(other, token) and _depth(other) > _depth(token)]
    if any(_same(tokens[i].symbol, token.symbol) for i in deeper):
        flags.append("same_symbol")
    alike = {plain(tokens[i].symbol) for i in deeper if folded[i] == folded[row]}
    alike |= {known for known in KNOWN if skeleton(known) == folded[row]}
    if any(not _same(symbol, token.symbol) for symbol in alike) and not _is_known(token.symbol):
        flags.append("look_alike")
    elif _is_near(folded[row], {*(folded[i] for i in deeper), *map(skeleton, KNOWN)}) and not _is_known(token.symbol):
        flags.append("near_name")
    return flags


def _is_near(folded: str, others: set[str]) -> bool:
    if len(folded) < SHORTEST_NEAR or folded in others:
        return False
    return any(len(o) >= SHORTEST_NEAR and OSA.distance(folded, o, score_cutoff=1) == 1 for o in others)


def _is_another(other: Token, token: Token) -> bool:
    return (other.chain, key(other.address, other.chain)) != (token.chain, key(token.address, token.chain))


def _is_known(symbol: str) -> bool:
    return plain(symbol) in KNOWN


def _same(one: str, other: str) -> bool:
    return plain(one) == plain(other)


def _depth(token: Token) -> float:
    """Liquidity that is not known counts as none: nobody can hide behind it."""
    return token.liquidity_usd or 0.0


def _with(token: Token, flags: list[Flag]) -> Token:
    new = [flag for flag in flags if flag not in token.flags]
    return replace(token, flags=(*new, *token.flags)) if new else token
