"""The bot itself: who it is, how it presents itself, whom it may write to."""

from __future__ import annotations

from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.commands import language
from bot.sandbox.params import Params
from bot.sandbox.registry import bot_method
from bot.sandbox.world import World

_ABILITIES = {
    "can_join_groups": False,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}
_FULL_INFO = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    },
}


@bot_method("getMe")
async def get_me(world: World, _: Params) -> Json:
    return {**world.profile.as_user(), **_ABILITIES}


@bot_method("logOut")
async def log_out(_: World, __: Params) -> bool:
    return True


@bot_method("close")
async def close(_: World, __: Params) -> bool:
    return True


@bot_method("getChat")
async def get_chat(world: World, params: Params) -> Json:
    chat = world.chat_for_bot(params)
    info = {**chat.person.as_chat(), **_FULL_INFO}
    if chat.pinned:
        info["pinned_message"] = world.message_json(chat, chat.messages[chat.pinned[-1]])
    return info


@bot_method("setMyName")
async def set_my_name(world: World, params: Params) -> bool:
    return _store(world, world.profile.names, params, "name", 64, fallback=world.profile.username)


@bot_method("getMyName")
async def get_my_name(world: World, params: Params) -> Json:
    return {"name": _read(world.profile.names, params)}


@bot_method("setMyDescription")
async def set_my_description(world: World, params: Params) -> bool:
    return _store(world, world.profile.descriptions, params, "description", 512)


@bot_method("getMyDescription")
async def get_my_description(world: World, params: Params) -> Json:
    return {"description": _read(world.profile.descriptions, params)}


@bot_method("setMyShortDescription")
async def set_my_short_description(world: World, params: Params) -> bool:
    return _store(world, world.profile.short_descriptions, params, "short_description", 120)


@bot_method("getMyShortDescription")
async def get_my_short_description(world: World, params: Params) -> Json:
    return {"short_description": _read(world.profile.short_descriptions, params)}


def _store(world: World, texts: dict[str, str], params: Params, name: str, limit: int, *, fallback: str = "") -> bool:
    text, code = params.text(name), language(params)
    if len(text) > limit:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    if text or not code:
        texts[code] = text or fallback
    else:
        texts.pop(code, None)
    for chat in world.chats.values():
        world.touch(chat)
    return True


def _read(texts: dict[str, str], params: Params) -> str:
    return texts.get(language(params)) or texts.get("", "")
