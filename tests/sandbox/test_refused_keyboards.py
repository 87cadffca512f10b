"""Buttons and command menus Telegram refuses, the sandbox refuses: same status, same words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.client import SandboxPerson
from tests.sandbox.wire import Wire, keyboard

BUTTON = "Bad Request: can't parse inline keyboard button: "


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


async def test_a_row_has_at_most_eight_buttons(wire: Wire, alice: SandboxPerson) -> None:
    row = [{"text": "x", "callback_data": str(i)} for i in range(9)]
    crowded = await wire.refusal("sendMessage", chat_id=alice.id, text="x", reply_markup={"inline_keyboard": [row]})
    assert crowded == (400, "Bad Request: reply markup is too long")
    assert await wire.result("sendMessage", chat_id=alice.id, text="x", reply_markup={"inline_keyboard": [row[1:]]})


async def test_thirty_two_cyrillic_letters_still_fit_into_a_button(wire: Wire, alice: SandboxPerson) -> None:
    markup = keyboard(callback_data="я" * 32)
    sent = await wire.result("sendMessage", chat_id=alice.id, text="x", reply_markup=markup)
    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "я" * 32


async def test_malformed_buttons_are_refused_in_edits_too(wire: Wire, alice: SandboxPerson) -> None:
    sent = await wire.result("sendMessage", chat_id=alice.id, text="x")
    here = {"chat_id": alice.id, "message_id": sent["message_id"]}
    markup = keyboard(callback_data="x" * 65)
    for method in ("editMessageText", "editMessageReplyMarkup"):
        refusal = await wire.refusal(method, **here, text="y", reply_markup=markup)
        assert refusal == (400, "Bad Request: BUTTON_DATA_INVALID")


async def test_web_apps_over_plain_http_are_refused_everywhere(wire: Wire, alice: SandboxPerson) -> None:
    app = {"url": "http://example.com"}
    key = {"keyboard": [[{"text": "Open", "web_app": app}]]}
    status, complaint = await wire.refusal("sendMessage", chat_id=alice.id, text="x", reply_markup=key)
    assert (status, "Only HTTPS links are allowed" in complaint) == (400, True)
    menu = {"type": "web_app", "text": "Open", "web_app": app}
    refusal = await wire.refusal("setChatMenuButton", menu_button=menu)
    assert refusal == (400, "Bad Request: menu button Web App URL is invalid: Only HTTPS links are allowed")


async def test_reply_keys_cannot_be_edited_in(wire: Wire, alice: SandboxPerson) -> None:
    sent = await wire.result("sendMessage", chat_id=alice.id, text="x")
    keys = {"keyboard": [["Yes"]]}
    refusal = await wire.refusal(
        "editMessageText", chat_id=alice.id, message_id=sent["message_id"], text="y", reply_markup=keys
    )
    assert refusal == (400, "Bad Request: inline keyboard expected")


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
        (
            {"commands": [], "scope": {"chat_id": 99}},
            "Bad Request: can't parse BotCommandScope: Can't find field \"type\"",
        ),
        ({"commands": [{"command": "a", "description": "x" * 257}]}, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 99}}, "Bad Request: chat not found"),
        ({"commands": [], "language_code": "english"}, "Bad Request: invalid language code specified"),
    ],
)
async def test_malformed_command_menus_are_refused(wire: Wire, params: dict[str, Any], description: str) -> None:
    assert await wire.refusal("setMyCommands", **params) == (400, description)
