"""The one entrance of the conversation for every door: what a person says, taps or commands becomes replies."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncGenerator, Callable
from weakref import WeakValueDictionary

from core.chat import (
    backtests,
    bots,
    history,
    home,
    language,
    market,
    pictures,
    simulations,
    strategy,
    thinking,
    tokens,
    usage,
)
from core.chat.turn import Route, Services, Turn
from core.errors import Conflict, RandebuError
from core.replies import Reply, Tap
from core.wording import talk
from core.wording.language import speaking, spoken
from core.wording.tokens import looks_like_address

_log = logging.getLogger(__name__)

ROUTES: dict[str, Route] = {
    **home.ROUTES,
    **bots.ROUTES,
    **strategy.ROUTES,
    **history.ROUTES,
    **backtests.ROUTES,
    **pictures.ROUTES,
    **simulations.ROUTES,
    **language.ROUTES,
    **thinking.ROUTES,
    **tokens.ROUTES,
    **market.ROUTES,
}
COMMANDS = {
    **home.COMMANDS,
    **bots.COMMANDS,
    **strategy.COMMANDS,
    **history.COMMANDS,
    **backtests.COMMANDS,
    **simulations.COMMANDS,
    **language.COMMANDS,
    **usage.COMMANDS,
}
Answering = Callable[[Turn], AsyncGenerator[Reply, None]]
"""What is said in a turn, once it is known whose it is."""

URGENT = frozenset({"stop", "stop_thinking"}) | simulations.URGENT
"""Taps and commands that never wait for what the person has running."""


class Chat:
    """Answers one person at a time in the order of speaking, many people at once, and never without a word."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def say(self, person_id: str, text: str) -> AsyncGenerator[Reply, None]:
        """A plain message."""
        async with contextlib.aclosing(self._in_turn(person_id, lambda turn: _said(turn, text))) as replies:
            async for reply in replies:
                yield reply

    async def command(self, person_id: str, name: str, rest: str = "") -> AsyncGenerator[Reply, None]:
        """A slash command, without the slash; `rest` is what follows it."""
        answering = self._in_turn(person_id, lambda turn: _commanded(turn, name, rest), urgent=name in URGENT)
        async with contextlib.aclosing(answering) as replies:
            async for reply in replies:
                yield reply

    async def tap(self, person_id: str, tap: Tap) -> AsyncGenerator[Reply, None]:
        """A tapped button; whatever it carries was never trusted."""
        answering = self._in_turn(person_id, lambda turn: _tapped(turn, tap), urgent=tap.action in URGENT)
        async with contextlib.aclosing(answering) as replies:
            async for reply in replies:
                yield reply

    async def old_menu(self, person_id: str) -> AsyncGenerator[Reply, None]:
        """A button nobody makes any more: a fresh menu."""
        async with contextlib.aclosing(self._in_turn(person_id, _afresh)) as replies:
            async for reply in replies:
                yield reply

    async def unreadable(self, person_id: str) -> AsyncGenerator[Reply, None]:
        """A sticker, a voice message, a file."""
        async with contextlib.aclosing(self._in_turn(person_id, _unreadable)) as replies:
            async for reply in replies:
                yield reply

    async def _in_turn(
        self, person_id: str, answering: Answering, *, urgent: bool = False
    ) -> AsyncGenerator[Reply, None]:
        lock = self._locks.setdefault(person_id, asyncio.Lock())
        async with contextlib.nullcontext() if urgent else lock:
            code = ""
            try:
                turn = await self._turn(person_id)
                code = turn.person.language
                async with contextlib.aclosing(spoken(code, answering(turn))) as replies:
                    async for reply in replies:
                        yield reply
            except Exception as error:  # noqa: BLE001 - the edge of every turn: a person always gets an answer
                yield await self._sorry(person_id, error, language=code)

    async def _sorry(self, person_id: str, error: Exception, *, language: str) -> Reply:
        with speaking(language):
            match error:
                case Conflict():
                    return await self._as_it_stands(person_id, error)
                case RandebuError():
                    return Reply(talk.apology(error))
            code = secrets.token_hex(3)
            _log.error("error %s while answering", code, exc_info=error)
            return Reply(talk.failure(code))

    async def _turn(self, person_id: str) -> Turn:
        return Turn(await self._services.store.person(person_id), self._services)

    async def _as_it_stands(self, person_id: str, error: Conflict) -> Reply:
        """The button was for something that changed meanwhile: say so and show the present."""
        turn = await self._turn(person_id)
        bot = await turn.active_bot()
        if error.what != "draft" or bot is None:
            return Reply(talk.apology(error))
        now = strategy.standing(bot)
        return Reply(f"{talk.apology(error)}\n\n{now.text}", now.rows)


async def _said(turn: Turn, text: str) -> AsyncGenerator[Reply, None]:
    if len(text) > talk.MESSAGE_MOST:
        yield Reply(talk.too_long(len(text)))
        return
    text = "".join(c if c.isprintable() or c == "\n" else " " for c in text).strip()
    if not any(c.isalnum() for c in text):
        yield Reply(talk.nothing_to_read())
        return
    async for reply in _meant(turn, text):
        yield reply


async def _commanded(turn: Turn, name: str, rest: str = "") -> AsyncGenerator[Reply, None]:
    if turn.person.awaiting and name not in URGENT:
        await turn.store.set_awaiting(turn.person.id, None)
    rest = " ".join("".join(c if c.isprintable() else " " for c in rest).split())
    asked = market.WITH_WORDS.get(name)
    async for reply in asked(turn, rest) if asked else COMMANDS.get(name, home.show_help)(turn):
        yield reply


async def _tapped(turn: Turn, tap: Tap) -> AsyncGenerator[Reply, None]:
    route = ROUTES.get(tap.action)
    if route is None or len(tap.args) != route.args:
        async for reply in _afresh(turn):
            yield reply
        return
    if turn.person.awaiting and tap.action not in URGENT:
        await turn.store.set_awaiting(turn.person.id, None)
    async for reply in route.branch(turn, *tap.args):
        yield reply


async def _afresh(turn: Turn) -> AsyncGenerator[Reply, None]:
    yield Reply(toast=talk.old_menu())
    async for reply in _commanded(turn, "bots"):
        yield reply


async def _unreadable(turn: Turn) -> AsyncGenerator[Reply, None]:
    del turn
    yield Reply(talk.only_text())


async def _meant(turn: Turn, text: str) -> AsyncGenerator[Reply, None]:
    """The next text may be the answer to a question of a menu; else it is about the strategy."""
    match turn.person.awaiting:
        case None:
            branch = await _addressed(turn, text) or strategy.said(turn, text)
        case waiting if waiting.kind == "rename":
            branch = bots.renamed(turn, waiting.subject, text)
        case waiting if waiting.kind in market.WITH_WORDS:
            branch = market.answered(turn, waiting.kind, text)
        case _:
            branch = strategy.said(turn, text)
    async for reply in branch:
        yield reply


async def _addressed(turn: Turn, text: str) -> AsyncGenerator[Reply, None] | None:
    """A contract address and nothing else: for the token that waits for one, else its card; None on made-up markets."""
    if not (turn.services.market.real and looks_like_address(text)):
        return None
    bot = await tokens.open_question(turn)
    return tokens.pasted(turn, bot, text) if bot else market.price(turn, text)
