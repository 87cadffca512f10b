"""The small HTML of replies: whatever did not come from us is escaped, once, here."""

import html


def esc(text: object) -> str:
    """Plain text as HTML."""
    return html.escape(str(text), quote=False)


def bold(text: object) -> str:
    return f"<b>{esc(text)}</b>"


def italic(text: object) -> str:
    return f"<i>{esc(text)}</i>"


def pre(text: object) -> str:
    return f"<pre>{esc(text)}</pre>"


def shortened(text: str, most: int) -> str:
    """At most `most` characters, with an ellipsis where something was cut."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
