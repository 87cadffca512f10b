"""Proposals: what was understood, what an edit changes, and what happens to buttons of yesterday."""

from tests.support.town import SEED, Persona


async def test_an_edit_shows_what_it_changes_and_nothing_else(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.says("make it 7% and remove the take profit")
    card = await alice.sees("CHANGES", "PEPE drops 7% in 1h")
    changes = card["text"].split("CHANGES\n")[1].splitlines()
    assert changes == ["when PEPE drops 5% in 1h → when PEPE drops 7% in 1h", "− take profit 10%"]


async def test_a_discarded_proposal_leaves_the_saved_strategy(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.says("make it 7%")
    await alice.sees("CHANGES")
    assert await alice.taps("Discard") == "Discarded"
    await alice.sees("The saved strategy stays as it was")
    await alice.says("/strategy")
    await alice.sees("saved", "PEPE drops 5% in 1h")


async def test_change_says_how_to_change(alice: Persona) -> None:
    await alice.says(SEED)
    await alice.sees("not saved yet")
    await alice.taps("Change")
    await alice.sees("make it 7%")
    await alice.says("make it 7%")
    await alice.sees("not saved yet", "PEPE drops 7% in 1h")


async def test_what_was_assumed_is_told(alice: Persona) -> None:
    await alice.says("buy PEPE when it drops 5%")
    await alice.sees("PEPE drops 5% in 1h", "I took 10 % of your cash", "1 hour")


async def test_one_question_at_a_time_with_buttons_for_its_answer(alice: Persona) -> None:
    await alice.says("buy when it drops 5% in an hour")
    question = await alice.sees("❓")
    labels = [button["text"] for row in question["keyboard"] for button in row]
    assert "PEPE" in labels
    await alice.taps("PEPE")
    await alice.sees("not saved yet", "PEPE drops 5% in 1h")


async def test_a_question_may_be_answered_in_words(alice: Persona) -> None:
    await alice.says("buy PEPE when it drops")
    await alice.sees("❓")
    await alice.says("4 percent")
    await alice.sees("not saved yet", "PEPE drops 4% in 1h")


async def test_the_impossible_is_refused_with_the_reason(alice: Persona) -> None:
    await alice.says("short PEPE with 10x leverage")
    await alice.sees("🚫")
    await alice.never_sees("not saved yet")


async def test_undo_goes_back_before_the_last_change(alice: Persona) -> None:
    await alice.says(SEED)
    await alice.sees("PEPE drops 5% in 1h")
    await alice.says("make it 7%")
    await alice.sees("PEPE drops 7% in 1h")
    await alice.says("undo that")
    await alice.sees("PEPE drops 5% in 1h")


async def test_buttons_of_an_overtaken_proposal_show_the_present_one(alice: Persona) -> None:
    await alice.says(SEED)
    first = await alice.sees("PEPE drops 5% in 1h")
    await alice.says("make it 7%")
    await alice.sees("PEPE drops 7% in 1h")
    await alice.tap_data(first["id"], first["keyboard"][0][0]["callback_data"])
    await alice.sees("saved, dropped or replaced already", "PEPE drops 7% in 1h", "not saved yet")


async def test_saving_twice_in_a_hurry_saves_once(alice: Persona) -> None:
    await alice.says(SEED)
    card = await alice.sees("not saved yet")
    save = card["keyboard"][0][0]["callback_data"]
    await alice.tap_data(card["id"], save)
    await alice.tap_data(card["id"], save)
    await alice.sees("saved, dropped or replaced already", "PEPE dip · saved")
