"""What the chat says besides strategies and results: greeting, help, bots, questions, refusals, apologies."""

from collections.abc import Sequence
from datetime import UTC, datetime

from core.errors import (
    BadAddress,
    Conflict,
    InvalidCandles,
    InvalidStrategy,
    LimitReached,
    MarketBudgetSpent,
    MarketBusy,
    MarketError,
    MarketKeyRefused,
    MarketRefused,
    MarketUnavailable,
    NoHistory,
    NotFound,
    RandebuError,
    StoreError,
    TokenUnknown,
)
from core.people import TradingBot
from core.wording.catalogue import say, words
from core.wording.html import Html, bold, italic, joined, shortened
from core.wording.market import is_made_up, market_name

EXAMPLES = 3
"""How many first steps are offered."""

_MENU = ("start", "bots", "new", "strategy", "history", "backtest", "status", "stop", "language", "help")
_MORE = ("backtests", "stop_all", "usage", "price", "chart", "risk", "trending", "search")
"""Commands that are told by /help alone: a menu of more than ten is not read."""

BOT_NAME_MOST = 40
MESSAGE_MOST = 4_000


def commands() -> tuple[tuple[str, str], ...]:
    """The commands of the menu, with what they do."""
    return _told(_MENU)


def about() -> tuple[str, str]:
    """What the product is, shortly for its profile and longer for who has not begun yet."""
    return words("about.short"), words("about.long")


def example_labels() -> tuple[str, ...]:
    return tuple(words(f"example.{number}.label") for number in range(1, EXAMPLES + 1))


def example(number: int = 0) -> str:
    """The sentence of a first step, counted from 0."""
    return words(f"example.{number % EXAMPLES + 1}.says")


def welcome(name: str, *, market_label: str) -> Html:
    hello = say("welcome", name=shortened(name, 40))
    demo = [say("welcome.demo", market=market_name(market_label))] if is_made_up(market_label) else []
    return joined([hello, *demo], "\n\n")


def help_text(*, market_label: str, offline: bool) -> Html:
    does = [f"/{name} – {text}" for name, text in _told((*_MENU, *_MORE))]
    parts = [say("help.understand"), joined([say("help.commands"), *does]), say("help.counts")]
    notes = [words("help.market", market=market_name(market_label))] if market_label else []
    notes += [words("help.offline")] if offline else []
    return joined([*parts, italic(" ".join(notes))] if notes else parts, "\n\n")


def choose_language() -> Html:
    return say("language.choose")


def language_chosen() -> Html:
    return say("language.chosen")


def bots_text(bots: Sequence[TradingBot], active_id: str | None, *, limit: int) -> Html:
    if not bots:
        return say("bots.none")
    lines = [joined([f"{'✅' if b.id == active_id else '▫️'} ", bold(b.name), f" – {bot_state(b)}"], "") for b in bots]
    return joined([say("bots.title", number=len(bots), limit=limit), *lines, "", say("bots.hint")])


def bot_state(bot: TradingBot) -> str:
    if bot.draft and bot.draft.strategy:
        return words("bot.proposal")
    return words("bot.saved" if bot.strategy else "bot.empty")


def new_bot(bot: TradingBot) -> Html:
    return say("bot.new", bot=bot.name, example=example())


def ask_bot_name(bot: TradingBot) -> Html:
    return say("bot.ask_name", bot=bot.name, most=BOT_NAME_MOST)


def renamed(bot: TradingBot) -> Html:
    return say("bot.renamed", bot=bot.name)


def bad_bot_name() -> Html:
    return say("bot.bad_name", most=BOT_NAME_MOST)


def confirm_delete(bot: TradingBot, *, runs: int) -> Html:
    return say("bot.delete" if runs else "bot.delete_untested", bot=bot.name)


def deleted(name: str) -> Html:
    return say("bot.deleted", bot=name)


def proposal_heading(bot: TradingBot) -> Html:
    return say("proposal.heading", bot=bot.name)


def saved_heading(bot: TradingBot) -> Html:
    return say("saved.heading", bot=bot.name)


def saved(bot: TradingBot) -> Html:
    return say("saved", bot=bot.name)


def discarded(bot: TradingBot) -> Html:
    return say("discarded" if bot.strategy else "discarded.empty")


def how_to_change() -> Html:
    return say("how_to_change")


def no_strategy(bot: TradingBot) -> Html:
    return say("no_strategy", bot=bot.name)


def only_text() -> Html:
    return say("only_text", example=example())


def too_long(length: int) -> Html:
    return say("too_long", length=length, most=MESSAGE_MOST)


def nothing_to_read() -> Html:
    return say("nothing_to_read", example=example())


def stopped(*, runs: int, question: bool, thinking: bool) -> Html:
    if runs:
        return say("stopped.run")
    if thinking:
        return say("toast.stopping")
    return say("stopped.question" if question else "stopped.nothing")


def with_note(text: str, note: str) -> str:
    """A reply with what the person should know about how it came about."""
    return f"{text}\n\n{italic(note)}" if note else text


def old_menu() -> str:
    return words("toast.old_menu")


def still_at_it() -> str:
    return words("toast.still_at_it")


def apology(error: RandebuError) -> Html:
    """What happened, what was kept, what to do."""
    match error:
        case NotFound():
            return say("sorry.not_found")
        case LimitReached(what="bots"):
            return say("sorry.bots_limit", limit=error.limit)
        case Conflict(what="draft"):
            return say("sorry.draft")
        case Conflict(what="backtest"):
            return say("sorry.running")
        case Conflict(what="simulation"):
            return say("sorry.simulating")
        case InvalidStrategy():
            return say("sorry.invalid", problems="\n".join(f"• {problem}" for problem in error.problems[:5]))
        case MarketError() | InvalidCandles():
            return _no_market(error)
        case StoreError():
            return say("sorry.store")
    return say("sorry")


def failure(code: str) -> Html:
    return say("failure", code=code)


def updated(now: datetime) -> Html:
    return say("updated", time=f"{now:%H:%M:%S}")


def _no_market(error: RandebuError) -> Html:
    match error:
        case TokenUnknown():
            return _unknown(error.token, error.chain)
        case NoHistory():
            return say("sorry.no_history", token=error.token)
        case MarketUnavailable():
            return say("sorry.unavailable")
        case MarketBusy():
            return say("sorry.busy", seconds=max(1, round(error.retry_after)))
        case MarketBudgetSpent():
            return say("sorry.budget", time=f"{datetime.fromtimestamp(error.until, UTC):%H:%M}")
        case MarketKeyRefused():
            return say("sorry.key")
        case MarketRefused():
            return say("sorry.refused")
        case BadAddress():
            return say(f"sorry.address_{error.reason}", address=shortened(error.address, 60), chain=error.chain)
    return say("sorry.market")


def _unknown(token: str, chain: str | None) -> Html:
    return say("sorry.token_on", token=token, chain=chain) if chain else say("sorry.token", token=token)


def _told(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, words(f"command.{name}")) for name in names)
