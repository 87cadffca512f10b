"""Words beside figures that depend on what they measure: over, under, plus, one, double, upper, another."""

from collections.abc import Callable, Mapping

from core.designer.grammar.atoms import Atom
from core.designer.grammar.places import EXITS, INDICATORS, TOKENS, Place

_WHOLE = 100
_SPANNING = frozenset(["over", "under", "less than", "at most", "more than", "past", "within", "no more than"])
_SCALING = frozenset(["double", "triple", "halve", "quadruple", "twice", "twice the"])
_THINGS = INDICATORS | EXITS | {"VOLUME", "BUY", "SELL", "NOTIFY", "DOWN", "UP"}
_SIGNED = frozenset(["AT", "TP", "COLON", "HITS", "WHEN"])


def _compare(here: Place) -> Atom:
    """`over the last hour`, `in under an hour`, `over the past hour` only introduce a time."""
    if here.text == "tops" and here.before == "DUR":
        return here.meant("UP_TO_COUNT")
    if here.text not in _SPANNING:
        return here.atom
    past = here.kinds(2) == ["ABOVE", "DUR"] and here.atoms[here.index + 1].text.lower() == "past"
    timed = here.after == "DUR" and here.kind(2) not in ("EMA", "SMA")
    return here.meant("NOISE") if past or timed else here.atom


def _number(here: Place) -> Atom:
    """`by a factor of 3`; `the RSI one`; `RSI drops by 10`; `if 1 DOGE costs less than 9 cents`."""
    if here.word_before == "by" and "RSI" in here.past(3):
        return here.meant("DELTA")
    if here.text == "one" and here.before in _THINGS:
        return here.meant("RULE", "thing")
    if here.atom.value == 1 and here.before == "WHEN" and here.after in TOKENS:
        return here.meant("NOISE")
    factor = here.index > 0 and here.atoms[here.index - 1].text.lower().endswith("factor of")
    return here.meant("MULT") if factor else here.atom


def _plus(here: Place) -> Atom:
    """`80+` is 80 or higher; in `a target at plus 9 percent` it is a sign; else it joins."""
    if here.text == "+" and here.before in ("NUM", "MONEY", "PCT") and here.raws[here.atom.start].glued:
        joins = here.after and here.raws[here.atom.end].glued
        return here.atom if joins else here.meant("OR_HIGHER")
    sign = here.text in ("plus", "+") and here.after == "PCT" and here.before in _SIGNED
    return here.meant("NOISE") if sign else here.atom


def _scale(here: Place) -> Atom:
    """`double the amount`, `2x the size`, `halve the buy` scale what was said before."""
    factor = 0.5 if here.atom.kind == "HALVE" else here.atom.value
    if not isinstance(factor, int | float) or not (here.atom.kind == "MULT" or here.text in _SCALING):
        return here.atom
    scales = here.after == "SIZE" or (here.after in ("BUY", "SELL") and here.word_after in ("the", "my"))
    return here.meant("SCALE", factor) if scales else here.atom


def _more(here: Place) -> Atom:
    """`another 20%` repeats the trade before it; `falls another 5%` does not."""
    repeats = here.before not in ("DOWN", "UP") and here.after in ("PCT", "MONEY", "FRACTION")
    return here.atom if repeats else here.meant("NOISE")


def _other(here: Place) -> Atom:
    """`sell the other 50%`."""
    return here.meant("THE_REST") if here.after == "PCT" else here.atom


def _hit(here: Place) -> Atom:
    """`takes a 7% hit`."""
    taken = here.text == "hit" and here.before == "PCT" and here.word(here.atoms[here.index - 1].start - 2)
    return here.meant("DOWN") if taken in ("take", "takes", "took", "taking") else here.atom


def _side_of_a_band(here: Place) -> Atom:
    near = {here.before, *here.kinds(2)}
    if here.before == "CLOSE" or here.word_after == "one":
        near |= here.past(len(here.atoms))
    return here.atom if near & {"BAND", "BOLLINGER"} else here.meant("NOISE")


def _extreme_band(here: Place) -> Atom:
    """`the top bollinger band`."""
    side = {"the top": "UPPER", "the bottom": "LOWER_BAND"}.get(here.text)
    return here.meant(side) if side and here.after in ("BOLLINGER", "BAND") else here.atom


def _animal(here: Place) -> Atom:
    """A bull or bear cross; any other bull is talk."""
    idle = here.text in ("bull", "bear") and here.after not in ("CROSS", "MACD")
    return here.meant("NOISE") if idle else here.atom


def _keep(here: Place) -> Atom:
    """`keep 20% cash` holds something back; `keep it simple` is talk."""
    after = here.atoms[here.index + 1] if here.after else None
    part = after is not None and after.kind == "FRACTION" and after.value != _WHOLE
    return here.meant("RESTRICTS" if part or here.after in ("PCT", "MONEY") else "NOISE")


def _versus(here: Place) -> Atom:
    """`compared to DOGE` measures by another coin; `compared to an hour ago` does not."""
    return here.meant("RESTRICTS" if here.after in TOKENS else "NOISE")


def _only_at(here: Place) -> Atom:
    """`only on the 4h` and `only on solana` say where, `only on full moons` restricts."""
    places = TOKENS | {"DUR", "CHAIN", "FREQ", "PCT", "GOLDEN", "DEATH", "BULLISH", "BEARISH", "OVERSOLD", "OVERBOUGHT"}
    return here.meant("NOISE" if here.after in places else "RESTRICTS")


def _nothing(here: Place) -> Atom:
    return here.meant("NOISE")


MEASURES: Mapping[str, Callable[[Place], Atom]] = {
    "ABOVE": _compare,
    "BELOW": _compare,
    "NUM": _number,
    "FACTOR": _nothing,
    "AND": _plus,
    "TIMES": _scale,
    "MULT": _scale,
    "HALVE": _scale,
    "MORE": _more,
    "KEEP": _keep,
    "VERSUS": _versus,
    "ONLY_AT": _only_at,
    "HITS": _hit,
    "OTHER": _other,
    "LOWER_BAND": _side_of_a_band,
    "UPPER": _side_of_a_band,
    "UNSUPPORTED": _extreme_band,
    "BULLISH": _animal,
    "BEARISH": _animal,
}
