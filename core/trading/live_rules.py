"""Whether a rule fires at a close, from what its conditions say there and what they said at the close before."""

from collections.abc import Sequence

from core.trading.live_watches import Watch
from core.trading.strategy import Rule


class LiveRule:
    """One rule over watches; `signals.fired` one close at a time."""

    def __init__(self, rule: Rule, watches: Sequence[Watch]) -> None:
        self.rule = rule
        self.watches = watches
        pairs = list(zip(rule.conditions, watches, strict=True))
        self._states = [watch for condition, watch in pairs if condition.type != "schedule"]
        self._ticks = [watch for condition, watch in pairs if condition.type == "schedule"]
        # Where its conditions are known already, what is true now does not turn true at the next close.
        self.was = self._joined()

    def fires(self, time: int) -> bool:
        """Whether it fires at the close of the candle of `time`; to be asked once for each candle of the clock."""
        was, self.was = self.was, self._joined()
        turned = self.was and not was
        if self.rule.match == "all":
            fires = self.was if self._ticks else turned
        else:
            fires = turned or any(watch.met for watch in self._ticks)
        return fires and all(watch.since != time for watch in self.watches)

    def reason(self) -> str:
        """The conditions that made it fire, with what was observed, in words."""
        joined = " and " if self.rule.match == "all" else ", "
        return joined.join(watch.words() for watch in self.watches if watch.met)

    def _joined(self) -> bool:
        """Its conditions together; the ticks of a clock are states only where all must come together."""
        if self.rule.match == "all":
            return all(watch.met for watch in self.watches)
        return any(watch.met for watch in self._states)
