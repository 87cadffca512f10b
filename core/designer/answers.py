"""The designers' side of the port: what they are told and what they answer."""

from core.answers import Answer, Context, Designer, Message, Option, Status

__all__ = ["Answer", "Context", "Designer", "Message", "Option", "Status"]
