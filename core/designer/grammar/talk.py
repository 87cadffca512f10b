"""Small talk, questions and messages that say nothing about a strategy."""

from core.answers import Answer, Context
from core.designer.grammar import replies
from core.designer.grammar.reading import Reading

_OPENERS = 4
"""A question word counts among the first words only: "which" later on is a relative."""


def is_question(reading: Reading) -> bool:
    """Whether the message asks about the world instead of instructing."""
    asked = reading.scan.marks.get("QUESTION", ())
    polite = reading.scan.marks.get("POLITE", ())
    if _wonders(reading):
        return True
    if any(mark.end <= ask.start <= mark.end + 1 for mark in polite for ask in asked):
        return True
    if polite or not asked:
        return False
    sentences = [0, *(i + 1 for i, raw in enumerate(reading.scan.raws) if raw.kind in ("STOP", "NEWLINE"))]
    openers = [mark for mark in asked if any(0 <= mark.start - first < _OPENERS for first in sentences)]
    if not openers:
        return False
    plain = "?" in reading.text or not _measured(reading)
    return (openers[0].start < _OPENERS and plain) or not reading.says_something


_ASKING = frozenset(["what", "which", "who", "why", "how", "where", "when"])
_AUXILIARIES = frozenset(["is", "are", "was", "will", "does", "do", "did", "has", "have", "should", "would", "am"])


def _wonders(reading: Reading) -> bool:
    """`is solana better than ethereum?`"""
    raws = reading.scan.raws
    if _wants_to_know(reading):
        return True
    measured = _measured(reading)
    if raws and raws[0].norm in _ASKING and reading.text.rstrip().endswith("?") and not measured:
        return True
    asks = bool(raws) and raws[0].norm in _AUXILIARIES and reading.text.rstrip().endswith("?")
    return asks and not reading.says_something


def _wants_to_know(reading: Reading) -> bool:
    """`can you tell me how trailing stops work?`"""
    asked = {mark.start for mark in reading.scan.marks.get("QUESTION", ())}
    told = [atom for atom in reading.scan.atoms if atom.kind == "NOTIFY" and atom.end in asked]
    return bool(told) and not _measured(reading)


def _measured(reading: Reading) -> bool:
    return any(atom.kind in ("PCT", "MONEY", "NUM", "MULT", "DUR") for atom in reading.scan.atoms)


def small_talk(reading: Reading, context: Context) -> Answer:
    """An answer to what changed nothing."""
    if context.pending and reading.marked("ACTUALLY"):
        return Answer("chat", context.strategy, reply=replies.talk("dropped"), undo=context.undo)
    if reading.of("TOKEN", "AMT", "DUR", "BUY", "SELL", "UNSUPPORTED", "WHEN") and _meant(reading):
        missing = ("condition", "action") if reading.of("TOKEN") else ("condition",)
        return Answer(
            "ask",
            context.strategy,
            missing=missing,
            reply=replies.question(missing, ()),
            options=replies.options(missing, (), ()),
            pending=context.pending,
            undo=context.undo,
        )
    text = (
        replies.talk("greeting")
        if reading.marked("GREETING")
        else replies.talk("thanks")
        if reading.marked("THANKS")
        else replies.talk("chat")
    )
    return Answer("chat", context.strategy, reply=text, pending=context.pending, undo=context.undo)


def _meant(reading: Reading) -> bool:
    words = [atom for atom in reading.stream if atom.kind == "WORD"]
    return not reading.marked("STORY", "QUESTION", "GREETING", "THANKS") and len(words) <= 2
