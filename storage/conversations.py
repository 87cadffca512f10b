"""What was said about a bot, and the draft it has come to."""

from datetime import timedelta

from peewee import fn

from core.errors import Conflict
from core.people import Draft, TradingBot
from core.ports import Clock
from storage import bots, versions
from storage.models import DraftRow, MessageRow
from storage.strategies import config_of, strategy_of


def add_message(person_id: str, bot_id: str, *, role: str, content: str, now: Clock) -> None:
    """Never earlier than the message before it, wherever the clock was set back to: history is told in order."""
    bot = bots.owned(person_id, bot_id)
    moment = now()
    newest = MessageRow.select(fn.MAX(MessageRow.created_at)).where(MessageRow.bot == bot.id).scalar()
    if newest:
        moment = max(moment, newest + timedelta(microseconds=1))
    MessageRow.create(bot=bot.id, role=role, content=content, created_at=moment)


def history(person_id: str, bot_id: str, *, most: int) -> tuple[tuple[str, str], ...]:
    bot = bots.owned(person_id, bot_id)
    newest = MessageRow.select(MessageRow.role, MessageRow.content).where(MessageRow.bot == bot.id)
    rows = list(newest.order_by(MessageRow.created_at.desc(), MessageRow.id.desc()).limit(most))
    return tuple((row.role, row.content) for row in reversed(rows))


def put_draft(person_id: str, bot_id: str, draft: Draft, *, now: Clock) -> None:
    bot = bots.owned(person_id, bot_id)
    _drop(bot.id)
    DraftRow.create(
        bot=bot.id,
        id=draft.id,
        strategy_config=config_of(draft.strategy),
        pending=None if draft.pending is None else dict(draft.pending),
        undo=[config_of(strategy) for strategy in draft.undo],
        options=list(draft.options),
        created_at=now(),
    )


def save_draft(person_id: str, bot_id: str, draft_id: str, *, now: Clock) -> TradingBot:
    bot = bots.owned(person_id, bot_id)
    draft = _the_draft(bot.id, draft_id)
    strategy = strategy_of(draft.strategy_config, owner=f"draft {draft_id}")
    if strategy is None:
        raise Conflict("draft")
    versions.make_own(bot, strategy, now=now)
    _drop(bot.id)
    return bots.bot(person_id, bot_id)


def restore_version(person_id: str, bot_id: str, number: int, *, now: Clock) -> TradingBot:
    bot = bots.owned(person_id, bot_id)
    versions.make_own(bot, versions.version(bot.id, number), now=now)
    _drop(bot.id)
    return bots.bot(person_id, bot_id)


def discard_draft(person_id: str, bot_id: str, draft_id: str) -> TradingBot:
    bot = bots.owned(person_id, bot_id)
    _the_draft(bot.id, draft_id)
    _drop(bot.id)
    return bots.bot(person_id, bot_id)


def _the_draft(bot_id: str, draft_id: str) -> DraftRow:
    row = DraftRow.get_or_none(DraftRow.bot == bot_id, DraftRow.id == draft_id)
    if row is None:
        raise Conflict("draft")
    return row


def _drop(bot_id: str) -> None:
    DraftRow.delete().where(DraftRow.bot == bot_id).execute()
