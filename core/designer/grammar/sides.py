"""Which side a word names: above or below."""

SIDES = {
    "ABOVE": "above",
    "BELOW": "below",
    "UP": "above",
    "DOWN": "below",
    "BULLISH": "above",
    "BEARISH": "below",
    "UPPER": "above",
    "LOWER_BAND": "below",
}
