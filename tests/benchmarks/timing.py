"""How long things take beside each other: in turns, so that a busy moment of the machine hits all alike."""

import statistics
import time
import tracemalloc
from collections.abc import Callable, Mapping

Work = Callable[[], object]


def in_turns(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Median milliseconds of each work, run A B C, A B C, …; a first round is not counted."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            took = milliseconds(work)
            if number:
                times[name].append(took)
    return {name: statistics.median(of) for name, of in times.items()}


def milliseconds(work: Work) -> float:
    """How long a work takes once."""
    began = time.perf_counter()
    work()
    return 1_000 * (time.perf_counter() - began)


def peak_bytes(work: Work) -> int:
    """The most memory that was in use beside what was there before."""
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        work()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
