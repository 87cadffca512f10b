"""Everything a door may ask for."""

from dataclasses import dataclass

from core.backtests import Backtests
from core.chat.front import Chat
from core.people import BacktestRun
from core.ports import Store
from core.replies import Button, Reply, Tap, notice_json
from core.simulations.runs import Simulations
from core.wording import results
from core.wording.catalogue import words
from core.wording.language import speaking


@dataclass(frozen=True, slots=True)
class Desk:
    """The product as the doors see it."""

    chat: Chat
    backtests: Backtests
    simulations: Simulations
    store: Store

    async def settle(self) -> int:
        """At start-up: close what a crash cut off and tell the owners once; how many that were."""
        return await self.backtests.settle_interrupted(_cut_off)


def _cut_off(run: BacktestRun) -> dict[str, object]:
    """In the language the run was asked for in."""
    with speaking(str(run.config.get("language", ""))):
        again = Button(words("button.run_again"), Tap("again", (run.id,)), style="primary")
        return notice_json(Reply(results.interrupted(run), ((again,),)))
