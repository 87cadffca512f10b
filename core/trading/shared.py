"""Work that several conditions of one run have in common is done once: both sides of a cross, one RSI for many levels.

Only inside `sharing()`, where nobody changes a candle, so an array is known by its place in memory.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from core.trading.candles import Floats

_Made = TypeVar("_Made")
_made: ContextVar[dict[Hashable, Any] | None] = ContextVar("_made", default=None)


@contextmanager
def sharing() -> Iterator[None]:
    """Until the end of the block what `once` has made for the same values is not made again."""
    token = _made.set({})
    try:
        yield
    finally:
        _made.reset(token)


def once(make: Callable[..., _Made], values: Floats, *settings: Hashable) -> _Made:
    """`make(values, *settings)`, or what it gave for them before."""
    made = _made.get()
    if made is None:
        return make(values, *settings)
    key = (make, values.ctypes.data, values.strides, len(values), *settings)
    if key not in made:
        # The values are kept too, so that no other array can take their place.
        made[key] = (make(values, *settings), values)
    found: _Made = made[key][0]
    return found
