"""Whatever is sent gets an answer, and nothing that was sent is taken for our own markup."""

import pytest

from tests.support.town import SEED, Persona


async def test_a_message_of_ten_thousand_characters_is_refused_kindly(alice: Persona) -> None:
    await alice.says("buy PEPE when it drops 5% in an hour. " * 270)
    await alice.sees("I read up to 4,000", "Nothing was changed")
    await alice.never_sees("not saved yet")


@pytest.mark.parametrize("text", ["🚀🚀🚀", "?!…", "\u200b⁠", "👍"])
async def test_a_message_without_words_says_what_to_write(alice: Persona, text: str) -> None:
    await alice.says(text)
    await alice.sees("I found no words in that", "buy PEPE when it drops 5%")


async def test_control_characters_are_passed_over(alice: Persona) -> None:
    await alice.says("buy\x00 PEPE \x07when it\x1b drops 5% in an hour")
    await alice.sees("PEPE drops 5% in 1h")


@pytest.mark.parametrize(
    "text", ["<b>buy</b> <i>now", "if rsi < 30 & volume > 2 </pre>", "&lt;script&gt;", "$x_{1}$ *hi*"]
)
async def test_markup_is_only_text(alice: Persona, text: str) -> None:
    await alice.says(text)
    await alice.sees()
    await alice.never_sees("Something went wrong")


async def test_an_unknown_command_shows_what_there_is(alice: Persona) -> None:
    await alice.says("/moon")
    await alice.sees("/backtest", "/help")


async def test_a_lone_slash_is_no_reason_to_be_silent(alice: Persona) -> None:
    await alice.says("/")
    await alice.sees("/help")


async def test_help_tells_what_can_be_said_and_how_it_counts(alice: Persona) -> None:
    await alice.says("/help")
    await alice.sees("What I understand", "/backtest", "fills at the next candle's open", "demo data", "offline")


@pytest.mark.parametrize(
    "data",
    ["", "v1", "v1:", "v1:nonsense", "v0:bots", "v1:save", "v1:save:a:b:c", "v1:backtest:x", "\x00", "v1:" + "é" * 30],
)
async def test_a_button_nobody_made_is_answered_with_a_fresh_menu(alice: Persona, data: str) -> None:
    await alice.says("/bots")
    message = await alice.sees("Your bots")
    assert await alice.tap_data(message["id"], data) == "This menu is old – here is a fresh one."
    await alice.sees("Your bots")


@pytest.mark.parametrize(
    "data", ["v1:run:nothing", "v1:select:0", "v1:really_delete:'; drop table bots", "v1:again:-1"]
)
async def test_a_forged_button_does_nothing(alice: Persona, data: str) -> None:
    await alice.saves(SEED)
    message = await alice.sees("Saved in")
    await alice.tap_data(message["id"], data)
    await alice.sees("not here any more")
    await alice.says("/strategy")
    await alice.sees("PEPE dip · saved")
