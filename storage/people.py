"""People: who they are, which bot they talk about, and what their next text means."""

from datetime import datetime
from typing import Any, cast

from core.errors import NotFound
from core.people import Awaiting, Person
from core.ports import Clock
from core.tiers import Tier
from storage.fields import keepable
from storage.models import BotRow, UserRow


def known(telegram_id: int, *, name: str) -> Person | None:
    """The person, if there is nothing to write down about them."""
    row = UserRow.get_or_none(UserRow.telegram_id == telegram_id)
    return person_of(row) if row and row.name == keepable(name) else None


def meet(telegram_id: int, *, name: str, language: str, now: Clock) -> Person:
    row = UserRow.get_or_none(UserRow.telegram_id == telegram_id)
    if row is None:
        moment = now()
        row = UserRow.create(
            telegram_id=telegram_id, name=name, language=language, created_at=moment, updated_at=moment
        )
    elif row.name != keepable(name):
        change(row.id, now(), name=name)
    return person(row.id)


def person(person_id: str) -> Person:
    row = UserRow.get_or_none(UserRow.id == person_id)
    if row is None:
        raise NotFound("person")
    return person_of(row)


def person_of(row: UserRow) -> Person:
    return Person(
        id=row.id,
        telegram_id=row.telegram_id,
        email=row.email,
        name=row.name,
        language=row.language,
        active_bot_id=row.active_bot_id,
        awaiting=Awaiting(**row.awaiting) if row.awaiting else None,
        tier=cast(Tier, row.tier),
    )


def select_bot(person_id: str, bot_id: str, *, now: Clock) -> None:
    if not BotRow.select().where(BotRow.id == bot_id, BotRow.user == person_id).exists():
        raise NotFound("bot")
    change(person_id, now(), active_bot_id=bot_id)


def set_awaiting(person_id: str, awaiting: Awaiting | None, *, now: Clock) -> None:
    kept = {"kind": awaiting.kind, "subject": awaiting.subject} if awaiting else None
    change(person_id, now(), awaiting=kept)


def set_language(person_id: str, language: str, *, now: Clock) -> None:
    change(person_id, now(), language=language)


def set_reachable(telegram_id: int, *, reachable: bool) -> None:
    UserRow.update(telegram_reachable=reachable).where(UserRow.telegram_id == telegram_id).execute()


def change(person_id: str, moment: datetime, **columns: Any) -> None:
    """Write columns of a person. Raises NotFound("person")."""
    if not UserRow.update(updated_at=moment, **columns).where(UserRow.id == person_id).execute():
        raise NotFound("person")
