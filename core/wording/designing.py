"""What a designer that asks a model says about itself: what it is doing, and what that cost."""

from core.answers import Stage
from core.people import ModelUsage
from core.trading.numbers import count
from core.wording.catalogue import say
from core.wording.html import Html, joined


def stage(of: Stage) -> Html:
    return say(f"thinking.{of}")


def offline() -> Html:
    return joined([say("usage.title"), say("usage.offline")])


def usage(today: ModelUsage, month: ModelUsage, *, most: int, everybody: ModelUsage | None) -> Html:
    """`most`: calls a day; `everybody` for operators only."""
    lines = [
        say("usage.title"),
        say("usage.today", turns=today.turns, calls=today.calls, most=most),
        _of("usage.month", month),
    ]
    return joined([*lines, *([_of("usage.everybody", everybody)] if everybody else [])])


def _of(key: str, used: ModelUsage) -> Html:
    tokens = count(used.input_tokens + used.output_tokens)
    return say(key, turns=used.turns, calls=used.calls, tokens=tokens)
