"""Lengths of time as people write them: a count and a unit, turned into the language's own durations."""

from dataclasses import dataclass

from core.trading.durations import LONGEST_SECONDS, duration

SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800, "f": 1_209_600, "M": 2_592_000, "y": 31_536_000}


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as said: 90 m, 1.5 h, 2 d."""

    count: float
    unit: str

    @property
    def seconds(self) -> float:
        return self.count * SECONDS[self.unit]

    def text(self) -> str | None:
        """As a duration of the language, or None where it is no whole number of minutes or too long."""
        whole = round(self.seconds)
        if whole < 60 or whole % 60 or abs(whole - self.seconds) > 1e-6 or whole > LONGEST_SECONDS:
            return None
        return duration(whole)

    def plus(self, other: "Span") -> "Span":
        """Both lengths after one another."""
        return Span((self.seconds + other.seconds) / 60, "m")
