"""Counts the units of every call and day, and refuses the optional and the expensive first before they run out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from core.ave.clock import Timekeeper
from core.ave.notices import MarketNotice, Tell, tell_nobody
from core.errors import MarketBudgetSpent

DAY = 86_400
EXPENSIVE = 50
"""From so many units on a question is refused earlier than others of its urgency."""
EARLIER = 0.05
CHEAPEST = 5
"""Units of the cheapest question: with less than these nothing can be asked."""
WARN_AT = (0.7, 0.9)
"""Shares of the day's units at which the operator is told."""
PROBE_AFTER = 3_600.0
"""Seconds after which it is tried again when the market itself said that the quota is used up."""


class Urgency(IntEnum):
    """Why something is asked; the first goes first and is refused last."""

    PERSON = 0
    """Somebody waits for the answer."""
    RUNNING = 1
    """A simulation needs it at its next tick."""
    OPTIONAL = 2
    """Nice to have: lists to choose from, refreshed ratings."""


SHARE = {Urgency.PERSON: 1.0, Urgency.RUNNING: 0.9, Urgency.OPTIONAL: 0.7}
"""Up to which share of the day's units each may spend."""


@dataclass(slots=True)
class DayOfUnits:
    """What one UTC day has cost."""

    units: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    by_call: Counter[str] = field(default_factory=Counter)


class Budget:
    """The units of one key. `daily` None: nothing is refused here, everything is counted."""

    def __init__(self, daily: int | None, clock: Timekeeper, *, tell: Tell = tell_nobody) -> None:
        self._daily = daily
        self._clock = clock
        self._tell = tell
        self._days: dict[int, DayOfUnits] = {}
        self._told: set[tuple[int, float]] = set()
        self._closed_until = 0.0

    @property
    def daily(self) -> int | None:
        """Units of a day, None without a limit."""
        return self._daily

    @property
    def spent_today(self) -> int:
        """Units of this UTC day so far."""
        return self._day().units

    def calls_today(self) -> Mapping[str, tuple[int, int]]:
        """Per kind of question: how often it was asked today and what that cost."""
        day = self._day()
        return {call: (day.calls[call], day.by_call[call]) for call in day.calls}

    def left(self, urgency: Urgency = Urgency.PERSON, *, cost: int = 0) -> float:
        """Units that may still be spent today for this; infinite without a limit."""
        if self._clock.now() < self._closed_until:
            return 0
        if self._daily is None:
            return float("inf")
        share = SHARE[urgency] - (EARLIER if cost >= EXPENSIVE else 0)
        return max(0.0, share * self._daily - self._day().units)

    def check(self, cost: int, urgency: Urgency, *, each: int | None = None) -> None:
        """Raises MarketBudgetSpent where a question (or several, together `cost`, `each` so much) is too much now."""
        if cost > self.left(urgency, cost=cost if each is None else each):
            if self.left() < CHEAPEST:
                self._warn(1.0, "units_spent")
            raise MarketBudgetSpent(self._until(), needed=cost)

    def spend(self, call: str, cost: int) -> None:
        """A question was asked."""
        day = self._day()
        day.units += cost
        day.calls[call] += 1
        day.by_call[call] += cost
        if self._daily:
            for share in WARN_AT:
                if day.units >= share * self._daily:
                    self._warn(share, "units_low")

    def ran_out(self) -> float:
        """The market itself says that nothing is left; it is asked again in an hour, or the next day: then."""
        now = self._clock.now()
        self._closed_until = min(_midnight(now), now + PROBE_AFTER)
        self._warn(1.0, "units_spent")
        return self._closed_until

    def answered(self) -> None:
        """The market answers: if it had said that nothing was left, that is over."""
        if self._closed_until:
            self._closed_until = 0.0
            self._told.clear()
            self._tell(MarketNotice("units_again"))

    def snapshot(self) -> dict[int, int]:
        """Units per UTC day (days since the Unix epoch), to be kept over a restart."""
        return {day: of.units for day, of in self._days.items()}

    def restore(self, days: Mapping[int, int]) -> None:
        """What earlier runs of the product have spent."""
        for day, units in days.items():
            self._days.setdefault(day, DayOfUnits()).units += units

    def _day(self) -> DayOfUnits:
        today = int(self._clock.now()) // DAY
        if today not in self._days:
            self._days[today] = DayOfUnits()
            for old in sorted(self._days)[:-31]:
                del self._days[old]
        return self._days[today]

    def _until(self) -> float:
        now = self._clock.now()
        return self._closed_until if now < self._closed_until else _midnight(now)

    def _warn(self, share: float, kind: str) -> None:
        """Once a day and step."""
        key = (int(self._clock.now()) // DAY, share)
        if key not in self._told:
            self._told.add(key)
            notice = MarketNotice("units_spent") if kind == "units_spent" else MarketNotice("units_low", 100 * share)
            self._tell(notice)


def _midnight(now: float) -> float:
    return (int(now) // DAY + 1) * float(DAY)
