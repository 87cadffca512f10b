"""The main road: a sentence becomes a card, a saved strategy, and an honest picture."""

import csv
import io

import pytest
from PIL import Image

from tests.support.town import SEED, Persona, Town


async def test_a_sentence_becomes_a_saved_strategy_and_a_picture(alice: Persona) -> None:
    await alice.says(SEED)
    await alice.sees("not saved yet", "WHEN", "PEPE drops 5% in 1h", "THEN", "10% of cash", "RISK", "stop loss 3%")
    assert await alice.taps("Save") == "Saved"
    await alice.sees("Saved in", "Backtest 30 d")
    await alice.taps("Backtest 30 d")
    message = await alice.sees_photo("PEPE dip", "30 days", "demo data", "buy & hold", "Max drawdown", "fee 0.3 %")
    with Image.open(io.BytesIO(await alice.download(message))) as picture:
        assert picture.size == (1600, 900)
    await alice.never_sees("Running")


async def test_a_newcomer_sees_a_picture_three_taps_after_start(home_town: Town) -> None:
    async with home_town.persona("Nina") as nina:
        await nina.says("/start")
        await nina.sees("Hi Nina", "made up")
        await nina.taps("PEPE dip")
        await nina.sees("PEPE drops 5% in 1h", "not saved yet")
        await nina.taps("Save")
        await nina.sees("Backtest 30 d")
        await nina.taps("Backtest 30 d")
        await nina.sees_photo("30 days")


async def test_the_trades_of_a_backtest_come_as_a_file_that_adds_up(alice: Persona, home_town: Town) -> None:
    await alice.saves(SEED)
    await alice.taps("90 d")
    picture = await alice.sees_photo("90 days")
    await alice.taps("Trades CSV")
    message = await alice.sees(within=10)
    assert message["file"]["kind"] == "document"
    rows = list(csv.DictReader(io.StringIO((await alice.download(message)).decode())))
    assert rows
    assert {row["token"] for row in rows} == {"PEPE"}
    run = await _newest_run(home_town, alice)
    assert run["total_trades"] == len(rows)
    assert 10_000 + sum(float(row["profit"]) for row in rows) == pytest.approx(run["final_equity"], abs=0.005)
    assert f"{len(rows):,} trade" in picture["text"]


async def test_details_tell_every_figure_in_narrow_lines(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.taps("7 d")
    await alice.sees_photo("7 days")
    await alice.taps("Details")
    message = await alice.sees("Total return", "Sharpe", "Fees paid")
    table = [line for line in message["text"].splitlines() if line.startswith(("Total", "Sharpe", "Fees", "Win"))]
    assert all(len(line) <= 30 for line in table)


async def test_a_backtest_can_be_run_again_and_looked_up_later(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.taps("7 d")
    await alice.sees_photo("7 days")
    await alice.taps("Run again")
    await alice.sees_photo("7 days")
    await alice.says("/backtests")
    listing = await alice.sees("newest first")
    runs = [button["text"] for row in listing["keyboard"] for button in row if "7d" in button["text"]]
    assert len(runs) == 2
    await alice.taps(runs[1])
    await alice.sees_photo("7 days")


async def test_every_period_that_is_offered_works(alice: Persona) -> None:
    await alice.saves(SEED)
    for label, words in (("7 d", "7 days"), ("90 d", "90 days"), ("1 y", "1 year")):
        await alice.says("/backtest")
        await alice.sees("over which time")
        await alice.taps(label)
        await alice.sees_photo(words)


async def test_a_backtest_without_a_saved_strategy_asks_for_one(alice: Persona) -> None:
    await alice.says("/backtest")
    await alice.sees("You have none yet")
    await alice.says(SEED)
    await alice.sees("not saved yet")
    await alice.says("/backtest")
    await alice.sees("not saved yet", "Save")


async def _newest_run(home_town: Town, alice: Persona) -> dict[str, float]:
    store = home_town.product.desk.store
    person = await store.person_by_telegram(alice.id, name="Alice", language="en")
    (bot,) = await store.bots(person.id)
    run, *_ = await store.backtests(person.id, bot.id)
    assert run.result is not None
    results: dict[str, float] = run.result["results"]
    return results
