"""The methods of the Bot API, one module per noun; importing this package registers them all."""

from bot.sandbox.methods import account, callbacks, commands, deleting, editing, media, receiving, sending

__all__ = ["account", "callbacks", "commands", "deleting", "editing", "media", "receiving", "sending"]
