"""The offline designer: reads plain sentences into strategies, deterministically and without any network."""

import logging
from collections.abc import Sequence
from typing import Any

from core.answers import Answer, Context, Message
from core.designer.grammar import replies
from core.designer.grammar.designer import understand

__all__ = ["answer", "answer_json", "converse"]

_log = logging.getLogger(__name__)
_NOTHING_SAID = Context()


def answer(text: str, context: Context = _NOTHING_SAID) -> Answer:
    """What the message does to the strategy. Pure and deterministic; never raises."""
    try:
        return understand(text, context)
    except Exception:  # noqa: BLE001 - a person always gets an answer
        _log.exception("a message could not be read")
        return Answer(
            "chat", context.strategy, reply=replies.talk("failed"), pending=context.pending, undo=context.undo
        )


def converse(turns: Sequence[str]) -> Answer:
    """A whole conversation from scratch: the answer after its last message."""
    context, last = Context(), Answer("chat", None)
    for turn in turns:
        last = answer(turn, context)
        said = (*context.history, Message("user", turn), Message("assistant", last.reply))
        context = Context(said, last.strategy, last.pending, last.undo)
    return last


def answer_json(found: Answer) -> dict[str, Any]:
    """The answer as the command line prints it."""
    return {
        "status": found.status,
        "strategy": found.strategy.to_config() if found.strategy else None,
        "missing": list(found.missing),
        "problems": list(found.problems),
        "assumptions": list(found.assumptions),
        "reply": found.reply,
    }
