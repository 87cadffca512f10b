"""The strategies a bot has had: each one saved is kept, so that it can be had again."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from core.errors import NotFound
from core.people import StrategyVersion
from core.ports import Clock
from core.trading.strategy import Strategy
from storage import bots
from storage.models import BotRow, VersionRow
from storage.strategies import strategy_of

_NUMBER_MOST = 2**31 - 1  # what an integer column holds everywhere


def versions(person_id: str, bot_id: str, *, most: int) -> tuple[StrategyVersion, ...]:
    bot = bots.owned(person_id, bot_id)
    rows = _rows(bot.id).order_by(VersionRow.number.desc())
    return tuple(islice(_valid(rows.iterator()), most))


def version(bot_id: str, number: int) -> Strategy:
    """The strategy of that version. Raises NotFound("version") where there is none, or none that is valid any more."""
    known = 0 < number <= _NUMBER_MOST  # a number comes from a button, and a greater one has no place in a query
    found = next(_valid(_rows(bot_id).where(VersionRow.number == number)), None) if known else None
    if found is None:
        raise NotFound("version")
    return found.strategy


def make_own(bot: BotRow, strategy: Strategy, *, now: Clock) -> None:
    """The bot's strategy from now on, and its newest version unless that is the same."""
    moment, config = now(), strategy.to_config()
    bots.change(bot.id, moment, strategy_config=config, status="active" if bot.status == "draft" else bot.status)
    newest = _rows(bot.id).order_by(VersionRow.number.desc()).first()
    if newest is None or strategy_of(newest.strategy_config, owner=_owner(newest)) != strategy:
        number = newest.number + 1 if newest else 1
        VersionRow.create(bot=bot.id, number=number, strategy_config=config, created_at=moment)


def _rows(bot_id: str) -> Any:
    return VersionRow.select().where(VersionRow.bot == bot_id)


def _valid(rows: Any) -> Iterator[StrategyVersion]:
    for row in rows:
        strategy = strategy_of(row.strategy_config, owner=_owner(row))
        if strategy:
            yield StrategyVersion(row.number, strategy, row.created_at)


def _owner(row: VersionRow) -> str:
    return f"version {row.number} of bot {row.bot_id}"
