"""Every save is a version: undo goes back, /history shows what changed, one tap restores."""

from tests.support.town import SEED, Persona


async def changed_twice(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.saves("make it 7%")
    await alice.saves("add a trailing stop of 4%")


async def test_history_tells_what_each_save_changed(alice: Persona) -> None:
    await changed_twice(alice)
    await alice.says("/history")
    await alice.sees(
        "PEPE dip · versions, newest first",
        "Version 3",
        "in use",
        "+ trailing stop 4%",
        "Version 2",
        "when PEPE drops 5% in 1h → when PEPE drops 7% in 1h",
        "Version 1",
        "Restore 2",
        "Restore 1",
    )


async def test_one_tap_restores_an_earlier_version_and_loses_none(alice: Persona) -> None:
    await changed_twice(alice)
    await alice.says("/history")
    await alice.sees("Restore 1")
    assert await alice.taps("Restore 1") == "Version 1 is back"
    await alice.sees("as it was in version 1", "Backtest 30 d")
    await alice.says("/strategy")
    card = await alice.sees("saved", "PEPE drops 5% in 1h")
    assert "trailing" not in card["text"]
    await alice.says("/history")
    await alice.sees("Version 4", "Restore 3")


async def test_undo_after_a_save_goes_back_version_by_version(alice: Persona) -> None:
    await changed_twice(alice)
    await alice.says("undo that")
    card = await alice.sees("not saved yet", "PEPE drops 7% in 1h")
    assert "− trailing stop 4%" in card["text"]
    await alice.says("undo")
    await alice.sees("not saved yet", "PEPE drops 5% in 1h")


async def test_a_version_that_does_not_exist_cannot_be_restored(alice: Persona) -> None:
    await changed_twice(alice)
    await alice.says("/history")
    message = await alice.sees("Restore 1")
    data = next(b["callback_data"] for row in message["keyboard"] for b in row if b["text"].endswith("Restore 1"))
    for number in ("99", "0", "-1", "x", "9" * 30):
        await alice.tap_data(message["id"], f"{data.rpartition(':')[0]}:{number}")
        await alice.sees("not here any more")


async def test_a_bot_without_versions_says_so(alice: Persona) -> None:
    await alice.says("/new")
    await alice.sees("Bot 1 is ready")
    await alice.says("/history")
    await alice.sees("no versions yet")
