"""What turns with a language model cost, to count and to limit them."""

from datetime import datetime

from peewee import fn

from core.people import ModelTurn, ModelUsage
from core.ports import Clock
from storage import people
from storage.models import UsageRow


def record(person_id: str, turn: ModelTurn, *, now: Clock) -> None:
    person = people.person(person_id)
    UsageRow.create(
        user=person.id,
        model=turn.model,
        outcome=turn.outcome,
        calls=turn.calls,
        input_tokens=turn.input_tokens,
        output_tokens=turn.output_tokens,
        seconds=turn.seconds,
        created_at=now(),
    )


def usage(since: datetime, *, person_id: str | None) -> ModelUsage:
    """Of one person, or of everybody."""
    sums = (UsageRow.calls, UsageRow.input_tokens, UsageRow.output_tokens, UsageRow.seconds)
    query = UsageRow.select(fn.COUNT(UsageRow.id), *(fn.COALESCE(fn.SUM(column), 0) for column in sums))
    query = query.where(UsageRow.created_at >= since)
    if person_id is not None:
        query = query.where(UsageRow.user == person_id)
    turns, calls, read, written, seconds = query.scalar(as_tuple=True)
    return ModelUsage(int(turns), int(calls), int(read), int(written), float(seconds))
