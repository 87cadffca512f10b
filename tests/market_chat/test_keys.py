"""Without a key the market says that it is made up; with a wrong one, operator and person are told once, clearly."""

import logging
from pathlib import Path

import pytest

from core.settings import Settings
from core.wording.operator import market_line
from core.wording.startup import screen
from tests.support.ave_server import AveServer
from tests.support.town import town


def market_row(**settings: object) -> str:
    lines = screen(Settings(_env_file=None, **settings), version="1", address=None, bot_name="b").splitlines()  # type: ignore[arg-type]
    return next(line for line in lines if "Market" in line)


def test_the_first_screen_says_which_market_it_is_and_why() -> None:
    assert "demo  made-up candles, the same every time (AVE_API_KEY is not set)" in market_row()
    assert "on    AVE Cloud (plan free, the units of a month" in market_row(ave_api_key="k")
    row = market_row(ave_api_key="k", ave_api_plan="pro", ave_daily_units=5_000, ave_api_base="http://127.0.0.1/v2")
    assert "http://127.0.0.1/v2 (plan pro, at most 5,000 units a day)" in row


def test_the_plan_may_be_called_by_its_short_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_PLAN", "normal")
    assert Settings(_env_file=None).ave_api_plan == "normal"
    monkeypatch.setenv("AVE_API_PLAN", "pro")
    assert Settings(_env_file=None).ave_api_plan == "pro"


@pytest.mark.parametrize(
    "kind",
    ["key_refused", "key_accepted", "units_low", "units_spent", "units_again", "slowed", "clock_skew",
     "polling_instead", "streaming_again"],
)  # fmt: skip
def test_every_change_is_one_line_for_the_operator(kind: str) -> None:
    assert "\n" not in market_line(kind, 70.0, "tokens")
    assert "{" not in market_line(kind)


async def test_without_a_key_everything_goes_on_with_prices_that_are_called_made_up(tmp_path: Path) -> None:
    async with town(tmp_path) as small, small.persona("Dora") as dora:
        await dora.says("/start")
        await dora.sees("made up", "demo data")
        await dora.saves("buy PEPE when it drops 5% in an hour")
        await dora.never_sees("Which PEPE", "TOKENS")
        await dora.taps("7 d")
        await dora.sees_photo("demo data")


async def test_a_wrong_key_is_told_to_the_operator_at_the_start_and_to_whoever_needs_the_market(
    ave: AveServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with (
        town(tmp_path, ave_api_key="NOT-THE-KEY", ave_api_plan="pro", ave_api_base=ave.url) as small,
        small.persona("Kim") as kim,
    ):
        await kim.says("buy PEPE when it drops 5% in an hour")
        await kim.sees("does not accept the key of this installation", "Only the operator")
        await kim.says("/strategy")
        await kim.sees("proposal, not saved yet", "PEPE drops 5% in 1h")
        await kim.taps("Save")
        await kim.sees("does not accept the key")
    lines = [record.getMessage() for record in caplog.records if "AVE_API_KEY" in record.getMessage()]
    assert lines == ["AVE Cloud does not accept AVE_API_KEY: correct it and start again (tried now and then)"]
    assert "NOT-THE-KEY" not in caplog.text
