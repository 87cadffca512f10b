"""Closed candles of real markets: fetched once, kept for everybody, a block for each day of a series."""

from __future__ import annotations  # peewee's fields are generic in its type stubs only

from collections.abc import Iterable, Mapping
from typing import Any

from peewee import EXCLUDED

from core.ave.cache import Series, StoredDay
from storage.models import CandleDayRow

_SERIES = (CandleDayRow.chain, CandleDayRow.address, CandleDayRow.interval)
_KEPT = (CandleDayRow.day, CandleDayRow.block, CandleDayRow.complete, CandleDayRow.pair)
_AT_ONCE = 100


def days(series: Series, first: int, last: int) -> Mapping[int, StoredDay]:
    rows = CandleDayRow.select(*_KEPT).where(_of(series) & CandleDayRow.day.between(first, last)).tuples()
    return {day: StoredDay(day, bytes(block), bool(complete), pair) for day, block, complete, pair in rows.iterator()}


def keep(series: Series, some: Iterable[StoredDay]) -> None:
    """A complete day is never replaced by an incomplete one."""
    name = (series.chain, series.address, series.interval)
    rows = [(*name, each.day, each.block, each.complete, each.pair) for each in some]
    for start in range(0, len(rows), _AT_ONCE):
        _put(rows[start : start + _AT_ONCE])


def _put(rows: list[tuple[Any, ...]]) -> None:
    newer = {
        CandleDayRow.block: EXCLUDED.block,
        CandleDayRow.complete: EXCLUDED.complete,
        CandleDayRow.pair: EXCLUDED.pair,
    }
    insert = CandleDayRow.insert_many(rows, fields=[*_SERIES, *_KEPT])
    insert.on_conflict(
        conflict_target=[*_SERIES, CandleDayRow.day],
        update=newer,
        where=(EXCLUDED.complete | ~CandleDayRow.complete),
    ).execute()


def _of(series: Series) -> Any:
    return (
        (CandleDayRow.chain == series.chain)
        & (CandleDayRow.address == series.address)
        & (CandleDayRow.interval == series.interval)
    )
