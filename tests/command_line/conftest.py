"""`randebu` as a process of its own, and files to give it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
KLINES = ROOT.parent / "shared" / "klines"

Randebu = Callable[..., "subprocess.CompletedProcess[str]"]

SEED = {
    "conditions": [{"type": "price_drop", "token": "PEPE", "chain": "bsc", "threshold": 5, "timeframe": "1h"}],
    "actions": [{"type": "buy", "amount_percent": 10, "token": "PEPE"}],
    "risk_management": {"stop_loss_percent": 3, "take_profit_percent": 10},
}


@pytest.fixture
def randebu(tmp_path: Path) -> Randebu:
    """Run a command in an empty directory."""

    def run(*arguments: str | Path, stdin: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("TELEGRAM", "DATABASE", "AVE", "MINIMAX"))}
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "bot", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            cwd=tmp_path,
            env={**plain, "PYTHONPATH": str(ROOT), **environment},
            check=False,
        )

    return run


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """The seed's strategy in a file."""
    return written(tmp_path / "seed.json", SEED)


@pytest.fixture
def klines() -> Path:
    """Real candles, where they are."""
    if not KLINES.is_dir():
        pytest.skip("the real candles (../shared/klines) are not here")
    return KLINES


def written(file: Path, config: Any) -> Path:
    file.write_text(config if isinstance(config, str) else json.dumps(config))
    return file


def hours(prices: list[float], *, start: int = 1_704_067_200) -> str:
    """A candle file of flat hourly candles."""
    rows = [f"{start + 3_600 * i},{p},{p},{p},{p},1" for i, p in enumerate(prices)]
    return "\n".join(["time,open,high,low,close,volume", *rows]) + "\n"
