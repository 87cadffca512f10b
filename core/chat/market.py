"""The market in the chat: a token's price, picture and dangers, what is traded most, a search; each leads onwards."""

import re
from collections.abc import AsyncGenerator

from core.chat import strategy
from core.chat.turn import Branch, Route, Turn
from core.errors import MarketError, TokenUnknown
from core.market import Token
from core.people import Awaiting
from core.replies import Attachment, Button, Reply, Rows, Tap
from core.trading.conditions import CHAIN_NAMES
from core.trading.durations import seconds
from core.wording import cards, tokens
from core.wording.catalogue import words
from core.wording.html import italic

HOUR = 3_600
LISTED = 8
NAMESAKES = 3
TIMEFRAMES = ("1m", "5m", "15m", "30m", "1h", "4h", "1d")
BUTTONS = ("15m", "1h", "4h", "1d")
CANDLES = 120
WORDS_MOST = 120
CARRIED = 50
"""Signs of an address with its chain that fit on a button."""
_LENGTH = re.compile(r"\d+[mhdw]")


async def price(turn: Turn, text: str) -> AsyncGenerator[Reply, None]:
    """/price TOKEN: its card."""
    found = await _found(turn, text)
    yield await (_card(turn, found[0], found[1:]) if found else _unknown(turn, "price", text))


async def risk(turn: Turn, text: str) -> AsyncGenerator[Reply, None]:
    """/risk TOKEN: what is known about its contract."""
    found = await _found(turn, text)
    yield await (_risk_card(turn, found[0], found[1:]) if found else _unknown(turn, "risk", text))


async def chart(turn: Turn, text: str) -> AsyncGenerator[Reply, None]:
    """/chart TOKEN [timeframe]: its candles as a picture."""
    *rest, last = text.split() or [""]
    if not (rest and _LENGTH.fullmatch(last.lower())):
        rest, last = [*rest, last], "1h"
    if last.lower() not in TIMEFRAMES:
        yield Reply(cards.no_such_timeframe(last, TIMEFRAMES))
        return
    found = await _found(turn, " ".join(rest))
    if not found:
        yield await _unknown(turn, "chart", " ".join(rest))
        return
    yield await _picture(turn, found[0], last.lower())


async def search(turn: Turn, text: str) -> AsyncGenerator[Reply, None]:
    """/search WORDS: whatever the market finds for them."""
    if not text:
        yield await _ask(turn, "search")
        return
    found = await turn.services.market.search(text[:WORDS_MOST], most=LISTED)
    yield _listing(turn, cards.found(text, found), found)


async def trending(turn: Turn, text: str) -> AsyncGenerator[Reply, None]:
    """/trending [chain]: what is traded most just now."""
    known = {chain.name for chain in await turn.services.market.chains()}
    chain = _chain_name(text)
    if chain not in known:
        rows = (tuple(Button(name, Tap("trending", (name,))) for name in cards.CHAINS),)
        yield Reply(cards.which_chain(text), rows)
        return
    found = await turn.services.market.trending(chain, most=LISTED)
    yield _listing(turn, cards.trending(chain, found), found)


async def answered(turn: Turn, kind: str, text: str) -> AsyncGenerator[Reply, None]:
    """The token that a command was sent without."""
    await turn.store.set_awaiting(turn.person.id, None)
    async for reply in WITH_WORDS[kind](turn, text):
        yield reply


async def see_price(turn: Turn, address: str, chain: str) -> AsyncGenerator[Reply, None]:
    """The card of a certain contract."""
    yield await _card(turn, await _at(turn, address, chain))


async def see_risk(turn: Turn, address: str, chain: str) -> AsyncGenerator[Reply, None]:
    """The report on it."""
    yield await _risk_card(turn, await _at(turn, address, chain))


async def see_chart(turn: Turn, address: str, chain: str, timeframe: str) -> AsyncGenerator[Reply, None]:
    """Its candles."""
    if timeframe not in TIMEFRAMES:
        yield Reply(cards.no_such_timeframe(timeframe, TIMEFRAMES))
        return
    yield await _picture(turn, await _at(turn, address, chain), timeframe)


async def use(turn: Turn, address: str, chain: str) -> AsyncGenerator[Reply, None]:
    """An example of a strategy with it, as if the person had written it; the contract is confirmed by that."""
    token = await _at(turn, address, chain)
    sentence = words("market.example", token=token.symbol)
    yield Reply(f"💬 {italic(sentence)}")
    symbol = token.symbol.strip().removeprefix("$").upper()
    meant = {symbol: (token.chain, token.address)} if turn.services.market.real else {}
    async for reply in strategy.said(turn, sentence, meant=meant):
        yield reply


async def _unknown(turn: Turn, kind: str, text: str) -> Reply:
    """Nothing of that name: raises TokenUnknown, or asks where nothing was named."""
    if text:
        raise TokenUnknown(text[:40])
    return await _ask(turn, kind)


async def _ask(turn: Turn, kind: str) -> Reply:
    await turn.store.set_awaiting(turn.person.id, Awaiting(kind, ""))
    return Reply(cards.which_token())


async def _found(turn: Turn, text: str) -> tuple[Token, ...]:
    """The contracts meant by `PEPE`, `PEPE on eth` or an address, the deepest first. Raises BadAddress, MarketError."""
    market, parts = turn.services.market, [part for part in text[:WORDS_MOST].split() if part.lower() != "on"]
    if not parts:
        return ()
    chain = None
    if len(parts) > 1 and _chain_name(parts[-1]) in {each.name for each in await market.chains()}:
        chain = _chain_name(parts.pop())
    named = " ".join(parts)
    if tokens.looks_like_address(named):
        return await market.by_address(named, chain)
    return await market.find(named, chain)


async def _at(turn: Turn, address: str, chain: str) -> Token:
    found = await turn.services.market.by_address(address, chain)
    if not found:
        raise TokenUnknown(tokens.short(address), chain)
    return found[0]


async def _card(turn: Turn, token: Token, others: tuple[Token, ...] = ()) -> Reply:
    """Price and changes by its own candles; what cannot be had is said to be unknown."""
    market, now = turn.services.market, turn.services.now().timestamp()
    latest = (await market.prices([token]))[token.address]
    try:
        candles = await market.candles(token, HOUR, int(now) - 25 * HOUR, int(now))
    except MarketError:
        closes: list[float] = []
    else:
        closes = candles.close.tolist()
    return Reply(cards.card(token, latest, closes, now, others=others), _rows(token, others, "price"))


async def _risk_card(turn: Turn, token: Token, others: tuple[Token, ...] = ()) -> Reply:
    report = await turn.services.market.risk(token)
    usable = report.verdict != "dangerous"
    return Reply(cards.risk_card(token, report), _rows(token, others, "risk", usable=usable))


async def _picture(turn: Turn, token: Token, timeframe: str) -> Reply:
    market, now = turn.services.market, int(turn.services.now().timestamp())
    interval = seconds(timeframe)
    candles = await market.candles(token, interval, now - CANDLES * interval, now)
    title = f"{token.symbol} · {token.chain} · {timeframe}"
    png = await turn.services.backtests.market_picture(candles, title)
    picture = Attachment(f"{timeframe}-{tokens.short(token.address)}.png", png, "photo")
    others = [Button(f"📈 {each}", Tap("chart", (token.address, token.chain, each))) for each in BUTTONS]
    rows = (tuple(others), *_rows(token, (), "chart")) if _carries(token) else ()
    return Reply(cards.chart_caption(token, timeframe, market_label=market.label), rows, picture)


def _listing(turn: Turn, heading: str, found: tuple[Token, ...]) -> Reply:
    now = turn.services.now().timestamp()
    rows = tuple(
        (Button(tokens.button(number, token, now), Tap("price", (token.address, token.chain))),)
        for number, token in enumerate(found, 1)
        if _carries(token)
    )
    return Reply(heading, rows)


def _rows(token: Token, others: tuple[Token, ...], here: str, *, usable: bool = True) -> Rows:
    """The ways onwards from a token, and its namesakes; nothing leads from a dangerous one to a strategy."""
    if not _carries(token):
        return ()
    where = (token.address, token.chain)
    ways = {
        "price": Button(words("button.price"), Tap("price", where)),
        "chart": Button(words("button.chart"), Tap("chart", (*where, "1h"))),
        "risk": Button(words("button.risk"), Tap("risk", where)),
    }
    first = tuple(button for name, button in ways.items() if name != here)
    namesakes = tuple(
        (Button(tokens.namesake(each), Tap("price" if here == "chart" else here, (each.address, each.chain))),)
        for each in others[:NAMESAKES]
        if _carries(each)
    )
    use_it = ((Button(words("button.use_token"), Tap("use", where), style="primary"),),) if usable else ()
    return (first, *use_it, *namesakes)


def _carries(token: Token) -> bool:
    """Whether a button can carry its address; on some chains they are too long, or have signs of our own."""
    return len(token.address) + len(token.chain) <= CARRIED and ":" not in token.address


def _chain_name(text: str) -> str:
    name = text.strip().lower()
    return CHAIN_NAMES.get(name, name)


WITH_WORDS: dict[str, Branch] = {"price": price, "chart": chart, "risk": risk, "search": search, "trending": trending}
"""Commands that are followed by words."""
ROUTES = {
    "price": Route(see_price, 2),
    "risk": Route(see_risk, 2),
    "chart": Route(see_chart, 3),
    "trending": Route(trending, 1),
    "use": Route(use, 2),
}
