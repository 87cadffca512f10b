"""Simulations: one at a time per bot; each step is kept once, with its signals and pushes, or not at all."""

from __future__ import annotations  # peewee's fields are generic in its type stubs only

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from peewee import Field

from core.errors import Conflict, NotFound
from core.people import SimulationRun, SimulationStep
from core.ports import Clock
from core.trading.results import Signal
from storage import bots, notices
from storage.models import BotRow, EventRow, SignalRow, SimulationRow, UserRow
from storage.signals import add_signal, signal_id, signals_of

_LIVE = ("running", "paused")
_LIGHT = tuple(field for field in SimulationRow._meta.sorted_fields if field is not SimulationRow.state)


def start(person_id: str, bot_id: str, config: Mapping[str, Any], *, quiet_until: int, now: Clock) -> SimulationRun:
    bot = bots.owned(person_id, bot_id)
    if SimulationRow.select().where(SimulationRow.bot == bot.id, SimulationRow.status.in_(_LIVE)).exists():
        raise Conflict("simulation")
    row = SimulationRow.create(
        bot=bot.id, started_at=now(), status="running", config=dict(config), quiet_until=quiet_until
    )
    return simulation(person_id, row.id)


def simulation(person_id: str, run_id: str) -> SimulationRun:
    row = _select(*_LIGHT, SimulationRow.state).where(SimulationRow.id == run_id, BotRow.user == person_id).first()
    if row is None:
        raise NotFound("simulation")
    return replace(_run_of(row), state=row.state)


def simulations(person_id: str) -> tuple[SimulationRun, ...]:
    newest: dict[str, SimulationRun] = {}
    rows = _select(*_LIGHT).where(BotRow.user == person_id)
    for row in rows.order_by(BotRow.created_at, SimulationRow.started_at.desc(), SimulationRow.id.desc()):
        newest.setdefault(row.bot_id, _run_of(row))
    return tuple(newest.values())


def running() -> tuple[SimulationRun, ...]:
    rows = _select(*_LIGHT, SimulationRow.state).where(SimulationRow.status == "running")
    return tuple(replace(_run_of(row), state=row.state) for row in rows.order_by(SimulationRow.started_at))


def advance(step: SimulationStep, *, now: Clock) -> bool:
    run = _select(*_LIGHT).where(SimulationRow.id == step.run_id, SimulationRow.status == "running").first()
    if run is None or run.last_time != step.after:
        return False
    moment = now()
    columns = {"last_time": step.time, "state": dict(step.state), "standing": dict(step.standing)}
    ending = {"status": "ended", "ended_at": moment} if step.ends else {}
    SimulationRow.update(**columns, **ending).where(SimulationRow.id == run.id).execute()
    for signal in step.signals:
        add_signal(signal, bot_id=run.bot_id, run_id=run.id, moment=moment)
    for time, rule, action, why_not in step.outcomes:
        outcome = SignalRow.update(executed=why_not is None, why_not=why_not)
        outcome.where(SignalRow.id == signal_id(run.id, time, rule, action)).execute()
    for time, booked in step.events:
        EventRow.create(simulation=run.id, time=time, booked=dict(booked))
    for key, reply in step.notices:
        notices.add(run.bot.user_id, key, reply, now=now)
    return True


def pause(person_id: str, run_id: str) -> bool:
    return _turn(person_id, run_id, ("running",), status="paused")


def resume(person_id: str, run_id: str, *, quiet_until: int) -> bool:
    return _turn(person_id, run_id, ("paused",), status="running", quiet_until=quiet_until)


def stop(person_id: str, run_id: str, *, now: Clock) -> bool:
    return _turn(person_id, run_id, _LIVE, status="stopped", ended_at=now())


def stop_all(person_id: str, *, now: Clock) -> int:
    return sum(stop(person_id, run.id, now=now) for run in simulations(person_id) if run.status in _LIVE)


def signals(person_id: str, run_id: str) -> tuple[Signal, ...]:
    _own(person_id, run_id)
    return signals_of(run_id)


def events(person_id: str, run_id: str) -> tuple[Mapping[str, Any], ...]:
    _own(person_id, run_id)
    rows = EventRow.select().where(EventRow.simulation == run_id).order_by(EventRow.time)
    return tuple(row.booked for row in rows)


def _select(*columns: Field[Any]) -> Any:
    owner = (BotRow.id, BotRow.name, BotRow.user, UserRow.id, UserRow.language)
    return SimulationRow.select(*columns, *owner).join(BotRow).join(UserRow)


def _own(person_id: str, run_id: str) -> None:
    if not _select(SimulationRow.id).where(SimulationRow.id == run_id, BotRow.user == person_id).exists():
        raise NotFound("simulation")


def _turn(person_id: str, run_id: str, stands: tuple[str, ...], **columns: Any) -> bool:
    _own(person_id, run_id)
    there = (SimulationRow.id == run_id) & SimulationRow.status.in_(stands)
    return bool(SimulationRow.update(**columns).where(there).execute())


def _run_of(row: Any) -> SimulationRun:
    return SimulationRun(
        id=row.id,
        bot_id=row.bot_id,
        bot_name=row.bot.name,
        person_id=row.bot.user_id,
        language=row.bot.user.language,
        status=row.status,
        started_at=row.started_at,
        ended_at=row.ended_at,
        config=row.config,
        quiet_until=row.quiet_until,
        last_time=row.last_time,
        standing=row.standing or {},
    )
