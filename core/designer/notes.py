"""What a person is told when the model could not answer, and what an operator is told, once."""

from core.designer.failures import Kind

_INSTEAD = "this is my built-in reader's answer"
_AWAY = f"The AI model is not available; {_INSTEAD}."
FOR_PEOPLE: dict[Kind, str] = {
    "auth": _AWAY,
    "balance": _AWAY,
    "config": _AWAY,
    "busy": f"The AI model is busy; {_INSTEAD}.",
    "timeout": f"The AI model took too long; {_INSTEAD}.",
    "bad_answer": f"The AI model's answer did not fit your words; {_INSTEAD}.",
    "budget": f"The AI model came to no end; {_INSTEAD}.",
    "limit": f"Today's AI answers are used up; {_INSTEAD}.",
}
NO_MODEL = f"No AI model is set up; {_INSTEAD}."
STOPPED = "Stopped; nothing changed."

FOR_OPERATORS: dict[Kind, str] = {
    "auth": "the model service refused the key: check MINIMAX_API_KEY, and MINIMAX_BASE_URL for its region",
    "balance": "the model service says the balance is used up: top up the account of MINIMAX_API_KEY",
    "config": "the model service refused the request: check MINIMAX_MODEL and MINIMAX_BASE_URL",
}
