"""Trading bots and whose they are."""

from datetime import datetime
from typing import Any, cast

from core.errors import LimitReached, NotFound
from core.people import BotStatus, Draft, TradingBot
from core.ports import Clock
from storage import people
from storage.models import BotRow, DraftRow
from storage.strategies import draft_of, strategy_of


def bots(person_id: str) -> tuple[TradingBot, ...]:
    rows = list(BotRow.select().where(BotRow.user == person_id).order_by(BotRow.created_at, BotRow.id))
    drafts = {row.bot_id: draft_of(row) for row in DraftRow.select().where(DraftRow.bot.in_([row.id for row in rows]))}
    return tuple(_bot_of(row, drafts.get(row.id)) for row in rows)


def bot(person_id: str, bot_id: str) -> TradingBot:
    row = owned(person_id, bot_id)
    draft = DraftRow.get_or_none(DraftRow.bot == bot_id)
    return _bot_of(row, draft_of(draft) if draft else None)


def owned(person_id: str, bot_id: str) -> BotRow:
    """The person's bot. A stranger's looks like none: NotFound("bot")."""
    row = BotRow.get_or_none(BotRow.id == bot_id, BotRow.user == person_id)
    if row is None:
        raise NotFound("bot")
    return row


def create(person_id: str, name: str, *, limit: int, now: Clock) -> TradingBot:
    person = people.person(person_id)
    if BotRow.select().where(BotRow.user == person.id).count() >= limit:
        raise LimitReached("bots", limit)
    moment = now()
    row = BotRow.create(user=person.id, name=name, created_at=moment, updated_at=moment)
    people.change(person.id, moment, active_bot_id=row.id)
    return bot(person.id, row.id)


def rename(person_id: str, bot_id: str, name: str, *, now: Clock) -> TradingBot:
    change(owned(person_id, bot_id).id, now(), name=name)
    return bot(person_id, bot_id)


def change(bot_id: str, moment: datetime, **columns: Any) -> None:
    BotRow.update(updated_at=moment, **columns).where(BotRow.id == bot_id).execute()


def delete(person_id: str, bot_id: str, *, now: Clock) -> None:
    """All that belongs to the bot goes by its foreign keys; what the person was asked about it is forgotten too."""
    row = owned(person_id, bot_id)
    BotRow.delete().where(BotRow.id == row.id).execute()
    person = people.person(person_id)
    if person.active_bot_id == bot_id:
        people.change(person_id, now(), active_bot_id=_oldest(person_id))
    if person.awaiting and person.awaiting.subject == bot_id:
        people.set_awaiting(person_id, None, now=now)


def _oldest(person_id: str) -> str | None:
    row = BotRow.select().where(BotRow.user == person_id).order_by(BotRow.created_at, BotRow.id).first()
    return row.id if row else None


def _bot_of(row: BotRow, draft: Draft | None) -> TradingBot:
    return TradingBot(
        id=row.id,
        person_id=row.user_id,
        name=row.name,
        description=row.description or "",
        strategy=strategy_of(row.strategy_config, owner=f"bot {row.id}"),
        status=cast(BotStatus, row.status),
        draft=draft,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
