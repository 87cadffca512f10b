"""Up to three bots: make, switch, rename, delete, each asked about before it cannot be undone."""

from tests.support.town import SEED, Persona


async def test_three_bots_and_a_fourth_is_kindly_refused(alice: Persona) -> None:
    for number in (1, 2, 3):
        await alice.says("/new")
        await alice.sees(f"Bot {number} is ready")
    await alice.says("/new")
    await alice.sees("You have 3 bots already", "Nothing was changed")
    await alice.says("/bots")
    await alice.sees("Your bots (3 of 3)", "✅ Bot 3")


async def test_one_tap_switches_to_another_bot_and_what_is_said_goes_there(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.says("/new")
    await alice.sees("Bot 1 is ready")
    await alice.says("buy DOGE when it rises 4% in 4h")
    await alice.sees("Bot 1", "DOGE rises 4% in 4h")
    await alice.says("/bots")
    await alice.sees("✅ Bot 1", "PEPE dip")
    assert await alice.taps("PEPE dip") == "PEPE dip is selected"
    await alice.sees("PEPE dip · saved", "PEPE drops 5% in 1h")
    await alice.says("make it 7%")
    await alice.sees("PEPE dip", "PEPE drops 7% in 1h")


async def test_the_first_sentence_makes_and_names_a_bot(alice: Persona) -> None:
    await alice.says("sell all my WIF when RSI goes above 80 on the 4h chart")
    await alice.sees("WIF RSI", "not saved yet")


async def test_a_bot_gets_another_name_and_keeps_its_strategy(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.says("/strategy")
    await alice.sees("PEPE dip", "saved")
    await alice.taps("Rename")
    await alice.sees("Write the new name")
    await alice.says("   Dip\n <b>Catcher</b> & Co 🐸 ")
    await alice.sees("This bot is now Dip <b>Catcher</b> & Co 🐸")
    await alice.says("/strategy")
    await alice.sees("Dip <b>Catcher</b> & Co 🐸 · saved", "PEPE drops 5% in 1h")


async def test_a_name_that_is_none_is_asked_for_again(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.says("/strategy")
    await alice.sees("saved")
    await alice.taps("Rename")
    await alice.sees("Write the new name")
    await alice.says("x" * 41)
    await alice.sees("1 to 40 visible characters")
    await alice.says("Dipper")
    await alice.sees("now Dipper")


async def test_a_command_drops_the_question_for_a_name(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.says("/strategy")
    await alice.sees("saved")
    await alice.taps("Rename")
    await alice.sees("Write the new name")
    await alice.says("/stop")
    await alice.sees("Question dropped")
    await alice.says("make it 7%")
    await alice.sees("PEPE drops 7% in 1h")


async def test_deleting_is_asked_about_and_takes_everything_with_it(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.taps("7 d")
    await alice.sees_photo("7 days")
    await alice.says("/strategy")
    await alice.sees("saved")
    await alice.taps("Delete")
    await alice.sees("Delete PEPE dip for good?", "its backtests")
    await alice.taps("Keep it")
    await alice.sees("Your bots (1 of 3)")
    await alice.taps("PEPE dip")
    await alice.sees("PEPE dip · saved")
    await alice.taps("Delete")
    await alice.sees("for good?")
    assert await alice.taps("Yes, delete") == "Deleted"
    await alice.sees("PEPE dip is deleted")
    await alice.says("/bots")
    await alice.sees("You have none yet")


async def test_a_button_of_a_deleted_bot_is_answered_politely(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.taps("7 d")
    await alice.sees_photo("7 days")
    await alice.says("/strategy")
    await alice.sees("saved")
    await alice.taps("Delete")
    await alice.taps("Yes, delete")
    await alice.sees("is deleted")
    await alice.taps("Run again")
    await alice.sees("not here any more")
    await alice.taps("Details")
    await alice.sees("not here any more")
