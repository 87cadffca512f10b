"""Tokens in words: one to choose among namesakes, what to beware of, how deep and how old it is."""

import re
from collections.abc import Sequence

from core.market import Token
from core.wording.catalogue import say, words
from core.wording.html import Html, joined, shortened
from core.wording.times import span

DAY, HOUR = 86_400, 3_600
_ADDRESS = re.compile(r"0[xX][0-9A-Za-z]{6,}|[1-9A-HJ-NP-Za-km-z]{32,44}")
_STEPS = ((1e9, "B"), (1e6, "M"), (1e3, "k"))


def question(symbol: str, found: Sequence[Token], now: float, *, said: str = "") -> Html:
    """Which of these contracts is meant; where there is none, that only an address helps."""
    ask = say("tokens.which" if found else "tokens.none", token=symbol)
    listed = [line(number, token, now) for number, token in enumerate(found, 1)]
    return joined([*([said] if said else []), ask, *listed], "\n\n")


def line(number: int, token: Token, now: float) -> Html:
    """One of several, with all that tells it from the others."""
    head = say(
        "tokens.line",
        number=str(number),
        name=shortened(token.name, 40),
        symbol=token.symbol,
        chain=token.chain,
        liquidity=usd(token.liquidity_usd),
        age=age(token, now),
        address=token.address,
    )
    return joined([head, *warnings(token)])


def button(number: int, token: Token, now: float) -> str:
    """The same as short as a button."""
    sign = "⚠️ " if token.flags else ""
    name = shortened(token.name, 14)
    parts = (name, token.chain, usd(token.liquidity_usd), age(token, now), short(token.address))
    return f"{number}. {sign}{' · '.join(parts)}"


def warnings(token: Token) -> list[str]:
    """What to beware of, a line each."""
    return [f"⚠️ {words(f'flag.{flag}')}" for flag in token.flags]


def picked(symbol: str, token: Token) -> Html:
    head = say("tokens.picked", token=symbol, name=shortened(token.name, 40), chain=token.chain, address=token.address)
    return joined([head, *warnings(token)])


def first(symbols: Sequence[str]) -> Html:
    return say("tokens.first", tokens=", ".join(symbols))


def save_it() -> Html:
    return say("tokens.save_it")


def on_several(found: Sequence[Token]) -> Html:
    return say("tokens.several", chains=", ".join(token.chain for token in found))


def not_that(symbol: str, found: Sequence[Token], address: str) -> Html:
    """An address that is nothing the market knows, or another token."""
    if not found:
        return say("tokens.nothing_there", address=shortened(address, 60))
    other = found[0]
    name = shortened(other.name, 40)
    return say("tokens.other", token=symbol, symbol=other.symbol, name=name, chain=other.chain)


def namesake(token: Token) -> str:
    """Another token of the same symbol, as a button."""
    return f"{token.symbol[:12]} · {token.chain} · {usd(token.liquidity_usd)} · {short(token.address)}"


def looks_like_address(text: str) -> bool:
    """Whether somebody wrote nothing but an address, right or wrong."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def short(address: str) -> str:
    """`0x6982…1933`."""
    return address if len(address) <= 12 else f"{address[:6]}…{address[-4:]}"


def usd(value: float | None) -> str:
    """`$53.3M`, and that it is not known."""
    if value is None:
        return words("tokens.unknown")
    size, sign = next(((size, sign) for size, sign in _STEPS if value >= size), (1.0, ""))
    return f"${value / size:.3g}{sign}" if value >= 1 else "$0"


def age(token: Token, now: float) -> str:
    """`751d`, `5h`, and that it is not known."""
    seconds = token.age_seconds(now)
    if seconds is None:
        return words("tokens.unknown")
    return span(f"{int(seconds // DAY)}d" if seconds >= DAY else f"{int(seconds // HOUR)}h")
