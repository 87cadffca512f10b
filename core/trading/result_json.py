"""A result as the JSON document that the chat, the API, the files and the command line share."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from core.trading.backtest import BacktestResult
from core.trading.durations import duration
from core.trading.results import Curve, Signal, Trade


def result_json(result: BacktestResult, *, id: str, duration_seconds: float, token: str) -> dict[str, Any]:  # noqa: A002
    """The whole document. `token`: how the traded tokens are called in it, such as `PEPE-bsc`.

    Times are the opens of candles, ISO 8601 UTC; `equity` is thinned for display and keeps every extreme.
    """
    return {
        "id": id,
        "status": "completed",
        "duration_seconds": round(duration_seconds, 6),
        "config": _config(result, token),
        "results": asdict(result.metrics),
        "signals": signals_json(result.signals),
        "trades": [_trade(trade) for trade in result.trades],
        "equity": _curve(result.equity_curve()),
    }


def signals_json(signals: Sequence[Signal]) -> list[dict[str, Any]]:
    """Signals as the document writes them."""
    return [{**_row(signal), "time": iso(signal.time)} for signal in signals]


def iso(seconds: int) -> str:
    """`1704067200` → `2024-01-01T00:00:00Z`."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _config(result: BacktestResult, token: str) -> dict[str, Any]:
    candles = next(iter(result.market.values()))
    start, end = iso(int(candles.time[0])), iso(candles.end)
    return {
        "token": token,
        "timeframe": _timeframe(result),
        "start_date": start[:10],
        "end_date": iso(candles.end - 1)[:10],
        "start": start,
        "end": end,
        "candle": duration(candles.interval),
        "candles": len(candles),
        "cash": result.cash,
        "fee_percent": result.costs.fee_percent,
        "slippage_percent": result.costs.slippage_percent,
        "strategy": result.strategy.to_config(),
    }


def _timeframe(result: BacktestResult) -> str:
    """The first timeframe of the strategy; where it has none, that of the candles."""
    of_conditions = (getattr(condition, "timeframe", None) for condition in result.strategy.conditions())
    return next(filter(None, of_conditions), duration(result.interval))


def _trade(trade: Trade) -> dict[str, Any]:
    return {**_row(trade), "entry_time": iso(trade.entry_time), "exit_time": iso(trade.exit_time)}


def _row(noun: Signal | Trade) -> dict[str, Any]:
    """Its fields as they are; `asdict` would copy each of them."""
    return {name: getattr(noun, name) for name in noun.__slots__}


def _curve(curve: Curve) -> list[dict[str, Any]]:
    points = zip(curve.time.tolist(), curve.value.tolist(), strict=True)
    return [{"time": iso(time), "equity": value} for time, value in points]
