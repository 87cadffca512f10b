"""Numbers as the product writes them in a sentence: exact, and never in scientific notation."""

from decimal import Decimal


def plain(value: float) -> str:
    """5.0 → `5`, 0.0000125 → `0.0000125`."""
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def dollars(value: float) -> str:
    """1.25e-05 → `$0.0000125`."""
    return f"${plain(value)}"
