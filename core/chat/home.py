"""The front page: greeting with first steps, and help."""

from collections.abc import AsyncGenerator

from core.chat import strategy
from core.chat.menus import example_rows
from core.chat.turn import Route, Turn
from core.replies import Button, Reply, Tap
from core.wording import talk
from core.wording.html import italic


async def start(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/start: one sentence and three examples."""
    yield welcome(turn)


async def home(turn: Turn) -> AsyncGenerator[Reply, None]:
    """The same, in place of the menu it was tapped in."""
    yield welcome(turn, replaces=True)


async def show_help(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/help: what can be said and done."""
    text = talk.help_text(market_label=turn.services.backtests.market_label, offline=True)
    yield Reply(text, ((Button("🏠 First steps", Tap("home")), Button("🤖 My bots", Tap("bots"))),))


async def example(turn: Turn, number: str) -> AsyncGenerator[Reply, None]:
    """An example sentence, as if the person had written it."""
    sentence = talk.EXAMPLES[int(number) % len(talk.EXAMPLES)][1] if number.isdecimal() else talk.EXAMPLES[0][1]
    yield Reply(f"💬 {italic(sentence)}")
    async for reply in strategy.said(turn, sentence):
        yield reply


def welcome(turn: Turn, *, replaces: bool = False) -> Reply:
    """The greeting."""
    label = turn.services.backtests.market_label
    rows = example_rows(tuple(label for label, _ in talk.EXAMPLES))
    return Reply(talk.welcome(turn.person.name, market_label=label), rows, replaces=replaces)


COMMANDS = {"start": start, "help": show_help}
ROUTES = {"home": Route(home), "help": Route(show_help), "example": Route(example, 1)}
