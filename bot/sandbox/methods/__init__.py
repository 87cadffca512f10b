"""The methods of the Bot API, one module per noun; importing this package registers them all."""

from bot.sandbox.methods import account, callbacks, commands, deleting, editing, media, receiving, sending
from bot.sandbox.registry import Method, method_named

__all__ = [
    "Method",
    "account",
    "callbacks",
    "commands",
    "deleting",
    "editing",
    "media",
    "method_named",
    "receiving",
    "sending",
]
