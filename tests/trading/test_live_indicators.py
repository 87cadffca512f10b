"""Indicators that go on one value at a time give the numbers of the arrays, bit by bit."""

import numpy as np
import pytest

from core.trading import indicators
from core.trading.candles import Floats
from core.trading.running import EmaOff, Gap, RunningRsi, Side, Smoothed
from tests.trading.random_markets import walk
from tests.trading.tables import MINUTE

LENGTHS = ((1, 2), (1, 5), (2, 9), (12, 26), (7, 300))


def moves_and_stands_still() -> Floats:
    """Stretches so long that averages decay below what a float can hold, at prices far below 1."""
    first, second, third = np.array_split(walk(2_000, interval=MINUTE).close * 1e-9, 3)
    still = (np.full(n, line[-1]) for n, line in ((3_000, first), (9_000, second)))
    return np.concatenate((np.full(400, first[0]), first, next(still), second, next(still), third))


LINES = {
    "moves and stands still": moves_and_stands_still(),
    "moves": walk(3_000, interval=MINUTE, sigma=0.05, first=1e5).close,
    "never moves": np.full(700, 0.1),
    "rises, stands still and rises": np.concatenate(
        (1 + np.arange(30) / 100, np.full(2_500, 1.3), 1.3 + np.arange(30))
    ),
    "is short": np.array([1.0, 3.0, 2.0, 2.5]),
}
every_line = pytest.mark.parametrize("line", LINES.values(), ids=LINES)


@every_line
@pytest.mark.parametrize("period", [2, 3, 14, 299])
def test_rsi(line: Floats, period: int) -> None:
    running = RunningRsi(period)
    told = [running.push(close) for close in line.tolist()]
    assert told[:period] == [None] * min(period, len(told))
    values = np.array(told[period:], dtype=np.float64)
    np.testing.assert_array_equal(values, indicators.rsi(line, period))


@every_line
@pytest.mark.parametrize("length", [1, 2, 26, 300])
def test_exponential_average(line: Floats, length: int) -> None:
    running = EmaOff(length)
    told = [off for close in line.tolist() if (off := running.push(close)) is not None]
    np.testing.assert_array_equal(np.array(told, dtype=np.float64), indicators.ema_off(line, length))


@every_line
@pytest.mark.parametrize(("fast", "slow"), LENGTHS)
def test_a_gap_of_averages_and_its_side(line: Floats, fast: int, slow: int) -> None:
    gap, side = Gap(fast, slow), Side()
    told = [each for close in line.tolist() if (each := gap.push(close)) is not None]
    gaps = np.array([value for value, _ in told], dtype=np.float64)
    np.testing.assert_array_equal(gaps, indicators.ema_gap(line, fast, slow))
    if told:
        doubts = np.array([doubt for _, doubt in told])
        np.testing.assert_array_equal(doubts, indicators._gap_doubt(line, slow))
    sides = np.array([side.push(*each) for each in told])
    np.testing.assert_array_equal(sides > 0, indicators.ema_beyond(line, fast, slow, above=True))
    np.testing.assert_array_equal(sides < 0, indicators.ema_beyond(line, fast, slow, above=False))


@every_line
@pytest.mark.parametrize("signal", [1, 2, 9, 280])
@pytest.mark.parametrize(("fast", "slow"), LENGTHS)
def test_the_side_of_macd(line: Floats, fast: int, slow: int, signal: int) -> None:
    gap, smoothed, side = Gap(fast, slow), Smoothed(signal), Side()
    gaps = [each for close in line.tolist() if (each := gap.push(close)) is not None]
    over = [each for of in gaps if (each := smoothed.push(*of)) is not None]
    sides = np.array([side.push(*each) for each in over])
    np.testing.assert_array_equal(sides > 0, indicators.macd_beyond(line, fast, slow, signal, above=True))
    np.testing.assert_array_equal(sides < 0, indicators.macd_beyond(line, fast, slow, signal, above=False))
