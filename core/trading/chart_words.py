"""The words of a picture, apart from its drawing, so that they can be said in another language."""

from dataclasses import dataclass

from core.trading.results import ExitReason


@dataclass(frozen=True, slots=True)
class ChartWords:
    """English unless given. Only glyphs of DejaVu Sans can be drawn; others become `?`."""

    total_return: str = "Total return"
    buy_and_hold: str = "Buy & hold"
    max_drawdown: str = "Max drawdown"
    win_rate: str = "Win rate"
    trades: str = "Trades"
    no_trades: str = "no trades"
    price: str = "Price"
    start_is_100: str = "start = 100"
    equity: str = "Equity"
    drawdown: str = "Drawdown"
    volume: str = "Volume"
    last: str = "Last"
    change: str = "Change"
    high: str = "High"
    low: str = "Low"
    buys: str = "buys"
    won: str = "won"
    lost: str = "lost"
    rule: str = "rule"
    stop_loss: str = "stop loss"
    take_profit: str = "take profit"
    trailing_stop: str = "trailing stop"
    target: str = "target"
    max_hold: str = "max hold"
    open: str = "still open"
    log_scale: str = "log scale"
    candles: str = "{interval} candles"
    demo_data: str = "demo data"
    """Where the note says this, the picture carries it as a badge."""
    months: tuple[str, ...] = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

    def reason(self, reason: ExitReason) -> str:
        """How an exit reason is called in the legend."""
        return str(getattr(self, reason))
