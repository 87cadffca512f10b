"""The language of the turn: whoever begins a turn or makes a notice for somebody says once in which it speaks."""

import contextlib
from collections.abc import AsyncGenerator, Iterator
from contextvars import ContextVar
from typing import Literal, TypeVar, get_args

Language = Literal["en", "es", "id", "zh"]
Said = TypeVar("Said")

LANGUAGES: tuple[Language, ...] = get_args(Language)
NAMES: dict[Language, str] = {"en": "English", "es": "Español", "id": "Bahasa Indonesia", "zh": "中文"}
"""What each is called by those who speak it."""

_OTHER_CODES = {"in": "id"}
"""What old phones call Indonesian."""
_spoken: ContextVar[Language] = ContextVar("language", default="en")


def language() -> Language:
    """The one that is spoken now; English where nobody said."""
    return _spoken.get()


def language_of(code: str) -> Language:
    """`es-MX` → `es`, `zh-hans` → `zh`; a language the product does not speak is answered in English."""
    first = code.replace("_", "-").partition("-")[0].lower()
    first = _OTHER_CODES.get(first, first)
    return next((known for known in LANGUAGES if known == first), "en")


@contextlib.contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within it everything is said in this person's language."""
    token = _spoken.set(language_of(code))
    try:
        yield
    finally:
        _spoken.reset(token)


async def spoken(code: str, steps: AsyncGenerator[Said, None]) -> AsyncGenerator[Said, None]:
    """The same steps, each made in this language.

    A generator runs in the context of whoever asks for its next step, and each step may be asked for by another task:
    so the language is set for every step and not left behind between them.
    """
    async with contextlib.aclosing(steps):
        while True:
            with speaking(code):
                try:
                    step = await anext(steps)
                except StopAsyncIteration:
                    return
            yield step
