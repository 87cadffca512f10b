"""The history of a strategy in words: what each save changed."""

from collections.abc import Sequence
from itertools import zip_longest

from core.changes import changes
from core.people import StrategyVersion, TradingBot
from core.wording.catalogue import say, words
from core.wording.html import Html, joined
from core.wording.strategies import change_line
from core.wording.times import moment

CHANGES_SHOWN = 5


def history(bot: TradingBot, kept: Sequence[StrategyVersion], *, shown: int) -> Html:
    """Versions, newest first; one more than `shown` may be given, to tell what the last one shown changed."""
    if not kept:
        return say("versions.none", bot=bot.name)
    pairs = list(zip_longest(kept, kept[1:]))[:shown]
    lines = [line for version, before in pairs for line in _version(bot, version, before)]
    return joined([say("versions.title", bot=bot.name), *lines])


def restore_label(version: StrategyVersion) -> str:
    return words("button.restore", number=version.number)


def restored_toast(number: int) -> str:
    return words("toast.restored", number=number)


def restored(bot: TradingBot, number: int) -> Html:
    return say("versions.restored", bot=bot.name, number=number)


def _version(bot: TradingBot, version: StrategyVersion, before: StrategyVersion | None) -> list[Html]:
    head = [say("versions.version", number=version.number, moment=moment(version.created_at, year=True))]
    head += [say("versions.in_use")] if version.strategy == bot.strategy else []
    found = changes(before.strategy if before else None, version.strategy)
    more = [say("versions.more", number=len(found) - CHANGES_SHOWN)] if len(found) > CHANGES_SHOWN else []
    return [Html(), joined(head, " · "), *(change_line(change) for change in found[:CHANGES_SHOWN]), *more]
