"""Words that may buy, sell, take away or mean nothing: buy, dump, drop, long, get, take, risk."""

from collections.abc import Callable, Mapping

from core.designer.grammar.atoms import Atom
from core.designer.grammar.places import EXITS, INDICATORS, TOKENS, Place

_LONGED = frozenset(["TOKEN", "NAME", "PCT", "MONEY", "FRACTION", "WHEN", "INTO", "ARROW"])
_IDLE_DOWNS = frozenset(["calm", "settle", "wind", "slow", "sit"])
_IDLE_UPS = frozenset(
    ["set", "setup", "me", "pick", "give", "ends", "shut", "catch", "open", "end", "wake", "sign", "fed"]
)
_SHORT_TIMES = frozenset(["term", "time", "while", "on", "version", "story", "notice", "of", "lived"])
_COUNTED = frozenset(["NUM", "PCT", "DUR", "MONEY", "ENTRIES", "BUY", "HOLD_ACTION"])


def _buy(here: Place) -> Atom:
    """`a long day` buys nothing; `my whole ETH stack` is what one has."""
    if here.text == "long" and here.after not in _LONGED and here.before not in ("MULT", "TOKEN", "ARROW"):
        return here.meant("NOISE")
    owned = here.before in TOKENS | {"FRACTION"} or here.word_before in ("my", "the", "whole", "entire")
    return here.meant("BAG") if here.text == "stack" and owned else here.atom


def _add(here: Place) -> Atom:
    """`throw in $75` puts money in, `throw in a stop loss` adds one."""
    exits = any(kind in EXITS for kind in here.kinds(2))
    return here.meant("PUT") if here.after in ("MONEY", "PCT", "FRACTION") and not exits else here.atom


def _dump(here: Place) -> Atom:
    if here.after in ("BELOW", "DUR", "VAGUE", "DOWN_TO"):
        return here.meant("DOWN")
    if here.after == "PCT":
        return here.meant("DOWN" if here.before in TOKENS | {"PRICE", "WHEN"} else "SELL")
    return here.meant("DOWN" if here.word_before in ("a", "the", "big", "next", "every") else "SELL")


def _down(here: Place) -> Atom:
    if _takes_away(here):
        return here.meant("REMOVE")
    if here.text in ("gets dumped", "get dumped") and here.after != "PCT":
        return here.meant("SELL")
    if here.text == "down" and here.word_before in _IDLE_DOWNS:
        return here.meant("NOISE")
    if here.after == "MONEY" and here.text in ("drop", "sink", "dump", "down"):
        into = here.word(here.atoms[here.index + 1].end) in ("on", "into", "in")
        return here.meant("PUT") if into else here.atom
    lost = here.text in ("lose", "loses", "lost", "losing") and here.after in ("MONEY", "NUM")
    level = here.kind(2) == "THRESHOLD" or here.word_after == "the"
    return here.meant("BELOW") if lost and level else here.atom


def _takes_away(here: Place) -> bool:
    """`drop the take profit`, `lose the stop`, `drop the RSI condition`."""
    ahead = here.kinds(3)
    if here.text in ("drop", "lose") and "RULE" in ahead[1:]:
        return "PCT" not in ahead[: ahead.index("RULE")]
    if here.text not in ("drop", "lose", "drops", "dump") or here.after not in EXITS:
        return False
    return here.after != "RULE" or here.before != "PCT"


def _up(here: Place) -> Atom:
    if here.text in ("run", "runs", "ran", "running"):
        return here.atom if here.after == "PCT" and here.text in ("runs", "ran") else here.meant("NOISE")
    recent = {here.word(here.atom.start - back) for back in (1, 2, 3)}
    idle = here.word_before in _IDLE_UPS or recent & {"set", "sets", "setting"}
    return here.meant("NOISE") if here.text == "up" and idle else here.atom


def _remove(here: Place) -> Atom:
    """`get rid of the sell rule` takes a rule away, `get rid of half my XRP` sells."""
    after = here.kinds(3)
    part = after[0] in EXITS | INDICATORS | {"VOLUME", "NOTIFY", "BUY", "SELL"} or "RULE" in after
    part = part or (after[0] == "BOTH" and after[1] in EXITS)
    if here.text in ("get rid of", "ditch", "clear", "lose", "drop") and not part:
        return here.meant("DOWN" if here.text in ("lose", "drop") else "SELL")
    if here.text == "kill" and after[0] in ("AFTER", "WHEN"):
        return here.meant("CLOSE_OUT")
    if here.text == "without":
        return here.meant("REMOVE" if after[0] in EXITS else "UNTIL")
    return here.meant("REMOVE")


def _sell(here: Place) -> Atom:
    if here.text in ("sells off", "sold off") and here.after == "PCT":
        return here.meant("DOWN")
    return _remove(here) if here.text in ("get rid of", "ditch") else here.atom


def _closing(here: Place) -> Atom:
    """`closes above` is the candle's close; `close it` ends the position."""
    candle = here.after in ("ABOVE", "BELOW", "UP", "DOWN", "UPPER", "LOWER_BAND")
    return here.meant("NOISE" if candle else "CLOSE_OUT")


def _short(here: Place) -> Atom:
    idle = here.word_after in _SHORT_TIMES or here.word_before in ("in", "a", "too", "keep", "cut")
    return here.meant("NOISE") if idle and here.text == "short" else here.atom


def _at_most(here: Place) -> Atom:
    """`max 3 entries` and `3 entries max` cap something, `only` alone does not."""
    caps = here.after in _COUNTED or here.before in ("DUR", "ENTRIES", "NUM")
    return here.atom if caps else here.meant("NOISE")


def _until(here: Place) -> Atom:
    if here.after == "DUR" and here.text in ("during", "before"):
        return here.meant("NOISE")
    return here.meant("NO") if here.text == "without" and here.after in EXITS else here.atom


def _take(here: Place) -> Atom:
    """`take half off` and `take my ADA off the table` sell."""
    ahead = {raw.norm for raw in here.raws[here.atom.end : here.atom.end + 6]}
    part = here.after in ("FRACTION", "PCT") and ahead & {"off", "out", "profits", "gains"}
    whole = here.after in TOKENS | {"BAG"} and "off" in ahead
    return here.meant("SELL" if part or whole else "NOISE")


def _get(here: Place) -> Atom:
    """`get $50 worth` buys."""
    after, then = here.kinds(2)
    alone = after == "PCT" and then in ("", "STOP", "NEWLINE", "COMMA") and here.text == "get"
    alone = alone and here.word_before not in ("i", "we", "you")
    buys = alone or after in ("MONEY", "FRACTION") or (after == "PCT" and then in TOKENS | {"CASH"})
    wanted = after in TOKENS and here.text not in ("get", "gets", "i need")
    return here.meant("BUY" if buys or wanted else "NOISE")


def _entry(here: Place) -> Atom:
    """`entry: 7% drop` says when to buy, `entries: 3` how often."""
    counted = here.before == "NUM" or here.kinds(2) == ["COLON", "NUM"] or here.after == "UP_TO_COUNT"
    return here.meant("BUY") if here.text == "entry" and not counted else here.atom


def _out(here: Place) -> Atom:
    """`out at +16%` sells."""
    return here.meant("SELL" if here.after in ("AT", "WHEN") else "NOISE")


def _risk(here: Place) -> Atom:
    """`risk 2% of my cash` is a size, `risk 2%` a stop."""
    ahead = here.kinds(3)
    size = ahead[0] in ("MONEY", "FRACTION") or (ahead[0] == "PCT" and "CASH" in ahead)
    return here.meant("PUT" if size else "AT_RISK" if "PCT" in ahead[:2] else "NOISE")


def _everything(here: Place) -> Atom:
    """`sell everything in DOT` is a share, `everything in` a buy."""
    sold = here.before == "SELL" and here.text == "everything in"
    return here.meant("FRACTION", 100) if sold else here.atom


TRADES: Mapping[str, Callable[[Place], Atom]] = {
    "BUY": _buy,
    "ADD": _add,
    "DUMP": _dump,
    "DOWN": _down,
    "UP": _up,
    "REMOVE": _remove,
    "SELL": _sell,
    "CLOSE_OUT": _closing,
    "SHORT": _short,
    "UP_TO_COUNT": _at_most,
    "UNTIL": _until,
    "TAKE": _take,
    "GET": _get,
    "OUT": _out,
    "ENTRIES": _entry,
    "AT_RISK": _risk,
    "ALL_IN": _everything,
}
