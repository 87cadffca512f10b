"""Cash and positions under a strategy's risk rules: what a backtest and a live simulation do with each candle.

Per candle the order is: `at_open` of every token held, then `act` for what fired at the previous close, then
`within` for every token held. Prices are given, fills (slippage and fee in) and trades are booked.
"""

from dataclasses import dataclass, field
from typing import Literal

from core.trading.durations import seconds
from core.trading.results import Costs, ExitReason
from core.trading.strategy import Buy, Risk, Sell, Strategy
from core.trading.ties import DOWN_TO, UP_TO

LEAST_SPEND = 0.01
"""US dollars; a smaller buy is not executed."""

TradeRow = tuple[str, int, float, int, float, float, float, float, float, ExitReason]
FillRow = tuple[int, str, Literal["buy", "sell"], float, float, float, int | None, str]
BalanceRow = tuple[int, float, str, float]

ENTERED = "this rule's entry is still held"
FULL = "the position has all the entries it may have"
NO_CASH = "there is no cash left"
NOTHING_HELD = "nothing is held"


@dataclass(slots=True)
class Position:
    """What is held of one token: `average` is the mean fill price, `fees` those of the entries not yet sold."""

    token: str
    entry_time: int
    average: float
    quantity: float
    fees: float
    bought: float
    highest: float
    entries: int = 0
    rules: set[int] = field(default_factory=set)
    rung: int = 0


class Account:
    """One cash account; `trades`, `fills` and `balances` are rows in the order of the fields of their nouns.

    `balances`: after each fill the time, the cash, the token and how much of it is held.
    """

    def __init__(self, strategy: Strategy, cash: float, costs: Costs) -> None:
        risk = strategy.risk_management
        self.cash = some_cash(cash)
        self.positions: dict[str, Position] = {}
        self.trades: list[TradeRow] = []
        self.fills: list[FillRow] = []
        self.balances: list[BalanceRow] = []
        self.stop_factor = 1 - risk.stop_loss_percent / 100 if risk.stop_loss_percent else 0.0
        self.trail_factor = 1 - risk.trailing_stop_percent / 100 if risk.trailing_stop_percent else 0.0
        self.rungs = _rungs(risk)
        self.max_hold = seconds(risk.max_hold) if risk.max_hold else 0
        self._max_entries = risk.max_entries
        self._uncapped = {
            r for r, rule in enumerate(strategy.rules) if any(c.type == "schedule" for c in rule.conditions)
        }
        self._fee = costs.fee_percent / 100
        self._worse = costs.slippage_percent / 100

    def at_open(self, token: str, time: int, price: float) -> None:
        """The exits of a token that are due at the open of the candle of `time`."""
        position = self.positions.get(token)
        if position is None:
            return
        self._watch(position, time, price, price, price)
        if self.max_hold and position.quantity and time >= position.entry_time + self.max_hold:
            self._sell(position, time, price, position.quantity, "max_hold", None)

    def act(self, rule: int, action: Buy | Sell, time: int, price: float) -> str | None:
        """Carry out an action of a rule at the open of the candle of `time`; None, or why it cannot be done."""
        position = self.positions.get(action.token)
        if isinstance(action, Buy):
            return self._refusal(position, rule) or self._buy(position, rule, action, time, price)
        if position is None:
            return NOTHING_HELD
        self._sell(position, time, price, self._amount(position, action, price), "rule", rule)
        return None

    def within(self, token: str, time: int, open: float, high: float, low: float) -> None:  # noqa: A002
        """The exits of a token inside the candle, after the fills at its open; and its high, for the trailing stop."""
        position = self.positions.get(token)
        if position is None:
            return
        self._watch(position, time, open, high, low)
        if high > position.highest:
            position.highest = high

    def stop_of(self, position: Position) -> tuple[float, ExitReason]:
        """The price at which the position is stopped, 0 if never; the higher level is the reason."""
        stop, trail = position.average * self.stop_factor, position.highest * self.trail_factor
        return (trail, "trailing_stop") if trail > stop * UP_TO else (stop, "stop_loss")

    def rung_of(self, position: Position) -> float:
        """The next price at which a target or the take profit sells, infinity if none is left."""
        if position.rung >= len(self.rungs):
            return float("inf")
        return position.average * self.rungs[position.rung][0]

    def _refusal(self, position: Position | None, rule: int) -> str | None:
        if position is None:
            return None
        if self._max_entries is not None:
            return FULL if position.entries >= self._max_entries else None
        return ENTERED if rule in position.rules and rule not in self._uncapped else None

    def _buy(self, position: Position | None, rule: int, action: Buy, time: int, price: float) -> str | None:
        if action.amount_usd is not None:
            spend = min(action.amount_usd, self.cash)
        else:
            spend = self.cash * (action.amount_percent or 0.0) / 100
        if spend < LEAST_SPEND:
            return NO_CASH
        fill = price * (1 + self._worse)
        notional = spend / (1 + self._fee)
        quantity, fee = notional / fill, spend - notional
        if position is None:
            position = Position(action.token, time, fill, 0.0, 0.0, 0.0, fill)
            self.positions[action.token] = position
        else:
            whole = position.quantity + quantity
            position.average += (fill - position.average) * (quantity / whole)
        position.quantity += quantity
        position.bought += quantity
        position.fees += fee
        position.entries += 1
        position.rules.add(rule)
        self.cash -= spend
        self.fills.append((time, action.token, "buy", fill, quantity, fee, rule, "rule"))
        self.balances.append((time, self.cash, action.token, position.quantity))
        return None

    def _amount(self, position: Position, action: Sell, price: float) -> float:
        if action.amount_usd is not None:
            return action.amount_usd / (price * (1 - self._worse))
        return position.quantity * (action.amount_percent or 0.0) / 100

    def _watch(self, position: Position, time: int, open: float, high: float, low: float) -> None:  # noqa: A002
        """Open beyond a level exits at the open; else the stop is assumed first, then targets from the lowest up."""
        stop, reason = self.stop_of(position)
        if open <= stop * UP_TO:
            self._sell(position, time, open, position.quantity, reason, None)
            return
        self._climb(position, time, open, at_least=open)
        if position.quantity and low <= stop * UP_TO:
            self._sell(position, time, stop, position.quantity, reason, None)
            return
        self._climb(position, time, high, at_least=0.0)

    def _climb(self, position: Position, time: int, reached: float, *, at_least: float) -> None:
        """Sell at every rung up to the price reached, at the rung's level but not below `at_least`."""
        while position.quantity and reached >= self.rung_of(position) * DOWN_TO:
            level = max(self.rung_of(position), at_least)
            _, share, reason = self.rungs[position.rung]
            position.rung += 1
            quantity = position.quantity if reason == "take_profit" else position.bought * share
            self._sell(position, time, level, quantity, reason, None)

    def _sell(
        self, position: Position, time: int, price: float, wanted: float, reason: ExitReason, rule: int | None
    ) -> None:
        token, held = position.token, position.quantity
        # What rounding would leave over is sold with the rest.
        everything = wanted >= held * DOWN_TO
        quantity = held if everything else wanted
        fill = price * (1 - self._worse)
        fee = quantity * fill * self._fee
        entry_fees = position.fees if everything else position.fees * (quantity / held)
        cost = quantity * position.average + entry_fees
        profit = quantity * fill - fee - cost
        self.cash += quantity * fill - fee
        position.quantity = 0.0 if everything else held - quantity
        position.fees -= entry_fees
        if everything:
            del self.positions[token]
        # A position that is halved on and on comes to amounts that a float can hold no more.
        percent, fees = 100 * profit / cost if cost else 0.0, entry_fees + fee
        entry = (token, position.entry_time, position.average)
        self.trades.append((*entry, time, fill, quantity, profit, percent, fees, reason))
        self.fills.append((time, token, "sell", fill, quantity, fee, rule, reason))
        self.balances.append((time, self.cash, token, position.quantity))


def some_cash(cash: float) -> float:
    """The cash, USD. Raises ValueError where it is none."""
    if not 0 < cash < float("inf"):
        raise ValueError("cash must be above 0 and finite")
    return cash


def _rungs(risk: Risk) -> list[tuple[float, float, ExitReason]]:
    """Targets and take profit from the lowest up, at one level the targets first: factor, share, reason."""
    rungs: list[tuple[float, float, ExitReason]] = [
        (1 + target.profit_percent / 100, target.sell_percent / 100, "target") for target in risk.targets or ()
    ]
    if risk.take_profit_percent:
        rungs.append((1 + risk.take_profit_percent / 100, 1.0, "take_profit"))
    return sorted(rungs, key=lambda rung: rung[0])
