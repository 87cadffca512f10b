"""Where the built-in reader can be taken at its word: it understood the message, not just some of its words."""

from core.answers import Answer, Context
from core.designer.grammar import answer as built_in
from core.designer.grammar.reading import Reading, read

_STRANGE_WORDS_MOST = 1


def surely(text: str, context: Context) -> Answer | None:
    """The built-in reader's answer where it is a strategy that was read from the whole message."""
    answer = built_in(text, context)
    return answer if answer.status == "ok" and understood(read(text)) else None


def understood(reading: Reading) -> bool:
    """Whether a message says explicitly what is to be done.

    A token or a figure that merely stands among unknown words ("do something clever with BONK") is no instruction.
    """
    strange = sum(atom.kind == "WORD" for atom in reading.scan.atoms)
    return reading.says_something or strange <= _STRANGE_WORDS_MOST
