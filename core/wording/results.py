"""A backtest in words: the caption under its picture, its details, the list of earlier ones, the trades as a file."""

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from core.market_ranges import PERIODS
from core.people import BacktestRun
from core.trading import metrics
from core.trading.behaviour import Behaviour
from core.trading.numbers import count, money, percent, ratio
from core.trading.results import Costs
from core.wording import honesty
from core.wording.behaviour import behaviour_words
from core.wording.catalogue import known, say, words
from core.wording.html import Html, bold, italic, joined, pre
from core.wording.market import beside, candles_taken, market_doubts, market_name
from core.wording.times import length, moment, span

TOO_FEW = 20
"""Under so many closed trades a result says more about luck than about the strategy."""

NAME_COLUMNS, VALUE_COLUMNS = 15, 14
"""The two columns of the table of details: 29 fit on a phone."""

_REASONS = {
    metrics.NO_CLOSED: "no_closed",
    metrics.NO_LOSSES: "no_losses",
    metrics.FEW_DAYS: "few_days",
    metrics.SHORT: "short",
    metrics.NO_MOVE: "no_move",
    metrics.NO_BAD_DAY: "no_bad_day",
    metrics.NO_DRAWDOWN: "no_drawdown",
}


def period_name(period: str) -> str:
    """`30 days`."""
    return words(f"period.{period}") if known(f"period.{period}") else period


def choose_period(bot_name: str) -> Html:
    return say("backtest.choose_period", bot=bot_name)


def running(bot_name: str, period: str) -> Html:
    return say("backtest.running", bot=bot_name, period=period_name(period))


def caption(run: BacktestRun, *, market_label: str) -> Html:
    """Headline numbers with what they rest on; fits under a picture."""
    config, results = run.config, (run.result or {}).get("results", {})
    total, hold = percent(results["total_return"]), percent(results["buy_and_hold_return"])
    drawdown = percent(results["max_drawdown"], signed=False)
    return joined(
        [
            joined([bold(run.bot_name), " · ", period_name(config["period"]), beside(market_label)], ""),
            *_warning(run),
            say("caption.returns", total=total, hold=hold),
            say("caption.drawdown", drawdown=drawdown, trades=_trades(results)),
            *_verdict(run),
            *market_doubts(run.result or {}),
            italic(joined([basis(run.result or {}), *candles_taken(run.result or {}, market_label)], " · ")),
        ]
    )


def basis(result: Mapping[str, Any]) -> str:
    """The assumptions behind the numbers, in one line."""
    config = result["config"]
    return words(
        "basis",
        start=str(config["start_date"])[:10],
        end=str(config["end_date"])[:10],
        candle=span(config["candle"]),
        cash=money(config["cash"]),
        fee=f"{config['fee_percent']:g}",
        slippage=f"{config['slippage_percent']:g}",
    )


def details(run: BacktestRun, *, market_label: str) -> Html:
    """Every metric, readable on a phone: two narrow columns."""
    result = run.result or {}
    results = result["results"]
    table = "\n".join(_row(words(f"metric.{name}"), value) for name, value in _figures(results).items())
    head = joined([say("details.title", bot=run.bot_name), beside(market_label)], "")
    why = _why_null(results.get("why_null", {}))
    rests_on = italic(joined([basis(result), *candles_taken(result, market_label)], " · "))
    return joined([head, *_warning(run), *market_doubts(result), pre(table), *why, *_doubts(result), rests_on])


def facts(run: BacktestRun) -> dict[str, str]:
    """The figures of a run and what they rest on, by name, for whoever answers a question about it."""
    result = run.result or {}
    told = result.get("honesty", {})
    figures = {words(f"metric.{name}"): value for name, value in _figures(result["results"]).items()}
    return {**figures, **{name: part["words"] for name, part in told.items()}, "basis": basis(result)}


def history(bot_name: str, runs: Sequence[BacktestRun]) -> Html:
    return say("backtest.list" if runs else "backtest.none", bot=bot_name)


def history_label(run: BacktestRun) -> str:
    """One earlier run as a button."""
    done = run.status == "completed" and run.result
    outcome = percent(run.result["results"]["total_return"]) if done and run.result else words(f"status.{run.status}")
    return f"{moment(run.started_at)} · {run.config.get('period', '')} · {outcome}"


def not_completed(run: BacktestRun) -> Html:
    return say("backtest.not_completed", bot=run.bot_name, status=words(f"status.{run.status}"))


def interrupted(run: BacktestRun) -> Html:
    period = period_name(run.config.get("period") or "unknown")
    return say("backtest.interrupted", bot=run.bot_name, period=period)


def run_stopped(run: BacktestRun) -> Html:
    return say("backtest.stopped", bot=run.bot_name)


def run_failed(reason: Html) -> Html:
    return say("backtest.failed", reason=reason)


def pictures(run: BacktestRun) -> Html:
    return say("pictures.which", bot=run.bot_name)


def picture_caption(run: BacktestRun, what: str, *, market_label: str) -> Html:
    parts = [bold(run.bot_name), " · ", what, " · ", period_name(run.config["period"]), beside(market_label)]
    return joined(parts, "")


def picture_note(market_label: str, costs: Costs) -> str:
    """What a picture rests on, in its margin."""
    note = words("pictures.note", fee=f"{costs.fee_percent:g}", slippage=f"{costs.slippage_percent:g}")
    return " · ".join(filter(None, (market_name(market_label), note)))


def trade_name(number: int, trade: Mapping[str, Any]) -> str:
    """One trade as a button."""
    return f"{number + 1}. {trade['entry_time'][5:10]} {percent(trade['profit_percent'])}"


def choose_trade(run: BacktestRun, *, page: int, pages: int) -> Html:
    where = [words("pictures.page", page=page + 1, pages=pages)] if pages > 1 else []
    return joined([say("pictures.which_trade", bot=run.bot_name), *where], " ")


def behaviour(of: Behaviour, run_period: str, *, market_label: str) -> Html:
    """What an edit would have changed."""
    period = joined([period_name(run_period), beside(market_label)], "")
    return say("behaviour", period=period, words=behaviour_words(of))


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


def columns(text: str) -> int:
    """How many columns of a fixed font a text takes: a Chinese sign two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _figures(results: Mapping[str, Any]) -> dict[str, str]:
    """Every metric as it is written, in the order of the table."""
    return {
        "total_return": percent(results["total_return"]),
        "buy_and_hold_return": percent(results["buy_and_hold_return"]),
        "final_equity": money(results["final_equity"]),
        "max_drawdown": percent(results["max_drawdown"], signed=False),
        "buy_and_hold_max_drawdown": percent(results["buy_and_hold_max_drawdown"], signed=False),
        "total_trades": count(results["total_trades"]),
        "win_rate": percent(results["win_rate"], signed=False),
        "profit_factor": ratio(results["profit_factor"]),
        "expectancy": money(results["expectancy"], signed=True),
        "best_trade": percent(results["best_trade"]),
        "worst_trade": percent(results["worst_trade"]),
        "avg_hold_seconds": length(results["avg_hold_seconds"]),
        "exposure": percent(results["exposure"], signed=False),
        "sharpe_ratio": ratio(results["sharpe_ratio"]),
        "sortino_ratio": ratio(results["sortino_ratio"]),
        "calmar_ratio": ratio(results["calmar_ratio"]),
        "cagr": percent(results["cagr"]),
        "fees_paid": money(results["fees_paid"]),
        "buy_signals": count(results["buy_signals"]),
        "sell_signals": count(results["sell_signals"]),
    }


def _row(name: str, value: str) -> str:
    room = NAME_COLUMNS + VALUE_COLUMNS - columns(name) - columns(value)
    return f"{name}{' ' * max(1, room)}{value}"


def _trades(results: Mapping[str, Any]) -> str:
    total = results["total_trades"]
    if not total:
        return words("caption.no_trades")
    return words(
        "caption.win_rate", win_rate=percent(results["win_rate"], signed=False), trades=words("trades", n=total)
    )


def _warning(run: BacktestRun) -> list[Html]:
    """What must be known before any number is read."""
    total = (run.result or {})["results"]["total_trades"]
    if total >= TOO_FEW:
        return []
    if total:
        return [say("caption.few", trades=words("trades", n=total), needed=TOO_FEW)]
    warm_up = run.config.get("warm_up_seconds", 0)
    if warm_up >= PERIODS.get(run.config["period"], 0):
        return [say("caption.warm_up", length=length(warm_up))]
    return [say("caption.never")]


def _verdict(run: BacktestRun) -> list[str]:
    """Luck or not, where there were trades enough to ask; the rest of the honesty is in the details."""
    result = run.result or {}
    if result["results"]["total_trades"] < TOO_FEW or "honesty" not in result:
        return []
    return honesty.doubts({"luck": result["honesty"]["luck"]})


def _doubts(result: Mapping[str, Any]) -> list[str]:
    """Everything that keeps the numbers honest, a sentence each, the weightiest first."""
    lines = honesty.doubts(result.get("honesty", {}))
    return ["", bold(words("details.doubts")), *lines, ""] if lines else []


def _why_null(reasons: Mapping[str, str]) -> list[Html]:
    why = [words("why", metric=words(f"metric.{name}"), reason=_reason(reason)) for name, reason in reasons.items()]
    return [italic(f"– {why[0]}{''.join(words('why.and', more=more) for more in why[1:])}")] if why else []


def _reason(reason: str) -> str:
    return words(f"why.{_REASONS[reason]}") if reason in _REASONS else reason
