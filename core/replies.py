"""What the product says back, free of any door: text, buttons, a picture or a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Style = Literal["plain", "primary", "danger", "success"]


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button means: an action and short arguments; doors carry it as `v1:action:arg:arg`."""

    action: str
    args: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what tapping it means."""

    label: str
    tap: Tap
    style: Style = "plain"


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or a file that comes with a reply."""

    name: str
    content: bytes
    kind: Literal["photo", "document"]


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing said. `text` is the product's small HTML (b, i, code, pre, blockquote), already escaped.

    `replaces`: takes the place of the message whose button was tapped, or of this answer's previous step.
    `toast`: a line shown over the tapped button. A reply with a toast and no text says nothing else.
    """

    text: str = ""
    rows: Rows = ()
    attachment: Attachment | None = None
    replaces: bool = False
    toast: str = ""
    silent: bool = False


def notice_json(reply: Reply) -> dict[str, Any]:
    """A reply without attachment as JSON, to be kept until it is delivered."""
    rows = [[[b.label, b.tap.action, *b.tap.args] for b in row] for row in reply.rows]
    return {"text": reply.text, "rows": rows, "silent": reply.silent}


def notice_reply(data: Mapping[str, Any]) -> Reply:
    """The reply kept by `notice_json`."""
    rows = tuple(tuple(Button(b[0], Tap(b[1], tuple(b[2:]))) for b in row) for row in data["rows"])
    return Reply(text=data["text"], rows=rows, silent=bool(data.get("silent")))
