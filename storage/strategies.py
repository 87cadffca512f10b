"""Strategies and drafts as rows keep them; what no longer validates is left out, never a reason to fail."""

import logging
from typing import Any

from core.errors import InvalidStrategy
from core.people import Draft
from core.trading.strategy import Strategy
from storage.models import DraftRow

_log = logging.getLogger(__name__)


def strategy_of(config: Any, *, owner: str) -> Strategy | None:
    """The strategy a row keeps. None where there is none, or none this version understands (the row stays as it is)."""
    if not config:
        return None
    try:
        return Strategy.from_config(config)
    except InvalidStrategy as error:
        _log.warning("the strategy kept for %s is not valid any more: %s", owner, error)
        return None


def config_of(strategy: Strategy | None) -> dict[str, Any] | None:
    return strategy.to_config() if strategy else None


def draft_of(row: DraftRow) -> Draft:
    owner = f"draft {row.id}"
    return Draft(
        id=row.id,
        strategy=strategy_of(row.strategy_config, owner=owner),
        pending=row.pending,
        undo=_undo_of(row.undo, owner=owner),
        options=tuple(row.options),
    )


def _undo_of(configs: list[Any], *, owner: str) -> tuple[Strategy | None, ...]:
    """None means "no strategy yet" in an undo list, so an invalid one is dropped instead."""
    kept = [(config, strategy_of(config, owner=owner)) for config in configs]
    return tuple(strategy for config, strategy in kept if strategy or not config)
