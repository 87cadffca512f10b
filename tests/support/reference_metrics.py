"""The figures of a run, each straight from its sentence in the contract; None where the contract has no number."""

import math
import statistics
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from tests.support.reference_engine import Run

DAY = 86_400


def figures(run: Run) -> dict[str, float | None]:
    """Everything `results` has, by the same names."""
    closed = [trade for trade in run.trades if trade.exit_reason != "open"]
    equity = [float(worth) for worth in run.equity]
    initial, final = float(run.initial), equity[-1]
    rows = run.markets[run.tokens[0]]
    drawdown = _max_drawdown([initial, *equity])
    growth = _growth(final / initial, len(rows) * run.interval / DAY)
    returns = daily_returns(run)
    hold = _hold(run)
    return {
        "total_return": 100 * (final / initial - 1),
        "final_equity": final,
        "max_drawdown": drawdown,
        "cagr": growth,
        "calmar_ratio": growth / drawdown if growth is not None and drawdown else None,
        "sharpe_ratio": _sharpe(returns),
        "sortino_ratio": _sortino(returns),
        "exposure": 100 * sum(run.held) / len(run.held),
        "fees_paid": float(sum((fill.fee for fill in run.fills), Decimal())),
        "total_trades": len(run.trades),
        "buy_signals": sum(signal.type == "buy" for signal in run.signals),
        "sell_signals": sum(signal.type == "sell" for signal in run.signals),
        "buy_and_hold_return": 100 * (hold[-1] / hold[0] - 1),
        "buy_and_hold_max_drawdown": _max_drawdown(hold),
        **_of_trades([float(trade.profit) for trade in closed]),
        "best_trade": max((float(trade.profit_percent) for trade in closed), default=None),
        "worst_trade": min((float(trade.profit_percent) for trade in closed), default=None),
        "avg_hold_seconds": statistics.fmean(t.exit_time - t.entry_time for t in closed) if closed else None,
    }


def daily_returns(run: Run) -> list[float]:
    """The last equity of each UTC day against the day before, the first day against the initial cash."""
    lasts: dict[int, float] = {}
    for row, worth in zip(run.markets[run.tokens[0]], run.equity, strict=True):
        lasts[row.time // DAY] = float(worth)
    days = [float(run.initial), *lasts.values()]
    return [now / before - 1 for before, now in pairwise(days)]


def _of_trades(profits: Sequence[float]) -> dict[str, float | None]:
    won = [profit for profit in profits if profit > 0]
    lost = [-profit for profit in profits if profit < 0]
    return {
        "win_rate": 100 * len(won) / len(profits) if profits else None,
        "profit_factor": math.fsum(won) / math.fsum(lost) if lost else None,
        "expectancy": math.fsum(profits) / len(profits) if profits else None,
    }


def _max_drawdown(line: Sequence[float]) -> float:
    peak, deepest = line[0], 0.0
    for worth in line:
        peak = max(peak, worth)
        deepest = max(deepest, 100 * (peak - worth) / peak)
    return deepest


def _sharpe(returns: Sequence[float]) -> float | None:
    if len(returns) < 30 or statistics.stdev(returns) == 0:
        return None
    return statistics.fmean(returns) / statistics.stdev(returns) * math.sqrt(365)


def _sortino(returns: Sequence[float]) -> float | None:
    if len(returns) < 30 or min(returns) >= 0:
        return None
    downside = math.sqrt(math.fsum(min(each, 0) ** 2 for each in returns) / len(returns))
    return statistics.fmean(returns) / downside * math.sqrt(365)


def _growth(factor: float, days: float) -> float | None:
    return 100 * (factor ** (365 / days) - 1) if days >= 90 else None


def _hold(run: Run) -> list[float]:
    """Equal parts of every token that is bought or sold (or watched, where nothing is) at its first close."""
    actions = [action for rule in run.strategy.rules for action in rule.actions]
    tokens = list(dict.fromkeys(action.token for action in actions if action.type in ("buy", "sell"))) or run.tokens
    lines: Mapping[str, list[float]] = {t: [float(row.close) for row in run.markets[t]] for t in tokens}
    return [sum(line[i] / line[0] for line in lines.values()) / len(lines) for i in range(run.n)]
