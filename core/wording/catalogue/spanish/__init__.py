"""Spanish."""

from core.wording.catalogue.spanish.chat import TEXTS as CHAT
from core.wording.catalogue.spanish.designer import TEXTS as DESIGNER
from core.wording.catalogue.spanish.market import TEXTS as MARKET
from core.wording.catalogue.spanish.pictures import PICTURES as PICTURES
from core.wording.catalogue.spanish.results import TEXTS as RESULTS
from core.wording.catalogue.spanish.simulations import TEXTS as SIMULATIONS
from core.wording.catalogue.spanish.strategies import TEXTS as STRATEGIES

TEXTS = {**CHAT, **STRATEGIES, **RESULTS, **DESIGNER, **MARKET, **SIMULATIONS}


def form(number: int) -> str:
    """`1 operación`, `2 operaciones`."""
    return "one" if number == 1 else "other"


def ordinal(number: int) -> str:
    """`3.er intento`, `4.º intento`: before a masculine noun."""
    return f"{number:,}.{'er' if number % 10 in {1, 3} and number % 100 not in {11, 13} else 'º'}"
