"""Random strategies and small random markets that make rules fire, stops touch and gaps open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st

from core.trading.candles import Candles
from core.trading.durations import duration
from core.trading.strategy import Strategy
from tests.trading.tables import DAY, HOUR, MINUTE, MONDAY

TOKENS = ("AAA", "BBB", "CCC")
PLAIN = ("price_drop", "price_rise", "price_level", "volume_spike")
SCALES = (-10, -6, -2, 0, 4)
"""Powers of ten of the price at the start."""
TICKS = (None, (1, -3), (1, -2), (5, -2))
"""Share of that price, as digits and a power of ten; None: all the digits there are."""
Raw = list[tuple[int, float, float, float, float, float]]


@dataclass(frozen=True)
class Case:
    """A strategy with the candles of its tokens; holes are missing rows."""

    strategy: Strategy
    raw: dict[str, Raw]
    interval: int
    cash: float
    fee: float
    slippage: float

    def candles(self) -> dict[str, Candles]:
        return {token: candles_of(rows, self.interval) for token, rows in self.raw.items()}


def candles_of(rows: Raw, interval: int) -> Candles:
    time, o, h, lo, c, v = (list(column) for column in zip(*rows, strict=True))
    return Candles.from_columns(time, o, h, lo, c, v, interval=interval)


def market(seed: int, n: int, start: int, interval: int) -> Raw:
    """A market of n grid candles: random steps, flat stretches, open gaps, wicks, ticks coarse or fine, holes."""
    rng = np.random.default_rng(seed)
    scale = SCALES[rng.integers(len(SCALES))]
    wild, still, gappy = rng.choice([0.003, 0.02, 0.08]), rng.choice([0.0, 0.3, 0.9]), rng.choice([0.0, 0.3])
    steps = rng.normal(0, wild, n) * (rng.random(n) >= still)
    gaps = rng.normal(0, 2 * wild, n) * (rng.random(n) < gappy)
    moved = rng.random(n) >= still
    line = np.cumsum(steps + gaps)
    close = np.exp(line - np.linspace(0, line[-1], n) * (n > 500))  # a long one comes back to where it began
    opened = np.concatenate(([1.0], close[:-1])) * np.exp(gaps)
    high = np.maximum(opened, close) * np.exp(np.abs(rng.normal(0, wild, n)) * moved)
    low = np.minimum(opened, close) * np.exp(-np.abs(rng.normal(0, wild, n)) * moved)
    tick = TICKS[rng.integers(len(TICKS))]
    volume = np.round(rng.lognormal(2, 1, n) * (rng.random(n) > 0.1 * rng.integers(2)), rng.integers(5))
    kept = rng.random(n) >= rng.choice([0.0, 0.2])
    kept[[0, -1]] = True
    lines = [[ticked(float(price), tick, scale) for price in line] for line in (opened, high, low, close)]
    rows = zip(range(start, start + interval * n, interval), *lines, volume.tolist(), strict=True)
    return [row for row, stays in zip(rows, kept, strict=True) if stays]


def ticked(price: float, tick: tuple[int, int] | None, scale: int) -> float:
    """On whole ticks as decimals are written, or with all its digits."""
    if tick is None:
        return price * 10.0**scale
    digits, power = tick
    return float(f"{digits * max(1, round(price / digits / 10**power))}e{power + scale}")


percents = st.sampled_from([0.1, 0.5, 1.0, 1.0, 2.0, 2.0, 3.0, 5.0, 10.0, 2.5, 7.3])
directions = st.sampled_from(["above", "below"])


@st.composite
def conditions(draw: st.DrawFn, token: str, interval: int, closes: Sequence[float]) -> dict[str, Any]:
    kind = draw(st.sampled_from([*PLAIN, *PLAIN, "schedule", "rsi", "ma_cross", "macd_cross", "bollinger"]))
    frame = {"timeframe": duration(interval * draw(st.sampled_from([1, 1, 1, 2, 3, 4, 6])))}
    base = {"type": kind, "token": token}
    match kind:
        case "price_drop" | "price_rise":
            return {**base, **frame, "threshold": draw(percents)}
        case "volume_spike":
            return {**base, **frame, "threshold": draw(st.sampled_from([10.0, 50.0, 100.0, 200.0]))}
        case "price_level":
            return {**base, "price": draw(st.sampled_from(list(closes))), "direction": draw(directions)}
        case "schedule":
            return {**base, **draw(clocks(interval))}
        case "rsi":
            threshold = draw(st.sampled_from([0.0, 30.0, 45.0, 50.0, 55.0, 70.0, 100.0]))
            period = draw(st.sampled_from([2, 3, 5, 14]))
            return {**base, **frame, "threshold": threshold, "period": period, "direction": draw(directions)}
        case "ma_cross":
            fast = draw(st.integers(1, 4))
            slow, kind_of = fast + draw(st.integers(1, 5)), draw(st.sampled_from(["sma", "ema"]))
            return {**base, **frame, "fast": fast, "slow": slow, "kind": kind_of, "direction": draw(directions)}
        case "macd_cross":
            fast, signal = draw(st.integers(1, 4)), draw(st.integers(1, 4))
            slow = fast + draw(st.integers(1, 5))
            return {**base, **frame, "fast": fast, "slow": slow, "signal": signal, "direction": draw(directions)}
    std = draw(st.sampled_from([0.5, 1.0, 1.5, 2.0]))
    return {**base, **frame, "period": draw(st.sampled_from([2, 3, 5, 10])), "std": std, "direction": draw(directions)}


@st.composite
def clocks(draw: st.DrawFn, interval: int) -> dict[str, Any]:
    weekday = draw(st.sampled_from([None, None, None, "mon", "thu", "sun"]))
    if weekday:
        every = {"every": draw(st.sampled_from(["1w", "2w"])), "weekday": weekday}
    else:
        every = {"every": draw(st.sampled_from(["30m", "1h", "4h", "7h", "1d", "3d", "1w", duration(interval * 3)]))}
    return every | draw(st.sampled_from([{}, {}, {"at": "09:00"}, {"at": "23:59"}]))


@st.composite
def actions(draw: st.DrawFn, tokens: Sequence[str]) -> dict[str, Any]:
    kind = draw(st.sampled_from(["buy"] * 6 + ["sell"] * 2 + ["notify", "hold"]))
    action: dict[str, Any] = {"type": kind, "token": draw(st.sampled_from(list(tokens)))}
    if kind in ("buy", "sell"):
        if draw(st.integers(0, 3)):
            action["amount_percent"] = draw(st.sampled_from([10.0] * 4 + [25.0, 50.0, 100.0, 33.3, 0.0003]))
        else:
            action["amount_usd"] = draw(st.sampled_from([0.005, 100.0, 100.0, 2_500.0, 2_500.0, 50_000.0]))
    return action


@st.composite
def risks(draw: st.DrawFn, interval: int) -> dict[str, Any]:
    maybe = st.integers(0, 2).map(lambda n: n == 0)
    risk: dict[str, Any] = {}
    for key in ("stop_loss_percent", "take_profit_percent", "trailing_stop_percent"):
        if draw(maybe):
            risk[key] = draw(percents)
    if draw(maybe):
        risk["max_hold"] = draw(st.sampled_from(["1m", duration(interval), duration(interval * 3), "5h", "1d"]))
    if draw(maybe):
        risk["max_entries"] = draw(st.integers(1, 4))
    if draw(maybe):
        shares = st.sampled_from([10.0, 25.0, 50.0, 100.0, 33.3])
        target = st.fixed_dictionaries({"profit_percent": percents, "sell_percent": shares})
        risk["targets"] = draw(st.lists(target, min_size=1, max_size=3))
    return risk


@st.composite
def cases(draw: st.DrawFn, *, least: int = 2, most: int = 130, tokens: int = 3) -> Case:
    interval = draw(st.sampled_from([MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, HOUR, 4 * HOUR, DAY]))
    names = TOKENS[: draw(st.sampled_from([n for n in (1, 1, 1, 2, 3) if n <= tokens]))]
    start = MONDAY + interval * draw(st.integers(0, 30)) + draw(st.sampled_from([0, 0, 0, 17]))
    raw = {}
    for k, token in enumerate(names):
        late = draw(st.integers(0, 12)) if k else 0
        n = draw(st.integers(least, most))
        raw[token] = market(draw(st.integers(0, 2**32)), n, start + interval * late, interval)
    rules = []
    for _ in range(draw(st.sampled_from([1, 1, 2, 2, 3]))):
        watched = [
            draw(conditions(token, interval, [row[4] for row in raw[token]]))
            for token in draw(st.lists(st.sampled_from(names), min_size=1, max_size=3))
        ]
        done = draw(st.lists(actions(names), min_size=1, max_size=2))
        rules.append({"conditions": watched, "actions": done, "match": draw(st.sampled_from(["any", "all"]))})
    strategy = Strategy.from_config({"rules": rules, "risk_management": draw(risks(interval))})
    fee, slippage = draw(st.sampled_from([(0.3, 0.1), (0.3, 0.1), (0.0, 0.0), (1.0, 3.0)]))
    cash = draw(st.sampled_from([10_000.0, 10_000.0, 100.0, 0.07]))
    return Case(strategy, {token: raw[token] for token in strategy.tokens()}, interval, cash, fee, slippage)
