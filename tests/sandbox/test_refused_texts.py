"""Texts Telegram refuses, the sandbox refuses: same status, same words."""

from __future__ import annotations

import pytest

from bot.sandbox.client import SandboxPerson
from tests.sandbox.conftest import png
from tests.sandbox.wire import Wire

PARSING = "Bad Request: can't parse entities: "


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
        ("a & b < c", 'Unsupported start tag "" at byte offset 6'),
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
    ],
)
async def test_html_that_telegram_cannot_parse_is_refused(
    wire: Wire, alice: SandboxPerson, text: str, complaint: str
) -> None:
    refusal = await wire.refusal("sendMessage", chat_id=alice.id, text=text, parse_mode="HTML")
    assert refusal == (400, PARSING + complaint)


@pytest.mark.parametrize("method", ["editMessageText", "editMessageCaption", "sendPhoto"])
async def test_html_is_refused_in_edits_and_captions_too(wire: Wire, alice: SandboxPerson, method: str) -> None:
    sent = await wire.result("sendPhoto", chat_id=alice.id, photo=("a.png", png()))
    words = {"text": "rsi < 30", "caption": "rsi < 30", "parse_mode": "HTML", "photo": ("a.png", png())}
    refusal = await wire.refusal(method, chat_id=alice.id, message_id=sent["message_id"], **words)
    assert refusal == (400, PARSING + 'Unsupported start tag "" at byte offset 4')


@pytest.mark.parametrize("character", list(".!-+=#(){}|>"))
async def test_unescaped_reserved_characters_of_markdown_are_refused(
    wire: Wire, alice: SandboxPerson, character: str
) -> None:
    refusal = await wire.refusal("sendMessage", chat_id=alice.id, text=f"a{character}b", parse_mode="MarkdownV2")
    complaint = f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
    assert refusal == (400, PARSING + complaint)


@pytest.mark.parametrize(
    ("text", "entity", "offset"),
    [
        ("é *bold", "Bold", 3),
        ("tp_sl", "Italic", 2),
        ("a ~b", "Strikethrough", 2),
        ("a `b", "Code", 2),
        ("a [b", "TextUrl", 2),
        ("a ```b", "Pre", 2),
        ("a ||b", "Spoiler", 2),
        ("a __b", "Underline", 2),
    ],
)
async def test_unclosed_markdown_is_refused(
    wire: Wire, alice: SandboxPerson, text: str, entity: str, offset: int
) -> None:
    refusal = await wire.refusal("sendMessage", chat_id=alice.id, text=text, parse_mode="MarkdownV2")
    assert refusal == (400, PARSING + f"Can't find end of {entity} entity at byte offset {offset}")


async def test_a_caption_too_long_for_an_edit_is_refused(wire: Wire, alice: SandboxPerson) -> None:
    sent = await wire.result("sendPhoto", chat_id=alice.id, photo=("a.png", png()))
    here = {"chat_id": alice.id, "message_id": sent["message_id"]}
    refusal = await wire.refusal("editMessageCaption", **here, caption="x" * 1025)
    assert refusal == (400, "Bad Request: MEDIA_CAPTION_TOO_LONG")


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
