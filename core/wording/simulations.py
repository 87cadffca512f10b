"""Simulations in words: the start card, pushes, the one screen of all bots, the comparison with a backtest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from core.people import SimulationRun, TradingBot
from core.trading.account import ENTERED, FULL, NO_CASH, NOTHING_HELD
from core.trading.live import Fired
from core.trading.numbers import money, percent, price
from core.trading.results import Fill, Signal, Trade
from core.trading.strategy import Notify, Rule
from core.trading.walk import NO_PRICE
from core.wording.catalogue import known as is_known
from core.wording.catalogue import say, words
from core.wording.html import Html, bold, esc, italic, joined, shortened
from core.wording.market import beside
from core.wording.strategies import condition_words
from core.wording.talk import updated
from core.wording.times import length, moment

NAME_MOST = 24
DIFFERENCES_MOST = 12
SIGNS = {"buy": "🟢", "sell": "🔴", "notify": "🔔", "exit": "🔴"}
_STATES = {"running": "🟢", "paused": "⏸", "stopped": "⏹", "ended": "🏁"}
_WHY_NOT = {
    ENTERED: "entered",
    FULL: "full",
    NO_CASH: "no_cash",
    NOTHING_HELD: "nothing_held",
    NO_PRICE: "no_price",
    "it was paused": "paused",
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a buy or sell would do on paper at the last close: a fill and the cash after it, or why not."""

    fill: Fill | None
    cash: float
    why_not: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure a signal may be called, 0…1, from so many past ones; None where they are too few."""

    confidence: float | None
    signals: int


def start_card(bot: TradingBot, *, seconds: int, cash: float, market_label: str) -> Html:
    """What a simulation is, before it begins."""
    head = joined([say("sim.start", bot=bot.name), beside(market_label)], "")
    terms = say("sim.terms", cash=money(cash))
    return joined([head, joined([say("sim.notice.title"), say("sim.notice", seconds=seconds)]), terms], "\n\n")


def started(bot: TradingBot, *, cash: float) -> Html:
    return say("sim.started", bot=bot.name, cash=money(cash))


def status(runs: Sequence[SimulationRun], now: datetime, *, market_label: str) -> Html:
    """All bots on one screen."""
    if not runs:
        return joined([say("sim.none"), "", updated(now)])
    parts = [joined([say("sim.title"), beside(market_label)], "")]
    for run in runs:
        parts += [Html(), *_standing(run, now)]
    return joined([*parts, "", italic(words("sim.simulated")), updated(now)])


def paused(run: SimulationRun) -> Html:
    return say("sim.paused", bot=run.bot_name)


def resumed(run: SimulationRun) -> Html:
    return say("sim.resumed", bot=run.bot_name)


def stopped(run: SimulationRun) -> Html:
    return say("sim.stopped", bot=run.bot_name, standing=_worth(run))


def stopped_all(number: int) -> Html:
    return say("sim.stopped_all", n=number, number=number) if number else say("sim.stopped_none")


def ended(run: SimulationRun, equity: float) -> Html:
    spent = length(run.config["max_duration_seconds"])
    return say("sim.ended", bot=run.bot_name, length=spent, standing=_sum(run, equity))


def signal(
    run: SimulationRun, rule: Rule, fired: Fired, effect: Effect | None, evidence: Evidence, *, late: bool
) -> Html:
    """The push of a buy, a sell or an alert: what happened stands in its first forty characters."""
    side = "notify" if isinstance(rule.actions[fired.action], Notify) else fired.type
    lines = [_first(side, fired.token, fired.price, run.bot_name), *_late(run, fired.time, late=late)]
    lines += [Html(), why(rule, fired.reason), _effect(effect)]
    lines += [_confidence(evidence)] if effect else []
    return joined([*lines, italic(words("sim.simulated"))])


def exited(run: SimulationRun, trade: Trade, *, time: int, late: bool) -> Html:
    """The push of a stop, a target, a time limit."""
    sold = say(
        "sim.exit.result",
        quantity=price(trade.quantity),
        token=trade.token,
        price=price(trade.exit_price),
        profit=money(trade.profit, signed=True),
        percent=percent(trade.profit_percent),
    )
    reason = say("sim.exit.why", reason=words(f"sim.exit.{trade.exit_reason}"))
    first = _first("exit", trade.token, trade.exit_price, run.bot_name)
    return joined([first, *_late(run, time, late=late), "", reason, sold, italic(words("sim.simulated"))])


def why(rule: Rule, reason: str) -> Html:
    """The rule in the language spoken, with what was observed."""
    joint = "card.all" if rule.match == "all" else "card.any"
    first, *others = (condition_words(condition) for condition in rule.conditions)
    return say("sim.why", rule=" ".join([first, *(words(joint, condition=text) for text in others)]), seen=reason)


def explained(run: SimulationRun, rule: Rule, told: Sequence[Signal]) -> Html:
    """A signal again, with what became of it."""
    first = told[0]
    when = moment(datetime.fromtimestamp(first.time + run.config["interval"], UTC))
    lines = [say("sim.why.title", bot=run.bot_name, time=when), why(rule, first.reason)]
    return joined([*lines, *(_outcome(rule, each) for each in told), italic(words("sim.simulated"))])


def comparison(
    run: SimulationRun, *, signals: int, fills: int, rows: Sequence[tuple[int, str | None, str | None]]
) -> Html:
    """0 differences, or what they are. `rows`: time, what the simulation and what the backtest has."""
    head = joined(
        [
            say("sim.compare.title", bot=run.bot_name),
            say("sim.compare.counts", signals=signals, fills=fills),
            bold(words("sim.compare.differences", number=len(rows), n=len(rows))),
        ]
    )
    lines = [
        say(
            "sim.compare.row",
            time=moment(datetime.fromtimestamp(time, UTC)),
            simulated=mine or "–",
            tested=other or "–",
        )
        for time, mine, other in rows[:DIFFERENCES_MOST]
    ]
    more = [say("versions.more", number=len(rows) - DIFFERENCES_MOST)] if len(rows) > DIFFERENCES_MOST else []
    paused_once = [say("sim.compare.paused")] if rows and run.quiet_until != run.config["start"] else []
    return joined([head, *lines, *more, *paused_once])


def nothing_to_compare(run: SimulationRun) -> Html:
    return say("sim.compare.nothing", bot=run.bot_name)


def _standing(run: SimulationRun, now: datetime) -> list[Html]:
    until = run.ended_at or now
    state = words(f"sim.state.{run.status}")
    lasted = length((until - run.started_at).total_seconds())
    head = say("sim.line", sign=_STATES[run.status], bot=run.bot_name, state=state, length=lasted)
    if run.last_time is None:
        return [head, say("sim.waiting")]
    return [head, esc(_worth(run)), *_positions(run), _last_signal(run)]


def _worth(run: SimulationRun) -> str:
    return _sum(run, run.standing.get("equity", run.config["cash"]))


def _sum(run: SimulationRun, equity: float) -> str:
    return f"{money(equity)} ({percent(100 * (equity / run.config['cash'] - 1))})"


def _positions(run: SimulationRun) -> list[Html]:
    held = run.standing.get("positions", [])
    lines = [
        say("sim.holds", quantity=price(p["quantity"]), token=p["token"], value=money(p["quantity"] * p["price"]))
        for p in held
    ]
    return lines or [say("sim.flat")]


def _last_signal(run: SimulationRun) -> Html:
    last = run.standing.get("last")
    if not last:
        return say("sim.no_signal")
    when = moment(datetime.fromtimestamp(last["time"] + run.config["interval"], UTC))
    kind = "notify" if last["type"] == "hold" else last["type"]
    return say("sim.last", side=words(f"sim.side.{kind}"), token=last["token"], time=when)


def _first(side: str, token: str, at: float | None, bot: str) -> Html:
    shown = f" ${price(at)}" if at is not None else ""
    said = f"{SIGNS[side]} {words(f'sim.side.{side}')} {token}{shown} · {shortened(bot, NAME_MOST)}"
    return bold(said)


def _late(run: SimulationRun, time: int, *, late: bool) -> list[Html]:
    when = moment(datetime.fromtimestamp(time + run.config["interval"], UTC))
    return [italic(words("sim.late", time=when))] if late else []


def _effect(effect: Effect | None) -> Html:
    if effect is None:
        return say("sim.effect.notify")
    if effect.fill is None:
        return say("sim.effect.none", why=_why_not(effect.why_not or ""))
    fill = effect.fill
    amount = money(fill.price * fill.quantity)
    return say(
        f"sim.effect.{fill.side}",
        quantity=price(fill.quantity),
        token=fill.token,
        amount=amount,
        cash=money(effect.cash),
    )


def _confidence(evidence: Evidence) -> Html:
    if evidence.confidence is None:
        return say("sim.too_few", number=evidence.signals)
    return say("sim.confidence", percent=percent(100 * evidence.confidence, signed=False), number=evidence.signals)


def _outcome(rule: Rule, of: Signal) -> Html:
    side = "notify" if isinstance(rule.actions[of.action], Notify) else of.type
    what = f"{SIGNS.get(side, '▫️')} {words(f'sim.side.{side}')} {of.token}"
    if of.executed:
        return say("sim.outcome.done", what=what)
    if of.why_not:
        return say("sim.outcome.not", what=what, why=_why_not(of.why_not))
    return esc(what) if of.type == "hold" else say("sim.outcome.open", what=what)


def _why_not(text: str) -> str:
    key = f"sim.why_not.{_WHY_NOT.get(text, '')}"
    return words(key) if is_known(key) else text
