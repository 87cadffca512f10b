"""Greeting, help, bots, versions, questions of menus, apologies, buttons and toasts."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    # Welcome and help
    "welcome": (
        "👋 Hi {name}! Tell me a trading idea in plain words and I turn it into a strategy, "
        "test it honestly on past candles, costs included, and show you the picture.\n\n"
        "Tap an example, or write your own sentence."
    ),
    "welcome.demo": "<i>Prices here are {market}: made up, the same every time, good for learning.</i>",
    "example.1.label": "🐸 PEPE dip",
    "example.1.says": "buy PEPE when it drops 5% in an hour, stop 3, target 10",
    "example.2.label": "🔊 WIF volume",
    "example.2.says": "buy WIF with 20% when volume triples in 1h, stop loss 4%, take profit 12%",
    "example.3.label": "🚀 DOGE breakout",
    "example.3.says": "buy DOGE when it rises 4% in 4h, stop 3, target 8",
    "help.understand": (
        "<b>What I understand</b>\n"
        "• conditions: drops or rises X% in a time, volume spikes, price above or below, RSI, averages, MACD, "
        "Bollinger bands, schedules\n"
        "• actions: buy or sell a share or dollars, or just notify\n"
        "• risk: stop loss, take profit, trailing stop, max hold\n"
        "• edits: “make it 7%”, “add a 4% stop loss”, “use DOGE instead”, “undo that”"
    ),
    "help.commands": "<b>Commands</b>",
    "help.counts": (
        "<b>How a backtest counts</b>\n"
        "A rule that fires at a candle's close fills at the next candle's open. 0.3% fee and 0.1% slippage on each "
        "side. If a candle touches both stop and target, the stop is assumed first."
    ),
    "help.market": "Market: {market}.",
    "help.offline": "Words are read offline, without an AI model.",
    "market.demo": "demo data",
    # Commands: at most 60 characters
    "command.start": "Show the first steps",
    "command.bots": "Switch, make, rename or delete bots",
    "command.new": "Make a new bot",
    "command.strategy": "Show this bot's strategy",
    "command.history": "Show and restore earlier versions",
    "command.backtest": "Test it on past candles",
    "command.backtests": "Show earlier backtests",
    "command.stop": "Stop what is running, drop a question",
    "command.usage": "Show how much of the AI model was used",
    "command.language": "Choose the language",
    "command.help": "Show what I can do",
    "about.short": "Say a trading idea, see an honest backtest, watch it live on paper.",
    "about.long": (
        "Tell me a trading idea in plain words. I show what I understood, test it on past candles with costs on, "
        "and draw you the picture. Tap Start."
    ),
    "language.choose": "🌐 Which language shall I speak?",
    "language.chosen": "🌐 From now on I speak English. You can write to me in any of these languages.",
    # Bots
    "bots.none": "<b>Your bots</b>\nYou have none yet. Write a trading idea and I make one, or tap New bot.",
    "bots.title": "<b>Your bots ({number} of {limit})</b>",
    "bots.hint": "<i>What you write goes to the ✅ one.</i>",
    "bot.proposal": "a proposal waits for Save",
    "bot.saved": "strategy saved",
    "bot.empty": "no strategy yet",
    "bot.new": "🆕 <b>{bot}</b> is ready and selected. Tell it what to do, for example:\n<i>{example}</i>",
    "bot.ask_name": "What should <b>{bot}</b> be called? Write the new name (up to {most} characters), or /stop.",
    "bot.renamed": "Renamed. This bot is now <b>{bot}</b>.",
    "bot.bad_name": "A name needs 1 to {most} visible characters. Write another one, or /stop.",
    "bot.delete": ("Delete <b>{bot}</b> for good? Its strategy, its conversation and its backtests go with it."),
    "bot.delete_untested": (
        "Delete <b>{bot}</b> for good? Its strategy, its conversation and no backtests go with it."
    ),
    "bot.deleted": "🗑 <b>{bot}</b> is deleted.",
    "bot.first_name": "My bot",
    "bot.next_name": "Bot {number}",
    # Proposals
    "proposal.heading": "📝 <b>{bot}</b> · <i>proposal, not saved yet</i>",
    "saved.heading": "🤖 <b>{bot}</b> · <i>saved</i>",
    "saved": "✅ Saved in <b>{bot}</b>. See how it would have done:",
    "discarded": "Discarded. The saved strategy stays as it was.",
    "discarded.empty": "Discarded. There is no strategy now.",
    "how_to_change": (
        "Just say what should be different: “make it 7%”, “15 minutes instead”, "
        "“add a 4% stop loss”, “remove the take profit”, “use DOGE instead”."
    ),
    "no_strategy": "<b>{bot}</b> has no saved strategy yet. Tell me one in a sentence, then tap Save.",
    # Versions
    "versions.none": "<b>{bot}</b> has no versions yet: every Save makes one.",
    "versions.title": "🕘 <b>{bot}</b> · versions, newest first",
    "versions.version": "<b>Version {number}</b> · {moment} UTC",
    "versions.in_use": "<i>in use</i>",
    "versions.more": "<i>and {number} more</i>",
    "versions.restored": "↩️ <b>{bot}</b> is as it was in version {number}. See how it would have done:",
    # What cannot be read, and what goes wrong
    "only_text": "I can read text only. Write your idea in a sentence, for example: <i>{example}</i>",
    "too_long": ("That message has {length} characters; I read up to {most}. Nothing was changed: say it shorter."),
    "nothing_to_read": "I found no words in that. Write your idea in a sentence, for example: <i>{example}</i>",
    "stopped.run": "⏹ Stopped. The backtest was dropped; your strategy is untouched.",
    "stopped.question": "Question dropped.",
    "stopped.nothing": "Nothing is running.",
    "sorry.not_found": "That is not here any more. Your bots: /bots",
    "sorry.bots_limit": (
        "You have {limit} bots already, which is the limit. "
        "Delete or rename one in /bots, then try again. Nothing was changed."
    ),
    "sorry.draft": "That proposal was saved, dropped or replaced already. This is how it stands now:",
    "sorry.running": "A backtest of this bot is running already. Wait for it, or stop it with /stop.",
    "sorry.invalid": (
        "This strategy cannot be run as it is:\n{problems}\nIt is unchanged: say what should be different."
    ),
    "sorry.token": "The market does not know <b>{token}</b>. Pick another token: “use PEPE instead”.",
    "sorry.token_on": ("The market does not know <b>{token}</b> on {chain}. Pick another token: “use PEPE instead”."),
    "sorry.no_history": "There are no candles of <b>{token}</b> for that period. Try a shorter or later one.",
    "sorry.market": "The market did not answer usefully. Nothing was changed; try again in a minute.",
    "sorry.store": (
        "I could not write that down just now (the database is busy or full). Nothing was changed; try again."
    ),
    "sorry": "That did not work. Nothing was changed; try again.",
    "failure": "Something went wrong on our side (error <b>{code}</b>). Nothing was changed. Try again, or /start.",
    "updated": "<i>Updated {time} UTC</i>",
    # Toasts: at most 200 characters
    "toast.old_menu": "This menu is old – here is a fresh one.",
    "toast.still_at_it": "Still at it – one moment.",
    "toast.saved": "Saved",
    "toast.discarded": "Discarded",
    "toast.selected": "{bot} is selected",
    "toast.deleted": "Deleted",
    "toast.restored": "Version {number} is back",
    "toast.stopping": "Stopping…",
    "toast.runs_no_more": "It runs no more.",
    "toast.no_trades": "There are no trades in this one.",
    # Buttons: at most 22 characters, 18 where two share a row
    "button.back_to_bots": "« Bots",
    "button.back": "« Back",
    "button.my_bots": "🤖 My bots",
    "button.help": "❓ Help",
    "button.first_steps": "🏠 First steps",
    "button.new_bot": "➕ New bot",
    "button.save": "✅ Save",
    "button.change": "✏️ Change",
    "button.discard": "Discard",
    "button.backtest_30d": "📈 Backtest 30 d",
    "button.7d": "7 d",
    "button.90d": "90 d",
    "button.1y": "1 y",
    "button.backtest": "📈 Backtest",
    "button.backtests": "🕘 Backtests",
    "button.versions": "↩️ Versions",
    "button.say_change": "💬 Change",
    "button.rename": "✏️ Rename",
    "button.delete": "🗑 Delete",
    "button.really_delete": "🗑 Yes, delete",
    "button.keep": "Keep it",
    "button.restore": "↩️ Restore {number}",
    "button.stop": "⏹ Stop",
    "button.run_again": "🔁 Run again",
    "button.trades_csv": "📄 Trades CSV",
    "button.details": "🔍 Details",
    "button.pictures": "🖼 Pictures",
    "button.one_trade": "🔎 A trade",
    "button.earlier": "🕘 Earlier",
    "button.newer": "« Newer",
    "button.older": "Older »",
    "button.picture_luck": "🎲 Luck",
    "button.picture_months": "🗓 Months",
    "button.picture_results": "📊 Trade results",
}
