"""Taking messages away, and pinning them."""

from __future__ import annotations

from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params, whole_number
from bot.sandbox.registry import bot_method
from bot.sandbox.world import World

_MAX_AT_ONCE = 100


@bot_method("deleteMessage")
async def delete_message(world: World, params: Params) -> bool:
    chat = world.chat_for_bot(params)
    message_id = params.integer("message_id")
    if message_id == 0:
        raise bad_request("message identifier is not specified")
    if message_id not in chat.messages:
        raise bad_request("message to delete not found")
    world.touch(chat)
    chat.remove(message_id)
    return True


@bot_method("deleteMessages")
async def delete_messages(world: World, params: Params) -> bool:
    """Several at once; those that are not there are skipped."""
    chat = world.chat_for_bot(params)
    ids = params.decoded("message_ids", "message identifiers")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > _MAX_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    world.touch(chat)
    for message_id in {whole_number(given) for given in ids} & chat.messages.keys():
        chat.remove(message_id)
    return True


@bot_method("pinChatMessage")
async def pin_chat_message(world: World, params: Params) -> bool:
    chat, message_id = _named(world, params, "message to pin not found")
    chat.pinned = [*(other for other in chat.pinned if other != message_id), message_id]
    world.touch(chat)
    return True


@bot_method("unpinChatMessage")
async def unpin_chat_message(world: World, params: Params) -> bool:
    """The named message, or the newest pinned one when none is named."""
    if params.integer("message_id") == 0:
        chat = world.chat_for_bot(params)
        chat.pinned = chat.pinned[:-1]
    else:
        chat, message_id = _named(world, params, "message to unpin not found")
        chat.pinned = [other for other in chat.pinned if other != message_id]
    world.touch(chat)
    return True


@bot_method("unpinAllChatMessages")
async def unpin_all_chat_messages(world: World, params: Params) -> bool:
    chat = world.chat_for_bot(params)
    chat.pinned.clear()
    world.touch(chat)
    return True


def _named(world: World, params: Params, complaint: str) -> tuple[Chat, int]:
    chat = world.chat_for_bot(params)
    message_id = params.integer("message_id")
    if message_id not in chat.messages:
        raise bad_request(complaint)
    return chat, message_id
