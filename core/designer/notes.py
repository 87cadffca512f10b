"""What a person is told when the model could not answer, and what an operator is told, once."""

from core.designer.failures import Kind
from core.wording.catalogue import words

_AWAY: frozenset[Kind] = frozenset({"auth", "balance", "config"})
"""What only the operator can mend; to a person it is all one."""

FOR_OPERATORS: dict[Kind, str] = {
    "auth": "the model service refused the key: check MINIMAX_API_KEY, and MINIMAX_BASE_URL for its region",
    "balance": "the model service says the balance is used up: top up the account of MINIMAX_API_KEY",
    "config": "the model service refused the request: check MINIMAX_MODEL and MINIMAX_BASE_URL",
}


def for_people(kind: Kind) -> str:
    """Why the built-in reader answered, in the language of the turn."""
    return words("note.away" if kind in _AWAY else f"note.{kind}")


def no_model() -> str:
    """That there is none to ask."""
    return words("note.no_model")


def stopped() -> str:
    """The person stopped it."""
    return words("note.stopped")
