"""Photos, documents and albums, and fetching files again."""

from __future__ import annotations

from typing import Any

from bot.sandbox.chats import StoredFile
from bot.sandbox.entities import FormattedText, Json
from bot.sandbox.errors import bad_request
from bot.sandbox.files import MAX_DOWNLOAD_BYTES
from bot.sandbox.markup import reply_markup
from bot.sandbox.methods.sending import post
from bot.sandbox.params import Params
from bot.sandbox.registry import bot_method
from bot.sandbox.texts import MAX_CAPTION, caption_text, parsed
from bot.sandbox.world import World

_ALBUM = range(2, 11)


@bot_method("sendPhoto")
async def send_photo(world: World, params: Params) -> Json:
    return _send_file(world, params, "photo")


@bot_method("sendDocument")
async def send_document(world: World, params: Params) -> Json:
    return _send_file(world, params, "document")


@bot_method("sendMediaGroup")
async def send_media_group(world: World, params: Params) -> list[Json]:
    items = params.decoded("media", "media")
    if not isinstance(items, list):
        raise bad_request("there is no media in the request")
    if len(items) not in _ALBUM:
        raise bad_request("media group must include 2-10 items")
    if len({str(item.get("type")) for item in items if isinstance(item, dict)}) > 1:
        raise bad_request("documents and photos can't be mixed in one album")
    chat = world.chat_for_bot(params)
    contents = [input_media(world, params, item) for item in items]
    album = str(13_000_000_000 + world.version)
    posted = [post(world, chat, params, content=text, file=file, album=album) for file, text in contents]
    return [world.message_json(chat, message) for message in posted]


@bot_method("getFile")
async def get_file(world: World, params: Params) -> Json:
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.data) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": f"u-{file.file_id}",
        "file_size": len(file.data),
        "file_path": file.path,
    }


def input_media(world: World, params: Params, item: Any) -> tuple[StoredFile, FormattedText]:
    """An InputMedia object: its file and its caption."""
    if not isinstance(item, dict) or item.get("type") not in ("photo", "document"):
        raise bad_request("can't parse InputMedia: type must be photo or document")
    reference = str(item.get("media", ""))
    caption = parsed(str(item.get("caption") or ""), str(item.get("parse_mode") or ""), item.get("caption_entities"))
    if len(caption.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return world.files.received(item["type"], reference.removeprefix("attach://"), reference, params), caption


def _send_file(world: World, params: Params, kind: str) -> Json:
    caption, markup = caption_text(params), reply_markup(params)
    chat = world.chat_for_bot(params)
    file = world.files.received(kind, kind, params.text(kind), params)
    return world.message_json(chat, post(world, chat, params, content=caption, markup=markup, file=file))
