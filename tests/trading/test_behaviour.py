"""What an edit changes: trades gained, lost and kept, and the words for it."""

import pytest

from core.trading.backtest import run_backtest
from core.trading.behaviour import Behaviour, behaviour, behaviour_words, points
from tests.trading.random_markets import dip_buyer, walk
from tests.trading.tables import HOUR, MONDAY, about, buy, play

FLAT = [1.0] * 12


def test_a_run_beside_itself_changes_nothing() -> None:
    result = run_backtest(dip_buyer(1), walk(1_000))
    of = behaviour(result, run_backtest(dip_buyer(1), walk(1_000)))
    assert (of.gained, of.lost, of.moved) == ((), (), ())
    assert len(of.kept) == len({(t.token, t.entry_time) for t in result.trades})
    assert behaviour_words(of) == "the same trades, the same result"


def test_trades_are_told_apart_by_their_entry() -> None:
    old = play(FLAT, (".x..x.......", buy(10)), max_hold="1h")
    new = play(FLAT, ("....x..x....", buy(10)), max_hold="1h")
    of = behaviour(old, new)
    assert of.lost == (("PEPE", MONDAY + 2 * HOUR),)
    assert of.kept == (("PEPE", MONDAY + 5 * HOUR),)
    assert of.gained == (("PEPE", MONDAY + 8 * HOUR),)
    assert of.trades_change == 0
    assert behaviour_words(of) == "−1 trade, +1 trade"


def test_a_kept_trade_that_ends_elsewhere_has_moved() -> None:
    old = play(FLAT, (".x..........", buy(10)), max_hold="1h")
    new = play(FLAT, (".x..........", buy(10)), max_hold="3h")
    of = behaviour(old, new)
    assert of.moved == of.kept == (("PEPE", MONDAY + 2 * HOUR),)
    assert behaviour_words(of) == "1 trade ends differently"


def test_a_position_sold_in_parts_is_kept_as_one() -> None:
    rising = [1.0, 1.0, 1.0, 1.0, 1.2, 1.4, 1.4, 1.4]
    old = play(rising, (".x......", buy(10)), take_profit_percent=30)
    new = play(
        rising, (".x......", buy(10)), targets=[{"profit_percent": 10, "sell_percent": 50}], take_profit_percent=30
    )
    of = behaviour(old, new)
    assert len(of.kept) == len(of.moved) == 1
    assert of.trades_change == 1


@pytest.mark.parametrize("seed", range(4))
def test_changes_are_new_minus_old_and_turn_round_with_the_order(seed: int) -> None:
    market = walk(2_000, seed=seed)
    old, new = (run_backtest(dip_buyer(percent), market) for percent in (1.5, 2))
    there, back = behaviour(old, new), behaviour(new, old)
    assert there.return_change == about(new.metrics.total_return - old.metrics.total_return)
    assert there.drawdown_change == about(new.metrics.max_drawdown - old.metrics.max_drawdown)
    assert (there.gained, there.lost) == (back.lost, back.gained)
    assert there.return_change == about(-back.return_change)
    positions = {(t.token, t.entry_time) for t in old.trades}
    assert positions == set(there.lost) | set(there.kept)
    assert there.same_candles


def test_other_candles_are_noticed() -> None:
    short, long = (run_backtest(dip_buyer(), walk(n)) for n in (500, 600))
    assert not behaviour(short, long).same_candles


@pytest.mark.parametrize(
    ("lost", "gained", "moved", "changes", "words"),
    [
        (3, 2, 0, (1.1, -4.0), "−3 trades, +2 trades, return +1.1, drawdown −4.0"),
        (0, 1, 0, (0.25, 0.0), "+1 trade, return +0.25"),
        (0, 0, 2, (-12.34, 1.0), "2 trades end differently, return −12.3, drawdown +1.0"),
        (0, 0, 0, (0.004, -0.004), "the same trades, the same result"),
        (0, 0, 0, (0.5, 0.0), "the same trades, return +0.50"),
        (1_200, 0, 0, (0.0, 0.0), "−1,200 trades"),
    ],
)
def test_the_change_in_words(lost: int, gained: int, moved: int, changes: tuple[float, float], words: str) -> None:
    keys = [tuple(("PEPE", i) for i in range(n)) for n in (gained, lost, moved)]
    of = Behaviour(keys[0], keys[1], keys[2], keys[2], *changes, gained - lost, same_candles=True)
    assert behaviour_words(of) == words


@pytest.mark.parametrize(
    ("change", "written"), [(0.996, "+1.0"), (-0.994, "−0.99"), (1_234.56, "+1,234.6"), (-0.001, "0.0")]
)
def test_points_are_short(change: float, written: str) -> None:
    assert points(change) == written
