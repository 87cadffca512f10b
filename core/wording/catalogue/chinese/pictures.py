"""The words of pictures: their fonts have no Chinese signs, so pictures stay English."""

from core.trading.chart_words import ChartWords

PICTURES: ChartWords | None = None
