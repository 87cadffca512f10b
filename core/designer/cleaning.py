"""Cleans what goes into a prompt and what a model says to a person."""

import re
import unicodedata

from core.designer.grammar.raw import LONGEST_TEXT

MESSAGE_MOST = LONGEST_TEXT
HISTORY_MOST = 12
HISTORY_MESSAGE_MOST = 400

_LINK = re.compile(
    r"https?://|www\.|\bt\.me/|\b0x[0-9a-fA-F]{6,}|@\w{3,}|\b[\w-]+\.(?:com|io|net|org|xyz|app|fun|me)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_MARKUP = re.compile(r"[*_`#]{1,3}|^\s*(?:[-•]|\d+[.)])\s+", re.MULTILINE)


def clean(text: str, *, most: int = MESSAGE_MOST) -> str:
    """Text that any encoder takes: composed, without control signs and lone surrogates, at most `most` long."""
    whole = unicodedata.normalize("NFC", text[: 2 * most].encode("utf-8", "ignore").decode())
    kept = "".join(c for c in whole if c == "\n" or unicodedata.category(c)[0] != "C")
    return kept[:most].strip()


def spoken(text: str, *, most: int) -> str:
    """A model's words as plain text for a person: no markup, no links, no addresses, whole sentences only."""
    plain = _MARKUP.sub("", clean(text, most=4 * most))
    sentences = (sentence.strip() for sentence in _SENTENCE.split(plain))
    kept = ""
    for sentence in (s for s in sentences if s and not _LINK.search(s)):
        if len(kept) + len(sentence) + 1 > most:
            break
        kept = f"{kept} {sentence}".strip()
    return kept


def sentences(text: str) -> list[str]:
    """A text cut into its sentences."""
    return [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]
