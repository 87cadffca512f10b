"""The pictures: true to the run, whole on a phone, and undisturbed by odd markets, names and threads."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from core.trading import chart_style as style
from core.trading.backtest import BacktestResult, run_backtest
from core.trading.candles import Candles
from core.trading.chart import ChartWords, backtest_chart, backtest_figure, headline, price_chart, price_figure
from core.trading.chart_data import COLUMNS, columns
from core.trading.chart_marks import ENTRY, SHAPES, marks
from core.trading.chart_style import BAD, GOOD, readable
from core.trading.numbers import count, money, percent
from core.trading.strategy import Strategy

NEW_YEAR = 1_704_067_200  # 2024-01-01
HOUR = 3_600
WORDS = ChartWords()


def walk(n: int, *, interval: int = HOUR, first: float = 1.0, seed: int = 1, sigma: float = 0.01) -> Candles:
    """A random walk of n candles."""
    rng = np.random.default_rng(seed)
    path = np.cumsum(rng.normal(0, sigma / 2, (n, 4)).ravel()).reshape(n, 4)
    before = np.append(0.0, path[:-1, 3])
    inside = np.column_stack((before, path))
    high, low = inside.max(axis=1), inside.min(axis=1)
    o, h, lo, c = (first * np.exp(line) for line in (before, high, low, path[:, 3]))
    times = NEW_YEAR + interval * np.arange(n)
    return Candles.from_columns(times, o, h, lo, c, rng.lognormal(8, 1, n), interval=interval)


def dip_buyer(*tokens: str, threshold: float = 1, timeframe: str = "1h") -> Strategy:
    """Buys dips of each token, leaves by stop or target."""
    rules = [
        {
            "conditions": [
                {"type": "price_drop", "token": t, "chain": "bsc", "threshold": threshold, "timeframe": timeframe}
            ],
            "actions": [{"type": "buy", "amount_percent": 30, "token": t}],
        }
        for t in tokens
    ]
    return Strategy.from_config({"rules": rules, "risk_management": {"stop_loss_percent": 3, "take_profit_percent": 4}})


def ran(market: Mapping[str, Candles], **rule: Any) -> BacktestResult:
    return run_backtest(dip_buyer(*market, **rule), market)


@cache
def month() -> BacktestResult:
    """An ordinary run: a month of hours with some dozens of trades, some won, some lost."""
    result = ran({"PEPE": walk(744, first=0.0000123)})
    assert len(result.trades) > 20
    return result


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]


def drawn(result: BacktestResult, **more: Any) -> Figure:
    figure = backtest_figure(result, title="Dip Catcher", **more)
    style.png(figure)
    return figure


def heights(axes: Axes) -> tuple[float, float]:
    """The lowest and highest point of all areas in a pane."""
    points = np.concatenate([p.vertices for area in areas(axes) for p in area.get_paths()])
    return float(points[:, 1].min()), float(points[:, 1].max())


def areas(axes: Axes) -> list[PolyCollection]:
    return [part for part in axes.collections if isinstance(part, PolyCollection)]


def scatters(axes: Axes) -> list[PathCollection]:
    return [part for part in axes.collections if isinstance(part, PathCollection)]


def test_the_picture_is_a_wide_png_of_telegrams_favourite_shape() -> None:
    with Image.open(BytesIO(backtest_chart(month(), title="Dip Catcher"))) as image:
        assert image.format == "PNG"
        assert image.size == (1600, 900)


def test_the_headline_is_written_from_the_metrics() -> None:
    metrics = month().metrics
    values = [tile.value for tile in headline(metrics)]
    assert values == [
        percent(metrics.total_return),
        percent(metrics.buy_and_hold_return),
        percent(metrics.max_drawdown, signed=False),
        percent(metrics.win_rate, signed=False),
        count(metrics.total_trades),
    ]
    shown = texts(drawn(month()))
    assert set(values) <= set(shown)
    assert f"Equity {money(month().cash)} → {money(metrics.final_equity)}" in shown


@settings(max_examples=40, deadline=None)
@given(n=st.integers(1, 400), most=st.integers(1, 120), seed=st.integers(0, 9))
def test_joining_candles_never_loses_an_extreme(n: int, most: int, seed: int) -> None:
    candles = walk(n, seed=seed)
    joined = columns(candles, most)
    assert len(joined.close) == min(n, most)
    rows = np.searchsorted(joined.edges, candles.time, side="right") - 1
    for i in range(len(joined.close)):
        assert joined.high[i] == candles.high[rows == i].max()
        assert joined.low[i] == candles.low[rows == i].min()
        assert joined.open[i] == candles.open[rows == i][0]
        assert joined.close[i] == candles.close[rows == i][-1]
    assert joined.volume.sum() == pytest.approx(candles.volume.sum())
    assert (joined.edges[0], joined.edges[-1]) == (candles.time[0], candles.end)


def test_one_wick_among_a_hundred_thousand_candles_is_drawn() -> None:
    candles = walk(100_000, interval=60, sigma=0.0005)
    candles.high[54_321] = 7 * candles.high.max()
    candles.low[12_345] = candles.low.min() / 2
    figure = drawn(ran({"PEPE": candles}, threshold=50))
    assert heights(figure.axes[0]) == (candles.low.min(), candles.high.max())


def test_the_drawn_drawdown_reaches_the_one_of_the_headline() -> None:
    deepest, _ = heights(drawn(month()).axes[2])
    assert -deepest == pytest.approx(month().metrics.max_drawdown)


def test_a_long_run_is_drawn_with_as_few_points_as_a_short_one() -> None:
    figure = drawn(ran({"PEPE": walk(200_000, interval=60, sigma=0.0004)}))
    sizes = [np.size(line.get_ydata()) for axes in figure.axes for line in axes.lines]
    sizes += [len(np.asarray(p.vertices)) for axes in figure.axes for area in areas(axes) for p in area.get_paths()]
    assert max(sizes) < 6 * COLUMNS


def test_every_buy_and_every_exit_is_marked_at_its_fill() -> None:
    result = month()
    found = marks(result.fills, result.trades, {"PEPE": 1.0}, HOUR)
    buys = [(f.time, f.price) for f in result.fills if f.side == "buy"]
    assert [(m.time, m.value) for m in found if m.shape == ENTRY] == buys
    exits = [m for m in found if m.shape != ENTRY]
    assert [(m.value, m.shape) for m in exits] == [(t.exit_price, SHAPES[t.exit_reason]) for t in result.trades]
    assert [m.colour == GOOD for m in exits] == [t.profit > 0 for t in result.trades]
    assert {m.colour for m in exits} == {GOOD, BAD}


def test_no_two_reasons_share_a_shape() -> None:
    assert len({ENTRY, *SHAPES.values()}) == len(SHAPES) + 1


def test_the_legend_counts_what_happened() -> None:
    shown = texts(drawn(month()))
    buys = sum(f.side == "buy" for f in month().fills)
    stops = sum(t.exit_reason == "stop_loss" for t in month().trades)
    assert f"{buys} buys" in shown
    assert f"{stops} stop loss" in shown


def test_thousands_of_trades_are_thinned_and_small() -> None:
    result = ran({"PEPE": walk(60_000, interval=60, sigma=0.01, seed=3)}, timeframe="1m")
    assert len(result.trades) > 3_000
    crowd = scatters(drawn(result).axes[0])
    few = scatters(drawn(month()).axes[0])
    assert sum(len(np.asarray(part.get_offsets())) for part in crowd) < 0.6 * len(result.fills)
    assert max(part.get_sizes()[0] for part in crowd) < min(part.get_sizes()[0] for part in few)
    assert f"{count(sum(f.side == 'buy' for f in result.fills))} buys" in texts(drawn(result))


def test_a_run_without_trades_says_so() -> None:
    result = ran({"PEPE": walk(100)}, threshold=90)
    assert not result.trades
    assert "no trades" in texts(drawn(result))
    assert "no trades" not in texts(drawn(month()))


@pytest.mark.parametrize("note", ["demo data", "Demo data · fee 0.3 %"])
def test_made_up_data_is_marked_as_such(note: str) -> None:
    assert {"DEMO DATA", note} <= set(texts(drawn(month(), note=note)))


def test_real_data_has_no_badge() -> None:
    assert "DEMO DATA" not in texts(drawn(month(), note="fee 0.3 %"))


def test_several_tokens_start_at_100_and_are_named() -> None:
    market = {"PEPE": walk(300, first=1e-9, seed=1), "DOGE": walk(300, first=50_000.0, seed=2)}
    figure = drawn(ran(market))
    assert {"PEPE", "DOGE", "start = 100"} <= set(texts(figure))
    for line, candles in zip(figure.axes[0].lines, market.values(), strict=True):
        values = np.asarray(line.get_ydata())
        assert values[-1] == pytest.approx(100 * candles.close[-1] / candles.close[0])


@pytest.mark.parametrize("first", [1e-12, 0.0000123, 1.0, 97_000.0, 1e11])
def test_prices_of_every_size_have_plain_labels(first: float) -> None:
    figure = drawn(ran({"PEPE": walk(200, first=first)}))
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(labels) >= 2
    assert len(set(labels)) == len(labels)
    assert not any("e" in label.lower() for label in labels)
    assert figure.axes[0].yaxis.get_offset_text().get_text() == ""


def test_a_price_that_multiplies_is_drawn_on_a_log_scale() -> None:
    steady = walk(300)
    soaring = steady.scaled(1.0)
    for name in ("open", "high", "low", "close"):
        getattr(soaring, name)[150:] *= 500
    assert drawn(ran({"PEPE": steady})).axes[0].get_yscale() == "linear"
    figure = drawn(ran({"PEPE": soaring}))
    assert figure.axes[0].get_yscale() == "log"
    assert "PEPE price · log scale" in texts(figure)


def constant(n: int, price: float, volume: float = 0.0) -> Candles:
    column = np.full(n, price)
    times = NEW_YEAR + HOUR * np.arange(n)
    return Candles.from_columns(times, column, column, column, column, np.full(n, volume), interval=HOUR)


@pytest.mark.parametrize("candles", [constant(1, 5.0), constant(50, 1e-9), constant(2, 3e7), walk(1), walk(2)])
def test_hardly_any_data_still_makes_a_picture(candles: Candles) -> None:
    assert backtest_chart(ran({"PEPE": candles}), title="Little").startswith(b"\x89PNG")
    assert price_chart(candles, title="Little").startswith(b"\x89PNG")


def test_names_with_dollars_and_signs_the_font_lacks_are_drawn_as_text() -> None:
    figure = backtest_figure(month(), title="$x_{1 🚀 \\frac 测试$", note="$$^ {")
    style.png(figure)
    assert "$x_{1 ? \\frac ?$" in texts(figure)


def test_every_word_and_sign_of_the_pictures_exists_in_the_font() -> None:
    figure = drawn(month(), note="fee 0.3 % · slippage 0.1 % per side · fills at next open")
    words = [getattr(WORDS, name) for name in ChartWords.__dataclass_fields__ if name != "months"]
    for word in [*texts(figure), *words, *WORDS.months, "−0.0₅123 €"]:
        assert readable(word) == word


def test_the_words_can_be_said_in_another_language() -> None:
    german = ChartWords(
        total_return="Gesamtertrag", equity="Vermögen", no_trades="keine Trades", candles="{interval}-Kerzen"
    )
    shown = texts(drawn(month(), words=german))
    assert {"Gesamtertrag", "1 Jan – 31 Jan 2024 UTC · 1h-Kerzen"} <= set(shown)
    assert "Total return" not in shown


def test_a_long_title_is_cut() -> None:
    figure = backtest_figure(month(), title="a very long name " * 20)
    assert any(shown.startswith("a very long") and shown.endswith("…") for shown in texts(figure))


def test_nothing_is_written_outside_the_picture() -> None:
    figure = drawn(month(), note="demo data " * 40)
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        if text.get_text() and text.get_visible():
            box = text.get_window_extent()
            assert box.x0 >= 0
            assert box.x1 <= style.WIDTH
            assert box.y0 >= 0
            assert box.y1 <= style.HEIGHT


def test_threads_draw_the_same_picture_at_once() -> None:
    alone = backtest_chart(month(), title="Dip Catcher")
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda _: backtest_chart(month(), title="Dip Catcher"), range(8)))
    assert set(together) == {alone}


def test_drawing_leaves_the_settings_of_matplotlib_alone() -> None:
    before = dict(mpl.rcParams)
    backtest_chart(month(), title="Dip Catcher")
    assert dict(mpl.rcParams) == before


def test_a_market_is_drawn_as_candles_where_they_can_be_told_apart() -> None:
    few, many = walk(48, first=0.0000123), walk(5_000)
    assert len(price_figure(few, title="PEPE").axes[0].patches) == 48
    figure = price_figure(many, title="PEPE", note="demo data")
    assert not figure.axes[0].patches
    assert heights(figure.axes[0]) == (many.low.min(), many.high.max())
    assert "DEMO DATA" in texts(figure)
