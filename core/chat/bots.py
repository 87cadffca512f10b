"""The person's bots: switch, make, rename, delete."""

from collections.abc import AsyncGenerator

from core.chat import strategy
from core.chat.menus import back_to_bots, bot_rows, first_steps
from core.chat.turn import BOTS_MOST, Route, Turn
from core.people import Awaiting
from core.replies import Button, Reply, Rows, Tap
from core.wording import talk
from core.wording.catalogue import words


async def show(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/bots: all of them, one tap each to switch."""
    yield await _listing(turn)


async def show_here(turn: Turn) -> AsyncGenerator[Reply, None]:
    """The same, in place of the menu it was tapped in."""
    yield await _listing(turn, replaces=True)


async def select(turn: Turn, bot_id: str) -> AsyncGenerator[Reply, None]:
    """Talk to this one from now on."""
    await turn.store.select_bot(turn.person.id, bot_id)
    bot = await turn.bot(bot_id)
    text = strategy.standing(bot, replaces=True)
    yield Reply(text.text, text.rows, replaces=True, toast=words("toast.selected", bot=bot.name[:60]))


async def new(turn: Turn) -> AsyncGenerator[Reply, None]:
    """Another bot, selected at once."""
    bots = await turn.store.bots(turn.person.id)
    names = (words("bot.next_name", number=i) for i in range(1, len(bots) + 2))
    name = next(name for name in names if name not in {bot.name for bot in bots})
    yield Reply(talk.new_bot(await turn.store.create_bot(turn.person.id, name, limit=BOTS_MOST)))


async def rename(turn: Turn, bot_id: str) -> AsyncGenerator[Reply, None]:
    """Ask for the name; the next message is it."""
    bot = await turn.bot(bot_id)
    await turn.store.set_awaiting(turn.person.id, Awaiting("rename", bot.id))
    yield Reply(talk.ask_bot_name(bot))


async def renamed(turn: Turn, bot_id: str, name: str) -> AsyncGenerator[Reply, None]:
    """The name that was asked for."""
    name = " ".join("".join(c for c in name if c.isprintable()).split())
    if not 1 <= len(name) <= talk.BOT_NAME_MOST:
        yield Reply(talk.bad_bot_name())
        return
    bot = await turn.store.rename_bot(turn.person.id, bot_id, name)
    await turn.store.set_awaiting(turn.person.id, None)
    yield Reply(talk.renamed(bot), bot_rows(bot))


async def delete(turn: Turn, bot_id: str) -> AsyncGenerator[Reply, None]:
    """Ask first: this cannot be undone."""
    bot = await turn.bot(bot_id)
    runs = await turn.store.backtests(turn.person.id, bot.id, most=1)
    sure = Button(words("button.really_delete"), Tap("really_delete", (bot.id,)), style="danger")
    rows = ((sure, Button(words("button.keep"), Tap("bots"))),)
    yield Reply(talk.confirm_delete(bot, runs=len(runs)), rows, replaces=True)


async def really_delete(turn: Turn, bot_id: str) -> AsyncGenerator[Reply, None]:
    """Gone, with all that belonged to it."""
    bot = await turn.bot(bot_id)
    await turn.store.delete_bot(turn.person.id, bot_id)
    yield Reply(talk.deleted(bot.name), ((back_to_bots(),),), replaces=True, toast=words("toast.deleted"))


async def _listing(turn: Turn, *, replaces: bool = False) -> Reply:
    person = await turn.store.person(turn.person.id)
    bots = await turn.store.bots(person.id)
    switch: Rows = tuple(
        (Button(f"{'✅ ' if b.id == person.active_bot_id else ''}{b.name}", Tap("select", (b.id,))),) for b in bots
    )
    rows = (*switch, (Button(words("button.new_bot"), Tap("new")), first_steps()))
    return Reply(talk.bots_text(bots, person.active_bot_id, limit=BOTS_MOST), rows, replaces=replaces)


COMMANDS = {"bots": show, "new": new}
ROUTES = {
    "bots": Route(show_here),
    "select": Route(select, 1),
    "new": Route(new),
    "rename": Route(rename, 1),
    "delete": Route(delete, 1),
    "really_delete": Route(really_delete, 1),
}
