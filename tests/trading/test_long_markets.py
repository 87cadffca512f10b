"""Indicators over markets much longer than the pieces they are worked out in, against plain and whole sums."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from core.trading import indicators
from core.trading.candles import Floats, Ints
from core.trading.timeframes import Bools

N = 100_000
TICK = 1e-7


def ticks(seed: int, *, moving: float, pump: int = 1) -> Ints:
    """Prices in whole ticks, some of which move; in the middle a pump of some candles."""
    rng = np.random.default_rng(seed)
    steps = rng.integers(-9, 10, N) * (rng.random(N) < moving)
    line: Ints = 40_000 + np.cumsum(steps)
    line = np.maximum(np.abs(line), 100)
    line[N // 2 : N // 2 + 40] *= pump
    return line


def decimals(line: Ints) -> Floats:
    """The same as decimals are written, a tick being a ten millionth."""
    return np.array([float(f"{count}e-7") for count in line.tolist()])


def sums(line: Ints, width: int) -> Ints:
    total = np.concatenate(([0], np.cumsum(line)))
    summed: Ints = total[width:] - total[:-width]
    return summed


MARKETS = {
    "moving": ticks(1, moving=1.0),
    "still": ticks(2, moving=0.01),
    "pumped": ticks(3, moving=0.3, pump=10_000),
}
markets = pytest.mark.parametrize("line", list(MARKETS.values()), ids=list(MARKETS))


@markets
@pytest.mark.parametrize(("fast", "slow"), [(1, 200), (9, 21), (50, 200), (5, 1_000)])
def test_sma_crosses_equal_those_of_whole_numbers(line: Ints, fast: int, slow: int) -> None:
    short, long = sums(line, fast)[slow - fast :] * slow, sums(line, slow) * fast
    prices = decimals(line)
    assert (indicators.sma_beyond(prices, fast, slow, above=True) == (short > long)).all()
    assert (indicators.sma_beyond(prices, fast, slow, above=False) == (short < long)).all()


@markets
@pytest.mark.parametrize(("period", "deviations"), [(20, 2), (7, 1), (100, 3)])
def test_bollinger_bands_equal_those_of_whole_numbers(line: Ints, period: int, deviations: int) -> None:
    # close > mean + k · deviation  ⟺  n · close - Σ > 0 and (n · close - Σ)² > k² · (n · Σx² - Σ²)
    origin = int(line.min())
    moved = (line - origin).astype(object) if line.max() > 1e6 else line - origin
    total, squares = sums(moved, period), sums(moved**2, period)
    over = period * moved[period - 1 :] - total
    spread = deviations**2 * (period * squares - total**2)
    prices = decimals(line)
    for above, sign in ((True, 1), (False, -1)):
        wanted = ((sign * over > 0) & (over**2 > spread)).astype(bool)
        got = indicators.outside_band(prices, period, deviations, above=above)
        # Where the close is the band to the twelfth digit either is right.
        edge = np.array(
            [
                _at_the_edge(o, s, p)
                for o, s, p in zip(
                    over[got != wanted], spread[got != wanted], line[period - 1 :][got != wanted], strict=True
                )
            ]
        )
        assert edge.all()


def _at_the_edge(over: int, spread: int, price: int) -> bool:
    return abs(Fraction(int(over)) ** 2 - int(spread)) <= Fraction(1, 10**9) * max(int(spread), int(price))


@markets
@pytest.mark.parametrize(("fast", "slow"), [(12, 26), (50, 200)])
def test_ema_and_macd_equal_a_plain_loop(line: Ints, fast: int, slow: int) -> None:
    prices = decimals(line)
    gap = loop(prices, fast)[slow - fast :] - loop(prices, slow)
    clear(indicators.ema_gap(prices, fast, slow), gap, prices)
    sides(lambda above: indicators.ema_beyond(prices, fast, slow, above=above), gap, prices)
    off = gap[8:] - loop(gap, 9)
    sides(lambda above: indicators.macd_beyond(prices, fast, slow, 9, above=above), off, prices)


def clear(got: Floats, wanted: Floats, prices: Floats) -> None:
    assert np.abs(got - wanted).max() < 1e-11 * prices.max()


def sides(beyond: Callable[[bool], Bools], gap: Floats, prices: Floats) -> None:
    """The same side wherever the plain loop can tell one from the other."""
    sure = np.abs(gap) > 1e-11 * prices.max()
    assert (beyond(True)[sure] == (gap > 0)[sure]).all()
    assert (beyond(False)[sure] == (gap < 0)[sure]).all()
    assert sure.mean() > 0.05


def loop(values: Floats, length: int) -> Floats:
    line = [float(np.mean(values[:length]))]
    share = 2 / (length + 1)
    for value in values[length:].tolist():
        line.append(line[-1] + share * (value - line[-1]))
    return np.array(line)


@markets
def test_rsi_equals_a_plain_loop(line: Ints) -> None:
    prices, period = decimals(line), 14
    moves = np.diff(line).astype(float).tolist()
    gain = sum(max(move, 0.0) for move in moves[:period]) / period
    loss = sum(max(-move, 0.0) for move in moves[:period]) / period
    wanted = []
    for move in [None, *moves[period:]]:
        if move is not None:
            gain = (gain * (period - 1) + max(move, 0.0)) / period
            loss = (loss * (period - 1) + max(-move, 0.0)) / period
        wanted.append(100 * gain / (gain + loss) if gain + loss else np.nan)
    np.testing.assert_allclose(indicators.rsi(prices, period), wanted, rtol=0, atol=1e-6)


@markets
def test_falls_and_rises_equal_those_of_whole_numbers(line: Ints) -> None:
    for window, percent in ((1, 1), (60, 3), (1_440, 10)):
        before, now = line[:-window], line[window:]
        prices = decimals(line)
        assert (indicators.fell(prices, window, percent)[window:] == (100 * now <= (100 - percent) * before)).all()
        assert (indicators.rose(prices, window, percent)[window:] == (100 * now >= (100 + percent) * before)).all()


@pytest.mark.parametrize("window", [1, 7, 60, 1_440])
def test_volume_growth_equals_that_of_whole_numbers(window: int) -> None:
    rng = np.random.default_rng(9)
    volume = rng.integers(0, 10**7, N) * (rng.random(N) < 0.6)
    total = sums(volume, window)
    before, now = total[:-window], total[window:]
    wanted = (before > 0) & (2 * now >= 3 * before)
    got = indicators.volume_grew(np.array([float(f"{v}e-3") for v in volume.tolist()]), window, 50)
    assert (got[2 * window - 1 :] == wanted).all()
    assert not got[: 2 * window - 1].any()
