"""Backtests: one running per bot, closed exactly once, their heavy parts kept apart from what lists show."""

from __future__ import annotations  # peewee's fields are generic in its type stubs only

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from peewee import Field

from core.errors import Conflict, NotFound
from core.people import BacktestRun, RunStatus
from core.ports import Clock
from core.trading.results import Signal
from core.trading.strategy import Strategy
from storage import bots, notices
from storage.models import BacktestRow, BotRow, ChartRow
from storage.signals import add_signals, signals_of
from storage.strategies import strategy_of

KEPT_CHARTS = 20
_ATTEMPTS = 500
_HEAVY = ("trades", "equity")
_LIGHT = tuple(field for field in BacktestRow._meta.sorted_fields if field is not BacktestRow.detail)


def start(person_id: str, bot_id: str, config: Mapping[str, Any], *, now: Clock) -> BacktestRun:
    bot = bots.owned(person_id, bot_id)
    if BacktestRow.select().where(BacktestRow.bot == bot.id, BacktestRow.status == "running").exists():
        raise Conflict("backtest")
    row = BacktestRow.create(bot=bot.id, started_at=now(), status="running", config=dict(config))
    return backtest(person_id, row.id)


def finish(run_id: str, *, result: Mapping[str, Any], signals: Sequence[Signal], chart: bytes, now: Clock) -> bool:
    moment = now()
    light = {key: value for key, value in result.items() if key not in (*_HEAVY, "signals")}
    detail = {key: result[key] for key in _HEAVY if key in result}
    if not _close(run_id, moment, status="completed", result=light, detail=detail):
        return False
    bot_id = BacktestRow.select(BacktestRow.bot).where(BacktestRow.id == run_id).scalar()
    add_signals(signals, bot_id=bot_id, run_id=run_id, moment=moment)
    _keep_chart(bot_id, run_id, chart)
    return True


def end(run_id: str, status: RunStatus, *, error: str | None, now: Clock) -> bool:
    return _close(run_id, now(), status=status, error=error)


def backtest(person_id: str, run_id: str) -> BacktestRun:
    row = _select(*_LIGHT, BacktestRow.detail).where(BacktestRow.id == run_id, BotRow.user == person_id).first()
    if row is None:
        raise NotFound("backtest")
    run = _run_of(row)
    return replace(run, result={**run.result, **(row.detail or {})}) if run.result is not None else run


def backtests(person_id: str, bot_id: str, *, most: int) -> tuple[BacktestRun, ...]:
    bot = bots.owned(person_id, bot_id)
    rows = _select(*_LIGHT).where(BacktestRow.bot == bot.id)
    return tuple(_run_of(row) for row in rows.order_by(*_NEWEST_FIRST).limit(most))


def other_sharpes(person_id: str, strategy: Strategy, *, period: str) -> tuple[float | None, ...]:
    """Of the newest run of each strategy, among the latest `_ATTEMPTS` runs."""
    completed = (BotRow.user == person_id) & (BacktestRow.status == "completed")
    rows = _select(BacktestRow.config, BacktestRow.result).where(completed).order_by(*_NEWEST_FIRST).limit(_ATTEMPTS)
    found: dict[Strategy, float | None] = {}
    for row in rows:
        tried = strategy_of(row.config.get("strategy"), owner="an earlier backtest")
        if tried and row.config.get("period") == period and set(tried.tokens()) == set(strategy.tokens()):
            found.setdefault(tried, row.result["results"]["sharpe_ratio"])
    found.pop(strategy, None)
    return tuple(found.values())


def chart(person_id: str, run_id: str) -> bytes | None:
    _own(person_id, run_id)
    row = ChartRow.get_or_none(ChartRow.backtest == run_id)
    return bytes(row.png) if row else None


def signals(person_id: str, run_id: str) -> tuple[Signal, ...]:
    _own(person_id, run_id)
    return signals_of(run_id)


def interrupt(notice: Callable[[BacktestRun], Mapping[str, Any]], *, now: Clock) -> int:
    rows = list(_select(*_LIGHT).where(BacktestRow.status == "running").order_by(BacktestRow.started_at))
    for row in rows:
        moment = now()
        _close(row.id, moment, status="interrupted")
        run = replace(_run_of(row), status="interrupted", ended_at=moment)
        notices.add(run.person_id, f"backtest:{run.id}:interrupted", notice(run), now=now)
    return len(rows)


_NEWEST_FIRST = (BacktestRow.started_at.desc(), BacktestRow.id.desc())


def _select(*columns: Field[Any]) -> Any:
    return BacktestRow.select(*columns, BotRow.id, BotRow.name, BotRow.user).join(BotRow)


def _own(person_id: str, run_id: str) -> None:
    if not _select(BacktestRow.id).where(BacktestRow.id == run_id, BotRow.user == person_id).exists():
        raise NotFound("backtest")


def _close(run_id: str, moment: datetime, **columns: Any) -> bool:
    running = (BacktestRow.id == run_id) & (BacktestRow.status == "running")
    return bool(BacktestRow.update(ended_at=moment, **columns).where(running).execute())


def _keep_chart(bot_id: str, run_id: str, png: bytes) -> None:
    ChartRow.create(backtest=run_id, png=png)
    charts = ChartRow.select(ChartRow.backtest).join(BacktestRow).where(BacktestRow.bot == bot_id)
    old = [row.backtest_id for row in charts.order_by(*_NEWEST_FIRST)][KEPT_CHARTS:]
    ChartRow.delete().where(ChartRow.backtest.in_(old)).execute()


def _run_of(row: Any) -> BacktestRun:
    return BacktestRun(
        id=row.id,
        bot_id=row.bot_id,
        bot_name=row.bot.name,
        person_id=row.bot.user_id,
        status=row.status,
        started_at=row.started_at,
        ended_at=row.ended_at,
        config=row.config,
        result=row.result,
        error=row.error,
    )
