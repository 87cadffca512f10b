"""The words of the offline designer in the language spoken: questions with likely answers, refusals, small talk."""

from collections.abc import Sequence
from typing import Literal

from core.answers import Option
from core.designer.grammar.drafts import Cond
from core.designer.grammar.holes import Hole
from core.designer.grammar.sentences import sentence
from core.trading.strategy import Strategy
from core.wording.catalogue import known, words
from core.wording.language import Language, language

Talk = Literal["greeting", "thanks", "chat", "question", "too_long", "nothing_to_undo", "dropped", "same", "failed"]

_LEXICONS: dict[Language, str] = {"en": "english", "es": "spanish", "id": "indonesian", "zh": "chinese"}
_FIGURES: dict[str, tuple[str, ...]] = {
    "token": ("BTC", "ETH", "SOL", "PEPE"),
    "threshold": ("3%", "5%", "10%"),
    "amount": ("10%", "25%", "$100"),
    "timeframe": ("15m", "1h", "4h", "1d"),
    "stop_loss_percent": ("3%", "5%", "10%"),
    "take_profit_percent": ("5%", "10%", "20%"),
    "trailing_stop_percent": ("3%", "5%", "10%"),
    "max_hold": ("1d", "3d", "1w"),
    "max_entries": ("2", "3", "5"),
}
"""Likely answers that are the same in every language."""


def talk(about: Talk) -> str:
    """What is said where the strategy stays as it is."""
    return words(f"talk.{about}")


def done(strategy: Strategy) -> str:
    """What the strategy now says."""
    return sentence(strategy, _LEXICONS[language()])


def question(missing: Sequence[str], unread: Sequence[str]) -> str:
    """One question about the first thing that is missing; what was not understood is quoted."""
    if unread:
        return words("ask.unread", quoted=", ".join(f"“{piece[:40]}”" for piece in list(unread)[:3]))
    return words(f"ask.{missing[0]}") if known(f"ask.{missing[0]}") else words("ask.else")


def slip(likely: str, said: str) -> str:
    """Whether a token was meant that is written almost so."""
    return words("ask.slip", likely=likely, said=said)


def options(missing: Sequence[str], found: Sequence[Hole], likely: Sequence[str]) -> tuple[Option, ...]:
    """Likely answers to the first thing missing."""
    answers = likely or (_answers(missing[0], found) if missing else ())
    return tuple(Option(answer, answer) for answer in answers)


def refused(problems: Sequence[str]) -> str:
    """Why not, and what happens instead: nothing."""
    return " ".join([*problems, words("refused")])


def _answers(field: str, found: Sequence[Hole]) -> Sequence[str]:
    part = next((hole.part for hole in found if hole.field == field), None)
    if field == "threshold" and isinstance(part, Cond) and part.type == "rsi":
        return ("30", "50", "70")
    if field == "threshold" and isinstance(part, Cond) and part.type == "volume_spike":
        return ("50%", "100%", "200%")
    if known(f"offer.{field}"):
        return words(f"offer.{field}").split(" | ")
    return _FIGURES.get(field, ())
