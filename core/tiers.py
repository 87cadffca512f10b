"""What each tier may use; everybody begins with the free one."""

from collections.abc import Mapping
from typing import Literal

Tier = Literal["free", "normal", "pro"]

MODEL_CALLS_A_DAY: Mapping[Tier, int] = {"free": 100, "normal": 300, "pro": 1_000}
"""Calls of the language model one person may cause in a day."""
