"""The words of the offline designer: questions with likely answers, refusals, small talk."""

from collections.abc import Sequence

from core.designer.answers import Option
from core.designer.grammar.drafts import Cond, Draft
from core.designer.grammar.holes import Hole
from core.designer.grammar.sentences import sentence
from core.trading.strategy import Strategy

GREETING = (
    'Hello! Tell me what to trade and when, for example: "buy PEPE with 10% when it drops 5% in an hour, stop loss 3%".'
)
THANKS = "You're welcome!"
CHAT = (
    'I turn sentences into trading strategies. Try: "buy SOL with 10% when RSI is below 30 on the 4h, take profit 8%".'
)
QUESTION = (
    "I am the built-in reader: I turn sentences into strategies but cannot answer questions. "
    "Tell me what to buy or sell, and when."
)
TOO_LONG = "That is longer than I can read reliably. Please say the strategy in a few sentences."
NOTHING_TO_UNDO = "There is nothing to undo."
DROPPED = "All right, I leave it as it is."
SAME = "That is how it is already; nothing changed."
FAILED = "I could not read that. Please say it in another way."

_QUESTIONS = {
    "token": "Which token?",
    "threshold": "By how many percent?",
    "price": "At which price?",
    "direction": "Above or below?",
    "amount": "How much: a percent of your cash or position, or dollars?",
    "timeframe": "Over which time, for example 15m, 1h or 1d?",
    "condition": "When should that happen? For example: when it drops 5% in 1h.",
    "action": "What should I do then: buy, sell or notify you?",
    "every": "How often: every day, every week, every 4 hours? Months are not offered.",
    "stop_loss_percent": "At what loss should it stop, in percent?",
    "take_profit_percent": "At what profit should it sell, in percent?",
    "trailing_stop_percent": "How far should the stop trail behind the high, in percent?",
    "max_hold": "How long should it be held at most?",
    "max_entries": "How many entries at most?",
    "rule": "You have such a rule already. Should this be a second one, or replace it?",
    "field": "What exactly should I remove?",
}
_OPTIONS: dict[str, tuple[str, ...]] = {
    "threshold": ("3%", "5%", "10%"),
    "direction": ("above", "below"),
    "amount": ("10%", "25%", "$100"),
    "timeframe": ("15m", "1h", "4h", "1d"),
    "condition": ("when it drops 5% in 1h", "when RSI is below 30", "every day"),
    "action": ("buy 10%", "sell all", "notify me"),
    "every": ("every day", "every week"),
    "stop_loss_percent": ("3%", "5%", "10%"),
    "take_profit_percent": ("5%", "10%", "20%"),
    "trailing_stop_percent": ("3%", "5%", "10%"),
    "max_hold": ("1d", "3d", "1w"),
}


def done(strategy: Strategy) -> str:
    """What the strategy now says."""
    return sentence(strategy)


def question(missing: Sequence[str], unread: Sequence[str]) -> str:
    """One question about the first thing that is missing; what was not understood is quoted."""
    text = _QUESTIONS.get(missing[0], "Could you say that in another way?")
    if not unread:
        return text
    quoted = ", ".join(f"“{piece[:40]}”" for piece in list(unread)[:3])
    return f"I did not understand {quoted}. Please say it in another way, or leave it out."


def options(missing: Sequence[str], found: Sequence[Hole], likely: Sequence[str]) -> tuple[Option, ...]:
    """Likely answers to the first thing missing."""
    if likely:
        return tuple(Option(answer, answer) for answer in likely)
    if not missing:
        return ()
    part = found[0].part if found else None
    if missing[0] == "threshold" and isinstance(part, Cond) and part.type == "rsi":
        return tuple(Option(text, text) for text in ("30", "50", "70"))
    if missing[0] == "threshold" and isinstance(part, Cond) and part.type == "volume_spike":
        return tuple(Option(text, text) for text in ("50%", "100%", "200%"))
    return tuple(Option(text, text) for text in _OPTIONS.get(missing[0], ()))


def refused(problems: Sequence[str]) -> str:
    """Why not, and what happens instead: nothing."""
    return " ".join([*problems, "I left everything as it was."])


def about(draft: Draft) -> str:
    """What is already understood of an unfinished draft."""
    tokens = ", ".join(draft.tokens())
    return f"So far: {tokens}." if tokens else ""
