"""Reads figures with their units: percents, money, multiples, fractions, clocks, plain numbers."""

from core.designer.grammar.atoms import Atom
from core.designer.grammar.numbers import number
from core.designer.grammar.texts import Text

_FRACTIONS = {"1/2": 50, "1/3": 33.33, "2/3": 66.67, "1/4": 25, "3/4": 75, "1/5": 20, "1/8": 12.5, "1/10": 10}
_PARTS_OF_A_PERCENT = {"a quarter of a": 0.25, "half of a": 0.5, "half a": 0.5, "a half": 0.5, "half": 0.5, "a": 1.0}
_PERCENT = ("percent", "pct", "%")
_BUCKS = ("buck", "bucks", "dollar", "dollars")
_CENTS = range(5, 100)
_NOON = 12


def quantity(text: Text, at: int) -> Atom | None:
    """The figure that starts here, with its unit."""
    raw = text.raws[at]
    if raw.kind == "CLOCK":
        return text.made("CLOCK", raw.text, at, at + 1)
    if raw.norm in ("$", "€", "£") and at + 1 < len(text.raws):
        return _money(text, at)
    whole = text.entry(at) if raw.kind == "WORD" else None
    if whole is not None and whole.kind in ("FRACTION", "TIMES") and len(whole.words) > 1:
        return None
    if _is_list_marker(text, at):
        return text.made("NEWLINE", None, at, at + 2)
    return _fraction(text, at) or _counted(text, at)


def _fraction(text: Text, at: int) -> Atom | None:
    """`1/2`, but not the first part of `1/2/3` or `1/5 EMA`."""
    share = _FRACTIONS.get("".join(text.norms[at : at + 3])) if text.norm(at + 1) == "/" else None
    if share is None or text.norm(at + 3) in ("/", "ema", "sma", "ma", "cross"):
        return None
    return text.made("FRACTION", share, at, at + 3)


def _is_list_marker(text: Text, at: int) -> bool:
    """`1)` and, at the start of a line, `1.`"""
    if not (text.is_kind(at, "NUM") and text.glued(at + 1) and text.raws[at].text.isdecimal()):
        return False
    if text.is_kind(at + 1, "CLOSE"):
        signs = [raw.kind for raw in text.raws[:at] if raw.kind in ("OPEN", "CLOSE")]
        return not signs or signs[-1] == "CLOSE"
    begins = at == 0 or text.is_kind(at - 1, "NEWLINE")
    goes_on = text.raw(at + 2) is not None and not text.is_kind(at + 2, "NEWLINE")
    return text.is_kind(at + 1, "STOP") and begins and goes_on


def _money(text: Text, at: int) -> Atom | None:
    found = number(text.raws, at + 1, text.words)
    if found is None:
        return None
    value, end = found
    if text.glued(end) and text.norm(end) == "m":
        value, end = value * 1e6, end + 1
    entry = text.entry(end)
    if entry and entry.kind == "DOLLAR" and not entry.words[0].startswith("$"):
        end += len(entry.words)
    return text.made("MONEY" if text.norm(at) == "$" else "FOREIGN", value, at, end)


def _counted(text: Text, at: int) -> Atom | None:
    found = _part_of_a_percent(text, at) or _a_buck(text, at) or number(text.raws, at, text.words)
    if found is None:
        return None
    value, end = found
    return _spoken_price(text, at, value, end) or _clock(text, at, value, end) or _with_unit(text, at, value, end)


def _part_of_a_percent(text: Text, at: int) -> tuple[float, int] | None:
    """`half a percent` · `a quarter of a percent` · `a percent`."""
    for shape, value in _PARTS_OF_A_PERCENT.items():
        words = shape.split()
        if text.norms[at : at + len(words)] == words and text.norm(at + len(words)) in _PERCENT:
            return value, at + len(words)
    return None


def _a_buck(text: Text, at: int) -> tuple[float, int] | None:
    return (1.0, at + 1) if text.norm(at) in ("a", "one") and text.norm(at + 1) in ("buck", "dollar") else None


def _spoken_price(text: Text, at: int, value: float, end: int) -> Atom | None:
    """`a buck fifty` · `two grand`."""
    if text.norm(end - 1) == "grand" and text.norm(end) != "dollars":
        return text.made("MONEY", value, at, end)
    if text.norm(end) not in _BUCKS or not text.is_kind(at, "WORD") or not text.is_kind(end + 1, "WORD"):
        return None
    rest = number(text.raws, end + 1, text.words)
    if rest is None or rest[0] not in _CENTS or text.words.kind(text.norm(rest[1])) in ("PERCENT", "UNIT"):
        return None
    return text.made("MONEY", value + rest[0] / 100, at, rest[1])


def _clock(text: Text, at: int, value: float, end: int) -> Atom | None:
    """`9am`."""
    if text.norm(end) not in ("am", "pm") or not 1 <= value <= _NOON:
        return None
    hour = int(value) % _NOON + (_NOON if text.norm(end) == "pm" else 0)
    return text.made("CLOCK", f"{hour:02d}:00", at, end + 1)


def _with_unit(text: Text, at: int, value: float, end: int) -> Atom:
    if text.is_kind(end, "HYPHEN") and text.glued(end) and text.is_kind(end + 1, "NUM"):
        second = quantity(text, end + 1)
        return text.made("RANGE", None, at, second.end if second else end + 2)
    entry = text.entry(end)
    after = end + len(entry.words) if entry else end
    match entry.kind if entry else "":
        case "PERCENT":
            return text.made("PCT", value, at, after)
        case "DOLLAR":
            return text.made("MONEY", value, at, after)
        case "CENTS":
            return text.made("MONEY", round(value / 100, 12), at, after)
        case "FOLD":
            return text.made("MULT", value, at, after)
    return _suffixed(text, at, value, end)


def _suffixed(text: Text, at: int, value: float, end: int) -> Atom:
    """`25c` · `1M`; a number without a unit, with a sign, is a percent."""
    if text.glued(end) and text.norm(end) in ("c", "¢"):
        return text.made("MONEY", round(value / 100, 12), at, end + 1)
    if text.glued(end) and text.raws[end].text == "M":
        return text.made("NUM", value * 1e6, at, end + 1)
    typed = text.raws[at].text
    signed = typed[0] in "+-−" and typed[1:].replace(".", "", 1).isdecimal()
    return text.made("PCT" if signed else "NUM", value, at, end)
