"""What the chat says besides strategies and results: greeting, help, bots, questions, refusals, apologies."""

from collections.abc import Sequence
from datetime import datetime

from core.errors import (
    Conflict,
    InvalidCandles,
    InvalidStrategy,
    LimitReached,
    MarketError,
    NoHistory,
    NotFound,
    RandebuError,
    StoreError,
    TokenUnknown,
)
from core.people import TradingBot
from core.wording.html import bold, esc, italic, shortened

EXAMPLES = (
    ("🐸 PEPE dip", "buy PEPE when it drops 5% in an hour, stop 3, target 10"),
    ("🔊 WIF volume", "buy WIF with 20% when volume triples in 1h, stop loss 4%, take profit 12%"),
    ("🚀 DOGE breakout", "buy DOGE when it rises 4% in 4h, stop 3, target 8"),
)
"""Label and sentence of the first steps that are offered."""

COMMANDS = (
    ("start", "Show the first steps"),
    ("bots", "Switch, make, rename or delete bots"),
    ("new", "Make a new bot"),
    ("strategy", "Show this bot's strategy"),
    ("history", "Show and restore earlier versions"),
    ("backtest", "Test it on past candles"),
    ("backtests", "Show earlier backtests"),
    ("stop", "Stop what is running, drop a question"),
    ("help", "Show what I can do"),
)
"""Every command there is, with what it does."""

BOT_NAME_MOST = 40
MESSAGE_MOST = 4_000


def welcome(name: str, *, market_label: str) -> str:
    demo = f"\n\n{italic(f'Prices here are {market_label}: made up, the same every time, good for learning.')}"
    return (
        f"👋 Hi {esc(shortened(name, 40))}! Tell me a trading idea in plain words and I turn it into a strategy, "
        "test it honestly on past candles, costs included, and show you the picture.\n\n"
        f"Tap an example, or write your own sentence.{demo if market_label else ''}"
    )


def help_text(*, market_label: str, offline: bool) -> str:
    lines = [
        bold("What I understand"),
        "• conditions: drops or rises X% in a time, volume spikes, price above or below, RSI, averages, MACD, "
        "Bollinger bands, schedules",
        "• actions: buy or sell a share or dollars, or just notify",
        "• risk: stop loss, take profit, trailing stop, max hold",
        "• edits: “make it 7%”, “add a 4% stop loss”, “use DOGE instead”, “undo that”",
        "",
        bold("Commands"),
        *(f"/{name} – {esc(does)}" for name, does in COMMANDS),
        "",
        bold("How a backtest counts"),
        "A rule that fires at a candle's close fills at the next candle's open. 0.3% fee and 0.1% slippage on each "
        "side. If a candle touches both stop and target, the stop is assumed first.",
    ]
    notes = [f"Market: {market_label}."] if market_label else []
    notes += ["Words are read offline, without an AI model."] if offline else []
    return "\n".join([*lines, "", italic(" ".join(notes))] if notes else lines)


def bots_text(bots: Sequence[TradingBot], active_id: str | None, *, limit: int) -> str:
    if not bots:
        return f"{bold('Your bots')}\nYou have none yet. Write a trading idea and I make one, or tap New bot."
    lines = [f"{'✅' if b.id == active_id else '▫️'} {bold(b.name)} – {bot_state(b)}" for b in bots]
    return "\n".join(
        [bold(f"Your bots ({len(bots)} of {limit})"), *lines, "", italic("What you write goes to the ✅ one.")]
    )


def bot_state(bot: TradingBot) -> str:
    if bot.draft and bot.draft.strategy:
        return "a proposal waits for Save"
    return "strategy saved" if bot.strategy else "no strategy yet"


def new_bot(bot: TradingBot) -> str:
    return f"🆕 {bold(bot.name)} is ready and selected. Tell it what to do, for example:\n{italic(EXAMPLES[0][1])}"


def ask_bot_name(bot: TradingBot) -> str:
    return f"What should {bold(bot.name)} be called? Write the new name (up to {BOT_NAME_MOST} characters), or /stop."


def renamed(bot: TradingBot) -> str:
    return f"Renamed. This bot is now {bold(bot.name)}."


def bad_bot_name() -> str:
    return f"A name needs 1 to {BOT_NAME_MOST} visible characters. Write another one, or /stop."


def confirm_delete(bot: TradingBot, *, runs: int) -> str:
    tests = "its backtests" if runs else "no backtests"
    return f"Delete {bold(bot.name)} for good? Its strategy, its conversation and {tests} go with it."


def deleted(name: str) -> str:
    return f"🗑 {bold(name)} is deleted."


def proposal_heading(bot: TradingBot) -> str:
    return f"📝 {bold(bot.name)} · {italic('proposal, not saved yet')}"


def saved_heading(bot: TradingBot) -> str:
    return f"🤖 {bold(bot.name)} · {italic('saved')}"


def saved(bot: TradingBot) -> str:
    return f"✅ Saved in {bold(bot.name)}. See how it would have done:"


def discarded(bot: TradingBot) -> str:
    rest = "The saved strategy stays as it was." if bot.strategy else "There is no strategy now."
    return f"Discarded. {rest}"


def how_to_change() -> str:
    return (
        "Just say what should be different: “make it 7%”, “15 minutes instead”, "
        "“add a 4% stop loss”, “remove the take profit”, “use DOGE instead”."
    )


def no_strategy(bot: TradingBot) -> str:
    return f"{bold(bot.name)} has no saved strategy yet. Tell me one in a sentence, then tap Save."


def draft_waits(bot: TradingBot) -> str:
    return italic(f"A proposal for {bot.name} is not saved yet; this is about the saved strategy.")


def only_text() -> str:
    return "I can read text only. Write your idea in a sentence, for example: " + italic(EXAMPLES[0][1])


def too_long(length: int) -> str:
    return (
        f"That message has {length:,} characters; I read up to {MESSAGE_MOST:,}. Nothing was changed: say it shorter."
    )


def nothing_to_read() -> str:
    return "I found no words in that. Write your idea in a sentence, for example: " + italic(EXAMPLES[0][1])


def stopped(*, runs: int, question: bool) -> str:
    if runs:
        return "⏹ Stopped. The backtest was dropped; your strategy is untouched."
    return "Question dropped." if question else "Nothing is running."


def old_menu() -> str:
    return "This menu is old – here is a fresh one."


def still_at_it() -> str:
    return "Still at it – one moment."


def apology(error: RandebuError) -> str:
    """What happened, what was kept, what to do."""
    match error:
        case NotFound():
            return "That is not here any more. Your bots: /bots"
        case LimitReached(what="bots"):
            return (
                f"You have {error.limit} bots already, which is the limit. "
                "Delete or rename one in /bots, then try again. Nothing was changed."
            )
        case Conflict(what="draft"):
            return "That proposal was saved, dropped or replaced already. This is how it stands now:"
        case Conflict(what="backtest"):
            return "A backtest of this bot is running already. Wait for it, or stop it with /stop."
        case InvalidStrategy():
            problems = "\n".join(f"• {esc(p)}" for p in error.problems[:5])
            return f"This strategy cannot be run as it is:\n{problems}\nIt is unchanged: say what should be different."
        case TokenUnknown():
            where = f" on {error.chain}" if error.chain else ""
            return f"The market does not know {bold(error.token)}{esc(where)}. Pick another token: “use PEPE instead”."
        case NoHistory():
            return f"There are no candles of {bold(error.token)} for that period. Try a shorter or later one."
        case MarketError() | InvalidCandles():
            return "The market did not answer usefully. Nothing was changed; try again in a minute."
        case StoreError():
            return (
                "I could not write that down just now (the database is busy or full). Nothing was changed; try again."
            )
    return "That did not work. Nothing was changed; try again."


def failure(code: str) -> str:
    return f"Something went wrong on our side (error {bold(code)}). Nothing was changed. Try again, or /start."


def updated(now: datetime) -> str:
    return italic(f"Updated {now:%H:%M:%S} UTC")
