"""The signals of runs: many at once in, all of a run in order out."""

from collections.abc import Sequence
from datetime import datetime
from math import isfinite

from core.errors import StoreError
from core.trading.results import Signal
from storage.database import insert_rows
from storage.models import SignalRow

_SIGNAL = (
    SignalRow.time,
    SignalRow.signal_type,
    SignalRow.token,
    SignalRow.price,
    SignalRow.rule,
    SignalRow.reasoning,
    SignalRow.confidence,
    SignalRow.executed,
    SignalRow.why_not,
    SignalRow.action,
)
"""The columns of a signal, in the order of `Signal`'s fields."""
_COLUMNS = (SignalRow.id, SignalRow.bot, SignalRow.run_id, SignalRow.created_at, *_SIGNAL)


def add_signals(signals: Sequence[Signal], *, bot_id: str, run_id: str, moment: datetime) -> None:
    rows = ((f"{run_id}-{n:07d}", bot_id, run_id, moment, *_values(signal)) for n, signal in enumerate(signals))
    insert_rows(SignalRow, _COLUMNS, rows)


def add_signal(signal: Signal, *, bot_id: str, run_id: str, moment: datetime) -> None:
    """One signal of a simulation, which knows no number: its time, rule and action make it the only one."""
    name = signal_id(run_id, signal.time, signal.rule, signal.action)
    insert_rows(SignalRow, _COLUMNS, [(name, bot_id, run_id, moment, *_values(signal))])


def signal_id(run_id: str, time: int, rule: int, action: int) -> str:
    """Sorts as it happened."""
    return f"{run_id}-{time:012d}-{rule:03d}-{action:03d}"


def signals_of(run_id: str) -> tuple[Signal, ...]:
    rows = SignalRow.select(*_SIGNAL).where(SignalRow.run_id == run_id).order_by(SignalRow.id).tuples()
    return tuple(Signal(*row) for row in rows.iterator())


def _values(signal: Signal) -> tuple[object, ...]:
    return (
        signal.time,
        signal.type,
        signal.token,
        _price(signal),
        signal.rule,
        signal.reason,
        signal.confidence,
        signal.executed,
        signal.why_not,
        signal.action,
    )


def _price(signal: Signal) -> float | None:
    """None where its token had no candle yet; what is no number would be kept as that, too."""
    if signal.price is not None and not isfinite(signal.price):
        raise StoreError(f"the price of a signal of {signal.token} is not a number")
    return signal.price
