"""The language the product speaks to a person: four buttons, one tap switches."""

from collections.abc import AsyncGenerator

from core.chat.turn import Route, Turn
from core.errors import NotFound
from core.replies import Button, Reply, Rows, Tap
from core.wording import talk
from core.wording.language import LANGUAGES, NAMES, Language, language_of, speaking


async def show(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/language: which there are, the present one ticked."""
    yield Reply(talk.choose_language(), _rows(language_of(turn.person.language)))


async def choose(turn: Turn, code: str) -> AsyncGenerator[Reply, None]:
    """This one from now on."""
    chosen = next((known for known in LANGUAGES if known == code), None)
    if chosen is None:
        raise NotFound("language")
    if chosen == turn.person.language:
        yield Reply(toast=talk.language_chosen())
        return
    await turn.store.set_language(turn.person.id, chosen)
    with speaking(chosen):
        text = talk.language_chosen()
    yield Reply(text, _rows(chosen), replaces=True)


def _rows(present: Language) -> Rows:
    buttons = [
        Button(f"{'✅ ' if code == present else ''}{name}", Tap("speak", (code,))) for code, name in NAMES.items()
    ]
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))


COMMANDS = {"language": show}
ROUTES = {"speak": Route(choose, 1)}
