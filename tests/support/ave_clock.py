"""A clock whose waits take no time: the pace of a day is tried in a moment."""

import asyncio


class JumpingClock:
    """Waiting moves it on. It starts at a real date."""

    def __init__(self, at: float = 1_744_156_800.0) -> None:
        self.at = at
        self.waits: list[float] = []

    def now(self) -> float:
        return self.at

    def passed(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        until = self.at + seconds
        await asyncio.sleep(0)
        self.at = max(self.at, until)
