"""Many variants of a strategy over the same candles, told apart by some of its fields.

What variants have in common is worked out once: conditions, firings and, for strategies of one position at a time
(`one_position`), the first candle on which each entry reaches each stop and each target.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from core.errors import InvalidStrategy, Problem
from core.trading.account import some_cash
from core.trading.alignment import Market, aligned, check_timeframes
from core.trading.backtest import CASH, books_of
from core.trading.books import Books
from core.trading.candles import Candles, Ints
from core.trading.one_position import Plan, orders_of, plan_of
from core.trading.results import Costs
from core.trading.round_trips import RoundTrips
from core.trading.shared import sharing
from core.trading.signals import Firings, firings
from core.trading.strategy import Rule, Strategy
from core.trading.sweep_trips import Ground, SharedTrips

_STEP = re.compile(r"[a-z_]+|\d+")


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant and what came of it; percents are percents, `win_rate` is None where no trade was closed.

    `strategy` run by itself gives the same figures, and the exact drawdown and curves besides.
    """

    parameters: Mapping[str, Any]
    strategy: Strategy
    final_equity: float
    total_return: float
    total_trades: int
    win_rate: float | None


def sweep(
    strategy: Strategy,
    market: Candles | Mapping[str, Candles],
    grid: Mapping[str, Sequence[Any]],
    *,
    cash: float = CASH,
    costs: Costs | None = None,
) -> tuple[Variant, ...]:
    """Every combination of the grid's values, the last field changing fastest.

    `grid`: paths of fields as in the config, such as `conditions[0].threshold` or
    `risk_management.stop_loss_percent`, each with its values. Raises InvalidStrategy where a path leads nowhere or a
    variant is not valid, and what a backtest raises.
    """
    variants = [(chosen, varied(strategy, chosen)) for chosen in _combinations(grid)]
    runs = _Runs(market, some_cash(cash), costs or Costs())
    return tuple(runs.variant(chosen, of) for chosen, of in variants)


def varied(strategy: Strategy, parameters: Mapping[str, Any]) -> Strategy:
    """The strategy with other values in some fields, by their paths. Raises InvalidStrategy."""
    config = strategy.to_config()
    for path, value in parameters.items():
        _set(config, path, value)
    return Strategy.from_config(config)


def _combinations(grid: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    return (dict(zip(grid, values, strict=True)) for values in product(*grid.values()))


def _set(config: dict[str, Any], path: str, value: Any) -> None:
    """Follow a path through a config and put the value at its end; risk management may begin there."""
    steps: list[str | int] = [int(step) if step.isdigit() else step for step in _STEP.findall(path)]
    if not steps or _written(steps) != path:
        raise InvalidStrategy([Problem(path, "is not a path such as conditions[0].threshold")])
    if steps[0] == "risk_management":
        config.setdefault("risk_management", {})
    part: Any = config
    for step in steps[:-1]:
        part = _part(part, step, path)
    if not isinstance(part, dict) or not isinstance(steps[-1], str):
        raise InvalidStrategy([Problem(path, "does not end at a field")])
    part[steps[-1]] = value


def _part(whole: Any, step: str | int, path: str) -> Any:
    try:
        return whole[step]
    except (KeyError, IndexError, TypeError):
        raise InvalidStrategy([Problem(path, "leads nowhere in this strategy")]) from None


def _written(steps: Sequence[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


class _Runs:
    """Runs variants one after the other and keeps what later ones may need again."""

    def __init__(self, market: Candles | Mapping[str, Candles], cash: float, costs: Costs) -> None:
        self._market, self._cash, self._costs = market, cash, costs
        self._clocks: dict[tuple[str, ...], Market] = {}
        self._grounds: dict[str, Ground] = {}
        self._alike: dict[Hashable, tuple[Firings, SharedTrips]] = {}
        self._of_rules: dict[Hashable, Ints] = {}

    def variant(self, parameters: Mapping[str, Any], strategy: Strategy) -> Variant:
        with sharing():
            books = self._books(strategy)
        equity, tally = books.equity, books.tally
        final, won = float(equity.at(np.array([equity.n - 1]))[0]), np.count_nonzero(tally.profit > 0)
        rate = 100 * float(won) / len(tally.profit) if len(tally.profit) else None
        return Variant(parameters, strategy, final, 100 * (final / self._cash - 1), tally.total, rate)

    def _books(self, strategy: Strategy) -> Books:
        clock, plan = self._clock(strategy), plan_of(strategy)
        if plan is None:
            return books_of(strategy, clock, self._fired(strategy, clock), cash=self._cash, costs=self._costs)
        fired, trips = self._shared(strategy, plan, clock)
        candles = clock.candles[plan.token]
        return RoundTrips.of(plan, candles, fired, trips.of(plan), cash=self._cash, costs=self._costs)

    def _clock(self, strategy: Strategy) -> Market:
        tokens = strategy.tokens()
        if tokens not in self._clocks:
            self._clocks[tokens] = aligned(strategy, self._market)
        check_timeframes(strategy, self._clocks[tokens].interval)
        return self._clocks[tokens]

    def _shared(self, strategy: Strategy, plan: Plan, clock: Market) -> tuple[Firings, SharedTrips]:
        """Variants whose rules fire alike and act alike share their entries."""
        key = tuple((rule.conditions, rule.match, *(action.type for action in rule.actions)) for rule in strategy.rules)
        if key not in self._alike:
            if plan.token not in self._grounds:
                self._grounds[plan.token] = Ground(clock.candles[plan.token], self._costs.slippage_percent / 100)
            fired = self._fired(strategy, clock)
            self._alike[key] = fired, SharedTrips(orders_of(plan, fired), self._grounds[plan.token])
        return self._alike[key]

    def _fired(self, strategy: Strategy, clock: Market) -> Firings:
        """The firings of all rules, each rule read once; what was observed is not kept."""
        of_rules = [self._rows(rule, clock) for rule in strategy.rules]
        rows = np.concatenate(of_rules)
        rules = np.repeat(np.arange(len(of_rules)), [len(of_rule) for of_rule in of_rules])
        order = np.argsort(rows, kind="stable")
        return Firings(rows[order], rules[order], strategy, ())

    def _rows(self, rule: Rule, clock: Market) -> Ints:
        key = tuple(clock.candles), rule.conditions, rule.match
        if key not in self._of_rules:
            self._of_rules[key] = firings(Strategy(rules=(rule,)), clock).rows
        return self._of_rules[key]
