"""`randebu replay`: the engine of a simulation, fed one candle at a time, writes the document of `backtest`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line.conftest import SEED, Randebu, hours, written

FILES = {
    "btc_usd_1m_2019-03-29_jesse": "15m",
    "eth_btc_5m_2018": "1h",
    "eth_usd_1d_2019-2020_jesse": "1d",
    "eth_usd_1h_2019_jesse": "4h",
    "pepeusdt_1h": "1h",
    "unittest_btc_1m_2017": "1h",
    "xrp_eth_1m_2019": "15m",
}
"""Each with a timeframe in which its prices move."""


@pytest.mark.parametrize("file", FILES)
def test_a_replay_of_real_candles_is_the_backtest_of_them(
    randebu: Randebu, klines: Path, tmp_path: Path, file: str
) -> None:
    dip = {"type": "price_drop", "token": "PEPE", "threshold": 0.5, "timeframe": FILES[file]}
    strategy = written(tmp_path / "dips.json", {**SEED, "conditions": [dip]})
    past, live = (document(randebu, command, strategy, klines / f"{file}.csv") for command in ("backtest", "replay"))
    assert past["trades"]
    assert live == past


def test_costs_cash_files_and_several_tokens_are_those_of_a_backtest(randebu: Randebu, tmp_path: Path) -> None:
    dip = {"type": "price_drop", "token": "PEPE", "threshold": 3, "timeframe": "1h"}
    rule = {"conditions": [dip], "actions": SEED["actions"]}
    other = json.loads(json.dumps(rule).replace("PEPE", "DOGE"))
    strategy = written(tmp_path / "two.json", {"rules": [rule, other]})
    early = written(tmp_path / "early.csv", hours([100, 100, 96, 90, 95]))
    late = written(tmp_path / "late.csv", hours([5, 5, 4.8, 4.7, 5, 6, 5], start=1_704_067_200 + 3 * 3_600))
    given = [f"PEPE={early}", f"doge={late}", "--cash", "500", "--fee-percent", "1", "--slippage-percent", "0"]
    past = document(randebu, "backtest", strategy, *given)
    table, picture = tmp_path / "out.csv", tmp_path / "out.png"
    live = document(randebu, "replay", strategy, *given, "--trades", table, "--chart", picture)
    assert {trade["token"] for trade in past["trades"]} == {"PEPE", "DOGE"}
    assert live == past
    assert len(table.read_text().splitlines()) == 1 + len(past["trades"])
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_replay_refuses_what_a_backtest_refuses(randebu: Randebu, seed: Path, tmp_path: Path) -> None:
    lines = hours([100.0, 100.0, 94.0]).splitlines()
    bad = written(tmp_path / "bad.csv", "\n".join([*lines, lines[-1]]))
    done = randebu("replay", seed, bad)
    assert (done.returncode, done.stdout) == (2, "")
    assert "bad.csv: row 4 (line 5): time is doubled" in done.stderr
    assert randebu("replay", seed).returncode == 2


def document(randebu: Randebu, command: str, *arguments: str | Path) -> dict[str, Any]:
    """What it writes, without what differs from run to run."""
    done = randebu(command, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    whole: dict[str, Any] = json.loads(done.stdout)
    assert whole.pop("id")
    assert whole.pop("duration_seconds") > 0
    return whole
