"""A simulation over candles is the backtest of the same candles: signal by signal and fill by fill."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.simulations.comparing import from_the_start
from core.trading.results import Fill
from core.trading.strategy import Strategy
from tests.simulations.world import World, dip, world

MONTH = datetime(2026, 3, 1, tzinfo=UTC)
RSI = {
    "rules": [
        {
            "conditions": [
                {"type": "rsi", "token": "WIF", "chain": "solana", "direction": d, "threshold": n, "timeframe": "5m"}
            ],
            "actions": [{"type": side, "amount_percent": n, "token": "WIF"}, {"type": "notify", "token": "WIF"}],
        }
        for d, n, side in (("below", 25, "buy"), ("above", 75, "sell"))
    ],
    "risk_management": {"trailing_stop_percent": 2, "max_hold": "3h"},
}
EMA = {
    "conditions": [
        {"type": "ma_cross", "token": token, "chain": chain, "fast": 5, "slow": 20, "kind": "ema"}
        | {"direction": "above", "timeframe": "5m"}
        for token, chain in (("WIF", "solana"), ("PEPE", "eth"))
    ],
    "match": "all",
    "actions": [{"type": "buy", "amount_usd": 500, "token": "PEPE"}],
    "risk_management": {"take_profit_percent": 1, "stop_loss_percent": 1},
}


@pytest.mark.parametrize("every", [{"minutes": 1}, {"minutes": 47}, {"hours": 12}], ids=["live", "late", "very late"])
@pytest.mark.parametrize("strategy", [dip("WIF", 2, 1, 2), RSI, EMA], ids=["dip", "rsi", "two tokens"])
async def test_signals_and_fills_are_those_of_a_backtest(
    tmp_path: Path, strategy: dict[str, Any], every: dict[str, float]
) -> None:
    async with world(tmp_path, start=MONTH) as here:
        bot = await here.bot(strategy)
        run = await here.simulations.start(bot)
        hours = 24 if every != {"minutes": 1} else 8
        ticks = round(hours * 60 / (every.get("hours", 0) * 60 + every.get("minutes", 0)))
        await here.ticks(ticks, **every)
        await _is_the_backtest(here, bot.person_id, run.id)


async def _is_the_backtest(here: World, person_id: str, run_id: str) -> None:
    run = await here.store.simulation(person_id, run_id)
    assert run.last_time == int(here.clock.seconds()) // 60 * 60 - 60
    market = {
        token.symbol: await here.market.candles(token, 60, run.config["warm_from"], int(here.clock.seconds()))
        for symbol in Strategy.from_config(run.config["strategy"]).tokens()
        for token in await here.market.find(symbol)
    }
    result = from_the_start(run.config, market)
    signals = await here.store.simulation_signals(person_id, run_id)
    fills = [Fill(*row) for event in await here.store.simulation_events(person_id, run_id) for row in event["fills"]]
    assert len(fills) >= 2
    assert [(s.time, s.type, s.price, s.rule, s.action, s.reason, s.executed) for s in signals] == [
        (s.time, s.type, s.price, s.rule, s.action, s.reason, s.executed) for s in result.signals
    ]
    assert [(f.time, f.token, f.side, f.reason) for f in fills] == [
        (f.time, f.token, f.side, f.reason) for f in result.fills
    ]
    assert [f.price for f in fills] == pytest.approx([f.price for f in result.fills], rel=1e-12)
    assert [f.quantity for f in fills] == pytest.approx([f.quantity for f in result.fills], rel=1e-12)
    assert run.standing["equity"] == pytest.approx(result.metrics.final_equity, rel=1e-9)
    compared = await here.simulations.compare(person_id, run_id)
    assert compared is not None
    assert (compared.signals, compared.fills, compared.differences) == (len(signals), len(fills), ())
