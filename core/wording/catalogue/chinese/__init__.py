"""Simplified Chinese."""

from core.wording.catalogue.chinese.chat import TEXTS as CHAT
from core.wording.catalogue.chinese.designer import TEXTS as DESIGNER
from core.wording.catalogue.chinese.market import TEXTS as MARKET
from core.wording.catalogue.chinese.pictures import PICTURES as PICTURES
from core.wording.catalogue.chinese.results import TEXTS as RESULTS
from core.wording.catalogue.chinese.simulations import TEXTS as SIMULATIONS
from core.wording.catalogue.chinese.strategies import TEXTS as STRATEGIES

TEXTS = {**CHAT, **STRATEGIES, **RESULTS, **DESIGNER, **MARKET, **SIMULATIONS}


def form(number: int) -> str:
    """Nouns have no plural."""
    del number
    return "other"


def ordinal(number: int) -> str:
    """`第 3`."""
    return f"第 {number:,}"
