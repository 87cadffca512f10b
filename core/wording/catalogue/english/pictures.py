"""The words of pictures."""

from core.trading.chart_words import ChartWords

PICTURES: ChartWords | None = ChartWords()
