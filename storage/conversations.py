"""What was said about a bot, and the draft it has come to."""

from core.errors import Conflict
from core.people import Draft, TradingBot
from core.ports import Clock
from storage import bots
from storage.models import DraftRow, MessageRow
from storage.strategies import config_of, strategy_of


def add_message(person_id: str, bot_id: str, *, role: str, content: str, now: Clock) -> None:
    bot = bots.owned(person_id, bot_id)
    MessageRow.create(bot=bot.id, role=role, content=content, created_at=now())


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
    if strategy_of(draft.strategy_config, owner=f"draft {draft_id}") is None:
        raise Conflict("draft")
    status = "active" if bot.status == "draft" else bot.status
    bots.change(bot.id, now(), strategy_config=draft.strategy_config, status=status)
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
