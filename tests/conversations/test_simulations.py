"""A strategy that runs live on paper, as its owner sees it; the demo market and the clock are set by hand."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.composition import Product, product
from bot.sandbox import Sandbox
from core.settings import Settings
from tests.simulations.world import Clock
from tests.support.town import SEED, Persona

NOISY = "buy WIF with 20% when it drops 2% in an hour, stop 1, target 2"


@dataclass
class Street:
    """A sandbox in which the product may be ended and begun again, and time moves only when it is told to."""

    sandbox: Sandbox
    clock: Clock
    directory: Path
    running: Product | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Product]:
        address = f"sqlite:///{self.directory / 'app.db'}"
        settings = Settings(_env_file=None, database_url=address, simulation_tick_seconds=3_600)
        whole = product(settings, token=self.sandbox.token, api_base=self.sandbox.api_base, clock=self.clock)
        async with whole as self.running:
            yield self.running

    async def passes(self, **step: float) -> None:
        """Time passes, and the loop looks at the market."""
        self.clock.moves(**step)
        assert self.running is not None
        await self.running.desk.simulations.tick()


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    async with Sandbox.open() as sandbox:
        yield Street(sandbox, Clock(), tmp_path)


@pytest.fixture
async def open_street(street: Street) -> AsyncIterator[Street]:
    async with street.open():
        yield street


@pytest.fixture
async def alice(street: Street) -> AsyncIterator[Persona]:
    async with await Persona.join(street.sandbox.url, first_name="Alice") as persona:
        assert isinstance(persona, Persona)
        yield persona


async def simulates(persona: Persona, sentence: str) -> None:
    await persona.saves(sentence)
    await persona.taps("Simulate")
    await persona.sees("Simulation Mode - Free Tier")
    await persona.taps("▶️ Start")
    await persona.sees("is running on paper with $10,000.00")


async def test_the_start_says_what_it_is_before_it_begins(open_street: Street, alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.taps("Simulate")
    await alice.sees("PEPE dip", "demo data", "REST polling (every 3,600s)", "WebSocket", "no order is ever placed")
    await alice.taps("▶️ Start")
    await alice.sees("PEPE dip is running on paper with $10,000.00")
    await alice.says("/status")
    await alice.sees("🟢 PEPE dip · running", "waiting for its first candle")
    await open_street.passes(minutes=3)
    await alice.taps("Refresh")
    await alice.sees("$10,000.00 (0.0 %)", "holds nothing", "no signal yet", "Updated 05:03:00")
    assert (await alice.shown()).count("Updated") == 1


async def test_a_signal_and_its_exit_are_pushed_and_explained(open_street: Street, alice: Persona) -> None:
    await simulates(alice, SEED)
    await open_street.passes(minutes=28)
    push = await alice.sees("🟢 BUY PEPE $", "PEPE dip", "Why: PEPE drops 5% in 1h", "for $997.01 at the next price")
    assert "simulated – no order placed" in push["text"]
    assert push["text"].splitlines()[0].startswith("🟢 BUY PEPE $0.0000")
    assert [button["text"] for row in push["keyboard"] for button in row] == ["❓ Why", "⏸ Pause", "⏹ Stop"]
    await open_street.passes(minutes=1)
    await alice.taps("Why")
    await alice.sees("02 Mar 05:28 UTC", "BUY PEPE: done on paper")
    await alice.says("/status")
    await alice.sees("PEPE, worth $1,00", "last signal: BUY PEPE, 02 Mar 05:28 UTC")
    await open_street.passes(hours=4)
    await alice.sees("🔴 EXIT PEPE $", "take profit", "On paper: sold", "+$9", within=5)
    await alice.taps("Stop")
    await alice.sees("is stopped at $10,09")
    await alice.taps("Compare with backtest")
    await alice.sees("Signals 1, fills 2", "0 differences", within=20)


async def test_a_paused_bot_says_nothing_until_it_is_resumed(open_street: Street, alice: Persona) -> None:
    await simulates(alice, SEED)
    await open_street.passes(minutes=20)
    await alice.taps("Pause")
    await alice.sees("PEPE dip is paused")
    await open_street.passes(minutes=40)
    await alice.taps("Resume")
    await alice.sees("PEPE dip goes on")
    await open_street.passes(hours=4)
    await alice.says("/status")
    await alice.sees("running", "no signal yet", "$10,000.00")
    await alice.never_sees("BUY PEPE")
    await alice.taps("Compare with backtest")
    await alice.sees("Signals 0, fills 0", "3 differences", "A backtest knows no pauses".lower(), within=20)


async def test_one_bot_runs_one_simulation_and_all_stop_at_once(open_street: Street, alice: Persona) -> None:
    await simulates(alice, SEED)
    await alice.says("/strategy")
    await alice.taps("Simulate")
    await alice.taps("▶️ Start")
    await alice.sees("A simulation of this bot is running already")
    await alice.says("/new")
    await simulates(alice, NOISY)
    await alice.says("/status")
    await alice.sees("PEPE dip · running", "Bot 1 · running")
    await alice.says("/stop_all")
    await alice.sees("Stopped 2 simulations")
    await open_street.passes(hours=5)
    await alice.says("/status")
    await alice.sees("⏹ PEPE dip · stopped", "⏹ Bot 1 · stopped")
    await alice.never_sees("BUY")
    await alice.says("/stop_all")
    await alice.sees("No simulation is running")


async def test_stop_works_while_a_backtest_keeps_the_chat_busy(open_street: Street, alice: Persona) -> None:
    await simulates(alice, SEED)
    started = await alice.sees("is running on paper")
    stop = started["keyboard"][0][1]["callback_data"]
    assert open_street.running is not None
    busy = [asyncio.create_task(open_street.running.workers.run(time.sleep, 1.5)) for _ in range(2)]
    await asyncio.sleep(0.05)
    await alice.taps("Backtest 30 d")
    await alice.sees("Running PEPE dip")
    began = time.monotonic()
    await alice.tap_data(started["id"], stop)
    await alice.sees("PEPE dip is stopped at $10,000.00")
    assert time.monotonic() - began < 1.0
    await alice.sees_photo("30 days")
    await asyncio.gather(*busy)


async def test_what_happened_during_a_break_is_told_as_such_and_once(street: Street, alice: Persona) -> None:
    async with street.open():
        await simulates(alice, SEED)
        await street.passes(minutes=20)
    street.clock.moves(hours=12)
    for _ in range(2):
        async with street.open():
            await alice.sees("🟢 BUY PEPE $", "while I was away, 02 Mar 05:28 UTC")
            await alice.sees("🔴 EXIT PEPE $", "while I was away", within=5)
            await street.passes(minutes=1)
    text = await alice.shown()
    assert (text.count("BUY PEPE"), text.count("EXIT PEPE")) == (1, 1)


async def test_somebody_elses_simulation_is_none(open_street: Street, alice: Persona) -> None:
    await simulates(alice, SEED)
    started = await alice.sees("is running on paper")
    taps = [button["callback_data"] for row in started["keyboard"] for button in row]
    async with await Persona.join(open_street.sandbox.url, first_name="Mallory") as mallory:
        assert isinstance(mallory, Persona)
        await mallory.says("/start")
        mine = await mallory.sees("Tap an example")
        for data in taps:
            await mallory.tap_data(mine["id"], data)
            await mallory.sees("not here any more" if "status" not in data else "Nothing has been simulated")
    await alice.says("/status")
    await alice.sees("PEPE dip · running")


async def test_it_speaks_the_language_of_its_owner(open_street: Street) -> None:
    async with AsyncExitStack() as stack:
        persona = await stack.enter_async_context(
            await Persona.join(open_street.sandbox.url, first_name="Ana", language_code="es")
        )
        assert isinstance(persona, Persona)
        await persona.says(SEED)
        await persona.sees("propuesta")
        await persona.taps("✅")
        await persona.sees("Guardada en")
        await persona.taps("Simular")
        await persona.sees("Modo simulación")
        await persona.taps("Empezar")
        await persona.sees("corre en papel")
        await open_street.passes(minutes=28)
        await persona.sees("🟢 COMPRA PEPE $", "En papel: compra", "simulado – no se envió ninguna orden")
