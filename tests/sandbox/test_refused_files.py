"""Photos, documents and albums Telegram refuses, the sandbox refuses: same status, same words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox import Sandbox
from bot.sandbox import server as sandbox_server
from bot.sandbox.client import SandboxPerson
from tests.sandbox.conftest import png
from tests.sandbox.wire import Wire, wire_to


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


async def test_an_album_has_at_most_ten_pictures_of_one_kind(wire: Wire, alice: SandboxPerson) -> None:
    photo: dict[str, Any] = {"type": "photo", "media": "attach://one"}
    crowd = await wire.refusal("sendMediaGroup", chat_id=alice.id, media=json.dumps([photo] * 11), one=("a.png", png()))
    assert crowd == (400, "Bad Request: media group must include 2-10 items")
    mixed = json.dumps([photo, {**photo, "type": "document"}])
    refusal = await wire.refusal("sendMediaGroup", chat_id=alice.id, media=mixed, one=("a.png", png()))
    assert refusal == (400, "Bad Request: documents and photos can't be mixed in one album")


async def test_a_photo_edited_in_must_be_a_picture(wire: Wire, alice: SandboxPerson) -> None:
    sent = await wire.result("sendMessage", chat_id=alice.id, text="Running…")
    media = json.dumps({"type": "photo", "media": "attach://chart"})
    here = {"chat_id": alice.id, "message_id": sent["message_id"]}
    broken = await wire.refusal("editMessageMedia", **here, media=media, chart=("a.png", b"no picture"))
    assert broken == (400, "Bad Request: IMAGE_PROCESS_FAILED")
    absent = await wire.refusal("editMessageMedia", **here, media=media)
    assert absent == (400, "Bad Request: wrong file identifier/HTTP URL specified")


async def test_a_request_too_heavy_for_telegram_is_refused(
    alice: SandboxPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sandbox_server._MAX_REQUEST_BYTES == 52 * 1024 * 1024, "documents of 50 MB pass"
    monkeypatch.setattr(sandbox_server, "_MAX_REQUEST_BYTES", 100_000)
    async with Sandbox.open() as small, wire_to(small) as wire:
        heavy = await wire.refusal("sendDocument", chat_id=alice.id, document=("a.bin", b"x" * 200_000))
        assert heavy == (413, "Request Entity Too Large")
