"""The command menu and the button that opens it, by scope and language."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.links import is_https
from bot.sandbox.params import Params
from bot.sandbox.registry import bot_method
from bot.sandbox.world import World

_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_MAX_COMMANDS = 100
_MAX_DESCRIPTION = 256
_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")


@bot_method("setMyCommands")
async def set_my_commands(world: World, params: Params) -> bool:
    commands = params.decoded("commands", "commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(commands) > _MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_key(world, params)] = [_command(command) for command in commands]
    _show(world)
    return True


@bot_method("getMyCommands")
async def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.profile.commands.get(_key(world, params), [])


@bot_method("deleteMyCommands")
async def delete_my_commands(world: World, params: Params) -> bool:
    world.profile.commands.pop(_key(world, params), None)
    _show(world)
    return True


@bot_method("setChatMenuButton")
async def set_chat_menu_button(world: World, params: Params) -> bool:
    button = params.decoded("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("commands", "default", "web_app"):
        raise bad_request("can't parse menu button: Unsupported type specified")
    web_app = button.get("web_app")
    if button["type"] == "web_app" and not (isinstance(web_app, dict) and is_https(str(web_app.get("url")))):
        raise bad_request("menu button Web App URL is invalid: Only HTTPS links are allowed")
    world.profile.menu_buttons[_menu_owner(world, params)] = button
    _show(world)
    return True


@bot_method("getChatMenuButton")
async def get_chat_menu_button(world: World, params: Params) -> Json:
    buttons = world.profile.menu_buttons
    return buttons.get(_menu_owner(world, params)) or buttons.get(0) or {"type": "commands"}


def language(params: Params) -> str:
    """The two letters a text is for; empty serves everybody else."""
    code = params.text("language_code")
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _menu_owner(world: World, params: Params) -> int:
    return world.chat_for_bot(params).id if params.text("chat_id") else 0


def _key(world: World, params: Params) -> tuple[str, str]:
    scope = params.decoded("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict) or "type" not in scope:
        raise bad_request("can't parse BotCommandScope: Can't find field \"type\"")
    kind = scope["type"]
    if kind in _PLAIN_SCOPES:
        return kind, language(params)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = world.chat_for_bot(Params({"chat_id": scope.get("chat_id", "")}))
    if kind != "chat":
        raise bad_request("can't change commands in private chats by this scope")
    return f"chat:{chat.id}", language(params)


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: Object expected")
    name, description = str(command.get("command", "")), str(command.get("description", "")).strip()
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= _MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _show(world: World) -> None:
    for chat in world.chats.values():
        world.touch(chat)
