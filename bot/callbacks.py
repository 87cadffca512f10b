"""Taps on the wire: `v1:action:arg:arg`, at most 64 bytes."""

from core.replies import Tap

VERSION = "v1"
MOST_BYTES = 64


def packed(tap: Tap) -> str:
    """The callback data of a button. Raises ValueError where it would not fit or not read back."""
    parts = (VERSION, tap.action, *tap.args)
    data = ":".join(parts)
    if not tap.action or len(data.encode()) > MOST_BYTES or any(":" in part for part in parts):
        raise ValueError(f"a button cannot carry {data!r}")
    return data


def unpacked(data: str) -> Tap | None:
    """The tap behind callback data; None where this version never made it."""
    version, _, rest = data.partition(":")
    action, *args = rest.split(":")
    return Tap(action, tuple(args)) if version == VERSION and action else None
