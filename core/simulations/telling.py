"""Turns what happens in a live run into what is kept of it and pushed to its owner."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.people import SimulationRun
from core.replies import Button, Reply, Rows, Tap, notice_json
from core.simulations.evidence import confidence
from core.trading.live import Fired, Happened, LiveRun
from core.trading.live_feed import Candle
from core.trading.live_state import from_json, to_json
from core.trading.results import Signal, Trade
from core.trading.strategy import Hold
from core.wording import simulations as wording
from core.wording.catalogue import words
from core.wording.simulations import Effect, Evidence

BY_A_RULE = ("rule", "open")
"""Sales that were told when their rule fired."""


class Telling:
    """What a step has to say; in the language that is spoken."""

    def __init__(self, run: SimulationRun, live: LiveRun, *, late_before: int) -> None:
        """`late_before`: what closed before that moment, Unix seconds, is told as late."""
        self._run, self._live, self._late_before = run, live, late_before
        self._last = run.standing.get("last")
        self.signals: list[Signal] = []
        self.outcomes: list[tuple[int, int, int, str | None]] = []
        self.events: list[tuple[int, Mapping[str, Any]]] = []
        self.notices: list[tuple[str, Mapping[str, Any]]] = []

    def hear(self, happened: Happened) -> None:
        """What one candle has led to, in the order in which it did."""
        outcomes = [(of.time, of.rule, of.action, of.why_not) for of in happened.outcomes]
        self.outcomes += outcomes
        if outcomes or happened.fill_rows:
            booked = {"outcomes": outcomes, "fills": happened.fill_rows, "trades": happened.trade_rows}
            self.events.append((happened.time, {**booked, "balances": happened.balance_rows}))
        for number, trade in enumerate(happened.trades):
            if trade.exit_reason not in BY_A_RULE:
                self._exit(happened.time, number, trade)
        effects = _foreseen(self._live) if happened.fired else {}
        for fired in happened.fired:
            self._signal(fired, effects.get((fired.rule, fired.action)))

    def end(self) -> None:
        """The run has lasted as long as it may."""
        text = wording.ended(self._run, self._live.worth())
        self._push(f"sim:{self._run.id}:ended", Reply(text, _ended_rows(self._run)))

    def standing(self) -> dict[str, Any]:
        """What can be shown of the run now."""
        live = self._live
        return {
            "equity": live.worth(),
            "cash": live.account.cash,
            "positions": [_held(live, token) for token in live.account.positions],
            "last": self._last,
        }

    def _signal(self, fired: Fired, effect: Effect | None) -> None:
        evidence = self._evidence(fired.rule)
        self.signals.append(_signal(fired, evidence.confidence))
        self._last = {"time": fired.time, "type": fired.type, "token": fired.token}
        action = self._live.strategy.rules[fired.rule].actions[fired.action]
        if isinstance(action, Hold):
            return
        rule = self._live.strategy.rules[fired.rule]
        told = wording.signal(self._run, rule, fired, effect, evidence, late=self._late(fired.time))
        key = f"sim:{self._run.id}:{fired.time}:{fired.rule}:{fired.action}"
        why = Button(words("button.why"), Tap("sim_why", (self._run.id, str(fired.time), str(fired.rule))))
        self._push(key, Reply(told, ((why,), *_rows(self._run))))

    def _exit(self, time: int, number: int, trade: Trade) -> None:
        told = wording.exited(self._run, trade, late=self._late(time), time=time)
        self._push(f"sim:{self._run.id}:{time}:exit:{number}", Reply(told, _rows(self._run)))

    def _evidence(self, rule: int) -> Evidence:
        wins, ended = (self._run.config.get("evidence") or {}).get(str(rule), (0, 0))
        return Evidence(confidence(wins, ended), ended)

    def _push(self, key: str, reply: Reply) -> None:
        self.notices.append((key, notice_json(reply)))

    def _late(self, time: int) -> bool:
        return time + self._live.interval < self._late_before


def _rows(run: SimulationRun) -> Rows:
    pause = Button(words("button.pause"), Tap("sim_pause", (run.id,)))
    return ((pause, Button(words("button.stop"), Tap("sim_stop", (run.id,)), style="danger")),)


def _ended_rows(run: SimulationRun) -> Rows:
    return ((Button(words("button.compare"), Tap("sim_compare", (run.id,))),),)


def _signal(fired: Fired, of: float | None) -> Signal:
    known = Signal(fired.time, fired.type, fired.token, fired.price, fired.rule, fired.reason, of, executed=False)
    return replace(known, action=fired.action)


def _held(live: LiveRun, token: str) -> dict[str, Any]:
    held, candle = live.account.positions[token], live.feeds[token].candle
    price = candle.close if candle else held.average
    return {"token": token, "quantity": held.quantity, "average": held.average, "price": price}


def _foreseen(live: LiveRun) -> dict[tuple[int, int], Effect]:
    """What the buys and sells that have just fired would do if the next candle opened where this one closed."""
    if not live.pending or live.time is None:
        return {}
    ghost = from_json(to_json(live))
    still = {token: Candle.still(feed.candle.close) for token, feed in ghost.feeds.items() if feed.candle}
    next_one = ghost.feed(live.time + live.interval, still)[-1]
    booked = zip(next_one.fills, next_one.balance_rows, strict=True)
    fills = iter([(fill, balance[1]) for fill, balance in booked if fill.rule is not None])
    effects = {}
    for of in next_one.outcomes:
        fill, cash = next(fills) if of.why_not is None else (None, ghost.account.cash)
        effects[of.rule, of.action] = Effect(fill, cash, of.why_not)
    return effects
