"""The small HTML of replies: whatever did not come from us is escaped, once, here."""

import html
from collections.abc import Iterable


class Html(str):
    """Text that is small HTML already: escaping leaves it as it is."""

    __slots__ = ()


def esc(text: object) -> Html:
    """Plain text as HTML."""
    return text if isinstance(text, Html) else Html(html.escape(str(text), quote=False))


def bold(text: object) -> Html:
    return Html(f"<b>{esc(text)}</b>")


def italic(text: object) -> Html:
    return Html(f"<i>{esc(text)}</i>")


def pre(text: object) -> Html:
    return Html(f"<pre>{esc(text)}</pre>")


def joined(lines: Iterable[object], by: str = "\n") -> Html:
    """Several texts as one; plain ones are escaped."""
    return Html(by.join(map(esc, lines)))


def shortened(text: str, most: int) -> str:
    """At most `most` characters, with an ellipsis where something was cut."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
