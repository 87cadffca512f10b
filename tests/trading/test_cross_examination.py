"""The trades of the engine against those of vectorbt and backtesting.py: times, prices, sizes and profits."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.trading.backtest import BacktestResult, run_backtest
from core.trading.candle_files import read_candles
from core.trading.candles import Candles, Floats
from core.trading.results import Costs
from core.trading.strategy import Strategy
from core.trading.timeframes import Bools
from tests.trading.other_engines import Booked, Rules, in_backtesting, in_vectorbt, library
from tests.trading.tables import HOUR, MINUTE, MONDAY, Config

pytestmark = pytest.mark.filterwarnings("ignore")  # the other engines warn; the product's own tests do not pass here

KLINES = Path(__file__).parents[2].parent / "shared" / "klines"
SHARE = 0.1
AGREED = 1e-9

FILES = {
    "pepeusdt_1h": (3, "1h"),
    "eth_usd_1h_2019_jesse": (1, "1h"),
    "eth_usd_1d_2019-2020_jesse": (3, "1d"),
    "eth_btc_5m_2018": (2, "1h"),
    "unittest_btc_1m_2017": (2, "1h"),
}
"""A fall that makes trades on each of the real files."""
SEEDS = range(6)

seen: Counter[str] = Counter()
"""What the compared trades had among them; the last test asks for it."""


# --- markets ------------------------------------------------------------------------------------------------------


@cache
def real(name: str) -> Candles:
    file = KLINES / f"{name}.csv"
    if not file.exists():
        pytest.skip("the real candles lie beside the project, in ../shared/klines")
    return read_candles(file)


@cache
def synthetic(seed: int, n: int = 12_000) -> Candles:
    """Minutes of calm, usual and wild spells; high and low are the extremes of a path of four steps."""
    rng = np.random.default_rng(seed)
    sigma = np.repeat(rng.choice([0.0006, 0.0015, 0.0045], n // 100), 100)
    path = np.cumsum(rng.normal(size=(n, 4)) * sigma[:, None] / 2, axis=1)
    gaps = rng.normal(0, 0.05, n) * (rng.random(n) < 0.0005)
    ends = np.cumsum(gaps + path[:, 3])
    opened = np.concatenate(([0.0], ends[:-1])) + gaps
    high, low = opened + np.maximum(path.max(axis=1), 0), opened + np.minimum(path.min(axis=1), 0)
    o, h, lo, c = (np.exp(line) for line in (opened, high, low, opened + path[:, 3]))
    return Candles.from_columns(MONDAY + MINUTE * np.arange(n), o, h, lo, c, rng.lognormal(8, 1, n))


@cache
def stress(seed: int, n: int = 6_000) -> Candles:
    """Open gaps on every third candle, long wicks, coarse ticks: ties, gaps and candles that touch both levels."""
    rng = np.random.default_rng(1_000 + seed)
    wide = np.where(rng.random(n) < 0.03, 0.08, np.where(rng.random(n) < 0.3, 0.01, 0.0))
    gaps, moves = rng.normal(0, 1, n) * wide, rng.normal(0, 0.02, n)
    ends = np.cumsum(gaps + moves)
    ends -= np.linspace(0, ends[-1], n)
    opened = np.concatenate(([0.0], ends[:-1])) + gaps
    high = np.maximum(opened, ends) + np.abs(rng.normal(0, 0.03, n))
    low = np.minimum(opened, ends) - np.abs(rng.normal(0, 0.03, n))
    o, h, lo, c = (np.maximum(np.round(1_000 * np.exp(line), 1), 0.1) for line in (opened, high, low, ends))
    return Candles.from_columns(MONDAY + HOUR * np.arange(n), o, h, lo, c, rng.lognormal(8, 1, n))


def markets() -> Iterator[Any]:
    for name in FILES:
        yield pytest.param(("real", name), id=name)
    for seed in SEEDS:
        yield pytest.param(("synthetic", seed), id=f"synthetic-{seed}")
        yield pytest.param(("stress", seed), id=f"stress-{seed}")


def market(of: tuple[str, Any]) -> tuple[Candles, float, str]:
    """The candles, and a fall (percent, timeframe) that makes trades on them."""
    kind, which = of
    if kind == "real":
        return real(which), *FILES[which]
    return (synthetic(which), 2, "1h") if kind == "synthetic" else (stress(which), 5, "3h")


# --- one strategy, said twice -------------------------------------------------------------------------------------


def strategy(of: Config, drop: float, timeframe: str) -> Strategy:
    """Buys a fall, sells a rise where `of` says how much of one, or by the risk management in it."""
    fall = {"type": "price_drop", "token": "T", "threshold": drop, "timeframe": timeframe}
    rise = {"type": "price_rise", "token": "T", "threshold": of.get("sell", 1), "timeframe": timeframe}
    risk = {key: value for key, value in of.items() if key != "sell"}
    return Strategy.from_config({"rules": trade(fall, rise)[: 2 if "sell" in of else 1], "risk_management": risk})


def crossing(timeframe: str) -> Strategy:
    """Buys where the average of 20 goes above that of 50, sells where it goes below."""
    cross = {"type": "ma_cross", "token": "T", "fast": 20, "slow": 50, "timeframe": timeframe}
    return Strategy.from_config({"rules": trade({**cross, "direction": "above"}, {**cross, "direction": "below"})})


def trade(bought: Config, sold: Config) -> list[Config]:
    return [
        {"conditions": [bought], "actions": [{"type": "buy", "token": "T", "amount_percent": 100 * SHARE}]},
        {"conditions": [sold], "actions": [{"type": "sell", "token": "T", "amount_percent": 100}]},
    ]


def moved(close: Floats, window: int, percent: float) -> Bools:
    """Where a fall (percent < 0) or a rise begins; not where it is first known."""
    met = np.zeros(len(close), dtype=np.bool_)
    level = close[:-window] * (1 + percent / 100)
    met[window:] = close[window:] <= level * (1 + 1e-12) if percent < 0 else close[window:] >= level * (1 - 1e-12)
    return begins(met, window)


def crossed(pandas: Any, close: Floats, *, above: bool) -> Bools:
    fast, slow = (pandas.Series(close).rolling(n).mean().to_numpy() for n in (20, 50))
    return begins(fast > slow * (1 + 1e-12) if above else fast < slow * (1 - 1e-12), 49)


def begins(met: Bools, known_from: int) -> Bools:
    turned = np.zeros(len(met), dtype=np.bool_)
    turned[1:] = met[1:] & ~met[:-1]
    turned[known_from] = False
    return turned


def window(candles: Candles, timeframe: str) -> int:
    return int(timeframe[:-1]) * {"h": 3_600, "d": 86_400}[timeframe[-1]] // candles.interval


# --- comparison ---------------------------------------------------------------------------------------------------


def agree(result: BacktestResult, theirs: list[Booked], worth: Floats, *, size: float = AGREED) -> None:
    candles = result.market["T"]
    start = int(candles.time[0])
    ours = [
        Booked(
            (t.entry_time - start) // candles.interval,
            (t.exit_time - start) // candles.interval,
            t.entry_price,
            t.exit_price,
            t.quantity,
            t.profit,
        )
        for t in result.trades
        if t.exit_reason != "open"
    ]
    assert [(t.entry, t.exit) for t in ours] == [(t.entry, t.exit) for t in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        assert mine[2:4] == pytest.approx(other[2:4], rel=AGREED)
        assert mine.size == pytest.approx(other.size, rel=size)
        assert mine.profit == pytest.approx(other.profit, abs=size * mine.size * mine.entry_price)
    np.testing.assert_allclose(result.equity_curve(len(candles)).value, worth, rtol=size)
    seen["comparison"] += 1
    count(result, candles)


def count(result: BacktestResult, candles: Candles) -> None:
    risk = result.strategy.risk_management
    for trade in result.trades:
        row = (trade.exit_time - int(candles.time[0])) // candles.interval
        if trade.exit_reason not in ("stop_loss", "take_profit"):
            seen[trade.exit_reason] += 1
            continue
        stop = trade.entry_price * (1 - (risk.stop_loss_percent or 100) / 100)
        target = trade.entry_price * (1 + (risk.take_profit_percent or 1e9) / 100)
        gap = candles.open[row] <= stop or candles.open[row] >= target
        seen["on the fill candle"] += trade.exit_time == trade.entry_time
        seen["gap"] += bool(gap)
        seen["both touched"] += bool(not gap and candles.low[row] <= stop and candles.high[row] >= target)
        seen[trade.exit_reason] += 1


@pytest.fixture(scope="module")
def vbt() -> Any:
    return library("vectorbt")


@pytest.fixture(scope="module")
def pandas() -> Any:
    return library("pandas")


@pytest.fixture(scope="module")
def backtesting() -> Any:
    return library("backtesting")


KINDS: dict[str, Config] = {
    "levels": {"stop_loss_percent": 3, "take_profit_percent": 10},
    "levels and a sell rule": {"stop_loss_percent": 3, "take_profit_percent": 10, "sell": 4},
    "trailing": {"trailing_stop_percent": 3},
    "trailing and target": {"trailing_stop_percent": 3, "take_profit_percent": 10},
    "sell rule": {"sell": 4},
}


@pytest.mark.parametrize("costs", [Costs(0, 0), Costs(0.3, 0.1)], ids=["free", "with costs"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("of", list(markets()))
def test_vectorbt_books_the_same_trades(vbt: Any, of: tuple[str, Any], kind: str, costs: Costs) -> None:
    candles, drop, timeframe = market(of)
    told = KINDS[kind]
    back = window(candles, timeframe)
    sold = moved(candles.close, back, told["sell"]) if "sell" in told else np.zeros(len(candles), dtype=np.bool_)
    levels = (told.get(f"{name}_percent") for name in ("stop_loss", "take_profit", "trailing_stop"))
    rules = Rules(moved(candles.close, back, -drop), sold, *levels)
    result = run_backtest(strategy(told, drop, timeframe), candles, costs=costs)
    booked = in_vectorbt(
        vbt, candles, rules, share=SHARE, cash=10_000, fee=costs.fee_percent, slippage=costs.slippage_percent
    )
    agree(result, *booked)


@pytest.mark.parametrize("of", list(markets()))
def test_vectorbt_books_the_same_crosses(vbt: Any, pandas: Any, of: tuple[str, Any]) -> None:
    candles, *_ = market(of)
    close = candles.close
    rules = Rules(crossed(pandas, close, above=True), crossed(pandas, close, above=False))
    result = run_backtest(crossing(f"{candles.interval // 60}m"), candles)
    agree(result, *in_vectorbt(vbt, candles, rules, share=SHARE, cash=10_000, fee=0.3, slippage=0.1))


@pytest.mark.parametrize("fee", [0, 0.3])
@pytest.mark.parametrize("kind", ["levels", "levels and a sell rule", "sell rule"])
@pytest.mark.parametrize("of", list(markets()))
def test_backtesting_py_books_the_same_trades(
    backtesting: Any, pandas: Any, of: tuple[str, Any], kind: str, fee: float
) -> None:
    candles, drop, timeframe = market(of)
    candles = tiny(candles)
    told, back = KINDS[kind], window(candles, timeframe)
    sold = moved(candles.close, back, told["sell"]) if "sell" in told else np.zeros(len(candles), dtype=np.bool_)
    levels = (told.get(f"{name}_percent") for name in ("stop_loss", "take_profit"))
    rules = Rules(moved(candles.close, back, -drop), sold, *levels)
    result = run_backtest(strategy(told, drop, timeframe), candles, cash=1e7, costs=Costs(fee, 0))
    booked = in_backtesting(backtesting, pandas, candles, rules, share=SHARE, cash=1e7, fee=fee)
    agree(result, *booked, size=1e-8)


def tiny(candles: Candles) -> Candles:
    """At prices of a millionth a whole piece, the least that backtesting.py trades, is next to nothing."""
    return candles.scaled(1e-6 / float(candles.close[0]))


def test_the_trades_compared_had_every_case_among_them(vbt: Any, backtesting: Any) -> None:
    assert vbt
    assert backtesting
    if seen["comparison"] < 200:
        pytest.skip("only a few of the comparisons were run")
    assert sum(seen[reason] for reason in ("rule", "stop_loss", "take_profit", "trailing_stop")) >= 20_000
    assert seen["on the fill candle"] >= 5_000
    assert seen["gap"] >= 200
    assert seen["both touched"] >= 100
