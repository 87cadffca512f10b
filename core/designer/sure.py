"""Where the built-in reader can be taken at its word: it understood the message, not just some of its words."""

from functools import lru_cache

from core.answers import Answer, Context
from core.designer.grammar import answer as built_in
from core.designer.grammar.raw import LONGEST_TEXT
from core.designer.grammar.reading import Reading, read

_STRANGE_WORDS_MOST = 1


@lru_cache(maxsize=512)
def seen(text: str) -> Reading:
    """One message as the grammar reads it; shared, so only to be looked at. What is too long is not read at all."""
    return read(text if len(text) <= LONGEST_TEXT else "")


def surely(text: str, context: Context) -> Answer | None:
    """The built-in reader's answer where it is a strategy that was read from the whole message."""
    answer = built_in(text, context)
    return answer if answer.status == "ok" and understood(seen(text), context) else None


def understood(reading: Reading, context: Context) -> bool:
    """Whether a message says explicitly what is to be done.

    A token or a figure that merely stands among unknown words ("do something clever with BONK") is no instruction, and
    one that answers the crew's question means what the question was about.
    """
    strange = sum(atom.kind == "WORD" for atom in reading.scan.atoms)
    return reading.says_something or (strange <= _STRANGE_WORDS_MOST and not crew_asked(context))


def crew_asked(context: Context) -> bool:
    """Whether the last word was a question of the crew: the built-in reader's own ones leave a note in `pending`."""
    last = context.history[-1] if context.history else None
    return last is not None and last.role == "assistant" and last.text.rstrip().endswith("?") and not context.pending
