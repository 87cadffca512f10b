"""A chat as readable text: what a failed test prints and what a script shows."""

from __future__ import annotations

from typing import Any

from bot.sandbox.entities import Json

_MARKS = {"danger": "!", "success": "+", "primary": "*"}


def transcript(state: Json) -> str:
    """The whole chat, oldest message first, with buttons, keys and notices."""
    lines = [f"── {state['person']['first_name']} & {state['bot']['name']} ──"]
    for message in state["messages"]:
        lines.extend(_message(state, message))
    lines.extend(_surroundings(state))
    return "\n".join(lines)


def _message(state: Json, message: Json) -> list[str]:
    who = state["bot"]["name"] if message["from_bot"] else state["person"]["first_name"]
    marks = f" (edited {message['edits']}×)" if message["edits"] else ""
    pinned = " (pinned)" if message["id"] in state["pinned"] else ""
    head = f"#{message['id']} {who}{marks}{pinned}:"
    file = [f"    <{message['file']['kind']} {message['file']['name']}>"] if message["file"] else []
    text = [f"    {line}" for line in message["text"].splitlines()]
    return [head, *file, *text, *(f"    {_row(row)}" for row in message["keyboard"])]


def _row(row: list[Any]) -> str:
    return " ".join(f"[{_MARKS.get(button.get('style', ''), '')}{button['text']}]" for button in row)


def _surroundings(state: Json) -> list[str]:
    lines = [f"({state['bot']['name']} does: {state['action']['action']})"] if state["action"] else []
    if state["keys"] and state["keys"]["kind"] == "keyboard":
        lines += [f"keys: {_row(row)}" for row in state["keys"]["keyboard"]]
    toasts = [tap for tap in state["taps"] if tap["text"]]
    lines += [f"({'alert' if tap['alert'] else 'toast'}: {tap['text']})" for tap in toasts[-3:]]
    return [*lines, "(the bot is blocked)"] if state["blocked"] else lines
