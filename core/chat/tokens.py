"""The answers to which contract a token is: one of those offered, or an address that was pasted."""

from collections.abc import AsyncGenerator

from core.chat import contracts, strategy
from core.chat.turn import Route, Turn
from core.errors import Conflict
from core.market import Token
from core.people import TradingBot
from core.replies import Reply
from core.wording import tokens
from core.wording.cards import verdict
from core.wording.html import joined


async def pick(turn: Turn, draft_id: str, number: str, mark: str) -> AsyncGenerator[Reply, None]:
    """One of those offered."""
    bot = await turn.drafting(draft_id)
    symbol = _symbol(bot, number)
    assert bot.draft is not None and bot.draft.strategy is not None  # noqa: S101, PT018 - _symbol() looked
    found = await contracts.candidates(turn, bot.draft.strategy, symbol)
    token = next((each for each in found if contracts.mark(each) == mark), None)
    if token is None:
        yield await contracts.question(turn, bot.draft)
        return
    async for reply in _confirmed(turn, bot, symbol, token, replaces=True):
        yield reply


async def pasted(turn: Turn, bot: TradingBot, text: str) -> AsyncGenerator[Reply, None]:
    """An address for the token that is open. Raises BadAddress, MarketError."""
    assert bot.draft is not None and bot.draft.strategy is not None  # noqa: S101, PT018 - open_question() looked
    symbol = contracts.needed(turn, bot.draft.strategy)[0]
    found = await turn.services.market.by_address(text.strip())
    known = await turn.services.market.find(symbol)
    named = [each for each in found if _is_called(each, symbol) or _is_among(each, known)]
    chain = bot.draft.strategy.chain_of(symbol)
    fits = [each for each in named if each.chain == chain] or named
    if len(fits) == 1:
        async for reply in _confirmed(turn, bot, symbol, fits[0]):
            yield reply
        return
    said = tokens.on_several(fits) if fits else tokens.not_that(symbol, found, text.strip())
    yield await contracts.question(turn, bot.draft, said=said)


async def open_question(turn: Turn) -> TradingBot | None:
    """The selected bot, where one of the tokens of its proposal waits to be confirmed."""
    bot = await turn.active_bot()
    return bot if bot and bot.draft and contracts.needed(turn, bot.draft.strategy) else None


async def _confirmed(
    turn: Turn, bot: TradingBot, symbol: str, token: Token, *, replaces: bool = False
) -> AsyncGenerator[Reply, None]:
    """Say what it is now; then the next open token, or the whole proposal."""
    draft = await contracts.confirm(turn, bot, symbol, token)
    report = await turn.services.market.risk(token)
    yield Reply(joined([tokens.picked(symbol, token), verdict(report)]), replaces=replaces)
    if contracts.needed(turn, draft.strategy):
        yield await contracts.question(turn, draft)
        return
    yield strategy.standing(await turn.bot(bot.id))


def _symbol(bot: TradingBot, number: str) -> str:
    symbols = bot.draft.strategy.tokens() if bot.draft and bot.draft.strategy else ()
    if not number.isdecimal() or int(number) >= len(symbols):
        raise Conflict("draft")
    return symbols[int(number)]


def _is_called(token: Token, symbol: str) -> bool:
    return token.symbol.strip().removeprefix("$").upper() == symbol


def _is_among(token: Token, known: tuple[Token, ...]) -> bool:
    return (token.chain, token.address) in {(each.chain, each.address) for each in known}


ROUTES = {"pick": Route(pick, 3)}
