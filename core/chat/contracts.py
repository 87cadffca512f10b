"""Asks which contract a token is: on a real market a symbol is not enough, and nothing is run on a guess."""

import hashlib
import secrets
from dataclasses import replace

from core.chat.turn import Turn
from core.contracts import homes, settled, unconfirmed
from core.errors import Conflict
from core.market import Token
from core.people import Draft, TradingBot
from core.replies import Button, Reply, Tap
from core.trading.strategy import Strategy
from core.wording import tokens

OFFERED = 6


def needed(turn: Turn, strategy: Strategy | None) -> tuple[str, ...]:
    """The tokens that must be confirmed before this is saved or run; none on a made-up market."""
    return unconfirmed(strategy) if strategy and turn.services.market.real else ()


async def question(turn: Turn, draft: Draft, *, said: str = "") -> Reply:
    """Which contract the first open token of a proposal is; `said` stands before. Raises MarketError."""
    assert draft.strategy is not None  # noqa: S101 - callers ask about proposals
    symbol = needed(turn, draft.strategy)[0]
    number = draft.strategy.tokens().index(symbol)
    found = await candidates(turn, draft.strategy, symbol)
    now = turn.services.now().timestamp()
    rows = tuple(
        (Button(tokens.button(place, token, now), Tap("pick", (draft.id, str(number), mark(token)))),)
        for place, token in enumerate(found, 1)
    )
    return Reply(tokens.question(symbol, found, now, said=said), rows)


async def question_about(turn: Turn, bot: TradingBot) -> Reply:
    """The same about a saved strategy: a proposal is made of it, to be saved with its contracts."""
    draft = bot.draft if bot.draft and bot.draft.strategy else Draft(secrets.token_hex(4), bot.strategy)
    if not needed(turn, draft.strategy):
        return Reply(tokens.save_it())
    await turn.store.put_draft(turn.person.id, bot.id, draft)
    return await question(turn, draft)


async def candidates(turn: Turn, strategy: Strategy, symbol: str) -> tuple[Token, ...]:
    """The contracts of this symbol, deepest first; those on the strategy's chain are among them however deep they are.

    They do not come first: the chain may be our guess, and a copy there must not stand above what it imitates.
    """
    found = await turn.services.market.find(symbol)
    chain = strategy.chain_of(symbol)
    offered = sorted(range(len(found)), key=lambda place: found[place].chain != chain)[:OFFERED]
    return tuple(found[place] for place in sorted(offered))


async def confirm(turn: Turn, bot: TradingBot, symbol: str, token: Token) -> Draft:
    """The proposal with this contract for the token; it stays the same proposal. Raises Conflict where it is gone."""
    draft = bot.draft
    if draft is None or draft.strategy is None or symbol not in draft.strategy.tokens():
        raise Conflict("draft")
    where = {**homes(draft.strategy), symbol: (token.chain, token.address)}
    confirmed = replace(draft, strategy=settled(draft.strategy, where))
    await turn.store.put_draft(turn.person.id, bot.id, confirmed)
    return confirmed


def mark(token: Token) -> str:
    """A contract in so few signs that a button can carry it; it is looked up again, never trusted."""
    return hashlib.sha256(f"{token.chain}:{token.address}".encode()).hexdigest()[:16]
