"""Telegram's limits on texts: measured after its HTML is read, split where nothing breaks."""

import html
import re

TEXT_MOST = 4_096
CAPTION_MOST = 1_024
_TAG = re.compile(r"</?([a-z]+)[^>]*>")


def length(text: str) -> int:
    """Characters of small HTML as Telegram counts them: without tags, entities as what they stand for."""
    return len(plain(text))


def plain(text: str) -> str:
    """The text without its HTML."""
    return html.unescape(_TAG.sub("", text))


def split(text: str, most: int = TEXT_MOST) -> list[str]:
    """Pieces of at most `most` characters, cut at line ends; a tag that is open at a cut goes on in the next piece."""
    if length(text) <= most:
        return [text]
    pieces: list[str] = []
    lines: list[str] = []
    for line in (part for whole in text.split("\n") for part in _short_lines(whole, most)):
        if lines and length("\n".join([*lines, line])) > most:
            pieces.append("\n".join(lines))
            lines = []
        lines.append(line)
    return _closed([*pieces, "\n".join(lines)])


def _short_lines(line: str, most: int) -> list[str]:
    """A line that alone is too long loses its markup and is cut hard."""
    if length(line) <= most:
        return [line]
    bare = plain(line)
    return [html.escape(bare[i : i + most], quote=False) for i in range(0, len(bare), most)]


def _closed(pieces: list[str]) -> list[str]:
    closed: list[str] = []
    open_tags: list[str] = []
    for piece in pieces:
        start = "".join(f"<{name}>" for name in open_tags)
        for tag in _TAG.finditer(piece):
            open_tags = open_tags[:-1] if tag[0].startswith("</") else [*open_tags, tag[1]]
        closed.append(start + piece + "".join(f"</{name}>" for name in reversed(open_tags)))
    return closed
