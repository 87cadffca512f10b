"""What a chat keeps: numbers that grow, edits that are counted, photos and files that replace one another."""

from __future__ import annotations

import time

import httpx
import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
)

from bot.sandbox import Sandbox
from bot.sandbox.client import SandboxPerson, is_typing
from tests.sandbox.conftest import png
from tests.sandbox.test_semantics import one_button

pytestmark = pytest.mark.usefixtures("calls_fit_the_spec")


async def test_message_numbers_grow_over_all_chats_and_are_never_used_again(
    bot: Bot, alice: SandboxPerson, bob: SandboxPerson
) -> None:
    first = await bot.send_message(alice.id, "one")
    second = await bot.send_message(bob.id, "two")
    await bot.delete_message(bob.id, second.message_id)
    (third,) = await alice.send("three")
    assert first.message_id < second.message_id < third


async def test_edits_are_counted_and_keep_number_place_and_date(bot: Bot, alice: SandboxPerson) -> None:
    sent = await bot.send_message(alice.id, "10 %", reply_markup=one_button("Stop"))
    await bot.send_message(alice.id, "below")
    for percent in (50, 90):
        edited = await bot.edit_message_text(f"{percent} %", alice.id, sent.message_id, reply_markup=one_button("Stop"))
        assert isinstance(edited, Message)
        assert (edited.message_id, edited.date) == (sent.message_id, sent.date)
        assert edited.edit_date
    shown = (await alice.messages())[1]
    assert (shown["id"], shown["text"], shown["edits"]) == (sent.message_id, "90 %", 2)


async def test_a_change_of_buttons_alone_does_not_mark_the_message_as_edited(bot: Bot, alice: SandboxPerson) -> None:
    sent = await bot.send_message(alice.id, "Pick", reply_markup=one_button("1h"))
    await bot.edit_message_reply_markup(alice.id, sent.message_id, reply_markup=one_button("1h ✓"))
    shown = (await alice.messages())[-1]
    assert (shown["edits"], shown["edited"], shown["keyboard"][0][0]["text"]) == (1, False, "1h ✓")


async def test_one_kind_of_file_becomes_the_other_in_place(bot: Bot, alice: SandboxPerson) -> None:
    sent = await bot.send_photo(alice.id, png(), caption="chart")
    edited = await bot.edit_message_media(
        InputMediaDocument(b"a,b\n", filename="trades.csv", caption="trades"), alice.id, sent.message_id
    )
    assert isinstance(edited, Message)
    assert edited.document
    assert (edited.document.file_name, edited.caption, edited.photo) == ("trades.csv", "trades", ())
    known = await bot.edit_message_media(InputMediaPhoto(sent.photo[-1].file_id), alice.id, sent.message_id)
    assert isinstance(known, Message)
    assert known.photo[-1].file_unique_id == sent.photo[-1].file_unique_id


async def test_the_bot_may_take_away_what_a_person_wrote(bot: Bot, alice: SandboxPerson) -> None:
    (secret,) = await alice.send("my key is 0xabc")
    assert await bot.delete_message(alice.id, secret)
    assert [message["text"] for message in await alice.messages()] == ["/start"]


async def test_a_person_may_send_files_too(bot: Bot, alice: SandboxPerson) -> None:
    await alice.send_file(b"date,price\n", "prices.csv", caption="/start with these")
    await alice.send_file(png(), "chart.png", kind="photo")
    document, photo = [update.message for update in (await bot.get_updates())[-2:]]
    assert document
    assert document.document
    assert (document.text, document.caption, document.document.file_name) == (None, "/start with these", "prices.csv")
    assert [str(entity.type) for entity in document.caption_entities] == ["bot_command"]
    assert bytes(await (await document.document.get_file()).download_as_bytearray()) == b"date,price\n"
    assert photo
    assert (photo.photo[-1].width, photo.caption) == (640, None)
    with pytest.raises(AssertionError, match="IMAGE_PROCESS_FAILED"):
        await alice.send_file(b"no picture", "chart.png", kind="photo")


async def test_typing_is_shown_for_five_seconds(bot: Bot, alice: SandboxPerson) -> None:
    await bot.send_chat_action(alice.id, "typing")
    action = (await alice.wait_for(is_typing))["action"]
    assert action["action"] == "typing"
    assert action["until"] - time.time() == pytest.approx(5, abs=0.5)


async def test_a_draft_shows_until_the_message(bot: Bot, alice: SandboxPerson) -> None:
    await bot.send_message_draft(alice.id, 7, "Thinking about")
    assert (await alice.chat())["draft"]["text"] == "Thinking about"
    await bot.send_message(
        alice.id,
        "Thinking about it",
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Copy", copy_text=CopyTextButton("it"))]]),
    )
    assert (await alice.chat())["draft"] is None


async def test_the_newest_pin_is_on_top(bot: Bot, alice: SandboxPerson) -> None:
    first, second = [await bot.send_message(alice.id, text) for text in ("one", "two")]
    for message in (first, second):
        await bot.pin_chat_message(alice.id, message.message_id, disable_notification=True)
    assert (await alice.chat())["pinned"] == [first.message_id, second.message_id]
    await bot.unpin_chat_message(alice.id)
    assert (await alice.chat())["pinned"] == [first.message_id]
    await bot.unpin_all_chat_messages(alice.id)
    assert (await alice.chat())["pinned"] == []


async def test_buttons_keep_their_rows_and_colours(bot: Bot, alice: SandboxPerson) -> None:
    row = [InlineKeyboardButton(style, callback_data=style, style=style) for style in ("success", "danger")]
    back = [InlineKeyboardButton("Back", callback_data="back")]
    sent = await bot.send_message(alice.id, "Sure?", reply_markup=InlineKeyboardMarkup([row, back]))
    shown = (await alice.messages())[-1]["keyboard"]
    assert [[button.get("style") for button in row] for row in shown] == [["success", "danger"], [None]]
    assert sent.reply_markup
    assert sent.reply_markup.inline_keyboard[0][1].style == "danger"
    assert "[+success] [!danger]" in alice.transcript()


async def test_a_person_sees_what_is_new_since_they_acted(bot: Bot, alice: SandboxPerson) -> None:
    sent = await bot.send_message(
        alice.id, "Saved <b>Dip Catcher</b>", parse_mode="HTML", reply_markup=one_button("Go")
    )
    assert (await alice.sees("Saved", "Dip Catcher", "Go"))["id"] == sent.message_id
    await alice.send("again")
    with pytest.raises(AssertionError) as failure:
        await alice.sees("Saved", "Dip", within=0.1)
    assert "“Saved” and “Dip” was not seen within 0.1 s." in str(failure.value)
    assert "Saved Dip Catcher" in str(failure.value), "the transcript tells what was there instead"
    await bot.edit_message_text("Saved Dip Catcher again", alice.id, sent.message_id)
    assert (await alice.sees("Saved", "Dip"))["edits"] == 1


async def test_an_open_sandbox_closes_with_its_block() -> None:
    async with Sandbox.open() as sandbox:
        assert sandbox.url.startswith("http://127.0.0.1:")
        async with await SandboxPerson.join(sandbox.url) as person:
            await person.send("/start")
    with pytest.raises(httpx.ConnectError):
        await SandboxPerson.join(sandbox.url)
