"""What a worker process does for a backtest: the run, its pictures, and what an edit would change. Pure."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.errors import NotFound
from core.trading.backtest import CASH, BacktestResult, run_backtest
from core.trading.behaviour import Behaviour, behaviour
from core.trading.candles import Candles
from core.trading.chart import backtest_chart, price_chart
from core.trading.chart_behaviour import behaviour_chart
from core.trading.chart_luck import luck_chart
from core.trading.chart_months import months_chart
from core.trading.chart_results import results_chart
from core.trading.chart_trade import trade_chart
from core.trading.honesty import honesty, honesty_json
from core.trading.luck import luck
from core.trading.result_json import result_json
from core.trading.results import Costs, Signal
from core.trading.strategy import Strategy
from core.wording.behaviour import behaviour_words
from core.wording.catalogue import picture_words
from core.wording.honesty import luck_of
from core.wording.language import Language, speaking

Picture = Literal["luck", "months", "results", "trade"]

COSTS = Costs()


@dataclass(frozen=True, slots=True)
class Job:
    """A strategy and the candles of its tokens. `labels`: each token's chain.

    `title` and `note` stand on pictures, whose words are in `language`.
    """

    run_id: str
    strategy: Mapping[str, Any]
    market: Mapping[str, Candles]
    labels: Mapping[str, str]
    title: str
    note: str
    language: Language = "en"
    fetched: Mapping[str, Any] | None = None
    """Where the candles of a real market are from and what was known about their tokens."""

    @property
    def frame(self) -> dict[str, Any]:
        """What every picture carries."""
        return {"title": self.title, "note": self.note, "words": picture_words(self.language)}


@dataclass(frozen=True, slots=True)
class Done:
    """A finished run as it is kept."""

    result: Mapping[str, Any]
    signals: tuple[Signal, ...]
    chart: bytes


@dataclass(frozen=True, slots=True)
class Compared:
    """What an edit does to the same candles, in figures and as a picture."""

    period: str
    of: Behaviour
    chart: bytes


def compute(job: Job, sharpes: tuple[float | None, ...]) -> Done:
    """The run with all that keeps it honest. `sharpes`: of the other strategies tried on this token and period."""
    began = time.perf_counter()
    result = _run(job, job.strategy)
    chart = backtest_chart(result, **job.frame)
    told = honesty_json(honesty(result, attempts=sharpes))
    token = ", ".join(f"{symbol}-{chain}" for symbol, chain in job.labels.items())
    elapsed = time.perf_counter() - began
    document = result_json(result, id=job.run_id, duration_seconds=elapsed, token=token)
    signals = document.pop("signals")
    document["results"]["signals_total"] = len(signals)
    fetched = {"market": dict(job.fetched)} if job.fetched else {}
    return Done({**document, "honesty": told, **fetched}, result.signals, chart)


def draw(job: Job, kind: Picture, number: int) -> bytes:
    """A picture of the run; `number` names the trade of a trade's picture. Raises NotFound("trade")."""
    return _PICTURES[kind](_run(job, job.strategy), job, number)


def compare(job: Job, period: str, edited: Mapping[str, Any]) -> Compared:
    """The job's strategy against an edited one on the same candles."""
    old, new = _run(job, job.strategy), _run(job, edited)
    of = behaviour(old, new)
    with speaking(job.language):
        said = behaviour_words(of)
    return Compared(period, of, behaviour_chart(old, new, of, said=said, **job.frame))


def draw_market(candles: Candles, title: str, note: str, of: Language) -> bytes:
    """A picture of a market."""
    return price_chart(candles, title=title, note=note, words=picture_words(of))


def warm_up() -> None:
    """A first picture that nobody sees, so that nobody waits while a worker loads fonts and libraries."""
    minutes = np.arange(3.0)
    price = minutes + 1
    price_chart(Candles.from_columns(60 * minutes, price, price, price, price, minutes), title="")


def _run(job: Job, strategy: Mapping[str, Any]) -> BacktestResult:
    return run_backtest(Strategy.from_config(strategy), job.market, cash=CASH, costs=COSTS)


def _trade(result: BacktestResult, job: Job, number: int) -> bytes:
    if not 0 <= number < len(result.trades):
        raise NotFound("trade")
    return trade_chart(result, number, **job.frame)


def _luck(result: BacktestResult, job: Job, _: int) -> bytes:
    of = luck(result)
    with speaking(job.language):
        said = luck_of(of)
    return luck_chart(result, of, said=said, **job.frame)


_PICTURES: dict[Picture, Callable[[BacktestResult, Job, int], bytes]] = {
    "luck": _luck,
    "months": lambda result, job, _: months_chart(result, **job.frame),
    "results": lambda result, job, _: results_chart(result, **job.frame),
    "trade": _trade,
}
