"""Shows on samples that no signal knew the future: cut a history off anywhere, and its signals stay the same."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.trading.alignment import Market, aligned
from core.trading.candles import Candles, Ints
from core.trading.conditions import Condition
from core.trading.numbers import count
from core.trading.signals import Firings, firings
from core.trading.strategy import Strategy
from core.trading.timeframes import candles_in

SPREAD = 24
"""Cuts at even distances; to them come those around firings."""
FIRINGS = 16
"""So many firings are cut just before, at and just after their candle."""

_TAIL = 64
"""Candles before a cut whose signals are compared."""
_ENDLESS = 40
"""Warm-ups after which what an exponential average remembers is less than a float can hold."""
_ROWS = 3_000_000
"""Candles that may be read again in all; longer memories get fewer cuts, never fewer than `_FEWEST`."""
_FEWEST = 8
_FORGETS = {"price_drop", "price_rise", "volume_spike", "price_level", "bollinger", "schedule"}


@dataclass(frozen=True, slots=True)
class Certificate:
    """`checked` histories were cut off at a candle; the last signals of `agreed` of them were those of the whole run.

    `first_difference`: open of the first candle where they were not, Unix seconds.
    """

    checked: int
    agreed: int
    first_difference: int | None

    @property
    def clean(self) -> bool:
        """Whether it could be checked and every cut agreed."""
        return 0 < self.checked == self.agreed


def certificate(
    strategy: Strategy, market: Candles | Mapping[str, Candles] | Market, whole: Firings | None = None
) -> Certificate:
    """Compare the signals of really cut-off candles with those of the whole. `whole`: its firings, where known.

    Where a cut-off history that begins late disagrees, one from the very first candle decides.
    """
    clock = market if isinstance(market, Market) else aligned(strategy, market)
    whole = firings(strategy, clock) if whole is None else whole
    reach = _reach(strategy, clock, whole)
    cuts = _cuts(clock, whole, reach).tolist()
    differences = [_difference(clock, whole, cut, reach) for cut in cuts]
    rows = [row for row in differences if row is not None]
    first = int(clock.time[min(rows)]) if rows else None
    return Certificate(len(cuts), len(cuts) - len(rows), first)


def certificate_words(of: Certificate) -> str:
    """One sentence for the person."""
    if not of.checked:
        return "Look-ahead check: too few candles to cut a history off."
    cuts = count(of.checked)
    if of.clean:
        return f"Look-ahead check passed: {cuts} cut-off histories gave the signals of the whole."
    wrong = count(of.checked - of.agreed)
    return f"Look-ahead check failed: {wrong} of {cuts} cut-off histories gave other signals. Do not trust this run."


def certificate_stamp(of: Certificate) -> str:
    """A few words for the margin of a picture; nothing where nothing could be checked."""
    if not of.checked:
        return ""
    return f"{'no look-ahead' if of.clean else 'LOOK-AHEAD'}: {count(of.agreed)} of {count(of.checked)} checks agree"


def _cuts(clock: Market, whole: Firings, reach: int) -> Ints:
    """The last rows of the histories to compare: spread over all, and around firings."""
    lowest, highest = max(clock.first.values()), len(clock) - 2
    if highest < lowest:
        return np.empty(0, dtype=np.int64)
    spread = np.linspace(lowest, highest, SPREAD).astype(np.int64)
    fired = whole.rows[_evenly(len(whole), FIRINGS)]
    around = np.concatenate((fired - 1, fired, fired + 1))
    cuts = np.unique(np.concatenate((spread, around[(around >= lowest) & (around <= highest)])))
    most = max(_FEWEST, _ROWS // min(len(clock), reach + _TAIL))
    return cuts[_evenly(len(cuts), most)]


def _evenly(n: int, most: int) -> Ints:
    """At most so many of the indices of n things, the first and last among them."""
    return np.unique(np.linspace(0, n - 1, min(n, most)).astype(np.int64))


def _reach(strategy: Strategy, clock: Market, whole: Firings) -> int:
    """How many candles before a row can matter to its signals, but for less than a rounding."""
    reaches = [2]
    for rule, readings in zip(strategy.rules, whole.readings, strict=True):
        for condition, reading in zip(rule.conditions, readings, strict=True):
            timeframe = getattr(condition, "timeframe", None)
            frame = candles_in(timeframe, clock.candles[condition.token]) if timeframe else 0
            known = reading.known_from - clock.first[condition.token] + frame
            reaches.append((known if _forgets(condition) else _ENDLESS * known) + 2)
    return max(reaches)


def _forgets(condition: Condition) -> bool:
    """Whether candles before its warm-up mean nothing to it; a kind not known here may remember everything."""
    return condition.type in _FORGETS or (condition.type == "ma_cross" and condition.kind == "sma")


def _difference(clock: Market, whole: Firings, cut: int, reach: int) -> int | None:
    start = max(0, cut - _TAIL - reach)
    row = _first_other(clock, whole, start, cut)
    return row if row is None or start == 0 else _first_other(clock, whole, 0, cut)


def _first_other(clock: Market, whole: Firings, start: int, cut: int) -> int | None:
    """The first row up to the cut where the signals of rows start … cut alone are not those of the whole."""
    alone = firings(whole.strategy, _between(clock, start, cut + 1))
    since = max(start, cut - _TAIL + 1) if start else 0
    expected = _keys(whole.rows, whole.rules, since, cut)
    seen = _keys(alone.rows + start, alone.rules, since, cut)
    if np.array_equal(expected, seen):
        return None
    return int(np.setxor1d(expected, seen)[0]) >> 8


def _keys(rows: Ints, rules: Ints, since: int, until: int) -> Ints:
    """Row and rule of the firings on these rows in one number each; a strategy has fewer than 256 rules."""
    low, high = np.searchsorted(rows, (since, until + 1))
    return (rows[low:high] << 8) + rules[low:high]


def _between(clock: Market, start: int, stop: int) -> Market:
    candles = {token: of.slice(start, stop) for token, of in clock.candles.items()}
    return Market(candles, {token: max(0, first - start) for token, first in clock.first.items()})
