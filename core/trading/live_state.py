"""A live run as plain data, so that it can be stored after any candle and go on as if nothing had happened."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from core.trading.account import Position
from core.trading.live import Entry, LiveRun
from core.trading.live_feed import Feed
from core.trading.results import Costs
from core.trading.strategy import Strategy

VERSION = 1


def to_json(run: LiveRun, *, feeds: bool = True) -> dict[str, Any]:
    """All of it as what JSON can hold, floats exact. `feeds=False` leaves out the feeds, where they are shared and
    stored by themselves."""
    held = run.account.positions.values()
    data = {
        "version": VERSION,
        "strategy": run.config,
        "interval": run.interval,
        "initial": run.initial,
        "costs": asdict(run.costs),
        "time": run.time,
        "booked": run.booked,
        "cash": run.account.cash,
        "positions": [asdict(position) | {"rules": sorted(position.rules)} for position in held],
        "met": [rule.was for rule in run.rules],
        "pending": [list(waiting) for waiting in run.pending],
        "entries": {token: asdict(entry) for token, entry in run.entries.items()},
    }
    if feeds:
        data["feeds"] = {token: feed.to_json(run.strategy.conditions()) for token, feed in run.feeds.items()}
    return data


def from_json(data: Mapping[str, Any], *, feeds: Mapping[str, Feed] | None = None) -> LiveRun:
    """The run that `to_json` has left. `feeds`: shared ones, where the data has none; they must be where they were.

    Raises ValueError where another version has stored it.
    """
    if data["version"] != VERSION:
        raise ValueError(f"this run was stored in the form {data['version']}, known is {VERSION}")
    own = {token: Feed.from_json(feed) for token, feed in data.get("feeds", {}).items()}
    strategy, costs = Strategy.from_config(data["strategy"]), Costs(**data["costs"])
    run = LiveRun(strategy, data["interval"], cash=data["initial"], costs=costs, feeds=feeds or own)
    run.time, run.booked, run.account.cash = data["time"], data["booked"], data["cash"]
    for position in data["positions"]:
        run.account.positions[position["token"]] = Position(**{**position, "rules": set(position["rules"])})
    for rule, met in zip(run.rules, data["met"], strict=True):
        rule.was = met
    run.pending = [(time, rule, action) for time, rule, action in data["pending"]]
    run.entries = {token: Entry(**entry) for token, entry in data["entries"].items()}
    return run
