"""What a run of a strategy leaves behind: signals, trades, metrics and equity, as plain frozen data."""

from dataclasses import dataclass
from typing import Literal

from core.trading.candles import Floats, Ints

SignalType = Literal["buy", "sell", "hold"]
ExitReason = Literal["rule", "stop_loss", "take_profit", "trailing_stop", "target", "max_hold", "open"]


@dataclass(frozen=True, slots=True)
class Costs:
    """Per side, in percent: the fee of the notional, and how much worse than the price a fill is."""

    fee_percent: float = 0.3
    slippage_percent: float = 0.1

    def __post_init__(self) -> None:
        for name in ("fee_percent", "slippage_percent"):
            if not 0 <= getattr(self, name) < 100:
                raise ValueError(f"{name} must be at least 0 and below 100")


@dataclass(frozen=True, slots=True)
class Signal:
    """One action of a rule that fired.

    `time`: open of the candle at whose close it fired, Unix seconds. `price`: that close, USD; None where the token has
    no candle yet.
    `rule`: index from 0. `reason`: the conditions with what was observed, in words.
    `executed`: whether it led to a fill; if a buy or sell did not, `why_not` says why. `action`: index of the rule's
    action, from 0. `confidence`: None until it has evidence.
    """

    time: int
    type: SignalType
    token: str
    price: float | None
    rule: int
    reason: str
    confidence: float | None
    executed: bool
    why_not: str | None = None
    action: int = 0


@dataclass(frozen=True, slots=True)
class Trade:
    """One sale with its share of the entry, or (reason `open`) what is still held at the last close.

    Times: open of the fill's candle, Unix seconds. Prices: fill prices with slippage, USD (entry: the average).
    `profit`: USD, net of both sides' fees; `profit_percent`: of what the entry cost, fees included.
    """

    token: str
    entry_time: int
    entry_price: float
    exit_time: int
    exit_price: float
    quantity: float
    profit: float
    profit_percent: float
    fees: float
    exit_reason: ExitReason


@dataclass(frozen=True, slots=True)
class Fill:
    """One execution: `side` buy or sell, at the open of `time` or inside that candle; `rule` None for exits."""

    time: int
    token: str
    side: Literal["buy", "sell"]
    price: float
    quantity: float
    fee: float
    rule: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Metrics:
    """Percents are percents (8.2 means 8.2 %); None always has its reason in `why_null`."""

    total_return: float
    win_rate: float | None
    total_trades: int
    buy_signals: int
    sell_signals: int
    max_drawdown: float
    sharpe_ratio: float | None
    sortino_ratio: float | None
    calmar_ratio: float | None
    cagr: float | None
    profit_factor: float | None
    expectancy: float | None
    best_trade: float | None
    worst_trade: float | None
    avg_hold_seconds: float | None
    exposure: float
    fees_paid: float
    final_equity: float
    buy_and_hold_return: float
    buy_and_hold_max_drawdown: float
    why_null: dict[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A line over time for display: Unix seconds (candle opens) and values; extremes are always among them."""

    time: Ints
    value: Floats
