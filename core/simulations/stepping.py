"""One step of one run: the closed candles since its last one, in order, and what is to be kept and told of them."""

from collections.abc import Iterator, Mapping

from core.people import SimulationRun, SimulationStep
from core.simulations.telling import Telling
from core.trading.candles import Candles
from core.trading.live import LiveRun
from core.trading.live_feed import Candle
from core.trading.live_state import from_json, to_json
from core.trading.strategy import Strategy
from core.wording.language import speaking

PATIENCE = 300
"""Seconds for which a candle may be late: before, a token without one is not taken for untraded."""
PAUSED = "it was paused"

Outcome = tuple[int, int, int, str | None]


def step_of(
    run: SimulationRun, candles: Mapping[str, Candles | None], now: int, *, late_after: int
) -> SimulationStep | None:
    """What the candles after the run's last one lead to, or None while there is none.

    `candles`: of each of its tokens, None where there were none; more than are needed do no harm. `late_after`: seconds
    after a close from which on what it led to is told as late.
    """
    live = live_run(run)
    moments = _moments(run, live, candles, now)
    if not moments:
        return None
    dropped: list[Outcome] = []
    with speaking(run.language):
        telling = Telling(run, live, late_before=now - late_after)
        for time, here in moments.items():
            if time + live.interval <= run.quiet_until:
                dropped += _dropped(live)
                live.warm_up(time, here)
                continue
            for happened in live.feed(time, here):
                telling.hear(happened)
        ends = max(moments) + live.interval >= _end(run)
        if ends:
            telling.end()
    return SimulationStep(
        run.id,
        run.last_time,
        max(moments),
        to_json(live),
        telling.standing(),
        signals=tuple(telling.signals),
        outcomes=(*dropped, *telling.outcomes),
        events=tuple(telling.events),
        notices=tuple(telling.notices),
        ends=ends,
    )


def live_run(run: SimulationRun) -> LiveRun:
    """The run as its last step has left it, or new."""
    if run.state is not None:
        return from_json(run.state)
    strategy = Strategy.from_config(run.config["strategy"])
    return LiveRun(strategy, run.config["interval"], cash=run.config["cash"])


def first_needed(run: SimulationRun) -> int:
    """Where the candles begin that the next step needs, Unix seconds."""
    return int(run.config["warm_from"] if run.last_time is None else run.last_time + run.config["interval"])


def _end(run: SimulationRun) -> int:
    return int(run.config["start"] + run.config["max_duration_seconds"])


def _moments(
    run: SimulationRun, live: LiveRun, candles: Mapping[str, Candles | None], now: int
) -> dict[int, Mapping[str, Candle]]:
    """The times to be fed, in order, with the candles of each."""
    until = min(_last_closed(live, candles, now), _end(run) - live.interval)
    found: dict[int, dict[str, Candle]] = {}
    for token in live.feeds:
        for time, candle in _real(candles.get(token), from_the_start=live.time is None):
            if time <= until and (live.time is None or time > live.time):
                found.setdefault(time, {})[token] = candle
    begun = min(found, default=None) if live.time is None else live.time
    if begun is None:
        return {}
    # Both ends of what is only watched are fed by themselves: a hole must not be filled across them.
    quiet = run.quiet_until // live.interval * live.interval - live.interval
    for time in (min(quiet, until), until):
        if time > begun:
            found.setdefault(time, {})
    return {time: found[time] for time in sorted(found)}


def _last_closed(live: LiveRun, candles: Mapping[str, Candles | None], now: int) -> int:
    """Open of the last candle that is over for all tokens: it is there, or was waited for long enough."""
    length = live.interval
    there = [of.end - length if (of := candles.get(token)) is not None else 0 for token in live.feeds]
    return max(min(there), (now - PATIENCE) // length * length - length)


def _real(candles: Candles | None, *, from_the_start: bool) -> Iterator[tuple[int, Candle]]:
    """The candles in which something was traded, and the one with which a series begins."""
    if candles is None:
        return
    for row in range(len(candles)):
        if not candles.filled[row] or (row == 0 and from_the_start):
            columns = (candles.open, candles.high, candles.low, candles.close, candles.volume)
            yield int(candles.time[row]), Candle(*(float(column[row]) for column in columns))


def _dropped(live: LiveRun) -> list[Outcome]:
    """What fired just before a pause is not carried out after it."""
    outcomes: list[Outcome] = [(*waiting, PAUSED) for waiting in live.pending]
    live.pending = []
    return outcomes
