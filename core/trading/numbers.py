"""One way to write each number, so that a picture, its caption and a table never disagree by a digit."""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise
from typing import TypeGuard

ABSENT = "–"
"""Stands where there is no number (a metric that is None)."""

MINUS = "−"
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_WRITTEN_ZEROS = 5
_EXACT = Context(prec=700)
_COMPACT = ((1e12, "T"), (1e9, "B"), (1e6, "M"))


def percent(value: float | None, *, signed: bool = True) -> str:
    """`8.2` → `+8.2 %`, `-0.25` → `−0.25 %`; unsigned: `8.2 %`, but a minus always stays.

    One decimal, two below 1, none from 1,000 on. What rounds to nothing is `0.0 %` and has no sign.
    """
    if not _present(value):
        return ABSENT
    number = _rounded(value, 2)
    if not number:
        return "0.0 %"
    if abs(number) >= 1:
        number = _rounded(value, 1)
    if abs(number) >= 1000:
        number = _rounded(value, 0)
    return f"{_sign(number, signed=signed)}{abs(number):,} %"


def money(value: float | None, *, signed: bool = False) -> str:
    """US dollars with cents: `10012.345` → `$10,012.35`, `-5` → `−$5.00`, signed: `+$5.00`."""
    if not _present(value):
        return ABSENT
    number = _rounded(value, 2)
    return f"{_sign(number, signed=signed)}${abs(number):,}"


def price(value: float | None) -> str:
    """A price without its currency: `97123.454` → `97,123.45`, `1.5` → `1.50`, `0.0000123` → `0.0000123`.

    From 1 on five significant digits, never fewer than two decimals; below 1 four significant digits, likewise.
    More than five zeros after the point are counted instead of written: `0.000000123` → `0.0₆123`.
    """
    if not _present(value):
        return ABSENT
    if value == 0:
        return "0.00"
    magnitude = _magnitude(_rounded(value, 3 - _magnitude(_exact(value))))
    if magnitude < 0:
        digits = _rounded(value, 3 - magnitude)
        return _sign(digits, signed=False) + _counted(_trimmed(abs(digits), least=2))
    number = _rounded(value, max(2, 4 - magnitude))
    return _sign(number, signed=False) + _trimmed(abs(number), least=2)


def count(value: int) -> str:
    """`1234` → `1,234`."""
    return f"{value:,}".replace("-", MINUS)


def ratio(value: float | None) -> str:
    """Sharpe, profit factor and the like: two decimals, `1.234` → `1.23`."""
    if not _present(value):
        return ABSENT
    number = _rounded(value, 2)
    return f"{_sign(number, signed=False)}{abs(number):,}"


def scale(values: Sequence[float]) -> list[str]:
    """The labels of an evenly spaced axis: all with the decimals their spacing needs, millions as `1.2M`."""
    step = min((abs(b - a) for a, b in pairwise(values) if a != b), default=0.0)
    largest = max((abs(v) for v in values), default=0.0)
    unit, suffix = next(((u, s) for u, s in _COMPACT if largest >= u), (1.0, ""))
    decimals = _decimals(step / unit or largest / unit)
    return [_label(v / unit, decimals, suffix) for v in values]


def _label(value: float, decimals: int, suffix: str) -> str:
    number = _rounded(value, decimals)
    if not number:
        return "0"
    return f"{_sign(number, signed=False)}{_counted(f'{abs(number):,f}')}{suffix}"


def _decimals(step: float) -> int:
    """How many decimals tell multiples of a step (1, 2, 2.5 or 5 times a power of ten) apart."""
    if not step:
        return 0
    leading = _rounded(step, 1 - _magnitude(_exact(step))).normalize()
    return max(0, -int(leading.as_tuple().exponent))


def _counted(digits: str) -> str:
    """`0.000000123` → `0.0₆123`; anything with fewer zeros after the point stays."""
    if not digits.startswith("0."):
        return digits
    tail = digits[2:]
    zeros = len(tail) - len(tail.lstrip("0"))
    if zeros <= _WRITTEN_ZEROS:
        return digits
    return f"0.0{str(zeros).translate(_SUBSCRIPTS)}{tail[zeros:]}"


def _trimmed(number: Decimal, *, least: int) -> str:
    """Without trailing zeros, but with at least so many decimals."""
    whole, _, decimals = f"{number:,f}".partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    return f"{whole}.{decimals}" if decimals else whole


def _sign(number: Decimal, *, signed: bool) -> str:
    if number < 0:
        return MINUS
    return "+" if signed and number > 0 else ""


def _magnitude(number: Decimal) -> int:
    """The power of ten of the first digit: 0.012 → -2, 97 → 1."""
    return number.adjusted()


def _rounded(value: float, decimals: int) -> Decimal:
    return _exact(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)


def _exact(value: float) -> Decimal:
    """The decimal a person reads in the float: 0.145 and not 0.14499999999999999."""
    return Decimal(repr(float(value)))


def _present(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)
