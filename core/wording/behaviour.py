"""What an edit changes in how a strategy behaves, in a few words."""

from core.trading.behaviour import Behaviour, points
from core.trading.numbers import MINUS
from core.wording.catalogue import words


def behaviour_words(of: Behaviour) -> str:
    """`−3 trades, +2 trades, return +1.1, drawdown −4.0`; returns and drawdowns in percentage points."""
    parts = [f"{sign}{words('trades', n=len(keys))}" for sign, keys in ((MINUS, of.lost), ("+", of.gained)) if keys]
    if of.moved:
        parts.append(words("behaviour.moved", n=len(of.moved)))
    changes = (("behaviour.return", of.return_change), ("behaviour.drawdown", of.drawdown_change))
    figures = [words(key, points=points(change)) for key, change in changes if points(change) != "0.0"]
    if not parts and not figures:
        return words("behaviour.nothing")
    return ", ".join([*(parts or [words("behaviour.same_trades")]), *figures])
