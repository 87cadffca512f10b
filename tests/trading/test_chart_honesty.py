"""The pictures of luck, months, results, single trades and edits: true to their numbers, and whole for any run."""

import time
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from PIL import Image

from core.trading import chart_style as style
from core.trading.backtest import BacktestResult, run_backtest
from core.trading.behaviour import behaviour, behaviour_words
from core.trading.chart import backtest_chart, backtest_figure, trades_tile
from core.trading.chart_behaviour import behaviour_figure
from core.trading.chart_luck import luck_figure
from core.trading.chart_months import months_figure
from core.trading.chart_results import edges, reach, results_figure
from core.trading.chart_trade import trade_figure
from core.trading.luck import luck, luck_words
from core.trading.months import months
from core.trading.numbers import percent, price
from core.trading.strategy import Strategy
from tests.trading.random_markets import dip_buyer, walk
from tests.trading.tables import HOUR, buy, play

DEMO = "demo data · fee 0.3 %"


@cache
def quarter() -> BacktestResult:
    """An ordinary run: three months of hours with some dozens of trades."""
    result = run_backtest(dip_buyer(1.5), walk(24 * 90, first=0.0000123))
    assert len(result.trades) > 30
    return result


@cache
def years() -> BacktestResult:
    return run_backtest(dip_buyer(4, timeframe="1d"), walk(5 * 365 * 6, interval=4 * HOUR))


def two_tokens() -> BacktestResult:
    rules = [dip_buyer(2).to_config(), dip_buyer(2).to_config() | {"actions": [buy(10, token="DOGE")]}]
    rules[1]["conditions"] = [rules[1]["conditions"][0] | {"token": "DOGE"}]
    written = [{"conditions": rule["conditions"], "actions": rule["actions"]} for rule in rules]
    strategy = Strategy.from_config({"rules": written, "risk_management": {"trailing_stop_percent": 3}})
    return run_backtest(strategy, {"PEPE": walk(600, first=1e-10), "DOGE": walk(600, first=9e4, seed=2)})


RUNS: dict[str, Callable[[], BacktestResult]] = {
    "ordinary": quarter,
    "years": years,
    "two tokens": two_tokens,
    "one candle": lambda: run_backtest(dip_buyer(), walk(1)),
    "no trades": lambda: run_backtest(dip_buyer(90), walk(500)),
    "one trade": lambda: play([1.0] * 50, ("." * 5 + "x" + "." * 44, buy()), max_hold="3h"),
    "one open": lambda: play([1.0] * 50, ("." * 5 + "x" + "." * 44, buy()), fee=0.3),
    "nothing moved": lambda: run_backtest(dip_buyer(1), walk(900, sigma=1e-9)),
}


def edited(result: BacktestResult) -> BacktestResult:
    risk = {"stop_loss_percent": 5, "take_profit_percent": 6}
    config = result.strategy.to_config() | {"risk_management": risk}
    return run_backtest(Strategy.from_config(config), result.market)


def behaviour_of(result: BacktestResult, **more: Any) -> Figure:
    new = edited(result)
    return behaviour_figure(result, new, behaviour(result, new), **more)


DRAWINGS: dict[str, Callable[..., Figure]] = {
    "backtest": backtest_figure,
    "luck": lambda result, **more: luck_figure(result, luck(result), **more),
    "months": months_figure,
    "results": results_figure,
    "behaviour": behaviour_of,
}


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]


def bars(axes: Axes) -> list[tuple[float, float, str]]:
    """Left edge, height and colour of the bars that have any height."""
    found = [part for part in axes.patches if isinstance(part, Rectangle) and part.get_height()]
    return [(p.get_x(), p.get_height(), to_hex(p.get_facecolor()).upper()) for p in found]


def height_of(axes: Axes, colour: str) -> float:
    return sum(height for _, height, of in bars(axes) if of == colour.upper())


def assert_whole(figure: Figure) -> None:
    """A wide PNG with nothing written outside."""
    with Image.open(BytesIO(style.png(figure))) as image:
        assert (image.format, image.size) == ("PNG", (1600, 900))
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        if text.get_text() and text.get_visible():
            box = text.get_window_extent()
            assert box.x0 >= 0, text
            assert box.x1 <= style.WIDTH, text
            assert box.y0 >= 0, text
            assert box.y1 <= style.HEIGHT, text


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_every_picture_is_whole_for_every_run(drawing: str, run: str) -> None:
    figure = DRAWINGS[drawing](RUNS[run](), title="A strategy with quite a long name, for a phone", note=DEMO)
    assert_whole(figure)
    assert {"DEMO DATA", DEMO} <= set(texts(figure))


@pytest.mark.parametrize("run", ["ordinary", "years", "two tokens", "one trade", "one open"])
def test_every_trade_has_a_picture(run: str) -> None:
    result = RUNS[run]()
    last = len(result.trades) - 1
    for number in {0, last // 2, last}:
        figure = trade_figure(result, number, title="Dip Catcher", note=DEMO)
        assert_whole(figure)
        assert percent(result.trades[number].profit_percent) in texts(figure)
        assert f"${price(result.trades[number].entry_price)}" in texts(figure)


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_trade_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(IndexError):
        trade_figure(quarter(), number)


@pytest.mark.parametrize("run", ["ordinary", "years", "two tokens", "one open"])
def test_the_luck_picture_counts_every_draw_on_the_right_side(run: str) -> None:
    result = RUNS[run]()
    found = luck(result)
    axes = luck_figure(result, found, title="Luck").axes[0]
    assert height_of(axes, style.BAD) == found.as_well
    assert height_of(axes, style.MUTED) == found.draws - found.as_well
    line = axes.lines[-1]
    assert np.asarray(line.get_xdata())[0] == found.own


def test_the_luck_picture_says_the_sentence() -> None:
    found = luck(quarter())
    assert luck_words(found) in texts(luck_figure(quarter(), found, title="Luck"))
    assert "Glück" in texts(luck_figure(quarter(), found, title="Luck", said="Glück"))


@pytest.mark.parametrize("run", RUNS)
def test_the_months_make_up_the_whole(run: str) -> None:
    result = RUNS[run]()
    found = months(result)
    whole = np.prod([1 + month.change / 100 for month in found])
    assert 100 * (whole - 1) == pytest.approx(result.metrics.total_return, abs=1e-9)
    assert [12 * m.year + m.month for m in found] == list(
        range(12 * found[0].year + found[0].month, 12 * found[-1].year + found[-1].month + 1)
    )


def test_few_months_have_their_names_and_many_stand_in_years() -> None:
    assert {"Jan 2024", "Feb 2024", "Mar 2024"} <= set(texts(months_figure(quarter(), title="Months")))
    shown = texts(months_figure(years(), title="Months"))
    assert {"2024", "2028", "Jan", "Dec"} <= set(shown)
    assert percent(months(years())[7].change).removesuffix(" %") in shown


def test_the_picture_of_results_counts_each_closed_trade_once() -> None:
    axes = results_figure(quarter(), title="Results").axes[0]
    closed = [trade for trade in quarter().trades if trade.exit_reason != "open"]
    assert height_of(axes, style.GOOD) == sum(trade.profit > 0 for trade in closed)
    assert height_of(axes, style.BAD) == sum(trade.profit <= 0 for trade in closed)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-99, 1e6), min_size=1, max_size=50))
def test_no_result_falls_beside_the_bars(earned: list[float]) -> None:
    low, high = reach(np.array(earned))
    assert min(earned) <= low <= high <= max(earned)
    sides = edges(min(0.0, low), max(0.0, high))
    assert sides[0] <= min(0.0, low)
    assert sides[-1] > max(0.0, high)
    assert np.abs(sides).min() == 0.0


def test_one_giant_among_many_does_not_hide_the_rest() -> None:
    earned = np.append(np.linspace(-4, 9, 60), 900.0)
    low, high = reach(earned)
    assert low == -4
    assert high < 30


def test_the_levels_of_a_trade_are_those_that_ended_it() -> None:
    result = run_backtest(dip_buyer(1.5, stop_loss_percent=3, trailing_stop_percent=4), walk(2_000))
    slip = 1 - result.costs.slippage_percent / 100
    seen = set()
    for number, trade in enumerate(result.trades[:12]):
        levels = [line for line in trade_figure(result, number).axes[0].lines if line.get_linewidth() == 3]
        last = {to_hex(str(line.get_color())).upper(): float(np.asarray(line.get_ydata())[-1]) for line in levels}
        seen.add(trade.exit_reason)
        if trade.exit_reason == "stop_loss":
            assert last[style.BAD] * slip >= trade.exit_price * (1 - 1e-12)
            assert last[style.BAD] == pytest.approx(0.97 * trade.entry_price)
        if trade.exit_reason == "trailing_stop":
            assert last[style.NOTICE] * slip >= trade.exit_price * (1 - 1e-12)
    assert {"stop_loss", "trailing_stop"} <= seen


def test_the_overlay_draws_both_equities_as_they_are() -> None:
    new = edited(quarter())
    of = behaviour(quarter(), new)
    figure = behaviour_figure(quarter(), new, of, title="Edit")
    before, after = (line for line in figure.axes[0].lines if line.get_linewidth() == 3)
    for line, run in ((before, quarter()), (after, new)):
        assert np.asarray(line.get_ydata())[1:].tolist() == run.equity_curve().value.tolist()
    assert behaviour_words(of) in texts(figure)
    rows = [len(np.asarray(part.get_offsets())) for part in figure.axes[1].collections]
    assert rows == [len(of.gained), len(of.lost), len(of.kept)]


def test_equity_and_holding_are_whole_on_one_scale() -> None:
    steep = run_backtest(dip_buyer(4), walk(600, sigma=0.02))
    figure = backtest_figure(steep, title="x")
    low, high = figure.axes[1].get_ylim()
    for curve in (steep.equity_curve(), steep.hold_curve()):
        assert low <= curve.value.min()
        assert curve.value.max() <= high


@pytest.mark.parametrize(
    ("trades", "label"), [(0, "Trades"), (1, "Trades · too few"), (19, "Trades · too few"), (20, "Trades")]
)
def test_too_few_trades_are_called_so_above_the_numbers(trades: int, label: str) -> None:
    assert trades_tile(trades).label == label


def test_one_buy_is_not_many() -> None:
    assert "1 buy" in texts(backtest_figure(RUNS["one trade"](), title="x"))


def test_a_year_of_minutes_is_drawn_in_a_moment() -> None:
    """Processor time of the faster of two."""
    result = run_backtest(dip_buyer(2), walk(525_600, interval=60, sigma=0.0008))
    spent = []
    for _ in range(2):
        began = time.process_time()
        backtest_chart(result, title="A year")
        spent.append(time.process_time() - began)
    assert min(spent) < 0.4
