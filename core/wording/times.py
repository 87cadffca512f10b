"""Lengths of time and moments in the language spoken."""

from datetime import datetime

from core.wording.catalogue import words


def span(duration: str) -> str:
    """A duration of the strategy language: `4h`, `4 jam`."""
    return words(f"span.{duration[-1]}", number=int(duration[:-1]))


def length(seconds: float | None) -> str:
    """How long something lasted: `3h 05m`, from a day on `2d 4h`."""
    if seconds is None:
        return "–"
    hours, minutes = divmod(round(seconds / 60), 60)
    days, hours = divmod(hours, 24)
    if days:
        return words("length.days", days=days, hours=hours)
    return words("length.hours", hours=hours, minutes=f"{minutes:02}")


def moment(when: datetime, *, year: bool = False) -> str:
    """`03 Oct 14:05`, with its year where that matters."""
    month = words("months").split()[when.month - 1]
    day, time = f"{when:%d}", f"{when:%H:%M}"
    if year:
        return words("moment.year", day=day, month=month, year=str(when.year), time=time)
    return words("moment", day=day, month=month, time=time)
