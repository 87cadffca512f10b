"""One turn of a conversation: who speaks and what the branches of the menu may use."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from core.answers import Designer
from core.backtests import Backtests
from core.errors import Conflict
from core.market import Market
from core.people import Person, TradingBot
from core.ports import Clock, Store
from core.replies import Reply
from core.simulations.runs import Simulations

BOTS_MOST = 3
"""How many bots one person may have."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the conversation uses, the same for everybody."""

    store: Store
    designer: Designer
    market: Market
    backtests: Backtests
    now: Clock
    simulations: Simulations
    operators: frozenset[int] = frozenset()
    """Telegram ids of those who run this installation."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A person's turn; `person` is as the store knew them when the turn began."""

    person: Person
    services: Services

    @property
    def store(self) -> Store:
        return self.services.store

    async def bot(self, bot_id: str) -> TradingBot:
        """A bot of this person. Raises NotFound for a stranger's."""
        return await self.store.bot(self.person.id, bot_id)

    async def active_bot(self) -> TradingBot | None:
        """The bot that is spoken to."""
        return await self.bot(self.person.active_bot_id) if self.person.active_bot_id else None

    async def drafting(self, draft_id: str) -> TradingBot:
        """The person's bot that has this very proposal. Raises Conflict where it is gone or never was theirs."""
        for bot in await self.store.bots(self.person.id):
            if bot.draft and bot.draft.id == draft_id:
                return bot
        raise Conflict("draft")


Branch = Callable[..., AsyncGenerator[Reply, None]]
"""A branch of the menu: `branch(turn, *args)` yields what is said."""


@dataclass(frozen=True, slots=True)
class Route:
    """A branch with the number of arguments its buttons carry."""

    branch: Branch
    args: int = 0
