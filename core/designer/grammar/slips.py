"""Corrects slips of the finger and letters drawn out, where only one word can be meant."""

from core.designer.grammar import coins
from core.designer.grammar.lexicon import Lexicon
from core.designer.grammar.raw import Raw

_LONGEST_SHOUTED_TICKER = 6


def corrected(raw: Raw, words: Lexicon) -> Raw:
    """The word as it was meant."""
    if raw.kind != "WORD" or words.knows(raw.norm) or raw.norm.upper() in coins.TICKERS or raw.norm in coins.NAMES:
        return raw
    if raw.text.isupper() and len(raw.text) <= _LONGEST_SHOUTED_TICKER:
        return raw
    right = words.corrected(raw.norm) or _shortened(raw.norm, words)
    return Raw(raw.kind, raw.text, right, raw.glued) if right else raw


def _shortened(word: str, words: Lexicon) -> str | None:
    """`lmaooo`, `sooo`, `pleaseee`, `buyy`: letters drawn out."""
    short = "".join(c for i, c in enumerate(word) if word[i - 2 : i] != c + c or i < 2)
    if short == word:
        doubled = len(word) >= 4 and word[-1] == word[-2]
        return word[:-1] if doubled and words.knows(word[:-1]) else None
    single = "".join(c for i, c in enumerate(word) if i == 0 or word[i - 1] != c)
    return next((candidate for candidate in (short, single, short.replace("oo", "o")) if words.knows(candidate)), None)
