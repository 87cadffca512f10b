"""Edits, deletions and answers Telegram refuses, the sandbox refuses: same status, same words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.client import SandboxPerson
from tests.sandbox.conftest import png
from tests.sandbox.wire import Wire, keyboard

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


async def test_an_edit_that_changes_nothing_is_refused(wire: Wire, alice: SandboxPerson) -> None:
    same = {"text": "<b>same</b>", "parse_mode": "HTML", "reply_markup": keyboard(callback_data="a")}
    sent = await wire.result("sendMessage", chat_id=alice.id, **same)
    here = {"chat_id": alice.id, "message_id": sent["message_id"]}
    assert await wire.refusal("editMessageText", **here, **same) == (400, NOT_MODIFIED)
    alike = await wire.refusal("editMessageReplyMarkup", **here, reply_markup=keyboard(callback_data="a"))
    assert alike == (400, NOT_MODIFIED)
    assert await wire.result("editMessageText", **here, **{**same, "text": "same", "parse_mode": ""})


async def test_text_and_caption_edits_need_their_kind_of_message(wire: Wire, alice: SandboxPerson) -> None:
    text = await wire.result("sendMessage", chat_id=alice.id, text="x")
    photo = await wire.result("sendPhoto", chat_id=alice.id, photo=("a.png", png()))
    back = await wire.refusal("editMessageText", chat_id=alice.id, message_id=photo["message_id"], text="menu")
    assert back == (400, "Bad Request: there is no text in the message to edit")
    caption = await wire.refusal("editMessageCaption", chat_id=alice.id, message_id=text["message_id"], caption="c")
    assert caption == (400, "Bad Request: there is no caption in the message to edit")
    long = await wire.refusal("editMessageText", chat_id=alice.id, message_id=text["message_id"], text="x" * 4097)
    assert long == (400, "Bad Request: MESSAGE_TOO_LONG")


async def test_a_text_that_became_a_chart_takes_no_text_any_more(wire: Wire, alice: SandboxPerson) -> None:
    sent = await wire.result("sendMessage", chat_id=alice.id, text="Running…")
    here = {"chat_id": alice.id, "message_id": sent["message_id"]}
    media = json.dumps({"type": "photo", "media": "attach://chart"})
    assert await wire.result("editMessageMedia", **here, media=media, chart=("a.png", png()))
    back = await wire.refusal("editMessageText", **here, text="menu")
    assert back == (400, "Bad Request: there is no text in the message to edit")


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_an_unchanged_caption_is_refused(wire: Wire, alice: SandboxPerson, kind: str) -> None:
    sent = await wire.result(f"send{kind.title()}", chat_id=alice.id, caption="c", **{kind: ("a.png", png())})
    here = {"chat_id": alice.id, "message_id": sent["message_id"]}
    assert await wire.refusal("editMessageCaption", **here, caption="c") == (400, NOT_MODIFIED)
    assert await wire.result("editMessageCaption", **here, caption="d")


async def test_messages_that_never_were_cannot_be_edited_or_deleted(wire: Wire, alice: SandboxPerson) -> None:
    nowhere = {"chat_id": alice.id, "message_id": 99_999}
    for method in ("editMessageText", "editMessageCaption", "editMessageReplyMarkup"):
        refusal = await wire.refusal(method, **nowhere, text="y", caption="y")
        assert refusal == (400, "Bad Request: message to edit not found")
    assert await wire.refusal("deleteMessage", **nowhere) == (400, "Bad Request: message to delete not found")


async def test_somebody_elses_message_is_not_in_this_chat(wire: Wire, alice: SandboxPerson, bob: SandboxPerson) -> None:
    sent = await wire.result("sendMessage", chat_id=bob.id, text="x")
    crossed = {"chat_id": alice.id, "message_id": sent["message_id"]}
    assert await wire.refusal("editMessageText", **crossed, text="y") == (400, "Bad Request: message to edit not found")
    assert await wire.refusal("deleteMessage", **crossed) == (400, "Bad Request: message to delete not found")


async def test_messages_that_are_gone_or_not_the_bots_cannot_be_edited(wire: Wire, alice: SandboxPerson) -> None:
    sent = await wire.result("sendMessage", chat_id=alice.id, text="x")
    here = {"chat_id": alice.id, "message_id": sent["message_id"]}
    assert await wire.result("deleteMessage", **here) is True
    assert await wire.refusal("editMessageText", **here, text="y") == (400, "Bad Request: message to edit not found")
    assert await wire.refusal("deleteMessage", **here) == (400, "Bad Request: message to delete not found")
    theirs = (await alice.messages())[0]["id"]
    foreign = await wire.refusal("editMessageText", chat_id=alice.id, message_id=theirs, text="y")
    assert foreign == (400, "Bad Request: message can't be edited")
    unnamed = await wire.refusal("editMessageText", chat_id=alice.id, text="y")
    assert unnamed == (400, "Bad Request: message identifier is not specified")


@pytest.mark.parametrize("markup", [{"keyboard": [["Yes"]]}, {"remove_keyboard": True}, {"force_reply": True}], ids=str)
async def test_a_message_that_carried_a_reply_keyboard_cannot_be_edited(
    wire: Wire, alice: SandboxPerson, markup: dict[str, Any]
) -> None:
    sent = await wire.result("sendMessage", chat_id=alice.id, text="x", reply_markup=markup)
    edit = await wire.refusal("editMessageText", chat_id=alice.id, message_id=sent["message_id"], text="y")
    assert edit == (400, "Bad Request: message can't be edited")


async def test_a_tap_is_answered_once_and_soon(
    wire: Wire, alice: SandboxPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    await wire.result("getUpdates", offset=-1)
    sent = await wire.result("sendMessage", chat_id=alice.id, text="x", reply_markup=keyboard(callback_data="a"))
    with pytest.raises(AssertionError):
        await alice.tap_data(sent["message_id"], "a", within=0.05)
    tap = (await wire.result("getUpdates"))[-1]["callback_query"]["id"]
    assert await wire.refusal("answerCallbackQuery", callback_query_id=tap, text="x" * 201) == (
        400,
        "Bad Request: MESSAGE_TOO_LONG",
    )
    assert await wire.result("answerCallbackQuery", callback_query_id=tap) is True
    assert await wire.refusal("answerCallbackQuery", callback_query_id=tap) == (400, TOO_OLD)
    assert await wire.refusal("answerCallbackQuery", callback_query_id="nonsense") == (400, TOO_OLD)
    with pytest.raises(AssertionError):
        await alice.tap_data(sent["message_id"], "a", within=0.05)
    late = (await wire.result("getUpdates"))[-1]["callback_query"]["id"]
    monkeypatch.setattr("bot.sandbox.chats.ANSWER_SECONDS", 0.0)
    assert await wire.refusal("answerCallbackQuery", callback_query_id=late) == (400, TOO_OLD)


async def test_a_bot_can_write_only_to_people_who_wrote_first_and_did_not_block_it(
    wire: Wire, sandbox: Sandbox, alice: SandboxPerson
) -> None:
    unknown = (400, "Bad Request: chat not found")
    assert await wire.refusal("sendMessage", chat_id=424242, text="x") == unknown
    assert await wire.refusal("sendMessage", chat_id="@somebody", text="x") == unknown
    assert await wire.refusal("sendMessage", text="x") == (400, "Bad Request: chat_id is empty")
    async with await SandboxPerson.join(sandbox.url, first_name="Shy") as shy:
        assert await wire.refusal("sendMessage", chat_id=shy.id, text="x") == unknown
    await alice.block()
    forbidden = (403, "Forbidden: bot was blocked by the user")
    for method in ("sendMessage", "sendChatAction", "editMessageText", "deleteMessage"):
        refusal = await wire.refusal(method, chat_id=alice.id, text="x", action="typing", message_id=1)
        assert refusal == forbidden
    await alice.unblock()
    assert await wire.result("sendMessage", chat_id=alice.id, text="x")


async def test_replies_and_pins_need_their_message(wire: Wire, alice: SandboxPerson) -> None:
    reply = {"message_id": 99_999}
    lost = await wire.refusal("sendMessage", chat_id=alice.id, text="x", reply_parameters=reply)
    assert lost == (400, "Bad Request: message to be replied not found")
    reply["allow_sending_without_reply"] = True
    assert await wire.result("sendMessage", chat_id=alice.id, text="x", reply_parameters=reply)
    pin = await wire.refusal("pinChatMessage", chat_id=alice.id, message_id=99_999)
    assert pin == (400, "Bad Request: message to pin not found")
