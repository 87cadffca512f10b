"""The versions of a strategy: every save is one, and one tap makes an earlier one the strategy again."""

from collections.abc import AsyncGenerator

from core.chat import strategy
from core.chat.menus import period_rows
from core.chat.turn import Route, Turn
from core.errors import NotFound
from core.people import TradingBot
from core.replies import Button, Reply, Tap
from core.wording import versions
from core.wording.catalogue import words

SHOWN = 8


async def command(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/history: of the selected bot."""
    bot = await turn.active_bot()
    if bot is None:
        async for reply in strategy.show(turn):
            yield reply
        return
    yield await _listing(turn, bot)


async def show(turn: Turn, bot_id: str) -> AsyncGenerator[Reply, None]:
    """The same for any bot, in place of the menu it was tapped in."""
    yield await _listing(turn, await turn.bot(bot_id), replaces=True)


async def restore(turn: Turn, bot_id: str, number: str) -> AsyncGenerator[Reply, None]:
    """An earlier version becomes the strategy; the present one stays in the history."""
    if not number.isdecimal():
        raise NotFound("version")
    bot = await turn.store.restore_version(turn.person.id, bot_id, int(number))
    listing = await _listing(turn, bot, replaces=True)
    yield Reply(listing.text, listing.rows, replaces=True, toast=versions.restored_toast(int(number)))
    yield Reply(versions.restored(bot, int(number)), period_rows(bot))


async def _listing(turn: Turn, bot: TradingBot, *, replaces: bool = False) -> Reply:
    kept = await turn.store.versions(turn.person.id, bot.id, most=SHOWN + 1)
    earlier = [v for v in kept[:SHOWN] if v.strategy != bot.strategy]
    buttons = [Button(versions.restore_label(v), Tap("restore", (bot.id, str(v.number)))) for v in earlier]
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    back = (Button(words("button.back"), Tap("select", (bot.id,))),)
    return Reply(versions.history(bot, kept, shown=SHOWN), (*rows, back), replaces=replaces)


COMMANDS = {"history": command}
ROUTES = {"history": Route(show, 1), "restore": Route(restore, 2)}
