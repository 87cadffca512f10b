"""How exactly a price, percent or indicator must reach a level: within 1e-12 of it counts as reached.

Prices that drop exactly 5 % miss `close <= reference * 0.95` by one rounding in up to a quarter of all cases;
the slack is relative, so a token at 1e-10 USD behaves like one at 1e5.
"""

TIE = 1e-12

UP_TO = 1 + TIE
"""`value <= level * UP_TO` reads: at or below the level."""

DOWN_TO = 1 - TIE
"""`value >= level * DOWN_TO` reads: at or above the level."""
