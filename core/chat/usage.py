"""/usage: how much of the language model a person has used, and for operators how much everybody has."""

from collections.abc import AsyncGenerator
from datetime import timedelta

from core.chat.turn import Turn
from core.replies import Reply
from core.tiers import MODEL_CALLS_A_DAY
from core.wording import designing

MONTH = timedelta(days=30)


async def command(turn: Turn) -> AsyncGenerator[Reply, None]:
    """What was used today and in a month; that nothing can be used where no model is asked."""
    services = turn.services
    if services.designer.offline:
        yield Reply(designing.offline())
        return
    now = services.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = await turn.store.model_usage(midnight, person_id=turn.person.id)
    month = await turn.store.model_usage(now - MONTH, person_id=turn.person.id)
    operator = turn.person.telegram_id in services.operators
    everybody = await turn.store.model_usage(now - MONTH) if operator else None
    yield Reply(designing.usage(today, month, most=MODEL_CALLS_A_DAY[turn.person.tier], everybody=everybody))


COMMANDS = {"usage": command}
