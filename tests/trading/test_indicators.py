"""Indicators against their definitions in long decimals: on any market, on tokens that stand still, after pumps."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pytest

from core.trading import indicators
from core.trading.candles import Floats
from tests.support import reference_indicators as truth
from tests.support.reference_indicators import Line, exact, least

Walk = tuple[str, Floats]


def walk(seed: int, n: int = 400, *, first: float = 1.0, moving: float = 1.0, digits: int = 12) -> Floats:
    """A random walk in which only a share of the candles moves, its prices rounded to significant digits."""
    rng = np.random.default_rng(seed)
    steps = rng.normal(0, 0.02, n) * (rng.random(n) < moving)
    return rounded(first * np.exp(np.cumsum(steps)), digits)


def rounded(prices: Floats, digits: int) -> Floats:
    return np.array([float(f"{price:.{digits}g}") for price in prices.tolist()])


def pumped(factor: float, seed: int = 5, n: int = 900) -> Floats:
    """A token that stands still most of the time, is pumped for some candles, and falls back."""
    prices = walk(seed, n, moving=0.02, digits=4)
    prices[n // 3 : n // 3 + 12] *= factor
    return prices


MARKETS: list[Walk] = [
    ("moving", walk(1)),
    ("micro", walk(2, first=3e-10, digits=5)),
    ("dear", walk(3, first=9e4, digits=7)),
    ("mostly flat", walk(4, 900, moving=0.02, digits=4)),
    ("pumped", pumped(100.0)),
    ("pumped by ten thousand", pumped(10_000.0)),
    ("flat", np.full(200, 0.1)),
    ("short", walk(6, 12)),
]

markets = pytest.mark.parametrize("prices", [m for _, m in MARKETS], ids=[name for name, _ in MARKETS])


def beyond(fast: Line, slow: Line, *, above: bool, slack: str = "0") -> list[bool]:
    """Truth by decimals: strictly beyond, by more than a share of the price where a slack is given."""
    pairs = [(a, b) for a, b in zip(fast, slow, strict=True) if a is not None and b is not None]
    return [(a - b if above else b - a) > max(Decimal(slack) * abs(b), least(len(fast))) for a, b in pairs]


def same(got: Sequence[bool], wanted: Sequence[bool]) -> None:
    assert len(got) == len(wanted)
    wrong = [i for i, (a, b) in enumerate(zip(got, wanted, strict=True)) if a != b]
    assert wrong == []


@markets
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
@pytest.mark.parametrize(("fast", "slow"), [(1, 20), (9, 21), (20, 50), (50, 200), (3, 7)])
def test_sma_crosses_are_never_missed_nor_invented(prices: Floats, fast: int, slow: int, *, above: bool) -> None:
    of = exact(prices.tolist())
    wanted = beyond(truth.sma(of, fast), truth.sma(of, slow), above=above, slack="1e-12")
    same(indicators.sma_beyond(prices, fast, slow, above=above).tolist(), wanted)


@markets
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
@pytest.mark.parametrize(("fast", "slow"), [(1, 20), (12, 26), (3, 7), (50, 200)])
def test_ema_crosses_are_never_missed_nor_invented(prices: Floats, fast: int, slow: int, *, above: bool) -> None:
    of = exact(prices.tolist())
    wanted = beyond(truth.ema(of, fast), truth.ema(of, slow), above=above)
    same(indicators.ema_beyond(prices, fast, slow, above=above).tolist(), wanted)


@markets
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
@pytest.mark.parametrize(("fast", "slow", "signal"), [(12, 26, 9), (3, 10, 16), (2, 5, 1)])
def test_macd_crosses_are_never_missed_nor_invented(
    prices: Floats, fast: int, slow: int, signal: int, *, above: bool
) -> None:
    line, of_signal = truth.macd(exact(prices.tolist()), fast, slow, signal)
    got = indicators.macd_beyond(prices, fast, slow, signal, above=above)
    same(got.tolist(), beyond(line, of_signal, above=above))


@markets
@pytest.mark.parametrize("period", [2, 14, 50])
def test_rsi_is_wilders(prices: Floats, period: int) -> None:
    wanted = truth.rsi(exact(prices.tolist()), period)[period:]
    got = indicators.rsi(prices, period).tolist()
    assert len(got) == len(wanted)
    for value, right in zip(got, wanted, strict=True):
        assert value == pytest.approx(float(right), rel=1e-9, abs=1e-9) if right is not None else value != value


@markets
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
@pytest.mark.parametrize(("period", "deviations"), [(20, 2.0), (5, 1.0), (2, 0.5), (33, 2.5)])
def test_bollinger_bands_are_never_left_by_rounding(
    prices: Floats, period: int, deviations: float, *, above: bool
) -> None:
    of = exact(prices.tolist())
    lower, upper = truth.bands(of, period, deviations)
    known: Line = list(of)
    bounds, sides = (known, upper) if above else (lower, known)
    wanted = beyond(bounds, sides, above=True, slack="1e-12")
    same(indicators.outside_band(prices, period, deviations, above=above).tolist(), wanted)


@pytest.mark.parametrize("price", [0.1, 1.1, 3e-10, 97_123.45, 0.7])
def test_on_a_market_that_never_moves_nothing_is_beyond_anything(price: float) -> None:
    flat = np.full(300, price)
    for above in (True, False):
        assert not indicators.sma_beyond(flat, 9, 21, above=above).any()
        assert not indicators.ema_beyond(flat, 12, 26, above=above).any()
        assert not indicators.macd_beyond(flat, 12, 26, 9, above=above).any()
        assert not indicators.outside_band(flat, 20, 2, above=above).any()
        assert not indicators.rsi_beyond(indicators.rsi(flat, 14), 50, above=above).any()
        assert not indicators.rsi_beyond(indicators.rsi(flat, 14), 0 if above else 100, above=above).any()


def test_rsi_of_a_token_that_only_rises_is_100_and_of_one_that_only_falls_0() -> None:
    assert indicators.rsi(np.arange(1.0, 40), 14).tolist() == [100.0] * 25
    assert indicators.rsi(np.arange(40.0, 1, -1), 14).tolist() == [0.0] * 25


def test_rsi_keeps_its_last_value_on_a_token_that_has_stopped_moving() -> None:
    prices = np.concatenate((walk(7, 60), np.full(100_000, 1.0)))
    values = indicators.rsi(prices, 3)
    assert np.isfinite(values).all()
    assert values[-1] == pytest.approx(values[100], rel=1e-9)


@pytest.mark.parametrize("step", [0.01, 1.0, 1e-9, -0.01])
def test_a_steady_ramp_has_a_macd_that_equals_its_signal(step: float) -> None:
    """Both averages trail a straight line by a fixed distance: the MACD stands still and no side is beyond."""
    ramp = np.array([float(Decimal(5) + i * Decimal(str(step))) for i in range(120)])
    for above in (True, False):
        assert not indicators.macd_beyond(ramp, 12, 26, 9, above=above).any()
        assert not indicators.macd_beyond(ramp, 2, 4, 3, above=above).any()


@pytest.mark.parametrize("length", [3_000, 30_000])
def test_a_cross_stays_crossed_however_long_the_token_stands_still(length: int) -> None:
    # Rises, stands still until the averages are as equal as floats can be, rises again: above all the time.
    prices = np.concatenate(([1.0] * 40, [1.1], np.full(length, 1.2), [1.3, 1.4]))
    assert indicators.ema_beyond(prices, 12, 26, above=True)[41 - 25 :].all()
    below = indicators.macd_beyond(prices, 12, 26, 9, above=False)
    # The MACD line falls under its signal once and stays there until the second rise.
    turns = np.flatnonzero(below[1:] != below[:-1])
    assert len(turns) == 2
    assert turns[1] == len(below) - 3


def test_an_average_that_equals_the_price_exactly_is_not_beyond_it() -> None:
    # The mean of 1.1, 1.3 and 1.2 is 1.2, the price itself.
    prices = np.array([1.1, 1.3, 1.2])
    for above in (True, False):
        assert not indicators.ema_beyond(prices, 1, 3, above=above).any()
        assert not indicators.sma_beyond(prices, 1, 3, above=above).any()
