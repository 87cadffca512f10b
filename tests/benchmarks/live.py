"""One tick of many simulations: each fed a candle of its token, on one core; and what one of them leaves to store.

Times are those of the processor, so that whatever else the machine does is not counted.
"""

import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import process_time
from typing import Any

from core.trading.alignment import aligned
from core.trading.live import LiveRun
from core.trading.live_feed import Candle, Feed
from core.trading.live_state import from_json, to_json
from core.trading.replay import moments, run_replay
from core.trading.strategy import Strategy
from tests.benchmarks.market import MONTH, candles
from tests.benchmarks.registry import Line
from tests.benchmarks.rules import R1, R5

RUNS, TOKENS = 10_000, 200
_WARM_UP, _TICKS = 2_000, 5
_PER_RUN = 100
"""Microseconds of one core for one simulation and candle, on average."""

_RSI = {"type": "rsi", "token": "PEPE", "threshold": 30, "direction": "below", "timeframe": "1m"}
_RISK = {"stop_loss_percent": 3, "take_profit_percent": 10}
RSI = Strategy.from_config({"conditions": [_RSI], "actions": [{"type": "buy"}], "risk_management": _RISK})
STRATEGIES = {"R1": R1, "RSI 14": RSI, "SMA 20/50": R5}

Moments = Sequence[tuple[int, dict[str, Candle]]]


def lines() -> Iterator[Line]:
    """All lines of this part."""
    month = candles(MONTH)
    coming = list(moments(aligned(R1, month.slice(0, 10_000))))
    states = {}
    for name, strategy in STRATEGIES.items():
        run = LiveRun(strategy, 60)
        _feed(run, coming[:_WARM_UP])
        states[name] = to_json(run)
        yield Line(f"{name}: bytes of its state", len(json.dumps(states[name], separators=(",", ":"))), "bytes", 8_192)
        took = _seconds(partial(_feed, run, coming[_WARM_UP:])) / (len(coming) - _WARM_UP)
        yield Line(f"{name}: one candle for one simulation", 1e6 * took, "µs", _PER_RUN)
    yield from _many(list(states.values()), coming[_WARM_UP : _WARM_UP + _TICKS])
    yield Line("R1: 44,640 candles replayed one at a time", _seconds(lambda: run_replay(R1, month)), "s")


def _many(states: Sequence[dict[str, Any]], coming: Moments) -> Iterator[Line]:
    """A third of the runs each, alone and with the runs of their token on one feed."""
    runs = list[LiveRun]()
    took = _seconds(lambda: runs.extend(from_json(states[k % 3]) for k in range(RUNS)))
    yield Line(f"{RUNS:,} simulations taken up from their states", took, "s")
    what = f"one tick of {RUNS:,} simulations over {TOKENS} tokens"
    yield Line(f"{what}, each by itself", _tick(runs, coming), "s", 1)
    feeds = [{"PEPE": _joined(states)} for _ in range(TOKENS)]
    runs = [from_json(states[k % 3], feeds=feeds[k % TOKENS]) for k in range(RUNS)]
    yield Line(f"{what}, on shared feeds", _tick(runs, coming), "s", 1)


def _joined(states: Sequence[dict[str, Any]]) -> Feed:
    """One feed with what the conditions of all states remember."""
    feeds = [state["feeds"]["PEPE"] for state in states]
    return Feed.from_json({**feeds[0], "watches": [watch for feed in feeds for watch in feed["watches"]]})


def _tick(runs: Sequence[LiveRun], coming: Moments) -> float:
    def tick(time: int, at: dict[str, Candle]) -> None:
        for run in runs:
            run.feed(time, at)

    return statistics.median(_seconds(partial(tick, *moment)) for moment in coming)


def _feed(run: LiveRun, of: Moments) -> None:
    for time, at in of:
        run.feed(time, at)


def _seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began
