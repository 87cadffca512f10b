"""Replies on a phone: what is edited in place, what is sent anew, and what does not fit."""

from collections.abc import AsyncGenerator

import pytest
from telegram import Bot

from bot.limits import CAPTION_MOST, TEXT_MOST
from bot.render import Screen, keyboard
from bot.sandbox import Sandbox
from core.replies import Reply
from tests.door.conftest import said
from tests.door.line import Line
from tests.door.replies import FILE, OTHER_ROWS, PICTURE, RED, ROWS, from_bot, texts
from tests.support.town import Persona


async def test_a_step_takes_the_place_of_the_step_before(bot: Bot, alice: Persona) -> None:
    steps = [Reply("One", ROWS), Reply("Two", OTHER_ROWS, replaces=True)]
    await Screen(bot, alice.id).play(said(steps))
    [message] = await from_bot(alice)
    assert (message["text"], message["edits"]) == ("Two", 1)
    assert message["keyboard"][0][0]["text"] == "Help"


async def test_the_same_step_again_changes_nothing_and_says_nothing(
    bot: Bot, alice: Persona, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    await Screen(bot, alice.id).play(said([Reply("<b>One</b>", ROWS), Reply("<b>One</b>", ROWS, replaces=True)]))
    assert await texts(alice) == ["One"]
    assert "not modified" in sandbox.calls[-1].description
    assert not [record for record in caplog.records if record.name == "bot.render"]


async def test_text_cannot_stand_where_a_picture_stands(bot: Bot, alice: Persona) -> None:
    tapped = await bot.send_photo(alice.id, PICTURE.content, caption="Picture")
    await Screen(bot, alice.id, tapped).show(Reply("Menu", ROWS, replaces=True))
    picture, menu = await from_bot(alice)
    assert (picture["file"]["kind"], picture["text"], menu["text"]) == ("photo", "Picture", "Menu")


async def test_a_tapped_picture_keeps_its_own_buttons(bot: Bot, alice: Persona) -> None:
    tapped = await bot.send_photo(alice.id, PICTURE.content, reply_markup=keyboard(ROWS))
    await Screen(bot, alice.id, tapped).show(Reply("Running", OTHER_ROWS, replaces=True))
    picture, running = await from_bot(alice)
    assert picture["keyboard"][0][0]["text"] == "Home"
    assert running["keyboard"][0][0]["text"] == "Help"


async def test_a_picture_of_the_same_answer_loses_its_buttons_to_the_text_that_replaces_it(
    bot: Bot, alice: Persona
) -> None:
    await Screen(bot, alice.id).play(said([Reply("One", ROWS, PICTURE), Reply("Two", OTHER_ROWS, replaces=True)]))
    picture, text = await from_bot(alice)
    assert picture["keyboard"] == []
    assert text["keyboard"][0][0]["text"] == "Help"


async def test_a_picture_takes_the_place_of_text_and_of_another_picture(bot: Bot, alice: Persona) -> None:
    steps = [Reply("Running"), Reply("Done", ROWS, PICTURE, replaces=True), Reply("Red", ROWS, RED, replaces=True)]
    await Screen(bot, alice.id).play(said(steps))
    [message] = await from_bot(alice)
    assert (message["text"], message["file"]["kind"], message["edits"]) == ("Red", "photo", 2)
    assert await alice.download(message) == RED.content


async def test_a_caption_too_long_goes_on_below_the_picture(bot: Bot, alice: Persona) -> None:
    text = "<b>Result</b>\n" + "\n".join(f"line {n} &amp; more" for n in range(700))
    await Screen(bot, alice.id).show(Reply(text, ROWS, PICTURE))
    picture, *rest = await from_bot(alice)
    assert picture["text"] == "Result"
    assert picture["keyboard"]
    assert len(rest) == 3
    assert all(len(message["text"]) <= TEXT_MOST and message["silent"] for message in rest)
    assert rest[-1]["text"].endswith("line 699 & more")


async def test_after_a_long_caption_it_is_still_the_picture_that_is_replaced(bot: Bot, alice: Persona) -> None:
    long = "Title\n" + "x" * CAPTION_MOST
    await Screen(bot, alice.id).play(said([Reply(long, attachment=PICTURE), Reply("New", ROWS, RED, replaces=True)]))
    picture, rest = await from_bot(alice)
    assert (picture["text"], rest["text"]) == ("New", "x" * CAPTION_MOST)


async def test_a_file_comes_with_its_text_and_its_buttons(bot: Bot, alice: Persona) -> None:
    await Screen(bot, alice.id).show(Reply("<b>Trades</b>\n" + "y" * 2_000, ROWS, FILE, silent=True))
    file, rest = await from_bot(alice)
    assert (file["file"]["name"], file["text"], file["silent"]) == ("trades.csv", "Trades", True)
    assert file["keyboard"][0][0]["text"] == "Home"
    assert rest["text"] == "y" * 2_000


async def test_a_silent_picture_is_silent(bot: Bot, alice: Persona) -> None:
    await Screen(bot, alice.id).show(Reply("Psst", attachment=PICTURE, silent=True))
    assert (await from_bot(alice))[0]["silent"]


async def test_a_text_too_long_for_one_message_leaves_no_stale_step_behind(bot: Bot, alice: Persona) -> None:
    long = "\n".join("z" * 100 for _ in range(60))
    await Screen(bot, alice.id).play(said([Reply("Running", ROWS), Reply(long, OTHER_ROWS, replaces=True)]))
    first, second = await from_bot(alice)
    assert first["edits"] == 1
    assert first["keyboard"] == []
    assert second["keyboard"][0][0]["text"] == "Help"


async def test_a_message_deleted_meanwhile_is_made_anew(bot: Bot, alice: Persona) -> None:
    async def steps() -> AsyncGenerator[Reply, None]:
        yield Reply("One")
        await bot.delete_message(alice.id, (await from_bot(alice))[0]["id"])
        yield Reply("Two", ROWS, replaces=True)
        await bot.delete_message(alice.id, (await from_bot(alice))[0]["id"])
        yield Reply("Three", ROWS, PICTURE, replaces=True)

    await Screen(bot, alice.id).play(steps())
    assert await texts(alice) == ["Three"]


async def test_nothing_to_say_says_nothing(bot: Bot, alice: Persona, line: Line) -> None:
    await Screen(bot, alice.id).play(said([Reply(), Reply(toast="Only a toast"), Reply("\n" * 5_000)]))
    assert line.asked[1:] == []
