"""Replies to show and the messages they became."""

from bot.sandbox.entities import Json
from core.replies import Attachment, Button, Rows, Tap
from tests.door.conftest import png
from tests.support.town import Persona

ROWS: Rows = ((Button("Home", Tap("home")),),)
OTHER_ROWS: Rows = ((Button("Help", Tap("help")),),)
PICTURE = Attachment("a.png", png(), "photo")
RED = Attachment("b.png", png(colour="red"), "photo")
FILE = Attachment("trades.csv", b"a,b\n1,2\n", "document")


async def from_bot(alice: Persona) -> list[Json]:
    return [message for message in await alice.messages() if message["from_bot"]]


async def texts(alice: Persona) -> list[str]:
    return [message["text"] for message in await from_bot(alice)]
