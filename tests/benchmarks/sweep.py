"""A thousand variants over a year of minutes on one core, beside vectorbt."""

from collections.abc import Iterator
from functools import partial
from itertools import product

from core.trading.sweep import sweep
from tests.benchmarks.market import YEAR, candles
from tests.benchmarks.registry import Line
from tests.benchmarks.rules import R1
from tests.benchmarks.timing import in_turns

DROPS, STOPS, TARGETS = range(1, 11), range(1, 11), range(2, 21, 2)
GRID = {
    "conditions[0].threshold": DROPS,
    "risk_management.stop_loss_percent": STOPS,
    "risk_management.take_profit_percent": TARGETS,
}
_FEW = 25
"""Variants that vectorbt runs; its time for all is taken to grow with their number."""


def lines() -> Iterator[Line]:
    """All lines of this part."""
    from tests.benchmarks.others import vectorbt_variants

    year = candles(YEAR)
    every = list(product(DROPS, STOPS, TARGETS))
    few = every[:: len(every) // _FEW]
    _equal(sweep(R1, year, GRID), few, vectorbt_variants(year, few, "rust"))
    theirs = {f"vectorbt {engine}": partial(vectorbt_variants, year, few, engine) for engine in ("numba", "rust")}
    took = in_turns({"ours": partial(sweep, R1, year, GRID), **theirs}, 5)
    whole = min(took["vectorbt numba"], took["vectorbt rust"]) * len(every) / len(few)
    yield Line(f"{len(every):,} variants on 525,600 candles", took["ours"] / 1_000, "s", 1)
    yield Line(f"{len(every):,} variants: vectorbt's best engine, from {len(few)}", whole / 1_000, "s")
    yield Line("1,000 variants, faster than vectorbt's best engine", whole / took["ours"], "×", 100, at_most=False)


def _equal(ours: object, few: list[tuple[int, int, int]], theirs: object) -> None:
    """Most returns agree; the rest differ where a stop is touched on the entry candle, which vectorbt passes over."""
    assert isinstance(ours, tuple)
    own = {tuple(variant.parameters.values()): variant.total_return for variant in ours}
    assert hasattr(theirs, "to_numpy")
    returns = dict(zip(few, (100 * theirs.to_numpy()).tolist(), strict=True))
    alike = sum(abs(own[variant] - value) < 1e-6 for variant, value in returns.items())
    assert alike >= len(few) // 3, f"{alike} of {len(few)} agree"
