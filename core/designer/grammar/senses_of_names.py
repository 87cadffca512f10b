"""Names of coins that are chains too, and words of the calendar that are timeframes or dates."""

from collections.abc import Callable, Mapping

from core.designer.grammar.atoms import Atom
from core.designer.grammar.coins import CHAIN_NAMES
from core.designer.grammar.places import INDICATORS, TOKENS, Place
from core.designer.grammar.spans import Span

_MODALS = ("could", "would", "can", "might", "will", "may")
_CHAIN_WORDS = ("chain", "network", "mainnet")
_CHARTS = frozenset(
    [
        "chart",
        "charts",
        "candle",
        "candles",
        "timeframe",
        "tf",
        "close",
        "closes",
        "time",
        "bars",
        "basis",
        "candlestick",
    ]
)
_DATED = frozenset(
    ["starting", "beginning", "from", "until", "till", "by", "before", "after", "since", "last", "next", "this"]
)
_EVENTS = TOKENS | {"PRICE", "VOLUME", "RSI", "UP", "DOWN"}


def _name(here: Place) -> Atom:
    """A coin, or the chain of the same name after `on`."""
    chain = CHAIN_NAMES.get(here.text)
    if chain is None:
        return here.meant("TOKEN")
    others = any(atom.kind in TOKENS for index, atom in enumerate(here.atoms) if index != here.index)
    spelled_out = here.text not in ("eth", "sol", "bnb")
    if here.word_after in _CHAIN_WORDS:
        return here.meant("CHAIN", chain)
    if here.word_before in ("on", "via", "the") and others and (spelled_out or here.before in TOKENS):
        return here.meant("CHAIN", chain)
    if here.word_before == "on" and not others and spelled_out:
        return here.meant("TOKEN_OR_CHAIN", (here.atom.value, chain))
    return here.meant("TOKEN")


def _ticker(here: Place) -> Atom:
    """`popcat on sol`: the chain by its coin."""
    chain = CHAIN_NAMES.get(here.text)
    if chain is None:
        return here.atom
    beside = here.before in TOKENS and here.word_before == "on"
    beside = beside and here.word(here.atom.start - 2) == here.atoms[here.index - 1].text.lower().lstrip("$")
    return here.meant("CHAIN", chain) if beside or here.word_after in _CHAIN_WORDS else here.atom


def _frequency(here: Place) -> Atom:
    """`on the daily`, `hourly volume`, `…, hourly` name candles; `daily` alone is a clock."""
    if not isinstance(here.atom.value, Span):
        return here.atom
    indicated = here.before in ("COMMA", "OPEN") and any(a.kind in INDICATORS for a in here.atoms[: here.index])
    chart = here.word_after in _CHARTS or here.word_before in ("the", "on") or here.after in INDICATORS | {"VOLUME"}
    return here.meant("DUR") if indicated or chart else here.atom


def _when(here: Place) -> Atom:
    """`I'd be grateful if you could …` asks politely; `the second condition` counts."""
    if here.text == "the second" and here.after == "RULE":
        return here.meant("OTHER")
    asked = here.word_after in ("you", "u", "ya", "we") and here.word(here.atom.end + 1) in _MODALS
    return here.meant("NOISE") if here.text == "if" and asked else here.atom


def _weekday(here: Place) -> Atom:
    """`starting monday` is a date, not a clock."""
    return here.meant("SOME_DAY") if here.word_before in _DATED else here.atom


def _after(here: Place) -> Atom:
    """`after FLOKI has gone up 15%` is a condition, `after 2 days` a time."""
    return here.meant("WHEN") if here.text == "after" and here.after in _EVENTS else here.atom


NAMES: Mapping[str, Callable[[Place], Atom]] = {
    "NAME": _name,
    "TOKEN": _ticker,
    "FREQ": _frequency,
    "WEEKDAY": _weekday,
    "WHEN": _when,
    "AFTER": _after,
}
