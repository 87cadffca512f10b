"""Backtests in the chat: choose a period, watch it run, look at the picture, its details, its trades, earlier ones."""

from collections.abc import AsyncGenerator

from core.chat import contracts, strategy
from core.chat.menus import back_to_bots, period_rows, simulate_button
from core.chat.turn import Route, Turn
from core.errors import NotFound, RandebuError
from core.market_ranges import PERIODS
from core.people import BacktestRun
from core.replies import Attachment, Button, Reply, Rows, Style, Tap
from core.wording import results, talk, tokens
from core.wording.catalogue import words


async def command(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/backtest: the selected bot, over which period?"""
    bot = await turn.active_bot()
    if bot is None or bot.strategy is None:
        async for reply in strategy.show(turn):
            yield reply
        return
    yield Reply(results.choose_period(bot.name), period_rows(bot))


async def periods(turn: Turn, bot_id: str) -> AsyncGenerator[Reply, None]:
    """The periods to choose from, in place of the bot's menu."""
    bot = await turn.bot(bot_id)
    if bot.strategy is None:
        yield strategy.standing(bot)
        return
    yield Reply(results.choose_period(bot.name), (*period_rows(bot), (back_to_bots(),)), replaces=True)


async def run(turn: Turn, bot_id: str, period: str) -> AsyncGenerator[Reply, None]:
    """Run it: "Running… [Stop]", then the picture in its place."""
    if period not in PERIODS:
        raise NotFound("period")
    bot = await turn.bot(bot_id)
    if bot.strategy is None:
        yield strategy.standing(bot)
        return
    if contracts.needed(turn, bot.strategy):
        yield Reply(tokens.first(contracts.needed(turn, bot.strategy)))
        yield await contracts.question_about(turn, bot)
        return
    started = await turn.services.backtests.start(bot, period)
    stop = Button(words("button.stop"), Tap("stop", (started.id,)), style="danger")
    yield Reply(results.running(bot.name, period), ((stop,),), replaces=True)
    try:
        finished = await turn.services.backtests.finish(started)
    except RandebuError as error:
        text = results.run_failed(talk.apology(error))
        yield Reply(text, _again_rows(started), replaces=True)
        return
    yield await _shown(turn, finished, replaces=True)


async def stop(turn: Turn, run_id: str) -> AsyncGenerator[Reply, None]:
    """Stop a run; the message of the run itself then says so."""
    stopped = await turn.services.backtests.stop(turn.person.id, run_id)
    yield Reply(toast=words("toast.stopping" if stopped else "toast.runs_no_more"))


async def stop_everything(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/stop: whatever runs, and whatever question is open."""
    bots = await turn.store.bots(turn.person.id)
    runs = await turn.services.backtests.stop_all(turn.person.id, bots)
    thinking = turn.services.designer.stop(turn.person.id)
    question = turn.person.awaiting is not None
    await turn.store.set_awaiting(turn.person.id, None)
    yield Reply(talk.stopped(runs=runs, question=question, thinking=thinking))


async def details(turn: Turn, run_id: str) -> AsyncGenerator[Reply, None]:
    """Every metric of a run."""
    found = await turn.store.backtest(turn.person.id, run_id)
    if found.status != "completed":
        yield Reply(results.not_completed(found), _again_rows(found))
        return
    yield Reply(results.details(found, market_label=turn.services.backtests.market_label))


async def trades(turn: Turn, run_id: str) -> AsyncGenerator[Reply, None]:
    """The trades of a run as a CSV file."""
    found = await turn.store.backtest(turn.person.id, run_id)
    if found.status != "completed" or not (found.result or {}).get("trades"):
        yield Reply(toast=words("toast.no_trades"))
        return
    content = results.trades_csv((found.result or {})["trades"])
    yield Reply(attachment=Attachment(f"trades-{found.id}.csv", content, "document"))


async def again(turn: Turn, run_id: str) -> AsyncGenerator[Reply, None]:
    """The same period once more, with the strategy as it is saved now; the earlier picture stays."""
    found = await turn.store.backtest(turn.person.id, run_id)
    async for reply in run(turn, found.bot_id, str(found.config["period"])):
        yield reply


async def history(turn: Turn, bot_id: str) -> AsyncGenerator[Reply, None]:
    """Earlier runs of a bot, one button each."""
    bot = await turn.bot(bot_id)
    runs = await turn.store.backtests(turn.person.id, bot.id, most=8)
    rows = tuple((Button(results.history_label(r), Tap("run", (r.id,))),) for r in runs)
    yield Reply(results.history(bot.name, runs), (*rows, (back_to_bots(),)), replaces=True)


async def history_command(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/backtests: of the selected bot."""
    bot = await turn.active_bot()
    if bot is None:
        async for reply in strategy.show(turn):
            yield reply
        return
    async for reply in history(turn, bot.id):
        yield reply


async def show(turn: Turn, run_id: str) -> AsyncGenerator[Reply, None]:
    """An earlier run again, as it was."""
    yield await _shown(turn, await turn.store.backtest(turn.person.id, run_id))


async def _shown(turn: Turn, found: BacktestRun, *, replaces: bool = False) -> Reply:
    if found.status == "stopped":
        return Reply(results.run_stopped(found), _again_rows(found), replaces=replaces)
    chart = await turn.store.backtest_chart(turn.person.id, found.id)
    if found.status != "completed":
        return Reply(results.not_completed(found), _again_rows(found), replaces=replaces)
    text = results.caption(found, market_label=turn.services.backtests.market_label)
    picture = Attachment(f"backtest-{found.id}.png", chart, "photo") if chart else None
    return Reply(text, _result_rows(found), picture, replaces=replaces)


def _result_rows(run: BacktestRun) -> Rows:
    return (
        (_button("trades_csv", "trades", run.id), _button("details", "details", run.id)),
        (_button("pictures", "pictures", run.id), _button("one_trade", "one_trade", run.id, "0")),
        (_button("run_again", "again", run.id), _button("earlier", "runs", run.bot_id)),
        (simulate_button(run.bot_id),),
    )


def _again_rows(run: BacktestRun) -> Rows:
    return ((_button("run_again", "again", run.id, style="primary"), back_to_bots()),)


def _button(label: str, action: str, *args: str, style: Style = "plain") -> Button:
    return Button(words(f"button.{label}"), Tap(action, args), style)


COMMANDS = {"backtest": command, "backtests": history_command, "stop": stop_everything}
ROUTES = {
    "periods": Route(periods, 1),
    "backtest": Route(run, 2),
    "stop": Route(stop, 1),
    "details": Route(details, 1),
    "trades": Route(trades, 1),
    "again": Route(again, 1),
    "runs": Route(history, 1),
    "run": Route(show, 1),
}
