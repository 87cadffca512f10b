"""A sentence becomes a proposal, a proposal becomes the saved strategy."""

import contextlib
import secrets
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace

from core.answers import Answer, Context, Message, Option
from core.changes import changes
from core.chat import contracts, thinking
from core.chat.menus import bot_rows, first_steps, period_rows, proposal_rows, simulate_button
from core.chat.turn import BOTS_MOST, Route, Turn
from core.contracts import Homes, alike, homes, kept, settled
from core.errors import Conflict, RandebuError
from core.people import Draft, TradingBot
from core.replies import Attachment, Button, Reply, Rows, Tap
from core.trading.strategy import Strategy
from core.wording import results, strategies, talk, tokens
from core.wording.catalogue import words
from core.wording.html import Html, esc, italic, joined

HISTORY_MOST = 40
UNDO_MOST = 20
TOKENS_OFFERED = 6
OPTIONS_A_ROW = 2


async def said(turn: Turn, text: str, *, meant: Homes | None = None) -> AsyncGenerator[Reply, None]:
    """A message about the selected bot (made now if there is none): the designer's answer.

    `meant`: the contracts of tokens that are known already.
    """
    active = await turn.active_bot()
    bot = active or await turn.store.create_bot(turn.person.id, words("bot.first_name"), limit=BOTS_MOST)
    context = await _context(turn, bot)
    await turn.store.add_message(turn.person.id, bot.id, role="user", content=text)
    lines, answer = 0, Answer("chat", context.strategy)
    async with contextlib.aclosing(thinking.designed(turn, text, context)) as steps:
        async for step in steps:
            if isinstance(step, Answer):
                answer = await _with_tokens(turn, _with_contracts(context, step, meant or {}))
            else:
                lines += 1
                yield step
    bot = bot if active else await _named(turn, bot, answer)
    draft = _draft(bot, answer)
    await turn.store.put_draft(turn.person.id, bot.id, draft)
    await turn.store.add_message(turn.person.id, bot.id, role="assistant", content=answer.reply)
    reply = _reply(bot, answer, draft)
    yield replace(reply, text=talk.with_note(reply.text, answer.note), replaces=lines > 0)
    if answer.status == "ok" and draft.strategy is not None and bot.strategy is not None:
        async for reply in _behaviour(turn, bot, draft, draft.strategy):
            yield reply
    if answer.status == "ok" and contracts.needed(turn, draft.strategy):
        yield await contracts.question(turn, draft)


async def option(turn: Turn, draft_id: str, number: str) -> AsyncGenerator[Reply, None]:
    """A likely answer, tapped instead of typed."""
    bot = await turn.drafting(draft_id)
    assert bot.draft is not None  # noqa: S101 - drafting() found it by its draft
    if not number.isdecimal() or int(number) >= len(bot.draft.options):
        raise Conflict("draft")
    answer = bot.draft.options[int(number)]
    yield Reply(f"💬 {italic(answer)}")
    async for reply in said(turn, answer):
        yield reply


async def save(turn: Turn, draft_id: str) -> AsyncGenerator[Reply, None]:
    """The proposal becomes the bot's strategy."""
    bot = await turn.drafting(draft_id)
    if bot.draft and contracts.needed(turn, bot.draft.strategy):
        yield Reply(tokens.first(contracts.needed(turn, bot.draft.strategy)))
        yield await contracts.question(turn, bot.draft)
        return
    bot = await turn.store.save_draft(turn.person.id, bot.id, draft_id)
    yield Reply(_saved_card(bot), replaces=True, toast=words("toast.saved"))
    yield Reply(talk.saved(bot), (*period_rows(bot), (simulate_button(bot.id),)))


async def change(turn: Turn, draft_id: str) -> AsyncGenerator[Reply, None]:
    """How to say what should be different."""
    await turn.drafting(draft_id)
    yield Reply(talk.how_to_change())


async def how(turn: Turn, bot_id: str) -> AsyncGenerator[Reply, None]:
    """The same for a saved strategy, which is spoken to from now on."""
    await turn.store.select_bot(turn.person.id, bot_id)
    yield Reply(talk.how_to_change())


async def discard(turn: Turn, draft_id: str) -> AsyncGenerator[Reply, None]:
    """The proposal goes away; what was saved stays."""
    bot = await turn.drafting(draft_id)
    bot = await turn.store.discard_draft(turn.person.id, bot.id, draft_id)
    rows = bot_rows(bot) if bot.strategy else ((first_steps(),),)
    yield Reply(talk.discarded(bot), rows, replaces=True, toast=words("toast.discarded"))


async def show(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/strategy: how the selected bot stands."""
    bot = await turn.active_bot()
    yield standing(bot) if bot else Reply(talk.bots_text((), None, limit=BOTS_MOST))


def standing(bot: TradingBot, *, replaces: bool = False) -> Reply:
    """The bot's proposal where there is one, else its saved strategy, else that there is none."""
    if bot.draft and bot.draft.strategy:
        return Reply(_proposal_card(bot, bot.draft), proposal_rows(bot.draft), replaces=replaces)
    if bot.strategy:
        return Reply(_saved_card(bot), bot_rows(bot), replaces=replaces)
    return Reply(talk.no_strategy(bot), bot_rows(bot)[1:], replaces=replaces)


async def _named(turn: Turn, bot: TradingBot, answer: Answer) -> TradingBot:
    """A bot made for this very sentence is called after what it was told; the name can be changed at any time."""
    if answer.strategy is None:
        return bot
    return await turn.store.rename_bot(turn.person.id, bot.id, strategies.bot_name(answer.strategy))


async def _context(turn: Turn, bot: TradingBot) -> Context:
    history = await turn.store.history(turn.person.id, bot.id, most=HISTORY_MOST)
    messages = tuple(Message("user" if role == "user" else "assistant", content) for role, content in history)
    if bot.draft is not None:
        context = Context(messages, bot.current, bot.draft.pending, bot.draft.undo)
    else:
        context = Context(messages, bot.strategy, None, await _saved_before(turn, bot))
    return replace(context, facts=await _facts(turn, bot), person_id=turn.person.id)


async def _facts(turn: Turn, bot: TradingBot) -> Mapping[str, str]:
    """The figures of the last backtest, for questions about it; nothing where no model would read them."""
    if turn.services.designer.offline:
        return {}
    runs = await turn.store.backtests(turn.person.id, bot.id, most=1)
    return results.facts(runs[0]) if runs and runs[0].status == "completed" else {}


async def _saved_before(turn: Turn, bot: TradingBot) -> tuple[Strategy, ...]:
    """What "undo" goes back to when nothing is being proposed: the versions before the present one, newest last."""
    versions = await turn.store.versions(turn.person.id, bot.id, most=UNDO_MOST)
    return tuple(v.strategy for v in reversed(versions) if v.strategy != bot.strategy)


async def _behaviour(turn: Turn, bot: TradingBot, draft: Draft, edited: Strategy) -> AsyncGenerator[Reply, None]:
    """What the edit would have changed on the last backtest, where there is one that it fits."""
    try:
        compared = await turn.services.backtests.behaviour(bot, edited)
    except RandebuError:
        return
    if compared is not None:
        label = turn.services.backtests.market_label
        text = results.behaviour(compared.of, compared.period, market_label=label)
        picture = Attachment(f"edit-{draft.id}.png", compared.chart, "photo")
        yield Reply(text, proposal_rows(draft), picture, silent=True)


def _with_contracts(context: Context, answer: Answer, meant: Homes) -> Answer:
    """An edit names tokens by their symbols: those that stay are the contracts they were, unless others are meant."""
    if answer.strategy is None:
        return answer
    strategy = kept(context.strategy, answer.strategy)
    meant = {symbol: home for symbol, home in meant.items() if symbol in strategy.tokens()}
    return replace(answer, strategy=settled(strategy, {**homes(strategy), **meant}) if meant else strategy)


async def _with_tokens(turn: Turn, answer: Answer) -> Answer:
    """A question for the token offers the market's best known ones, unless the designer has likelier ones."""
    if answer.options or answer.status != "ask" or answer.missing[:1] != ("token",):
        return answer
    symbols = list(dict.fromkeys(token.symbol for token in await turn.services.market.tokens()))
    return replace(answer, options=tuple(Option(symbol, symbol) for symbol in symbols[:TOKENS_OFFERED]))


def _draft(bot: TradingBot, answer: Answer) -> Draft:
    """What the conversation has come to; the same proposal keeps its id, so that its buttons stay good."""
    before = bot.draft or Draft("")
    strategy = answer.strategy if answer.strategy != bot.strategy else None
    same = bool(before.id) and strategy == before.strategy and not answer.options and not before.options
    options = tuple(option.says for option in answer.options)
    return Draft(before.id if same else secrets.token_hex(4), strategy, answer.pending, answer.undo, options)


def _reply(bot: TradingBot, answer: Answer, draft: Draft) -> Reply:
    match answer.status:
        case "ok" if draft.strategy is None:
            return Reply(joined([answer.reply, _saved_card(bot)], "\n\n") if bot.strategy else esc(answer.reply))
        case "ok":
            return Reply(_proposal_card(bot, draft, answer), proposal_rows(draft))
        case "ask":
            return Reply(f"❓ {esc(answer.reply)}", _option_rows(answer, draft))
        case "reject":
            return Reply(f"🚫 {esc(answer.reply)}")
    return Reply(esc(answer.reply))


def _proposal_card(bot: TradingBot, draft: Draft, answer: Answer | None = None) -> Html:
    assert draft.strategy is not None  # noqa: S101 - callers ask only for proposals
    differences = changes(alike(bot.strategy, draft.strategy), draft.strategy) if bot.strategy else ()
    assumptions = answer.assumptions if answer else ()
    heading = talk.proposal_heading(bot)
    return strategies.card(draft.strategy, heading=heading, assumptions=assumptions, changes=differences)


def _saved_card(bot: TradingBot) -> Html:
    assert bot.strategy is not None  # noqa: S101 - callers ask only for saved strategies
    return strategies.card(bot.strategy, heading=talk.saved_heading(bot))


def _option_rows(answer: Answer, draft: Draft) -> Rows:
    buttons = [Button(o.label, Tap("option", (draft.id, str(i)))) for i, o in enumerate(answer.options)]
    return tuple(tuple(buttons[i : i + OPTIONS_A_ROW]) for i in range(0, len(buttons), OPTIONS_A_ROW))


COMMANDS = {"strategy": show}
ROUTES = {
    "option": Route(option, 2),
    "save": Route(save, 1),
    "change": Route(change, 1),
    "how": Route(how, 1),
    "discard": Route(discard, 1),
}
