"""How long things take beside each other: in turns, so that a busy moment of the machine hits all alike."""

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable, Mapping

Work = Callable[[], object]


_SHORT, _RUNS = 30.0, 5
"""A turn of a short work is up to so many runs in so many milliseconds: what comes before leaves the caches cold."""


def in_turns(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Median milliseconds of each work, run A B C, A B C, …; a first round is not counted."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            took = _turn(work)
            if number:
                times[name] += took
    return {name: statistics.median(of) for name, of in times.items()}


def _turn(work: Work) -> list[float]:
    gc.collect()
    times = [milliseconds(work)]
    while sum(times) < _SHORT and len(times) < _RUNS:
        times.append(milliseconds(work))
    return times


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
