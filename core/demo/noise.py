"""Randomness by address: number k of a stream is a hash of k, so that nothing depends on what was asked before.

Prices are made with +, −, ×, ÷, √ and tables of rounded numbers only. IEEE 754 rounds each of these in one way,
whereas the last digit of `np.exp`, `np.log` or `np.sum` depends on the processor.
"""

from hashlib import blake2b
from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from core.trading.candles import Floats, Ints

Words = NDArray[np.uint64]

CELLS = 4096
"""Entries of a table of quantiles; five of its indices fit into one 64-bit word."""


def stream(*names: str) -> int:
    """The 64-bit key of a stream of random words."""
    return int.from_bytes(blake2b("/".join(names).encode(), digest_size=8).digest(), "little")


def words(key: int, counters: Ints) -> Words:
    """One random 64-bit word for each counter: the finaliser of splitmix64, in numpy."""
    z = counters.astype(np.uint64)
    z *= np.uint64(0x9E3779B97F4A7C15)
    z += np.uint64(key)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        z ^= z >> np.uint64(shift)
        z *= np.uint64(factor)
    z ^= z >> np.uint64(31)
    return z


def field(random: Words, which: int) -> NDArray[np.intp]:
    """Field 0 … 4 of each word: a number in 0 … CELLS − 1."""
    return ((random >> np.uint64(12 * which)) & np.uint64(CELLS - 1)).astype(np.intp)


def draw(quantiles: Floats, key: int, counters: Ints) -> Floats:
    """One number of the table for each counter."""
    return quantiles.take(field(words(key, counters), 0))


def smooth(quantiles: Floats, key: int, positions: Ints, period: int) -> Floats:
    """A number of the table at each multiple of `period`, and straight lines between them."""
    cell, rest = np.divmod(positions, period)
    left, right = draw(quantiles, key, cell), draw(quantiles, key, cell + 1)
    return left + (right - left) * (rest / period)


def e_to_the(x: Floats) -> Floats:
    """e to the x, near enough for |x| < 15: ten squarings of a short series."""
    small = x * (1 / 1024)
    power: Floats = ((small * (1 / 6) + 0.5) * small + 1.0) * small + 1.0
    for _ in range(10):
        power *= power
    return power


def table(values: list[float]) -> Floats:
    """A column of rounded numbers, so that the last digit of a machine's logarithm cannot matter."""
    column = np.array([round(value, 9) for value in values])
    column.setflags(write=False)
    return column


_MIDDLES = [(i + 0.5) / CELLS for i in range(CELLS)]
_NORMAL = [NormalDist().inv_cdf(p) for p in _MIDDLES]

UNIFORM = table(_MIDDLES)
NORMAL = table(_NORMAL)
FAT = table([z * (0.75 + 0.1 * z * z) / sqrt(1.1625) for z in _NORMAL])
"""Variance 1 like NORMAL, with fat tails: one in 4,096 is beyond ±7."""
EXPONENTIAL = table([-log(p) for p in _MIDDLES])
LOGNORMAL = table([exp(0.6 * z - 0.18) for z in _NORMAL])
"""Mean 1, skewed."""
