"""The composition root: the only module that knows every room; it opens, wires, runs and closes."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

from bot.app import build
from bot.outbox import Outbox
from bot.polling import polling
from core.ave.client import AveClient
from core.ave.ledger import remembering
from core.ave.market import AveMarket
from core.ave.notices import MarketNotice
from core.ave.plans import plan_of
from core.backtest_work import warm_up
from core.backtests import Backtests
from core.chat.front import Chat
from core.chat.turn import Services
from core.demo_market import DemoMarket
from core.designer.choice import ChosenDesigner
from core.designer.crew_designer import CrewDesigner
from core.designer.failures import LLMFailure
from core.designer.model_settings import ModelSettings
from core.designer.usage_log import UsageLog
from core.desk import Desk
from core.errors import RandebuError
from core.market import Market
from core.ports import Clock
from core.settings import Settings
from core.simulations.runs import Simulations
from core.wording.operator import GOOD_NEWS, market_line
from core.workers import Workers
from storage.database import database_file
from storage.lock import sole_user
from storage.store import PeeweeStore, utc_now

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Product:
    """The running product: what its doors may ask for, who does its number work, the bot's name on Telegram."""

    desk: Desk
    workers: Workers
    bot_name: str


@asynccontextmanager
async def product(
    settings: Settings, *, token: str, api_base: str, clock: Clock | None = None
) -> AsyncIterator[Product]:
    """Everything wired and running within; `token` and `api_base` say which Telegram, the real one or a sandbox.
    `clock` is another present than that of the computer.

    Raises BadSetting and StoreError where it cannot start.
    """

    async with AsyncExitStack() as stack:
        stack.enter_context(sole_user(settings.database_url))
        now = clock or utc_now
        store = PeeweeStore.open(settings.database_url, clock=now)
        stack.push_async_callback(store.close)
        workers = Workers()
        stack.callback(workers.close)
        market = await _market(stack, settings, store, now)
        backtests = Backtests(store, market, workers, now)
        every = settings.simulation_tick_seconds
        simulations = Simulations(store, market, workers, now, tick_seconds=every)
        usage = UsageLog(store, utc_now)
        stack.push_async_callback(usage.close)
        designer = ChosenDesigner(settings.designer, _crew(settings, usage))
        stack.push_async_callback(designer.close)
        services = Services(
            store,
            designer,
            market,
            backtests,
            now,
            simulations=simulations,
            operators=settings.operators,
        )
        desk = Desk(Chat(services), backtests, simulations, store)
        await desk.settle()
        _background(stack, workers.warm(warm_up))
        _background(stack, _warmed(designer))
        app = build(desk, token=token, api_base=api_base)
        await stack.enter_async_context(polling(app))
        _background(stack, Outbox(app.bot, store, now).run())
        _background(stack, simulations.run())
        yield Product(desk, workers, app.bot.username)


async def _market(stack: AsyncExitStack, settings: Settings, store: PeeweeStore, now: Clock) -> Market:
    """The real one where there is a key for it; the operator is told at once where that is not accepted."""
    if settings.ave_api_key is None:
        return DemoMarket(lambda: now().timestamp())

    plan = plan_of(settings.ave_api_plan, settings.ave_daily_units)
    client = AveClient(settings.ave_api_key, plan, base_url=settings.ave_api_base, tell=_tell_operator)
    stack.push_async_callback(client.close)
    await stack.enter_async_context(remembering(client.budget, store))
    market = AveMarket(client, store)
    _background(stack, _tried(market))
    return market


async def _tried(market: Market) -> None:
    """One cheap question: a key that is refused is told now, and not when somebody first needs it."""
    with suppress(RandebuError):
        await market.chains()


async def _warmed(designer: ChosenDesigner) -> None:
    """The crew takes seconds to import; what keeps it from that is told when somebody needs it."""
    with suppress(LLMFailure):
        await designer.warm()


def _tell_operator(notice: MarketNotice) -> None:

    level = logging.INFO if notice.kind in GOOD_NEWS else logging.WARNING
    _log.log(level, "%s", market_line(notice.kind, notice.value, notice.detail))


def _crew(settings: Settings, usage: UsageLog) -> CrewDesigner | None:
    """The designer that asks a model, where there is a key for one."""

    if settings.minimax_api_key is None or settings.designer == "offline":
        return None
    model = ModelSettings(
        settings.minimax_api_key.get_secret_value(),
        database_file(settings.database_url).resolve().parent / "crew",
        model=settings.minimax_model,
        base_url=settings.minimax_base_url,
    )
    return CrewDesigner(model, counter=usage, record=usage.record, allowance=usage.calls_a_day)


def _background(stack: AsyncExitStack, work: Coroutine[object, object, None]) -> None:
    """Go on with this until the stack is left."""
    task = asyncio.create_task(work)

    async def end() -> None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    stack.push_async_callback(end)
