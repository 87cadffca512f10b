"""The methods of the Bot API the sandbox plays; adding one is writing one decorated function."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from bot.sandbox.params import Params
from bot.sandbox.world import World

Answer = Callable[[World, Params], Awaitable[Any]]


class Method(NamedTuple):
    """A method under its published name."""

    name: str
    answer: Answer


_methods: dict[str, Method] = {}


def bot_method(name: str) -> Callable[[Answer], Answer]:
    """Register a function as the answer to a method of this name."""

    def register(answer: Answer) -> Answer:
        _methods[name.lower()] = Method(name, answer)
        return answer

    return register


def method_named(name: str) -> Method | None:
    """The method of this name, in any mixture of cases."""
    return _methods.get(name.lower())


def method_names() -> list[str]:
    """Every method that is played."""
    return sorted(method.name for method in _methods.values())
