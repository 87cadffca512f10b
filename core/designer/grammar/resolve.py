"""Words that mean one thing here and another there: told apart by what stands beside them."""

from collections.abc import Callable

from core.designer.grammar.atoms import Atom
from core.designer.grammar.coins import CHAIN_NAMES
from core.designer.grammar.raw import Raw
from core.designer.grammar.scan import Scan
from core.designer.grammar.spans import Span

_EXITS = frozenset(["SL", "TP", "TRAIL", "HOLD_MAX", "ENTRIES", "RULE"])
_INDICATORS = frozenset(["RSI", "MACD", "EMA", "SMA", "BOLLINGER", "GOLDEN", "DEATH", "OVERSOLD", "OVERBOUGHT", "UPPER", "LOWER_BAND"])
_ENDS = frozenset(["COMMA", "STOP", "NEWLINE"])


def resolve(found: Scan) -> list[Atom]:
    """The atoms with every double meaning settled."""
    atoms = _opened(found.atoms)
    for index in range(len(atoms)):
        settle = _SETTLERS.get(atoms[index].kind)
        if settle is not None:
            atoms[index] = settle(atoms, index, found.raws)
    return _put_in([atom for atom in atoms if atom.kind != "NOISE"], found.raws)


def _put_in(atoms: list[Atom], raws: list[Raw]) -> list[Atom]:
    """`→ 10% in`: an amount that goes in, with nothing said behind it."""
    result: list[Atom] = []
    for index, atom in enumerate(atoms):
        result.append(atom)
        last = atom.end + 1 >= len(raws) or raws[atom.end + 1].kind in ("COMMA", "STOP", "NEWLINE", "ARROW", "HYPHEN")
        dangling = atom.kind in ("PCT", "MONEY", "CASH", "FRACTION") and _word(raws, atom.end) == "in" and last
        if dangling and _kind(atoms, index + 1) != "DUR":
            result.append(Atom("INTO", None, "in", atom.end, atom.end + 1))
    return result


def _opened(atoms: list[Atom]) -> list[Atom]:
    """`under 80k or over 120k`: with a number behind it "or over" is no ending of the first."""
    result: list[Atom] = []
    for index, atom in enumerate(atoms):
        next_to = index + 1 < len(atoms) and atoms[index + 1].start == atom.end
        if atom.kind in ("OR_LOWER", "OR_HIGHER") and next_to and _kind(atoms, index + 1) in ("NUM", "MONEY", "PCT", "DUR", "EMA", "SMA"):
            if result and result[-1].kind in ("HITS", "AT") and result[-1].end == atom.start:
                at = result.pop()
                result.append(Atom("BELOW" if atom.kind == "OR_LOWER" else "ABOVE", None, f"{at.text} {atom.text}", at.start, atom.end))
                continue
            joint = "AND" if atom.text.lower().startswith("and") else "OR"
            side = "BELOW" if atom.kind == "OR_LOWER" else "ABOVE"
            result += [Atom(joint, None, "or", atom.start, atom.start + 1), Atom(side, None, atom.text, atom.start + 1, atom.end)]
        else:
            result.append(atom)
    return result


_LONGED = frozenset(["TOKEN", "NAME", "PCT", "MONEY", "FRACTION", "WHEN", "INTO", "ARROW"])


def _buy(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`my whole ETH stack` is what one has."""
    atom = atoms[index]
    if atom.text.lower() == "long" and _kind(atoms, index + 1) not in _LONGED and _kind(atoms, index - 1) not in ("MULT", "TOKEN", "ARROW"):
        return _as(atom, "NOISE")
    owned = _kind(atoms, index - 1) in ("TOKEN", "NAME", "FRACTION") or _word(raws, atom.start - 1) in ("my", "the", "whole", "entire")
    return _as(atom, "BAG") if atom.text.lower() == "stack" and owned else atom


def _add(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`throw in $75` puts money in, `throw in a stop loss` adds one."""
    risk = any(_kind(atoms, i) in _EXITS for i in (index + 1, index + 2))
    return _as(atoms[index], "PUT") if _kind(atoms, index + 1) in ("MONEY", "PCT", "FRACTION") and not risk else atoms[index]


def _as(atom: Atom, kind: str, value: object = None) -> Atom:
    return Atom(kind, atom.value if value is None else value, atom.text, atom.start, atom.end)


def _kind(atoms: list[Atom], index: int) -> str:
    return atoms[index].kind if 0 <= index < len(atoms) else ""


def _word(raws: list[Raw], index: int) -> str:
    return raws[index].norm if 0 <= index < len(raws) else ""


def _dump(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    atom, after = atoms[index], _kind(atoms, index + 1)
    if after in ("BELOW", "DUR", "VAGUE", "DOWN_TO"):
        return _as(atom, "DOWN")
    if after == "PCT":
        subject = _kind(atoms, index - 1) in ("TOKEN", "NAME", "PRICE", "WHEN")
        return _as(atom, "DOWN" if subject else "SELL")
    return _as(atom, "DOWN" if _word(raws, atom.start - 1) in ("a", "the", "big", "next", "every") else "SELL")


def _down(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`drop the take profit`, `lose the stop` take something away."""
    atom = atoms[index]
    ahead = [_kind(atoms, i) for i in range(index + 1, index + 4)]
    if atom.text.lower() in ("drop", "lose") and "RULE" in ahead and "PCT" not in ahead[: ahead.index("RULE")] and ahead[0] != "RULE":
        return _as(atom, "REMOVE")
    if atom.text.lower() in ("drop", "lose", "drops", "dump") and _kind(atoms, index + 1) in _EXITS:
        number_first = _kind(atoms, index + 1) == "RULE"
        return _as(atom, "DOWN" if number_first and _kind(atoms, index - 1) == "PCT" else "REMOVE")
    if _kind(atoms, index + 1) == "MONEY" and atom.text.lower() in ("drop", "sink", "dump", "down") and _word(raws, atoms[index + 1].end) in ("on", "into", "in"):
        return _as(atom, "PUT")
    lost = atom.text.lower() in ("lose", "loses", "lost", "losing") and _kind(atoms, index + 1) in ("MONEY", "NUM")
    if lost and (_kind(atoms, index + 2) == "THRESHOLD" or _word(raws, atom.end) == "the"):
        return _as(atom, "BELOW")
    if atom.text.lower() == "down" and _word(raws, atom.start - 1) in ("calm", "settle", "wind", "slow", "sit"):
        return _as(atom, "NOISE")
    return atom


def _up(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    atom, before = atoms[index], _word(raws, atoms[index].start - 1)
    if atom.text.lower() == "up" and before in (
        "set",
        "setup",
        "me",
        "pick",
        "give",
        "ends",
        "shut",
        "catch",
        "open",
        "end",
        "wake",
        "sign",
        "fed",
    ):
        return _as(atom, "NOISE")
    return atom


def _remove(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`get rid of the sell rule` takes a rule away, `get rid of half my XRP` sells."""
    atom = atoms[index]
    after = [_kind(atoms, i) for i in range(index + 1, index + 4)]
    names_part = after[0] in _EXITS or (after[0] == "BOTH" and after[1] in _EXITS) or after[0] in _INDICATORS or after[0] in ("VOLUME", "NOTIFY") or "RULE" in after
    bought = after[0] in ("BUY", "SELL")
    if atom.text.lower() in ("get rid of", "ditch", "clear", "lose", "drop") and not (names_part or bought):
        return _as(atom, "DOWN" if atom.text.lower() in ("lose", "drop") else "SELL")
    if atom.text.lower() == "without":
        return _as(atom, "REMOVE" if after[0] in _EXITS else "UNTIL")
    return _as(atom, "REMOVE")


def _sell(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    atom = atoms[index]
    if atom.text.lower() in ("sells off", "sold off") and _kind(atoms, index + 1) == "PCT":
        return _as(atom, "DOWN")
    if atom.text.lower() in ("get rid of", "ditch") or atom.text.lower().startswith("dump"):
        return _remove(atoms, index, raws) if atom.text.lower() in ("get rid of", "ditch") else atom
    return atom


_SPANNING = frozenset(("over", "under", "less than", "at most", "more than", "past", "within", "no more than"))


def _compare(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`over the last hour`, `in under an hour` only introduce a time."""
    introduces = atoms[index].text.lower() in _SPANNING
    average = _kind(atoms, index + 2) in ("EMA", "SMA")
    if introduces and _kind(atoms, index + 1) == "ABOVE" and atoms[index + 1].text.lower() == "past" and _kind(atoms, index + 2) == "DUR":
        return _as(atoms[index], "NOISE")
    return _as(atoms[index], "NOISE") if _kind(atoms, index + 1) == "DUR" and introduces and not average else atoms[index]


def _name(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """A coin, or the chain of the same name after `on`."""
    atom = atoms[index]
    name, before, after = atom.text.lower(), _word(raws, atom.start - 1), _word(raws, atom.end)
    others = any(a.kind in ("TOKEN", "NAME") for i, a in enumerate(atoms) if i != index)
    chain = CHAIN_NAMES.get(name)
    if chain and after in ("chain", "network", "mainnet"):
        return _as(atom, "CHAIN", chain)
    beside = _kind(atoms, index - 1) in ("TOKEN", "NAME")
    spelled_out = name not in ("eth", "sol", "bnb")
    if chain and before in ("on", "via", "the") and others and (spelled_out or beside):
        return _as(atom, "CHAIN", chain)
    if chain and before == "on" and not others and spelled_out:
        return _as(atom, "TOKEN_OR_CHAIN", (atom.value, chain))
    return _as(atom, "TOKEN")


def _frequency(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    atom = atoms[index]
    if not isinstance(atom.value, Span):
        return atom
    chart = _word(raws, atom.end) in (
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
    )
    indicated = _kind(atoms, index - 1) in ("COMMA", "OPEN") and any(a.kind in _INDICATORS for a in atoms[:index])
    if _word(raws, atom.start - 1) in ("the", "on") or indicated or chart or _kind(atoms, index + 1) in _INDICATORS | {"VOLUME"}:
        return _as(atom, "DUR")
    return atom


def _closing(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`closes above` is the candle's close; `close it` ends the position."""
    after = _kind(atoms, index + 1)
    return _as(
        atoms[index], "NOISE" if after in ("ABOVE", "BELOW", "UP", "DOWN", "UPPER", "LOWER_BAND") else "CLOSE_OUT"
    )


def _lower(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    near = {_kind(atoms, i) for i in (index - 1, index + 1, index + 2)}
    if _kind(atoms, index - 1) == "CLOSE":
        near |= {atom.kind for atom in atoms[max(0, index - 7) : index]}
    return atoms[index] if near & {"BAND", "BOLLINGER"} else _as(atoms[index], "NOISE")


def _short(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    after, before = _word(raws, atoms[index].end), _word(raws, atoms[index].start - 1)
    harmless = after in ("term", "time", "while", "on", "version", "story", "notice", "of", "lived") or before in (
        "in",
        "a",
        "too",
        "keep",
        "cut",
    )
    return _as(atoms[index], "NOISE") if harmless and atoms[index].text.lower() == "short" else atoms[index]


def _ratio(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    after = _kind(atoms, index + 1)
    return (
        _as(atoms[index], "NOISE")
        if after not in ("NUM", "PCT", "DUR", "MONEY", "ENTRIES", "BUY", "HOLD_ACTION")
        and _kind(atoms, index - 1) != "DUR"
        and _kind(atoms, index - 1) not in ("ENTRIES", "NUM")
        else atoms[index]
    )


def _until(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    atom = atoms[index]
    if _kind(atoms, index + 1) == "DUR" and atom.text.lower() in ("during", "before"):
        return _as(atom, "NOISE")
    return _as(atom, "NO") if atom.text.lower() == "without" and _kind(atoms, index + 1) in _EXITS else atom


def _take(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`take half off` sells."""
    ahead = {raw.norm for raw in raws[atoms[index].end : atoms[index].end + 6]}
    sells = _kind(atoms, index + 1) in ("FRACTION", "PCT") and ahead & {"off", "out", "profits", "gains"}
    off = _kind(atoms, index + 1) in ("TOKEN", "NAME", "BAG") and "off" in ahead
    return _as(atoms[index], "SELL" if sells or off else "NOISE")


def _more(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    if _kind(atoms, index - 1) in ("DOWN", "UP"):
        return _as(atoms[index], "NOISE")
    return atoms[index] if _kind(atoms, index + 1) in ("PCT", "MONEY", "FRACTION") else _as(atoms[index], "NOISE")


def _entry(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`entry: 7% drop` says when to buy, `entries: 3` how often."""
    atom, after = atoms[index], _kind(atoms, index + 1)
    counted = _kind(atoms, index - 1) == "NUM" or (after == "COLON" and _kind(atoms, index + 2) == "NUM")
    return _as(atom, "BUY") if atom.text.lower() == "entry" and not counted and after != "UP_TO_COUNT" else atom


def _scale(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`double the amount`, `2x the size`, `halve the buy` scale what was said before."""
    atom, after = atoms[index], _kind(atoms, index + 1)
    factor = 0.5 if atom.kind == "HALVE" else atom.value
    ordered = atom.kind == "MULT" or atom.text.lower() in ("double", "triple", "halve", "quadruple", "twice", "twice the")
    scales = after == "SIZE" or (after in ("BUY", "SELL") and _word(raws, atom.end) in ("the", "my"))
    return _as(atom, "SCALE", factor) if ordered and scales and isinstance(factor, int | float) else atom


def _animal(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """A bull or bear cross; any other bull is talk."""
    alone = atoms[index].text.lower() in ("bull", "bear")
    return _as(atoms[index], "NOISE") if alone and _kind(atoms, index + 1) not in ("CROSS", "MACD") else atoms[index]


def _risk(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`risk 2% of my cash` is a size, `risk 2%` a stop."""
    ahead = [_kind(atoms, i) for i in range(index + 1, index + 5)]
    size = ahead[0] in ("MONEY", "FRACTION") or (ahead[0] == "PCT" and "CASH" in ahead[1:3])
    return _as(atoms[index], "PUT" if size else "AT_RISK" if "PCT" in ahead[:2] else "NOISE")


def _everything(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`sell everything in DOT` is a share, `everything in` a buy."""
    sold = _kind(atoms, index - 1) == "SELL" and atoms[index].text.lower() == "everything in"
    return _as(atoms[index], "FRACTION", 100) if sold else atoms[index]


def _factor(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`by a factor of 3`; `the RSI one`; `if 1 DOGE costs less than 9 cents`."""
    if _word(raws, atoms[index].start - 1) == "by" and any(a.kind == "RSI" for a in atoms[max(0, index - 3) : index]):
        return _as(atoms[index], "DELTA")
    if atoms[index].text.lower() == "one" and _kind(atoms, index - 1) in _INDICATORS | _EXITS | {"VOLUME", "BUY", "SELL", "NOTIFY", "DOWN", "UP"}:
        return _as(atoms[index], "RULE", "thing")
    before = index > 0 and atoms[index - 1].text.lower().endswith("factor of")
    if atoms[index].value == 1 and _kind(atoms, index - 1) == "WHEN" and _kind(atoms, index + 1) in ("TOKEN", "NAME"):
        return _as(atoms[index], "NOISE")
    return _as(atoms[index], "MULT") if before else atoms[index]


def _plus(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`a target at plus 9 percent`: a sign, not a joint; `80+` is 80 or higher."""
    bare = atoms[index].text == "+" and _kind(atoms, index - 1) in ("NUM", "MONEY", "PCT") and raws[atoms[index].start].glued
    if bare and not (_kind(atoms, index + 1) and raws[atoms[index].end].glued):
        return _as(atoms[index], "OR_HIGHER")
    sign = atoms[index].text.lower() in ("plus", "+") and _kind(atoms, index + 1) == "PCT" and _kind(atoms, index - 1) in ("AT", "TP", "COLON", "HITS", "WHEN")
    return _as(atoms[index], "NOISE") if sign else atoms[index]


def _extreme_band(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`the top bollinger band`."""
    side = {"the top": "UPPER", "the bottom": "LOWER_BAND"}.get(atoms[index].text.lower())
    return _as(atoms[index], side) if side and _kind(atoms, index + 1) in ("BOLLINGER", "BAND") else atoms[index]


def _get(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`get $50 worth` buys."""
    after, then = _kind(atoms, index + 1), _kind(atoms, index + 2)
    alone = after == "PCT" and then in ("", "STOP", "NEWLINE", "COMMA") and atoms[index].text.lower() == "get"
    alone = alone and _word(raws, atoms[index].start - 1) not in ("i", "we", "you")
    buys = alone or after in ("MONEY", "FRACTION") or (after == "PCT" and then in ("TOKEN", "NAME", "CASH"))
    return _as(atoms[index], "BUY" if buys else "NOISE")


def _after(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`after FLOKI has gone up 15%` is a condition, `after 2 days` a time."""
    event = atoms[index].text.lower() == "after" and _kind(atoms, index + 1) in ("TOKEN", "NAME", "PRICE", "VOLUME", "RSI", "UP", "DOWN")
    return _as(atoms[index], "WHEN") if event else atoms[index]


def _weekday(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`starting monday` is a date, not a clock."""
    dated = _word(raws, atoms[index].start - 1) in ("starting", "beginning", "from", "until", "till", "by", "before", "after", "since", "last", "next", "this")
    return _as(atoms[index], "SOME_DAY") if dated else atoms[index]


def _ticker(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`popcat on sol`: the chain by its coin."""
    atom = atoms[index]
    chain = CHAIN_NAMES.get(atom.text.lower())
    if chain and _word(raws, atom.end) in ("chain", "network", "mainnet"):
        return _as(atom, "CHAIN", chain)
    beside = _kind(atoms, index - 1) in ("TOKEN", "NAME") and _word(raws, atom.start - 1) == "on"
    return _as(atom, "CHAIN", chain) if chain and beside and _word(raws, atom.start - 2) == atoms[index - 1].text.lower().lstrip("$") else atom


def _other(atoms: list[Atom], index: int, raws: list[Raw]) -> Atom:
    """`sell the other 50%`."""
    return _as(atoms[index], "THE_REST") if _kind(atoms, index + 1) == "PCT" else atoms[index]


_SETTLERS: dict[str, Callable[[list[Atom], int, list[Raw]], Atom]] = {
    "DUMP": _dump, "DOWN": _down, "UP": _up, "REMOVE": _remove, "SELL": _sell, "ABOVE": _compare, "BELOW": _compare, "NAME": _name,
    "FREQ": _frequency, "CLOSE_OUT": _closing, "LOWER_BAND": _lower, "UPPER": _lower, "SHORT": _short, "UP_TO_COUNT": _ratio,
    "BUY": _buy, "ADD": _add, "UNTIL": _until, "TAKE": _take, "MORE": _more,
    "ENTRIES": _entry, "OTHER": _other, "TIMES": _scale, "MULT": _scale, "HALVE": _scale, "TOKEN": _ticker, "WEEKDAY": _weekday, "AFTER": _after, "GET": _get, "ALL_IN": _everything, "NUM": _factor, "FACTOR": lambda atoms, index, raws: _as(atoms[index], "NOISE"),
    "AND": _plus, "UNSUPPORTED": _extreme_band, "AT_RISK": _risk, "BULLISH": _animal, "BEARISH": _animal,
}
