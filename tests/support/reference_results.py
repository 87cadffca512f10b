"""What the reference engine keeps and leaves behind, in decimals."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass
class Signal:
    time: int
    rule: int
    action: int
    type: str
    token: str
    price: Decimal | None
    executed: bool


@dataclass
class Fill:
    time: int
    token: str
    side: str
    price: Decimal
    quantity: Decimal
    fee: Decimal
    rule: int | None
    reason: str


@dataclass
class Trade:
    token: str
    entry_time: int
    entry_price: Decimal
    exit_time: int
    exit_price: Decimal
    quantity: Decimal
    profit: Decimal
    profit_percent: Decimal
    fees: Decimal
    exit_reason: str


@dataclass
class Position:
    """`cost`: what the pieces still held cost, without fees; `rungs`: the targets and take profit still ahead."""

    entry_time: int
    highest: Decimal
    rungs: list[tuple[Decimal, Decimal | None]]
    quantity: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)
    fees: Decimal = Decimal(0)
    bought: Decimal = Decimal(0)
    entries: int = 0
    rules: set[int] = field(default_factory=set)

    @property
    def average(self) -> Decimal:
        return self.cost / self.quantity
