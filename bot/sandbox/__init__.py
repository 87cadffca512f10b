"""A strict Telegram of our own on this computer: for newcomers without a token, and for the tests."""

from bot.sandbox.server import Sandbox
from bot.sandbox.world import SANDBOX_TOKEN, Call

__all__ = ["SANDBOX_TOKEN", "Call", "Sandbox"]
