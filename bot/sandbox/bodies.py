"""The bodies of the control API: what may be asked, checked at the door."""

from __future__ import annotations

from typing import Literal, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.sandbox.errors import ControlError


class Body(BaseModel):
    """A body nobody may add surprises to."""

    model_config = ConfigDict(extra="forbid")


class Introduction(Body):
    """Who a person is; when changing, only what is named changes."""

    id: int | None = Field(None, ge=2)
    first_name: str = Field("Somebody", min_length=1, max_length=64)
    last_name: str = Field("", max_length=64)
    username: str = Field("", max_length=32)
    language_code: str = Field("en", pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")


class Said(Body):
    """A message a person writes."""

    text: str
    reply_to: int | None = None


class Tapped(Body):
    """A tap on an inline button, by place or by data."""

    message_id: int
    row: int | None = None
    col: int | None = None
    data: str | None = None
    forged: bool = False


class Key(Body):
    """A press of a reply-keyboard key."""

    text: str


class Block(Body):
    """Blocking or unblocking the bot."""

    blocked: bool


class TroubleWish(Body):
    """Which troubles to switch."""

    kind: Literal["none", "flood", "bad_gateway"] = "none"
    retry_after: int = Field(3, ge=1, le=3600)
    times: int | None = Field(None, ge=1)
    delay_seconds: float = Field(0.0, ge=0, le=30)
    pacing: bool = False


BodyT = TypeVar("BodyT", bound=Body)


async def body_of(request: web.Request, kind: type[BodyT]) -> BodyT:
    """The checked body of a request; a wrong one is refused with one sentence."""
    if request.content_type != "application/json":
        raise ControlError(415, "The body must be application/json.")
    try:
        return kind.model_validate_json(await request.text())
    except ValidationError as error:
        first = error.errors()[0]
        raise ControlError(400, f"{'.'.join(map(str, first['loc'])) or 'body'}: {first['msg']}.") from None
