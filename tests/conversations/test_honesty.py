"""A result says how far it can be trusted, and an edit says what it would have changed."""

import pytest

from tests.support.town import SEED, Persona, Town


async def after_a_quarter(alice: Persona) -> None:
    """Alice has a strategy and has tested it over 90 days."""
    await alice.saves(SEED)
    await alice.taps("90 d")
    await alice.sees_photo("90 days")


async def test_with_trades_enough_the_caption_tells_skill_from_luck(alice: Persona) -> None:
    await after_a_quarter(alice)
    await alice.says("/backtests")
    await alice.sees("newest first")
    await alice.taps("90d")
    message = await alice.sees_photo("90 days", "Random entries did as well")
    assert "Too few to tell" not in message["text"]


async def test_too_few_trades_are_said_before_any_number(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.taps("7 d")
    message = await alice.sees_photo("7 days")
    _, verdict, first_number, *_ = message["text"].splitlines()
    assert verdict.startswith(("⚠️ Too few to tell: only", "⚠️ The rule never led to a trade"))
    assert first_number.startswith(("+", "−", "0"))


async def test_details_doubt_the_result_from_every_side(alice: Persona) -> None:
    await after_a_quarter(alice)
    await alice.taps("Details")
    await alice.sees(
        "Can it be trusted?",
        "Random entries did as well",
        "holding",
        "First 70 %",
        "a side",
        "1st try on this token",
        "Look-ahead check passed",
    )


async def test_a_second_strategy_on_the_token_counts_as_a_second_try(alice: Persona) -> None:
    await after_a_quarter(alice)
    await alice.saves("make it 7%")
    await alice.taps("90 d")
    await alice.sees_photo("90 days")
    await alice.taps("Details")
    await alice.sees("2nd try on this token")
    await alice.taps("Run again")
    await alice.sees_photo("90 days")
    await alice.taps("Details")
    await alice.sees("2nd try on this token")


@pytest.mark.parametrize("picture", ["Luck", "Months", "Trade results"])
async def test_more_pictures_come_on_request(alice: Persona, picture: str) -> None:
    await after_a_quarter(alice)
    await alice.taps("Pictures")
    await alice.sees("which picture?")
    await alice.taps(picture)
    await alice.sees_photo("PEPE dip", picture, "90 days", "demo data")


async def test_a_single_trade_has_its_own_picture(alice: Persona) -> None:
    await after_a_quarter(alice)
    await alice.taps("A trade")
    first_page = await alice.sees("which trade?", "page 1 of")
    assert sum(len(row) for row in first_page["keyboard"]) == 11
    await alice.taps("Older")
    await alice.sees("page 2 of", "Newer")
    await alice.taps("25. ")
    await alice.sees_photo("PEPE dip", "trade 25")


async def test_an_edit_shows_what_it_would_have_changed(alice: Persona) -> None:
    await after_a_quarter(alice)
    await alice.says("make it 7%")
    message = await alice.sees_photo("On your last backtest (90 days · demo data) this edit means", "trade", "return")
    assert message["keyboard"][0][0]["text"].endswith("Save")
    await alice.taps("Save")
    await alice.sees("Saved in")


async def test_an_edit_without_a_backtest_shows_only_the_card(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.says("make it 7%")
    await alice.sees("CHANGES")
    await alice.never_sees("On your last backtest")


async def test_an_edit_to_another_token_is_not_compared(alice: Persona) -> None:
    await after_a_quarter(alice)
    await alice.says("use DOGE instead")
    await alice.sees("CHANGES", "DOGE drops 5% in 1h")
    await alice.never_sees("On your last backtest")


async def test_the_stored_result_carries_the_honesty_block(alice: Persona, home_town: Town) -> None:
    await after_a_quarter(alice)
    store = home_town.product.desk.store
    person = await store.person_by_telegram(alice.id, name="Alice", language="en")
    (bot,) = await store.bots(person.id)
    (run,) = await store.backtests(person.id, bot.id)
    assert run.result is not None
    told = run.result["honesty"]
    assert set(told) == {"look_ahead", "luck", "buy_and_hold", "break_even", "halves", "attempts"}
    assert told["look_ahead"]["clean"] is True
