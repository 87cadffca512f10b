"""What the offline designer says: questions with likely answers, refusals, assumptions, small talk."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    "talk.greeting": (
        "Hello! Tell me what to trade and when, for example: "
        '"buy PEPE with 10% when it drops 5% in an hour, stop loss 3%".'
    ),
    "talk.thanks": "You're welcome!",
    "talk.chat": (
        "I turn sentences into trading strategies. "
        'Try: "buy SOL with 10% when RSI is below 30 on the 4h, take profit 8%".'
    ),
    "talk.question": (
        "I am the built-in reader: I turn sentences into strategies but cannot answer questions. "
        "Tell me what to buy or sell, and when."
    ),
    "talk.too_long": "That is longer than I can read reliably. Please say the strategy in a few sentences.",
    "talk.nothing_to_undo": "There is nothing to undo.",
    "talk.dropped": "All right, I leave it as it is.",
    "talk.same": "That is how it is already; nothing changed.",
    "talk.failed": "I could not read that. Please say it in another way.",
    "ask.token": "Which token?",
    "ask.threshold": "By how many percent?",
    "ask.price": "At which price?",
    "ask.direction": "Above or below?",
    "ask.amount": "How much: a percent of your cash or position, or dollars?",
    "ask.timeframe": "Over which time, for example 15m, 1h or 1d?",
    "ask.condition": "When should that happen? For example: when it drops 5% in 1h.",
    "ask.action": "What should I do then: buy, sell or notify you?",
    "ask.every": "How often: every day, every week, every 4 hours? Months are not offered.",
    "ask.stop_loss_percent": "At what loss should it stop, in percent?",
    "ask.take_profit_percent": "At what profit should it sell, in percent?",
    "ask.trailing_stop_percent": "How far should the stop trail behind the high, in percent?",
    "ask.max_hold": "How long should it be held at most?",
    "ask.max_entries": "How many entries at most?",
    "ask.rule": "You have such a rule already. Should this be a second one, or replace it?",
    "ask.field": "What exactly should I remove?",
    "ask.else": "Could you say that in another way?",
    "ask.unread": "I did not understand {quoted}. Please say it in another way, or leave it out.",
    "ask.slip": "Did you mean {likely}? I do not know {said}.",
    # Likely answers, sent as if typed: the reader must understand them. Buttons, at most 22 characters each
    "offer.direction": "above | below",
    "offer.condition": "when it drops 5% in 1h | when RSI is below 30 | every day",
    "offer.action": "buy 10% | sell all | notify me",
    "offer.every": "every day | every week",
    "refused": "I left everything as it was.",
    "refused.short": "Short selling is not offered: a strategy here buys first and sells what it holds.",
    "refused.leverage": ("Leverage, margin and derivatives are not offered: a strategy trades only the cash it has."),
    "refused.guarantee": (
        "Nobody can guarantee a profit or rule out a loss; I can only keep risk in bounds, say with a stop loss."
    ),
    "refused.shady": "That would be market abuse or theft; I do not help with it.",
    "impossible.change": "A change must be more than 0 %.",
    "impossible.drop": "A price cannot fall by {threshold} %: less than 100 % is possible.",
    "impossible.rsi": "The RSI lives between 0 and 100; {threshold} cannot be reached.",
    "impossible.price": "A price must be more than 0.",
    "impossible.cash": "{share} % of your cash is more than there is: at most 100 % is possible.",
    "impossible.held": "{share} % of what is held is more than there is: at most 100 % is possible.",
    "impossible.amount": "An amount must be more than 0.",
    "impossible.exit": "A {name} must be more than 0 %.",
    "impossible.exit_all": "A {name} of {value} % can never trigger: it must be less than 100 %.",
    "exit.stop_loss_percent": "stop loss",
    "exit.take_profit_percent": "take profit",
    "exit.trailing_stop_percent": "trailing stop",
    "assumed.chain": "I took {token} on the {chain} chain.",
    "assumed.timeframe": "I took 1 hour as the timeframe.",
    "assumed.buy": "I took 10 % of your cash for the buy.",
    "assumed.sell": "I took all of the position for the sale.",
    # While a model works, and what it cost
    "thinking.designing": "💭 Designing the strategy…",
    "thinking.checking": "🔎 Checking it against your words…",
    "thinking.explaining": "✍️ Explaining it…",
    "usage.title": "<b>AI answers</b>",
    "usage.offline": "Your words are read offline: no AI model is asked, so nothing is used up.",
    "usage.today": "Today: {turns} answers, {calls} calls of {most}",
    "usage.month": "Last 30 days: {turns} answers, {calls} calls, {tokens} tokens",
    "usage.everybody": "Everybody, last 30 days: {turns} answers, {calls} calls, {tokens} tokens",
    # Why the built-in reader answered instead of the model
    "note.away": "The AI model is not available; this is my built-in reader's answer.",
    "note.busy": "The AI model is busy; this is my built-in reader's answer.",
    "note.timeout": "The AI model took too long; this is my built-in reader's answer.",
    "note.bad_answer": "The AI model's answer did not fit your words; this is my built-in reader's answer.",
    "note.budget": "The AI model came to no end; this is my built-in reader's answer.",
    "note.limit": "Today's AI answers are used up; this is my built-in reader's answer.",
    "note.no_model": "No AI model is set up; this is my built-in reader's answer.",
    "note.stopped": "Stopped; nothing changed.",
    "note.again": "Could you say that in another way?",
    "note.refused": "That is not offered.",
}
