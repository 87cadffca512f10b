"""Messages that must reach a person: queued once per key, handed out when due, kept until delivered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.people import Notice
from core.ports import Clock
from storage import people
from storage.models import NoticeRow, UserRow


def add(person_id: str, key: str, reply: Mapping[str, Any], *, now: Clock) -> bool:
    person = people.person(person_id)
    if NoticeRow.select().where(NoticeRow.key == key).exists():
        return False
    NoticeRow.create(user=person.id, key=key, reply=dict(reply), created_at=now())
    return True


def due(now: datetime, *, most: int) -> tuple[Notice, ...]:
    rows = (
        NoticeRow.select(NoticeRow, UserRow.id, UserRow.telegram_id)
        .join(UserRow)
        .where(NoticeRow.state == "queued", NoticeRow.next_at.is_null() | (NoticeRow.next_at <= now))
        .where(UserRow.telegram_reachable, UserRow.telegram_id.is_null(is_null=False))
        .order_by(NoticeRow.id)
        .limit(most)
    )
    return tuple(_notice_of(row) for row in rows)


def sent(notice_id: int, *, now: Clock) -> None:
    _settle(notice_id, state="sent", sent_at=now(), error=None)


def later(notice_id: int, *, at: datetime, error: str) -> None:
    _settle(notice_id, next_at=at, error=error)


def failed(notice_id: int, *, error: str) -> None:
    _settle(notice_id, state="failed", error=error)


def _settle(notice_id: int, **columns: Any) -> None:
    """Each outcome is one more attempt. A notice that is gone (its person was deleted) needs none."""
    queued = (NoticeRow.id == notice_id) & (NoticeRow.state == "queued")
    NoticeRow.update(attempts=NoticeRow.attempts + 1, **columns).where(queued).execute()


def _notice_of(row: Any) -> Notice:
    return Notice(
        id=row.id,
        person_id=row.user_id,
        telegram_id=row.user.telegram_id,
        key=row.key,
        reply=row.reply,
        attempts=row.attempts,
    )
