"""The lines of the table and the parts they belong to; a new part is a module named in `PARTS`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

PARTS = ("engine", "sweep", "luck", "live", "store", "crew", "process")


@dataclass(frozen=True, slots=True)
class Line:
    """One measured value with its goal; `at_most`: a smaller value is better, else a larger one."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    at_most: bool = True

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None for a line that only informs."""
        if self.goal is None:
            return None
        return self.value <= self.goal if self.at_most else self.value >= self.goal


def measured(part: str) -> Iterable[Line]:
    """The lines of one part, each as soon as it is known."""
    lines: Callable[[], Iterable[Line]] = import_module(f"tests.benchmarks.{part}").lines
    return lines()
