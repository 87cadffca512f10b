"""Simulations in the chat: start one, see all of them on one screen, pause, resume and stop with one tap each."""

from collections.abc import AsyncGenerator

from core.chat import contracts, strategy
from core.chat.menus import back_to_bots
from core.chat.turn import Route, Turn
from core.people import SimulationRun
from core.replies import Button, Reply, Rows, Tap
from core.trading.backtest import CASH
from core.trading.strategy import Strategy
from core.wording import simulations as wording
from core.wording import tokens
from core.wording.catalogue import words

NAME_ON_A_BUTTON = 14
LIVE = ("running", "paused")


async def card(turn: Turn, bot_id: str) -> AsyncGenerator[Reply, None]:
    """What a simulation of this bot is, with the button that starts it."""
    bot = await turn.bot(bot_id)
    if bot.strategy is None:
        yield strategy.standing(bot)
        return
    if contracts.needed(turn, bot.strategy):
        yield Reply(tokens.first(contracts.needed(turn, bot.strategy)))
        yield await contracts.question_about(turn, bot)
        return
    of = turn.services.simulations
    text = wording.start_card(bot, seconds=of.tick_seconds, cash=CASH, market_label=of.market_label)
    start = Button(words("button.sim_start"), Tap("sim_start", (bot.id,)), style="primary")
    yield Reply(text, ((start,), (back_to_bots(),)))


async def start(turn: Turn, bot_id: str) -> AsyncGenerator[Reply, None]:
    """It runs from now on."""
    bot = await turn.bot(bot_id)
    if bot.strategy is None or contracts.needed(turn, bot.strategy):
        async for reply in card(turn, bot_id):
            yield reply
        return
    run = await turn.services.simulations.start(bot)
    yield Reply(wording.started(bot, cash=CASH), (_switches(run), (_status_button(),)), replaces=True)


async def status(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/status: all bots on one screen."""
    yield await _screen(turn)


async def status_here(turn: Turn) -> AsyncGenerator[Reply, None]:
    """The same, in place of how it was before."""
    yield await _screen(turn, replaces=True)


async def pause(turn: Turn, run_id: str) -> AsyncGenerator[Reply, None]:
    """Nothing fires until it is resumed."""
    done = await turn.services.simulations.pause(turn.person.id, run_id)
    run = await turn.store.simulation(turn.person.id, run_id)
    yield Reply(wording.paused(run), _rows(run)) if done else Reply(toast=words("toast.runs_no_more"))


async def resume(turn: Turn, run_id: str) -> AsyncGenerator[Reply, None]:
    """It goes on from now."""
    done = await turn.services.simulations.resume(turn.person.id, run_id)
    run = await turn.store.simulation(turn.person.id, run_id)
    if done or run.status == "running":
        yield Reply(wording.resumed(run), _rows(run))
        return
    yield Reply(toast=words("toast.runs_no_more"))


async def stop(turn: Turn, run_id: str) -> AsyncGenerator[Reply, None]:
    """For good; what it did can be compared with a backtest."""
    done = await turn.services.simulations.stop(turn.person.id, run_id)
    run = await turn.store.simulation(turn.person.id, run_id)
    yield Reply(wording.stopped(run), _rows(run)) if done else Reply(toast=words("toast.runs_no_more"))


async def stop_all(turn: Turn) -> AsyncGenerator[Reply, None]:
    """/stop_all: every simulation at once."""
    yield Reply(wording.stopped_all(await turn.services.simulations.stop_all(turn.person.id)))


async def why(turn: Turn, run_id: str, time: str, rule: str) -> AsyncGenerator[Reply, None]:
    """A signal again: its rule, what was seen, what became of it."""
    run = await turn.store.simulation(turn.person.id, run_id)
    kept = await turn.store.simulation_signals(turn.person.id, run_id)
    told = [signal for signal in kept if (str(signal.time), str(signal.rule)) == (time, rule)]
    if not told:
        yield Reply(toast=words("toast.old_menu"))
        return
    of = Strategy.from_config(run.config["strategy"]).rules[told[0].rule]
    yield Reply(wording.explained(run, of, told))


async def compare(turn: Turn, run_id: str) -> AsyncGenerator[Reply, None]:
    """The backtest of the candles it saw beside it."""
    run = await turn.store.simulation(turn.person.id, run_id)
    found = await turn.services.simulations.compare(turn.person.id, run_id)
    if found is None:
        yield Reply(wording.nothing_to_compare(run))
        return
    rows = [(of.time, of.simulated, of.tested) for of in found.differences]
    yield Reply(wording.comparison(run, signals=found.signals, fills=found.fills, rows=rows))


async def _screen(turn: Turn, *, replaces: bool = False) -> Reply:
    runs = await turn.store.simulations(turn.person.id)
    label = turn.services.simulations.market_label
    text = wording.status(runs, turn.services.now(), market_label=label)
    rows = [row for run in runs for row in _named_rows(run)]
    all_of_them = Button(words("button.stop_all"), Tap("sim_stop_all"), style="danger")
    refresh = Button(words("button.refresh"), Tap("status"))
    last = (refresh, all_of_them) if any(run.status in LIVE for run in runs) else (refresh,)
    return Reply(text, (*rows, last, (back_to_bots(),)), replaces=replaces)


def _named_rows(run: SimulationRun) -> Rows:
    """Its switches with its name on them: there may be several bots."""
    name = run.bot_name if len(run.bot_name) <= NAME_ON_A_BUTTON else f"{run.bot_name[: NAME_ON_A_BUTTON - 1]}…"
    if run.status not in LIVE:
        return ()
    if run.status == "running":
        first = Button(f"⏸ {name}", Tap("sim_pause", (run.id,)))
    else:
        first = Button(f"▶️ {name}", Tap("sim_resume", (run.id,)))
    stop_it = Button(f"⏹ {name}", Tap("sim_stop", (run.id,)), style="danger")
    return ((first, stop_it), (_compare_button(run),))


def _rows(run: SimulationRun) -> Rows:
    return (*((_switches(run),) if run.status in LIVE else ()), (_compare_button(run),), (_status_button(),))


def _switches(run: SimulationRun) -> tuple[Button, ...]:
    """Pause or resume, and stop."""
    if run.status == "paused":
        first = Button(words("button.resume"), Tap("sim_resume", (run.id,)), style="primary")
    else:
        first = Button(words("button.pause"), Tap("sim_pause", (run.id,)))
    return (first, Button(words("button.stop"), Tap("sim_stop", (run.id,)), style="danger"))


def _compare_button(run: SimulationRun) -> Button:
    return Button(words("button.compare"), Tap("sim_compare", (run.id,)))


def _status_button() -> Button:
    return Button(words("button.status"), Tap("status"))


COMMANDS = {"status": status, "stop_all": stop_all}
ROUTES = {
    "simulate": Route(card, 1),
    "sim_start": Route(start, 1),
    "status": Route(status_here),
    "sim_pause": Route(pause, 1),
    "sim_resume": Route(resume, 1),
    "sim_stop": Route(stop, 1),
    "sim_stop_all": Route(stop_all),
    "sim_why": Route(why, 3),
    "sim_compare": Route(compare, 1),
}
URGENT = frozenset({"sim_pause", "sim_resume", "sim_stop", "sim_stop_all", "stop_all"})
"""They never wait for what the person has running."""
