"""What the operator reads in the log about the market: one line for each thing that changes, never the key."""

_LINES = {
    "key_refused": "AVE Cloud does not accept AVE_API_KEY{subject}: correct it and start again (tried now and then)",
    "key_accepted": "AVE Cloud accepts AVE_API_KEY again{subject}",
    "units_low": "{value:.0f} % of today's AVE Cloud units are spent (AVE_DAILY_UNITS sets how many there are)",
    "units_spent": "today's AVE Cloud units are spent: what is not kept already must wait until 00:00 UTC",
    "units_again": "AVE Cloud gives units again",
    "slowed": "AVE Cloud asks for fewer questions: one every {value:.1f} s from now on (is AVE_API_PLAN right?)",
    "clock_skew": "this computer's clock and AVE Cloud's differ by {value:.0f} s: set it right",
    "polling_instead": "AVE Cloud's stream cannot be had{subject}: prices are asked for now and then instead",
    "streaming_again": "AVE Cloud's stream is back",
}
GOOD_NEWS = frozenset({"key_accepted", "units_again", "streaming_again"})


def market_line(kind: str, value: float | None = None, detail: str = "") -> str:
    """A change in one line. `value`: its number; `detail`: the kind of question it is about, empty for all."""
    subject = f" for {detail}" if detail else ""
    return _LINES[kind].format(value=value or 0.0, subject=subject)
