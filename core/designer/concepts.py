"""What the words of the trade mean, for questions that name them."""

from collections.abc import Mapping

CONCEPTS: Mapping[str, str] = {
    "rsi": (
        "RSI measures on a scale from 0 to 100 how one-sided the last moves were; below 30 is called "
        "oversold, above 70 overbought."
    ),
    "macd": (
        "MACD is the gap between a fast and a slow average (usually 12 and 26 candles); its signal line "
        "smooths it over 9."
    ),
    "bollinger": (
        "Bollinger bands stand 2 standard deviations above and below the average of 20 candles, unless set otherwise."
    ),
    "golden": (
        "A golden cross is the 50-candle average rising above the 200-candle average; a death cross is the opposite."
    ),
    "death cross": "A death cross is the 50-candle average falling below the 200-candle average.",
    "stop": "A stop loss sells the whole position when its loss since entry reaches the stop.",
    "take profit": "A take profit sells the whole position when its gain since entry reaches the target.",
    "trailing": (
        "A trailing stop follows the highest price since entry and sells when the price falls that far below it."
    ),
    "drawdown": "A drawdown is the fall of the equity from its highest point so far.",
    "sharpe": (
        "The Sharpe ratio is the average daily return divided by how much it varies, scaled to a year; higher "
        "is steadier."
    ),
    "sortino": "The Sortino ratio is like Sharpe but counts only the falls as risk.",
    "profit factor": "The profit factor is everything won divided by everything lost.",
    "win rate": "The win rate is the share of closed trades that made money after costs.",
    "slippage": (
        "Slippage is the difference between the price seen and the price paid; a backtest counts 0.1 % on "
        "each side by default."
    ),
    "fee": "Each fill pays a fee; a backtest counts 0.3 % by default.",
    "exposure": "Exposure is the share of time in which something was held.",
    "volume": "A volume spike compares the volume of a stretch of time with the same stretch before it.",
    "backtest": (
        "A backtest runs the strategy over past candles: a rule that fires at a candle's close fills at the "
        "next open, costs included."
    ),
    "buy & hold": "Buy and hold means buying at the first price and selling at the last.",
}
"""By a word of the question, in small letters."""
