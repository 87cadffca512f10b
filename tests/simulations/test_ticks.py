"""What a tick does for everybody: one question for each token, and nobody's trouble is another's."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.demo_market import DemoMarket
from core.errors import Conflict, MarketUnavailable
from core.market import Token
from core.people import SimulationStep
from core.simulations.evidence import confidence, evidence
from core.trading.backtest import run_backtest
from core.trading.candles import Candles
from core.trading.strategy import Strategy
from tests.simulations.world import DIP_DAY, Clock, World, dip, world


class Moody(DemoMarket):
    """Tokens may be out of reach for a while; what was asked is remembered."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock.seconds)
        self.away: set[str] = set()
        self.asked: list[str] = []
        self.behind = 0

    async def candles(self, token: Token, interval: int, start: int, end: int) -> Candles:
        self.asked.append(token.symbol)
        if token.symbol in self.away:
            raise MarketUnavailable("timeout")
        return await super().candles(token, interval, start, end - self.behind)


@pytest.fixture
def market(here: World) -> Moody:
    """The market of this world, which has its moods."""
    here.market = moody = Moody(here.clock)
    here.again()
    return moody


async def test_a_token_is_asked_for_once_for_all_who_watch_it(here: World, market: Moody) -> None:
    for number in (1, 2, 3):
        await here.simulations.start(await here.bot(dip(), telegram_id=number))
    market.asked.clear()
    await here.ticks(1, minutes=1)
    assert market.asked == ["PEPE"]
    await here.simulations.tick()
    assert market.asked == ["PEPE"]


async def test_a_token_out_of_reach_stops_nobody_else_and_loses_nothing(here: World, market: Moody) -> None:
    sick = await here.simulations.start(await here.bot(dip()))
    well = await here.simulations.start(await here.bot(dip("WIF", 2, 1, 2), telegram_id=2))
    market.away = {"PEPE"}
    await here.ticks(6, hours=1)
    assert (await here.store.simulation(sick.person_id, sick.id)).last_time is None
    assert (await here.store.simulation(well.person_id, well.id)).last_time == here.clock.seconds() - 60
    market.away = set()
    await here.simulations.tick()
    signals = await here.store.simulation_signals(sick.person_id, sick.id)
    assert [signal.time for signal in signals] == [int((DIP_DAY + timedelta(minutes=27)).timestamp())]
    assert [n.key.split(":")[3] for n in await here.pushes() if sick.id in n.key] == ["0", "exit"]


async def test_candles_that_come_late_are_waited_for(here: World, market: Moody) -> None:
    run = await here.simulations.start(await here.bot(dip("WIF", 2, 1, 2)))
    market.behind = 120
    await here.ticks(30, minutes=1)
    assert (await here.store.simulation(run.person_id, run.id)).last_time == here.clock.seconds() - 180
    await here.ticks(1, hours=6)
    compared = await here.simulations.compare(run.person_id, run.id)
    assert compared is not None
    assert compared.fills > 0
    assert compared.differences == ()


async def test_a_market_that_has_gone_quiet_is_taken_for_untraded_after_five_minutes(
    here: World, market: Moody
) -> None:
    run = await here.simulations.start(await here.bot(dip()))
    await here.ticks(1, minutes=3)
    market.behind = 1_800
    await here.ticks(20, minutes=1)
    assert (await here.store.simulation(run.person_id, run.id)).last_time == here.clock.seconds() - 360


async def test_ticks_at_once_and_restarts_say_everything_once(here: World) -> None:
    run = await here.simulations.start(await here.bot(dip()))
    other = here.simulations
    here.again()
    here.clock.moves(hours=5)
    steps = [await simulations.tick() for simulations in (other, here.simulations, other)]
    assert steps == [1, 0, 0]
    assert len(await here.pushes()) == 2
    assert len(await here.store.simulation_signals(run.person_id, run.id)) == 1


async def test_a_run_that_cannot_go_on_does_not_keep_the_others(here: World, caplog: pytest.LogCaptureFixture) -> None:
    broken = await here.simulations.start(await here.bot(dip()))
    well = await here.simulations.start(await here.bot(dip("WIF", 2, 1, 2), telegram_id=2))
    await here.ticks(1, minutes=5)
    (first, _) = await here.store.running_simulations()
    damaged = SimulationStep(first.id, first.last_time, first.last_time or 0, {"version": 99}, first.standing)
    assert await here.store.advance_simulation(damaged)
    await here.ticks(1, minutes=5)
    assert f"simulation {broken.id} took no step" in caplog.text
    assert (await here.store.simulation(well.person_id, well.id)).last_time == here.clock.seconds() - 60


async def test_nothing_fires_for_what_was_true_before_the_start(tmp_path: Path) -> None:
    async with world(tmp_path, start=DIP_DAY + timedelta(minutes=30)) as here:
        run = await here.simulations.start(await here.bot(dip()))
        await here.ticks(1, minutes=20)
        assert await here.store.simulation_signals(run.person_id, run.id) == ()


async def test_a_run_ends_by_itself_and_says_so(here: World) -> None:
    run = await here.simulations.start(await here.bot(dip()))
    here.clock.moves(days=31)
    await here.simulations.tick()
    kept = await here.store.simulation(run.person_id, run.id)
    assert (kept.status, kept.last_time) == ("ended", run.config["start"] + 30 * 86_400 - 60)
    last = (await here.pushes())[-1]
    assert last.key == f"sim:{run.id}:ended"
    assert "Dip Catcher</b> has run its full 30d 0h on paper" in last.reply["text"]


async def test_a_bot_cannot_be_started_twice(here: World) -> None:
    bot = await here.bot(dip())
    await here.simulations.start(bot)
    with pytest.raises(Conflict):
        await here.simulations.start(bot)


async def test_logged_signals_are_kept_and_not_pushed(here: World) -> None:
    quiet = {**dip(), "actions": [{"type": "hold", "token": "PEPE"}, {"type": "notify", "token": "PEPE"}]}
    del quiet["risk_management"]
    run = await here.simulations.start(await here.bot(quiet))
    await here.ticks(1, hours=1)
    signals = await here.store.simulation_signals(run.person_id, run.id)
    assert [(signal.type, signal.action) for signal in signals] == [("hold", 0), ("hold", 1)]
    (push,) = await here.pushes()
    assert push.key.endswith(":0:1")
    assert push.reply["text"].startswith("<b>🔔 ALERT PEPE $0.0000")


@pytest.mark.parametrize(
    ("wins", "ended", "lowest"),
    [(7, 7, None), (0, 8, 0.0), (8, 8, 0.6756), (5, 10, 0.2366), (50, 100, 0.4038)],
)
def test_confidence_is_the_lower_bound_of_wilson(wins: int, ended: int, lowest: float | None) -> None:
    assert confidence(wins, ended) == (lowest if lowest is None else pytest.approx(lowest, abs=5e-5))


async def test_evidence_counts_positions_that_were_closed(here: World) -> None:
    (token,) = await here.market.find("WIF")
    end = int(DIP_DAY.timestamp())
    candles = await here.market.candles(token, 60, end - 86_400, end)
    config = dip("WIF", 2, 1, 2)
    result = run_backtest(Strategy.from_config(config), candles)
    closed = [trade.profit > 0 for trade in result.trades if trade.exit_reason != "open"]
    assert len(closed) >= 5
    assert evidence(config, {"WIF": candles}) == {"0": [sum(closed), len(closed)]}
