"""What each UTC day's questions to the market cost."""

from collections.abc import Mapping

from peewee import EXCLUDED

from storage.models import UnitsRow

_KEPT = 31
"""Days that are given back."""


def units() -> Mapping[int, int]:
    """By day (since the Unix epoch), the latest month of them."""
    rows = UnitsRow.select(UnitsRow.day, UnitsRow.units).order_by(UnitsRow.day.desc()).limit(_KEPT).tuples()
    return dict(rows.iterator())


def keep(days: Mapping[int, int]) -> None:
    """Replace what is kept of these days."""
    rows = [(day, spent) for day, spent in days.items()]
    if rows:
        insert = UnitsRow.insert_many(rows, fields=[UnitsRow.day, UnitsRow.units])
        insert.on_conflict(conflict_target=[UnitsRow.day], update={UnitsRow.units: EXCLUDED.units}).execute()
