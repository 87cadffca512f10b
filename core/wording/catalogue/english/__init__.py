"""English."""

from core.wording.catalogue.english.chat import TEXTS as CHAT
from core.wording.catalogue.english.designer import TEXTS as DESIGNER
from core.wording.catalogue.english.pictures import PICTURES as PICTURES
from core.wording.catalogue.english.results import TEXTS as RESULTS
from core.wording.catalogue.english.strategies import TEXTS as STRATEGIES

TEXTS = {**CHAT, **STRATEGIES, **RESULTS, **DESIGNER}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def form(number: int) -> str:
    """`1 trade`, `2 trades`."""
    return "one" if number == 1 else "other"


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`, `23rd`."""
    ending = "th" if number % 100 in {11, 12, 13} else _ENDINGS.get(number % 10, "th")
    return f"{number:,}{ending}"
