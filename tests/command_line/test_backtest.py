"""`randebu backtest`: the contract's document for what is right, one line for what is wrong."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line.conftest import SEED, Randebu, hours, written

FALL = [100.0, 100.0, 94.0, 94.0, 94.0, 105.0]


def test_real_candles_give_the_reference_figures(randebu: Randebu, seed: Path, klines: Path) -> None:
    done = randebu("backtest", seed, klines / "pepeusdt_1h.csv")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    results = document["results"]
    assert round(results["total_return"], 4) == 0.7135
    assert round(results["win_rate"], 2) == 29.79
    assert round(results["max_drawdown"], 4) == 3.3064
    assert (results["total_trades"], len(document["trades"]), len(document["signals"])) == (47, 47, 49)


def test_the_document_keeps_the_seeds_shape(randebu: Randebu, seed: Path, tmp_path: Path) -> None:
    document = _document(randebu, seed, written(tmp_path / "c.csv", hours(FALL)))
    assert {"id", "status", "duration_seconds", "config", "results", "signals", "trades", "equity"} <= set(document)
    assert document["status"] == "completed"
    assert document["config"]["token"] == "PEPE-bsc"
    assert document["config"]["timeframe"] == "1h"
    assert document["config"]["start_date"] == "2024-01-01"
    (signal,) = document["signals"]
    assert (signal["time"], signal["type"], signal["executed"]) == ("2024-01-01T02:00:00Z", "buy", True)
    (trade,) = document["trades"]
    assert trade["exit_reason"] == "take_profit"
    fields = {"token", "entry_time", "entry_price", "exit_time", "exit_price", "quantity", "profit", "fees"}
    assert fields <= set(trade)


@pytest.mark.parametrize("factor", [1e-6, 1e-9, 1e6])
def test_scaled_prices_change_no_trade(randebu: Randebu, klines: Path, tmp_path: Path, factor: float) -> None:
    header, *rows = (klines / "eth_usd_1h_2019_jesse.csv").read_text().split()
    cells = [row.split(",") for row in rows]
    scaled = [",".join([c[0], *(repr(float(p) * factor) for p in c[1:5]), c[5]]) for c in cells]
    real = written(tmp_path / "real.csv", "\n".join([header, *rows]))
    small = written(tmp_path / "scaled.csv", "\n".join([header, *scaled]))
    one = {**SEED, "conditions": [{**_condition("PEPE"), "threshold": 1}]}
    strategy = written(tmp_path / "one.json", one)
    trades = [_document(randebu, strategy, file)["trades"] for file in (real, small)]
    assert len(trades[0]) == 18
    keys = ("entry_time", "exit_time", "exit_reason")
    assert [[t[k] for k in keys] for t in trades[0]] == [[t[k] for k in keys] for t in trades[1]]
    profits = [[t["profit"] for t in some] for some in trades]
    assert profits[0] == pytest.approx(profits[1], rel=1e-9)


@pytest.mark.parametrize(
    "file",
    ["unittest_btc_1m_2017.csv", "btc_usd_1m_2019-03-29_jesse.csv", "xrp_eth_1m_2019.csv", "eth_btc_5m_2018.csv"],
)
def test_minutes_with_holes_work_too(randebu: Randebu, seed: Path, klines: Path, file: str) -> None:
    document = _document(randebu, seed, klines / file)
    assert document["config"]["candle"] in ("1m", "5m")


def test_the_picture_and_the_trades_are_written_where_asked(
    randebu: Randebu, seed: Path, klines: Path, tmp_path: Path
) -> None:
    picture, table = tmp_path / "out.png", tmp_path / "out.csv"
    candles = klines / "pepeusdt_1h.csv"
    done = randebu("backtest", seed, candles, "--chart", picture, "--trades", table)
    assert picture.read_bytes().startswith(b"\x89PNG")
    rows = list(csv.DictReader(table.read_text().splitlines()))
    assert [row["profit"] for row in rows] == [str(t["profit"]) for t in json.loads(done.stdout)["trades"]]


def test_cash_and_costs_can_be_chosen(randebu: Randebu, seed: Path, tmp_path: Path) -> None:
    candles = written(tmp_path / "c.csv", hours(FALL))
    free = _document(randebu, seed, candles, "--cash", "500", "--fee-percent", "0", "--slippage-percent", "0")
    assert free["config"]["cash"] == 500
    assert free["results"]["fees_paid"] == 0
    # 10 % of 500 bought at 94, all sold at the gap over the target: 50 * (105/94 - 1).
    assert free["trades"][0]["profit"] == pytest.approx(50 * (105 / 94 - 1))


def test_several_tokens_have_a_file_each(randebu: Randebu, tmp_path: Path) -> None:
    rules = [{**_rule("PEPE")}, {**_rule("DOGE")}]
    strategy = written(tmp_path / "two.json", {"rules": rules})
    candles = written(tmp_path / "c.csv", hours(FALL))
    document = _document(randebu, strategy, f"PEPE={candles}", f"doge={candles}")
    assert {trade["token"] for trade in document["trades"]} == {"PEPE", "DOGE"}
    _refused(randebu("backtest", strategy, candles), "several tokens")
    _refused(randebu("backtest", strategy, f"PEPE={candles}"), "no candles for DOGE")
    _refused(randebu("backtest", strategy, f"PEPE={candles}", candles), "PEPE=FILE.csv DOGE=FILE.csv")


def test_a_hole_is_filled_with_the_close_before_it(randebu: Randebu, seed: Path, tmp_path: Path) -> None:
    lines = hours(FALL).splitlines()
    del lines[4]
    document = _document(randebu, seed, written(tmp_path / "hole.csv", "\n".join(lines)))
    assert document["config"]["candles"] == len(FALL)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1704074400,94,94,94,nan,1", "row 3 (line 4): close is not a number"),
        ("1704074400,94,94,94,,1", "row 3 (line 4): close is empty"),
        ("1704074400,94,94,94,ninety,1", "row 3 (line 4): close is not a number"),
        ("1704074400,94,93,94,94,1", "row 3 (line 4): high is below low"),
        ("1704074400,94,94,-1,94,1", "row 3 (line 4): low is not above 0"),
        ("1704074400,94,94,94,94,-1", "row 3 (line 4): volume is below 0"),
        ("1704074400,94,94,94", "row 3 (line 4)"),
        ("1704060000,94,94,94,94,1", "row 3 (line 4): time goes backwards"),
        ("1704070800,94,94,94,94,1", "row 3 (line 4): time is doubled"),
        ("1704074401,94,94,94,94,1", "row 3 (line 4): time is off the grid"),
    ],
)
def test_a_bad_row_is_named(randebu: Randebu, seed: Path, tmp_path: Path, row: str, words: str) -> None:
    lines = hours(FALL).splitlines()
    lines[3] = row
    _refused(randebu("backtest", seed, written(tmp_path / "bad.csv", "\n".join(lines))), "bad.csv", words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the header lacks time, open, high, low, close, volume"),
        ("time,open,high,low,close,volume\n", "there is no candle"),
        ("time,open,high,low,volume\n1,1,1,1,1\n", "the header lacks close"),
        (hours([1.0]), "one candle alone does not tell its interval"),
    ],
)
def test_a_file_that_is_no_candle_file_says_why(
    randebu: Randebu, seed: Path, tmp_path: Path, text: str, words: str
) -> None:
    _refused(randebu("backtest", seed, written(tmp_path / "bad.csv", text)), "bad.csv", words)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("{", "not valid JSON"),
        ("[]", "a strategy is a JSON object"),
        ({}, "conditions: is required"),
        ({**SEED, "moon": True}, "moon: is not a field"),
        ({**SEED, "risk_management": {"stop_loss_percent": 150}}, "risk_management.stop_loss_percent"),
        ({**SEED, "conditions": [{"type": "full_moon", "token": "PEPE"}]}, "unknown type 'full_moon'"),
        ({**SEED, "conditions": [{"type": "price_drop", "token": "PEPE"}]}, "conditions[0].threshold: is required"),
        ({**SEED, "actions": []}, "actions: needs at least one"),
    ],
)
def test_a_strategy_that_is_none_names_the_field(randebu: Randebu, tmp_path: Path, config: Any, words: str) -> None:
    candles = written(tmp_path / "c.csv", hours(FALL))
    _refused(randebu("backtest", written(tmp_path / "bad.json", config), candles), "bad.json", words)


def test_a_timeframe_finer_than_the_candles_is_refused(randebu: Randebu, tmp_path: Path) -> None:
    fine = {**SEED, "conditions": [{**_condition("PEPE"), "timeframe": "5m"}]}
    candles = written(tmp_path / "c.csv", hours(FALL))
    done = randebu("backtest", written(tmp_path / "fine.json", fine), candles)
    _refused(done, "fine.json", "conditions[0].timeframe: 5m is finer than the candles, which are 1h")


def test_missing_files_and_places_that_cannot_be_written_are_named(
    randebu: Randebu, seed: Path, tmp_path: Path
) -> None:
    candles = written(tmp_path / "c.csv", hours(FALL))
    _refused(randebu("backtest", seed, tmp_path / "nowhere.csv"), "nowhere.csv: No such file")
    _refused(randebu("backtest", tmp_path / "nothing.json", candles), "nothing.json: No such file")
    _refused(randebu("backtest", seed, tmp_path), str(tmp_path))
    _refused(randebu("backtest", seed, candles, "--chart", tmp_path / "no" / "where.png"), "where.png")


@pytest.mark.parametrize(
    "arguments", [["backtest"], ["moon"], [], ["backtest", "a", "b", "--cash", "0"], ["backtest", "a", "b", "--moon"]]
)
def test_a_wrong_call_is_one_line(randebu: Randebu, arguments: list[str]) -> None:
    _refused(randebu(*arguments), "--help")


def _document(randebu: Randebu, *arguments: str | Path) -> dict[str, Any]:
    done = randebu("backtest", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def _refused(done: Any, *words: str) -> None:
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


def _condition(token: str) -> dict[str, Any]:
    return {"type": "price_drop", "token": token, "threshold": 5, "timeframe": "1h"}


def _rule(token: str) -> dict[str, Any]:
    return {"conditions": [_condition(token)], "actions": [{"type": "buy", "token": token}]}
