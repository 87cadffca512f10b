"""Indonesian."""

from core.wording.catalogue.indonesian.chat import TEXTS as CHAT
from core.wording.catalogue.indonesian.designer import TEXTS as DESIGNER
from core.wording.catalogue.indonesian.market import TEXTS as MARKET
from core.wording.catalogue.indonesian.pictures import PICTURES as PICTURES
from core.wording.catalogue.indonesian.results import TEXTS as RESULTS
from core.wording.catalogue.indonesian.simulations import TEXTS as SIMULATIONS
from core.wording.catalogue.indonesian.strategies import TEXTS as STRATEGIES

TEXTS = {**CHAT, **STRATEGIES, **RESULTS, **DESIGNER, **MARKET, **SIMULATIONS}


def form(number: int) -> str:
    """Nouns have no plural after a number."""
    del number
    return "other"


def ordinal(number: int) -> str:
    """`ke-3`."""
    return f"ke-{number:,}"
