"""What Telegram refuses, the sandbox refuses: same status, same words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.client import SandboxPerson
from tests.sandbox.conftest import png
from tests.sandbox.wire import Wire

PARSING = "Bad Request: can't parse entities: "
BUTTON = "Bad Request: can't parse inline keyboard button: "
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Go", **button}]]}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("rsi < 30", 'Unsupported start tag "" at byte offset 4'),
        ("ценá < 3", 'Unsupported start tag "" at byte offset 9'),
        ("<h1>Hi</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("<b>bold", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>bold</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("bold</b>", "Unexpected end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="https://a.b', 'Unclosed start tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
    ],
)
async def test_html_that_telegram_cannot_parse_is_refused(
    wire: Wire, alice: SandboxPerson, text: str, complaint: str
) -> None:
    refusal = await wire.refusal("sendMessage", chat_id=alice.id, text=text, parse_mode="HTML")
    assert refusal == (400, PARSING + complaint)


@pytest.mark.parametrize("character", list(".!-+=#(){}|>"))
async def test_unescaped_reserved_characters_of_markdown_are_refused(
    wire: Wire, alice: SandboxPerson, character: str
) -> None:
    refusal = await wire.refusal("sendMessage", chat_id=alice.id, text=f"a{character}b", parse_mode="MarkdownV2")
    complaint = f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
    assert refusal == (400, PARSING + complaint)


async def test_unclosed_markdown_is_refused(wire: Wire, alice: SandboxPerson) -> None:
    refusal = await wire.refusal("sendMessage", chat_id=alice.id, text="é *bold", parse_mode="MarkdownV2")
    assert refusal == (400, PARSING + "Can't find end of Bold entity at byte offset 3")


@pytest.mark.parametrize(
    ("text", "parse_mode", "description"),
    [
        ("x" * 4097, "", "Bad Request: message is too long"),
        ("<b>" + "x" * 4097 + "</b>", "HTML", "Bad Request: message is too long"),
        ("", "", "Bad Request: message text is empty"),
        ("   \n ", "", "Bad Request: message text is empty"),
        ("<b> </b>", "HTML", "Bad Request: message text is empty"),
        ("x", "Textile", "Bad Request: unsupported parse_mode"),
    ],
)
async def test_texts_out_of_limits_are_refused(
    wire: Wire, alice: SandboxPerson, text: str, parse_mode: str, description: str
) -> None:
    sent = await wire.refusal("sendMessage", chat_id=alice.id, text=text, parse_mode=parse_mode)
    assert sent == (400, description)


async def test_limits_are_counted_after_parsing(wire: Wire, alice: SandboxPerson) -> None:
    markup = "<b>x</b>" * 4096
    message = await wire.result("sendMessage", chat_id=alice.id, text=markup, parse_mode="HTML")
    assert len(message["text"]) == 4096
    too_long = await wire.refusal("sendPhoto", chat_id=alice.id, photo=("a.png", png()), caption="x" * 1025)
    assert too_long == (400, "Bad Request: message caption is too long")
    fitting = await wire.result(
        "sendPhoto", chat_id=alice.id, photo=("a.png", png()), caption="<i>x</i>" * 1024, parse_mode="HTML"
    )
    assert len(fitting["caption"]) == 1024


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"callback_data": "я" * 33}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"callback_data": "x" * 65}, "Bad Request: BUTTON_DATA_INVALID"),
        ({}, BUTTON + "Text buttons are unallowed in the inline keyboard"),
        ({"callback_data": ""}, BUTTON + "Text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "a", "url": "https://example.com"}, BUTTON + "Exactly one action field must be used"),
        (
            {"url": "http://localhost:8080/"},
            "Bad Request: inline keyboard button URL 'http://localhost:8080/' is invalid: Wrong HTTP URL",
        ),
        ({"url": "http://127.0.0.1:8080/"}, "Bad Request: BUTTON_URL_INVALID"),
        (
            {"url": "ftp://example.com"},
            "Bad Request: inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        (
            {"web_app": {"url": "http://example.com"}},
            "Bad Request: inline keyboard button Web App URL 'http://example.com' is invalid:"
            " Only HTTPS links are allowed",
        ),
        ({"copy_text": {"text": "x" * 257}}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        ({"callback_data": "a", "style": "pink"}, BUTTON + "Invalid button style specified"),
        ({"callback_data": "a", "text": " "}, "Bad Request: inline keyboard button text must be non-empty"),
        ({"pay": True}, "Bad Request: BUTTON_TYPE_INVALID"),
    ],
)
async def test_malformed_buttons_are_refused(
    wire: Wire, alice: SandboxPerson, button: dict[str, Any], description: str
) -> None:
    markup = keyboard(**button)
    assert await wire.refusal("sendMessage", chat_id=alice.id, text="x", reply_markup=markup) == (400, description)


async def test_keyboards_have_at_most_a_hundred_buttons(wire: Wire, alice: SandboxPerson) -> None:
    rows = [[{"text": "x", "callback_data": str(i)}] for i in range(101)]
    crowded = await wire.refusal("sendMessage", chat_id=alice.id, text="x", reply_markup={"inline_keyboard": rows})
    assert crowded == (400, "Bad Request: reply markup is too long")
    assert await wire.result("sendMessage", chat_id=alice.id, text="x", reply_markup={"inline_keyboard": rows[1:]})


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
    wire: Wire, sandbox: Any, alice: SandboxPerson
) -> None:
    unknown = (400, "Bad Request: chat not found")
    assert await wire.refusal("sendMessage", chat_id=424242, text="x") == unknown
    assert await wire.refusal("sendMessage", chat_id="@somebody", text="x") == unknown
    assert await wire.refusal("sendMessage", text="x") == (400, "Bad Request: chat_id is empty")
    async with await SandboxPerson.join(sandbox.url, first_name="Shy") as shy:
        assert await wire.refusal("sendMessage", chat_id=shy.id, text="x") == unknown
    await alice.block()
    forbidden = (403, "Forbidden: bot was blocked by the user")
    for method in ("sendMessage", "sendChatAction"):
        refusal = await wire.refusal(method, chat_id=alice.id, text="x", action="typing")
        assert refusal == forbidden
    await alice.unblock()
    assert await wire.result("sendMessage", chat_id=alice.id, text="x")


@pytest.mark.parametrize(
    ("picture", "description"),
    [
        (b"%PDF-1.7 not a picture", "Bad Request: IMAGE_PROCESS_FAILED"),
        (png()[:100], "Bad Request: IMAGE_PROCESS_FAILED"),
        (png(2100, 100), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (png(9000, 1001), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (b"", "Bad Request: file must be non-empty"),
        (
            b"x" * (10 * 1024 * 1024 + 1),
            "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
    ],
    ids=["not a picture", "half a picture", "too narrow", "too large", "empty", "too heavy"],
)
async def test_photos_must_be_pictures_of_sensible_size(
    wire: Wire, alice: SandboxPerson, picture: bytes, description: str
) -> None:
    assert await wire.refusal("sendPhoto", chat_id=alice.id, photo=("a.png", picture)) == (400, description)


async def test_files_must_be_known_or_come_along(wire: Wire, alice: SandboxPerson) -> None:
    absent = await wire.refusal("sendPhoto", chat_id=alice.id)
    assert absent == (400, "Bad Request: there is no photo in the request")
    unknown = await wire.refusal("sendPhoto", chat_id=alice.id, photo="no-such-file")
    assert unknown == (400, "Bad Request: wrong file identifier/HTTP URL specified")
    document = await wire.result("sendDocument", chat_id=alice.id, document=("a.csv", b"a,b"))
    crossed = await wire.refusal("sendPhoto", chat_id=alice.id, photo=document["document"]["file_id"])
    assert crossed == (400, "Bad Request: can't use file of type Document as Photo")


async def test_an_album_of_one_is_no_album(wire: Wire, alice: SandboxPerson) -> None:
    media = json.dumps([{"type": "photo", "media": "attach://one"}])
    refusal = await wire.refusal("sendMediaGroup", chat_id=alice.id, media=media, one=("a.png", png()))
    assert refusal == (400, "Bad Request: media group must include 2-10 items")


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"commands": [{"command": "Start", "description": "x"}]}, "Bad Request: BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "new-bot", "description": "x"}]}, "Bad Request: BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x" * 33, "description": "x"}]}, "Bad Request: BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "a", "description": "x"}] * 101}, "Bad Request: BOT_COMMANDS_TOO_MUCH"),
        (
            {"commands": [], "scope": {"type": "everybody"}},
            "Bad Request: can't parse BotCommandScope: Unsupported type specified",
        ),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 99}}, "Bad Request: chat not found"),
        ({"commands": [], "language_code": "english"}, "Bad Request: invalid language code specified"),
    ],
)
async def test_malformed_command_menus_are_refused(wire: Wire, params: dict[str, Any], description: str) -> None:
    assert await wire.refusal("setMyCommands", **params) == (400, description)


async def test_wrong_tokens_and_unknown_methods_are_refused(wire: Wire) -> None:
    assert await wire.refusal("getMe", token="123456:wrong") == (401, "Unauthorized")
    assert await wire.refusal("sendCarrierPigeon") == (404, "Not Found: method not found")


async def test_replies_and_pins_need_their_message(wire: Wire, alice: SandboxPerson) -> None:
    reply = {"message_id": 99_999}
    lost = await wire.refusal("sendMessage", chat_id=alice.id, text="x", reply_parameters=reply)
    assert lost == (400, "Bad Request: message to be replied not found")
    reply["allow_sending_without_reply"] = True
    assert await wire.result("sendMessage", chat_id=alice.id, text="x", reply_parameters=reply)
    pin = await wire.refusal("pinChatMessage", chat_id=alice.id, message_id=99_999)
    assert pin == (400, "Bad Request: message to pin not found")


@pytest.mark.parametrize(
    ("params", "description"),
    [
        (
            {"url": "http://example.com/hook"},
            "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://example.com:5000/hook"},
            "Bad Request: bad webhook: webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            {"url": "https://example.com/hook", "secret_token": "no spaces"},
            "Bad Request: secret token contains unallowed characters",
        ),
    ],
)
async def test_webhooks_telegram_could_not_use_are_refused(
    wire: Wire, params: dict[str, Any], description: str
) -> None:
    assert await wire.refusal("setWebhook", **params) == (400, description)
