"""Reads the names of coins and chains."""

from core.designer.grammar import coins
from core.designer.grammar.atoms import Atom
from core.designer.grammar.texts import Text

_CHAIN_WORDS_AFTER = frozenset(["chain", "network", "mainnet", "链"])
_CHAIN_WORDS_BEFORE = frozenset(["red", "cadena", "jaringan", "rantai"])
_BEFORE_TOKENS = frozenset(["buy", "sell", "into", "of", "my", "grab", "on", "%", "some", "for"])
_LONGEST_TICKER = 12


def chain(text: Text, at: int) -> Atom | None:
    """`on base chain` · `en la red base` · `di jaringan base` · `base链`."""
    here, after = text.norm(at), text.norm(at + 1)
    if here in coins.CHAINS and after in _CHAIN_WORDS_AFTER:
        return text.made("CHAIN", coins.CHAINS[here], at, at + 2)
    if here in _CHAIN_WORDS_BEFORE and after in coins.CHAINS:
        return text.made("CHAIN", coins.CHAINS[after], at, at + 2)
    return None


def coin_name(text: Text, at: int) -> Atom | None:
    """`bitcoin` · `shiba inu` · `dog wif hat`."""
    for length in (3, 2, 1):
        name = " ".join(text.norms[at : at + length])
        if name in coins.NAMES and all(raw.kind == "WORD" for raw in text.raws[at : at + length]):
            return text.made("NAME", coins.NAMES[name], at, at + length)
    return None


def ticker(text: Text, at: int) -> Atom | None:
    """`$PEPE` · `SOL` · `wif` · an unknown word in capitals."""
    raw = text.raws[at]
    upper = raw.norm.upper()
    if raw.kind == "TICKER" or (raw.kind == "WORD" and _is_ticker(text, at, upper)):
        return text.made("TOKEN", upper, at, at + 1)
    return None


def _is_ticker(text: Text, at: int, upper: str) -> bool:
    raw = text.raws[at]
    capital = raw.text.isupper() and len(raw.text) >= 2 and not text.shouted
    if upper in coins.TICKERS:
        wordlike = raw.norm in coins.WORDLIKE or text.words.knows(raw.norm)
        stands_for_one = text.norm(at - 1) in _BEFORE_TOKENS and text.entry(at) is None
        return capital or not wordlike or upper in text.meant or stands_for_one
    return capital and len(upper) <= _LONGEST_TICKER and not _is_word(text, at, raw.norm)


def _is_word(text: Text, at: int, norm: str) -> bool:
    """Whether what is written in capitals is a known word or phrase, perhaps with its number (EMA20)."""
    head = norm.rstrip("0123456789")
    return text.words.knows(norm) or text.entry(at) is not None or (head != norm and text.words.knows(head))
