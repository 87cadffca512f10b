"""The front page: greeting with first steps, and help."""

from collections.abc import AsyncGenerator

from core.chat import strategy
from core.chat.menus import example_rows, first_steps
from core.chat.turn import Route, Turn
from core.replies import Button, Reply, Tap
from core.wording import talk
from core.wording.catalogue import words
from core.wording.html import italic


async def start(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/start: one sentence and three examples."""
    yield welcome(turn)


async def home(turn: Turn) -> AsyncGenerator[Reply, None]:
    """The same, in place of the menu it was tapped in."""
    yield welcome(turn, replaces=True)


async def show_help(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/help: what can be said and done."""
    text = talk.help_text(market_label=turn.services.backtests.market_label, offline=turn.services.designer.offline)
    yield Reply(text, ((first_steps(), Button(words("button.my_bots"), Tap("bots"))),))


async def example(turn: Turn, number: str) -> AsyncGenerator[Reply, None]:
    """An example sentence, as if the person had written it."""
    sentence = talk.example(int(number[:9]) if number.isdecimal() else 0)
    yield Reply(f"💬 {italic(sentence)}")
    async for reply in strategy.said(turn, sentence):
        yield reply


def welcome(turn: Turn, *, replaces: bool = False) -> Reply:
    """The greeting."""
    label = turn.services.backtests.market_label
    rows = example_rows(talk.example_labels())
    return Reply(talk.welcome(turn.person.name, market_label=label), rows, replaces=replaces)


COMMANDS = {"start": start, "help": show_help}
ROUTES = {"home": Route(home), "help": Route(show_help), "example": Route(example, 1)}
