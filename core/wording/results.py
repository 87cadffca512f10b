"""A backtest in words: the caption under its picture, its details, the list of earlier ones, the trades as a file."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from core.market_ranges import PERIODS
from core.people import BacktestRun
from core.trading.numbers import money, percent, ratio
from core.wording.html import bold, esc, italic, pre

PERIOD_NAMES = {"7d": "7 days", "30d": "30 days", "90d": "90 days", "1y": "1 year"}
_SIGNS = {
    "luck": "🎲",
    "buy_and_hold": "⚖️",
    "halves": "✂️",
    "break_even": "💸",
    "attempts": "🔂",
    "look_ahead": "🔒",
}
TOO_FEW = 20
"""Under so many closed trades a result says more about luck than about the strategy."""


def choose_period(bot_name: str) -> str:
    return f"📈 Backtest {bold(bot_name)} over which time?"


def running(bot_name: str, period: str) -> str:
    return f"⏳ Running {bold(bot_name)} over the last {PERIOD_NAMES[period]}…"


def caption(run: BacktestRun, *, market_label: str) -> str:
    """Headline numbers with what they rest on; fits under a picture."""
    config, results = run.config, (run.result or {}).get("results", {})
    label = f" · {esc(market_label)}" if market_label else ""
    return "\n".join(
        [
            f"{bold(run.bot_name)} · {PERIOD_NAMES.get(config['period'], config['period'])}{label}",
            *_warning(run),
            f"{bold(percent(results['total_return']))} · buy &amp; hold {percent(results['buy_and_hold_return'])}",
            f"Max drawdown {percent(results['max_drawdown'], signed=False)} · {_trades(results)}",
            *_verdict(run),
            italic(basis(run.result or {})),
        ]
    )


def basis(result: Mapping[str, Any]) -> str:
    """The assumptions behind the numbers, in one line."""
    config = result["config"]
    return (
        f"{str(config['start_date'])[:10]} – {str(config['end_date'])[:10]}, {config['candle']} candles, "
        f"start {money(config['cash'])}, fee {config['fee_percent']:g} % + slippage "
        f"{config['slippage_percent']:g} % a side, fills at the next open"
    )


def details(run: BacktestRun, *, market_label: str) -> str:
    """Every metric, readable on a phone: two columns of at most 30 characters."""
    result = run.result or {}
    results = result["results"]
    rows = [
        ("Total return", percent(results["total_return"])),
        ("Buy & hold", percent(results["buy_and_hold_return"])),
        ("Final equity", money(results["final_equity"])),
        ("Max drawdown", percent(results["max_drawdown"], signed=False)),
        ("B&H drawdown", percent(results["buy_and_hold_max_drawdown"], signed=False)),
        ("Trades", f"{results['total_trades']:,}"),
        ("Win rate", percent(results["win_rate"], signed=False)),
        ("Profit factor", ratio(results["profit_factor"])),
        ("Expectancy", money(results["expectancy"], signed=True)),
        ("Best trade", percent(results["best_trade"])),
        ("Worst trade", percent(results["worst_trade"])),
        ("Average hold", _length(results["avg_hold_seconds"])),
        ("Exposure", percent(results["exposure"], signed=False)),
        ("Sharpe", ratio(results["sharpe_ratio"])),
        ("Sortino", ratio(results["sortino_ratio"])),
        ("Calmar", ratio(results["calmar_ratio"])),
        ("CAGR", percent(results["cagr"])),
        ("Fees paid", money(results["fees_paid"])),
        ("Buy signals", f"{results['buy_signals']:,}"),
        ("Sell signals", f"{results['sell_signals']:,}"),
    ]
    table = "\n".join(f"{name:<15}{value:>14}" for name, value in rows)
    label = f" · {esc(market_label)}" if market_label else ""
    why = _why_null(results.get("why_null", {}))
    head = f"{bold(run.bot_name)} · details{label}"
    return "\n".join([head, *_warning(run), pre(table), *why, *_doubts(result), italic(basis(result))])


def history(bot_name: str, runs: Sequence[BacktestRun]) -> str:
    if not runs:
        return f"{bold(bot_name)} has no backtests yet."
    return f"{bold(bot_name)} · backtests, newest first. Tap one to see it again."


def history_label(run: BacktestRun) -> str:
    """One earlier run as a button."""
    when = f"{run.started_at:%d %b %H:%M}"
    period = run.config.get("period", "")
    if run.status == "completed" and run.result:
        return f"{when} · {period} · {percent(run.result['results']['total_return'])}"
    return f"{when} · {period} · {run.status}"


def not_completed(run: BacktestRun) -> str:
    return f"This backtest of {bold(run.bot_name)} was {run.status}; it has no result."


def interrupted(run: BacktestRun) -> str:
    period = PERIOD_NAMES.get(run.config.get("period", ""), "that period")
    return (
        f"⚠️ I was restarted while {bold(run.bot_name)} was being tested over {period}. "
        "That run is lost; your strategy is not."
    )


def run_stopped(run: BacktestRun) -> str:
    return f"⏹ Stopped. The backtest of {bold(run.bot_name)} was dropped; the strategy is untouched."


def run_failed(reason: str) -> str:
    return f"The backtest did not finish. {reason}"


def pictures(run: BacktestRun) -> str:
    return f"🖼 {bold(run.bot_name)} · which picture?"


def picture_caption(run: BacktestRun, what: str, *, market_label: str) -> str:
    label = f" · {esc(market_label)}" if market_label else ""
    return f"{bold(run.bot_name)} · {esc(what)} · {PERIOD_NAMES.get(run.config['period'], '')}{label}"


def trade_name(number: int, trade: Mapping[str, Any]) -> str:
    """One trade as a button."""
    return f"{number + 1}. {trade['entry_time'][5:10]} {percent(trade['profit_percent'])}"


def choose_trade(run: BacktestRun, *, page: int, pages: int) -> str:
    where = f" (page {page + 1} of {pages})" if pages > 1 else ""
    return f"🔎 {bold(run.bot_name)} · which trade?{where}"


def behaviour(words: str, run_period: str, *, market_label: str) -> str:
    """What an edit would have changed."""
    label = f" · {esc(market_label)}" if market_label else ""
    period = PERIOD_NAMES.get(run_period, run_period)
    return f"{bold('On your last backtest')} ({period}{label}) this edit means: {esc(words)}."


def trades_csv(trades: Sequence[Mapping[str, Any]]) -> bytes:
    """The trades of a result as CSV, columns as in the JSON."""
    columns = (
        *("token", "entry_time", "entry_price", "exit_time", "exit_price", "quantity"),
        *("profit", "profit_percent", "fees", "exit_reason"),
    )
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(trades)
    return out.getvalue().encode()


def _trades(results: Mapping[str, Any]) -> str:
    total = results["total_trades"]
    if not total:
        return "no trades"
    return f"win rate {percent(results['win_rate'], signed=False)} · {total:,} trade{'' if total == 1 else 's'}"


def _warning(run: BacktestRun) -> list[str]:
    """What must be known before any number is read."""
    total = (run.result or {})["results"]["total_trades"]
    if total >= TOO_FEW:
        return []
    if total:
        return [f"⚠️ Too few to tell: only {total} trade{'' if total == 1 else 's'}, {TOO_FEW} are needed."]
    warm_up = run.config.get("warm_up_seconds", 0)
    if warm_up >= PERIODS.get(run.config["period"], 0):
        return [f"⚠️ Its indicators need {_length(warm_up)} of candles first: choose a longer period."]
    return ["⚠️ The rule never led to a trade in this period."]


def _verdict(run: BacktestRun) -> list[str]:
    """Luck or not, where there were trades enough to ask; the rest of the honesty is in the details."""
    result = run.result or {}
    if result["results"]["total_trades"] < TOO_FEW or "honesty" not in result:
        return []
    return [f"🎲 {esc(result['honesty']['luck']['words'])}"]


def _doubts(result: Mapping[str, Any]) -> list[str]:
    """Everything that keeps the numbers honest, a sentence each, the weightiest first."""
    told = result.get("honesty", {})
    parts = ("luck", "buy_and_hold", "halves", "break_even", "attempts", "look_ahead")
    lines = [f"{_SIGNS[part]} {esc(told[part]['words'])}" for part in parts if part in told]
    return ["", bold("Can it be trusted?"), *lines, ""] if lines else []


def _why_null(reasons: Mapping[str, str]) -> list[str]:
    return (
        [italic("– " + "; ".join(f"{name.replace('_', ' ')}: {why}" for name, why in reasons.items()))]
        if reasons
        else []
    )


def _length(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    hours, minutes = divmod(round(seconds / 60), 60)
    days, hours = divmod(hours, 24)
    return f"{days}d {hours}h" if days else f"{hours}h {minutes:02}m"
