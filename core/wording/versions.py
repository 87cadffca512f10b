"""The history of a strategy in words: what each save changed."""

from collections.abc import Sequence
from itertools import zip_longest

from core.changes import changes
from core.people import StrategyVersion, TradingBot
from core.wording.html import bold, italic
from core.wording.strategies import change_line

CHANGES_SHOWN = 5


def history(bot: TradingBot, kept: Sequence[StrategyVersion], *, shown: int) -> str:
    """Versions, newest first; one more than `shown` may be given, to tell what the last one shown changed."""
    if not kept:
        return f"{bold(bot.name)} has no versions yet: every Save makes one."
    pairs = list(zip_longest(kept, kept[1:]))[:shown]
    lines = [line for version, before in pairs for line in _version(bot, version, before)]
    return "\n".join([f"🕘 {bold(bot.name)} · versions, newest first", *lines])


def restore_label(version: StrategyVersion) -> str:
    return f"↩️ Restore {version.number}"


def restored_toast(number: int) -> str:
    return f"Version {number} is back"


def restored(bot: TradingBot, number: int) -> str:
    return f"↩️ {bold(bot.name)} is as it was in version {number}. See how it would have done:"


def _version(bot: TradingBot, version: StrategyVersion, before: StrategyVersion | None) -> list[str]:
    now = f" · {italic('in use')}" if version.strategy == bot.strategy else ""
    head = f"\n{bold(f'Version {version.number}')} · {version.created_at:%d %b %Y %H:%M} UTC{now}"
    found = changes(before.strategy if before else None, version.strategy)
    more = [italic(f"and {len(found) - CHANGES_SHOWN} more")] if len(found) > CHANGES_SHOWN else []
    return [head, *(change_line(change) for change in found[:CHANGES_SHOWN]), *more]
