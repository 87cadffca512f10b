"""Small markets and strategies that can be worked out by hand, for the tests that do."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from core.trading.backtest import BacktestResult, run_backtest
from core.trading.candles import Candles
from core.trading.results import Costs, Trade
from core.trading.strategy import Strategy

MONDAY = 1_704_067_200
"""2024-01-01 00:00 UTC, a Monday."""
MINUTE, HOUR, DAY = 60, 3_600, 86_400

Bar = float | tuple[float, float, float, float]
"""A candle as open, high, low, close; a number alone is a candle in which nothing happens."""
Config = dict[str, Any]
RuleOf = tuple[str, Config | Sequence[Config]]
"""When it rings (`x`, one sign per candle) and what is then done."""

NO_COSTS = Costs(0, 0)
PEPE = "PEPE"


def about(value: float, rel: float = 1e-12) -> Any:
    """Equal but for the rounding of a few operations."""
    return pytest.approx(value, rel=rel, abs=0)


def bars(*rows: Bar, start: int = MONDAY, interval: int = HOUR, volume: Sequence[float] | None = None) -> Candles:
    """Candles of these rows, one after the other."""
    table = [row if isinstance(row, tuple) else (row,) * 4 for row in rows]
    opens, highs, lows, ends = zip(*table, strict=True)
    times = [start + interval * i for i in range(len(rows))]
    return Candles.from_columns(times, opens, highs, lows, ends, volume or [1.0] * len(rows), interval=interval)


def closes(*values: float, start: int = MONDAY, interval: int = HOUR) -> Candles:
    """Candles that open at the close before them and go straight to their own."""
    rows = [(a, max(a, b), min(a, b), b) for a, b in zip((values[0], *values), values, strict=False)]
    return bars(*rows, start=start, interval=interval)


def bell(rings: str, *, start: int = MONDAY, interval: int = HOUR) -> Candles:
    """The candles of a token that is above 1.5 where it rings and below elsewhere; the first cannot ring."""
    return bars(*(2.0 if sign == "x" else 1.0 for sign in rings), start=start, interval=interval)


def rings(token: str) -> Config:
    """The condition that a bell rings."""
    return {"type": "price_level", "token": token, "price": 1.5, "direction": "above"}


def buy(percent: float = 100, *, usd: float | None = None, token: str = PEPE) -> Config:
    amount = {"amount_percent": percent} if usd is None else {"amount_usd": usd}
    return {"type": "buy", "token": token, **amount}


def sell(percent: float = 100, *, usd: float | None = None, token: str = PEPE) -> Config:
    return {**buy(percent, usd=usd, token=token), "type": "sell"}


def play(
    candles: Sequence[Bar] | Candles | Mapping[str, Candles],
    *rules: RuleOf,
    fee: float = 0,
    slippage: float = 0,
    cash: float = 10_000,
    **risk: Any,
) -> BacktestResult:
    """Run rules that fire when their bells ring, so that what fires does not depend on the prices traded at."""
    markets = _markets(candles)
    first = min(markets.values(), key=lambda each: int(each.time[0]))
    written = []
    for number, (when, actions) in enumerate(rules):
        markets[f"BELL{number}"] = bell(when, start=int(first.time[0]), interval=first.interval)
        done = [actions] if isinstance(actions, dict) else list(actions)
        written.append({"conditions": [rings(f"BELL{number}")], "actions": done})
    strategy = Strategy.from_config({"rules": written, "risk_management": risk})
    return run_backtest(strategy, markets, cash=cash, costs=Costs(fee, slippage))


def _markets(candles: Sequence[Bar] | Candles | Mapping[str, Candles]) -> dict[str, Candles]:
    match candles:
        case Candles():
            return {"PEPE": candles}
        case Mapping():
            return dict(candles)
    return {"PEPE": bars(*candles)}


def watch(candles: Candles | Mapping[str, Candles], *conditions: Config, match: str = "any") -> list[int]:
    """The rows at whose close a rule of these conditions fires."""
    rule = {"conditions": list(conditions), "actions": [{"type": "notify", "token": "PEPE"}], "match": match}
    result = run_backtest(Strategy.from_config(rule), candles)
    start = int(next(iter(result.market.values())).time[0])
    return [(signal.time - start) // result.interval for signal in result.signals]


def row_of(result: BacktestResult, time: int) -> int:
    return (time - int(next(iter(result.market.values())).time[0])) // result.interval


def exits(result: BacktestResult) -> list[tuple[int, float, str]]:
    """Row, price and reason of every trade's end."""
    return [(row_of(result, t.exit_time), t.exit_price, t.exit_reason) for t in result.trades]


def entries(result: BacktestResult) -> list[tuple[int, float]]:
    """Row and price of every purchase."""
    return [(row_of(result, fill.time), fill.price) for fill in result.fills if fill.side == "buy"]


def only(trades: Sequence[Trade]) -> Trade:
    (trade,) = trades
    return trade


def not_executed(result: BacktestResult) -> list[tuple[int, str | None]]:
    """Row and reason of every buy and sell signal that led to no fill."""
    return [(row_of(result, s.time), s.why_not) for s in result.signals if s.type in ("buy", "sell") and not s.executed]
