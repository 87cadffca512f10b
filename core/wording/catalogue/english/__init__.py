"""English."""

from core.trading.attempts import ordinal as ordinal
from core.wording.catalogue.english.chat import TEXTS as CHAT
from core.wording.catalogue.english.designer import TEXTS as DESIGNER
from core.wording.catalogue.english.market import TEXTS as MARKET
from core.wording.catalogue.english.pictures import PICTURES as PICTURES
from core.wording.catalogue.english.results import TEXTS as RESULTS
from core.wording.catalogue.english.simulations import TEXTS as SIMULATIONS
from core.wording.catalogue.english.strategies import TEXTS as STRATEGIES

TEXTS = {**CHAT, **STRATEGIES, **RESULTS, **DESIGNER, **MARKET, **SIMULATIONS}


def form(number: int) -> str:
    """`1 trade`, `2 trades`."""
    return "one" if number == 1 else "other"
