"""The person's side over HTTP, used by the page and by tests; everything lives under /sandbox/api.

    GET   /sandbox/api                      → {bot: {name, username}, people: […], trouble: {…}, methods: […]}
    GET   /sandbox/api/people               → [person, …]
    POST  /sandbox/api/people               {first_name?, id?, last_name?, username?, language_code?}
                                            → the person (201, or 200 when the id is known already)
    PATCH /sandbox/api/people/{id}          the same fields but id → the person
    GET   /sandbox/api/people/{id}/chat     ?since=0 → the chat's state, see `bot.sandbox.view.chat_state`
    GET   /sandbox/api/people/{id}/events   ?since=0 → those states as server-sent events, one per change
    POST  /sandbox/api/people/{id}/messages {text, reply_to?} → {message_ids}; over 4096 characters it is split
    POST  /sandbox/api/people/{id}/files    ?kind=photo|document&name=a.csv&caption= with the bytes as body
                                            → {message_ids}
    POST  /sandbox/api/people/{id}/taps     {message_id, row, col} or {message_id, data} → {tap_id};
                                            with forged: true any data on any message, also a stranger's
    POST  /sandbox/api/people/{id}/keys     {text}: press a key of the reply keyboard → {message_ids}
    PUT   /sandbox/api/people/{id}/block    {blocked} → {blocked}
    GET   /sandbox/api/trouble              → {kind, retry_after, times, delay_seconds, pacing}
    PUT   /sandbox/api/trouble              any of them (kind: none, flood, bad_gateway) → all of them
    GET   /sandbox/api/calls                ?method=sendMessage&limit=100 → the bot's latest requests
                                            [{method, params, status, description}]
    GET   /sandbox/files/{file_id}          → a photo or document of a message

A person is {id, first_name, last_name, username, language_code}. A refusal is {"error": "one sentence"} with a
4xx status. Times are Unix seconds.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.bodies import Block, Introduction, Key, Said, Tapped, TroubleWish, body_of
from bot.sandbox.chats import Chat, Message, Person, StoredFile, button_at, has_data
from bot.sandbox.entities import plain
from bot.sandbox.errors import BotApiError, ControlError
from bot.sandbox.params import Upload
from bot.sandbox.registry import method_names
from bot.sandbox.texts import MAX_TEXT
from bot.sandbox.trouble import TroubleSwitches
from bot.sandbox.view import chat_state, person_json
from bot.sandbox.world import World

WORLD = web.AppKey("world", World)
_KEEP_ALIVE_SECONDS = 15
_COME_BACK_MILLISECONDS = 800


def control_routes() -> list[web.RouteDef]:
    """Every route of the control API."""
    person = "/sandbox/api/people/{id:\\d+}"
    return [
        web.get("/sandbox/api", _overview),
        web.get("/sandbox/api/people", _people),
        web.post("/sandbox/api/people", _join),
        web.patch(person, _change),
        web.get(f"{person}/chat", _chat),
        web.get(f"{person}/events", _events),
        web.post(f"{person}/messages", _say),
        web.post(f"{person}/files", _send_file),
        web.post(f"{person}/taps", _tap),
        web.post(f"{person}/keys", _press),
        web.put(f"{person}/block", _block),
        web.get("/sandbox/api/trouble", _trouble),
        web.put("/sandbox/api/trouble", _make_trouble),
        web.get("/sandbox/api/calls", _calls),
        web.get("/sandbox/files/{file_id}", _file),
    ]


async def _overview(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    profile = world.profile
    return web.json_response(
        {
            "bot": {"name": profile.names[""], "username": profile.username},
            "people": [person_json(chat) for chat in world.chats.values()],
            "trouble": world.trouble.switches.as_json(),
            "methods": method_names(),
        }
    )


async def _people(request: web.Request) -> web.Response:
    return web.json_response([person_json(chat) for chat in request.app[WORLD].chats.values()])


async def _join(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    given = await body_of(request, Introduction)
    known = given.id in world.chats
    person_id = given.id or world.free_person_id()
    chat = world.join(Person(**{**given.model_dump(), "id": person_id}))
    return web.json_response(person_json(chat), status=200 if known else 201)


async def _change(request: web.Request) -> web.Response:
    chat = _chat_in(request)
    given = await body_of(request, Introduction)
    changes = given.model_dump(exclude_unset=True, exclude={"id"})
    chat.person = replace(chat.person, **changes)
    request.app[WORLD].touch(chat)
    return web.json_response(person_json(chat))


async def _chat(request: web.Request) -> web.Response:
    return web.json_response(chat_state(request.app[WORLD], _chat_in(request), since=_since(request)))


async def _events(request: web.Request) -> web.StreamResponse:
    world, chat, seen = request.app[WORLD], _chat_in(request), _since(request) - 1
    stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await stream.prepare(request)
    await stream.write(f"retry: {_COME_BACK_MILLISECONDS}\n\n".encode())
    with suppress(ConnectionResetError):  # the phone was put away
        while not world.closed:
            if chat.version > seen:
                state = chat_state(world, chat, since=max(seen, 0))
                seen = chat.version
                await stream.write(f"data: {json.dumps(state)}\n\n".encode())
            elif not await _changes_soon(world):
                await stream.write(b": still here\n\n")
    return stream


async def _changes_soon(world: World) -> bool:
    try:
        await asyncio.wait_for(world.changed(), _KEEP_ALIVE_SECONDS)
    except TimeoutError:
        return False
    return True


async def _say(request: web.Request) -> web.Response:
    said = await body_of(request, Said)
    return web.json_response({"message_ids": _speak(request, said.text, said.reply_to)})


async def _send_file(request: web.Request) -> web.Response:
    world, chat, query = request.app[WORLD], _chat_to_write_in(request), request.query
    kind = "photo" if query.get("kind") == "photo" else "document"
    try:
        file = world.files.keep(kind, Upload(query.get("name", "file"), request.content_type, await request.read()))
    except BotApiError as refusal:
        raise ControlError(400, refusal.description) from None
    return web.json_response({"message_ids": [_one_message(world, chat, query.get("caption", ""), None, file).id]})


async def _press(request: web.Request) -> web.Response:
    chat, pressed = _chat_in(request), await body_of(request, Key)
    rows = chat.keys.value.get("keyboard", []) if chat.keys else []
    if not any(key["text"] == pressed.text for row in rows for key in row):
        raise ControlError(404, f"There is no key “{pressed.text}” on the reply keyboard.")
    one_time = bool(chat.keys and chat.keys.value.get("one_time_keyboard"))
    message_ids = _speak(request, pressed.text, None)
    if one_time:
        chat.keys = None
        request.app[WORLD].touch(chat)
    return web.json_response({"message_ids": message_ids})


async def _tap(request: web.Request) -> web.Response:
    world, chat, tapped = request.app[WORLD], _chat_in(request), await body_of(request, Tapped)
    data = tapped.data if tapped.forged and tapped.data is not None else _data_of(chat, tapped)
    return web.json_response({"tap_id": world.tap(chat, tapped.message_id, data).id})


async def _block(request: web.Request) -> web.Response:
    chat, wish = _chat_in(request), await body_of(request, Block)
    request.app[WORLD].set_blocked(chat, is_blocked=wish.blocked)
    return web.json_response({"blocked": chat.blocked})


async def _trouble(request: web.Request) -> web.Response:
    return web.json_response(request.app[WORLD].trouble.switches.as_json())


async def _make_trouble(request: web.Request) -> web.Response:
    wish = await body_of(request, TroubleWish)
    trouble = request.app[WORLD].trouble
    trouble.switches = TroubleSwitches(**(trouble.switches.as_json() | wish.model_dump(exclude_unset=True)))
    return web.json_response(trouble.switches.as_json())


async def _calls(request: web.Request) -> web.Response:
    wanted = request.query.get("method", "").lower()
    calls = [call for call in request.app[WORLD].calls if wanted in ("", call.method.lower())]
    limit = _whole_number(request, "limit", 100)
    return web.json_response([call._asdict() for call in calls[-limit:]] if limit else [])


async def _file(request: web.Request) -> web.Response:
    file = request.app[WORLD].files.get(request.match_info["file_id"])
    if file is None:
        raise ControlError(404, "There is no such file here.")
    if file.kind == "photo":
        return web.Response(body=file.data, content_type=file.mime_type)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return web.Response(body=file.data, content_type="application/octet-stream", headers=headers)


def _chat_in(request: web.Request) -> Chat:
    return request.app[WORLD].chat_of(int(request.match_info["id"]))


def _since(request: web.Request) -> int:
    return _whole_number(request, "since", 0)


def _whole_number(request: web.Request, name: str, default: int) -> int:
    value = request.query.get(name, str(default))
    if not value.isdecimal():
        raise ControlError(400, f"{name}: a whole number is needed.")
    return int(value)


def _speak(request: web.Request, text: str, reply_to: int | None) -> list[int]:
    world, chat = request.app[WORLD], _chat_to_write_in(request)
    parts = _split(text.strip())
    if not parts:
        raise ControlError(400, "A message needs some text.")
    return [_one_message(world, chat, part, reply_to).id for part in parts]


def _chat_to_write_in(request: web.Request) -> Chat:
    chat = _chat_in(request)
    if chat.blocked:
        raise ControlError(409, "You have blocked the bot; unblock it first.")
    return chat


def _one_message(world: World, chat: Chat, text: str, reply_to: int | None, file: StoredFile | None = None) -> Message:
    chat.opened = True
    message = Message(
        id=world.next_message_id(),
        from_bot=False,
        date=int(time.time()),
        content=plain(text),
        file=file,
        reply_to=reply_to if reply_to in chat.messages else None,
    )
    if chat.keys and chat.keys.kind == "force":
        chat.keys = None
    posted = world.post(chat, message)
    world.updates.add("message", world.message_json(chat, posted))
    return posted


def _split(text: str) -> list[str]:
    """Long texts leave the phone in several messages, preferably cut at a line or a word."""
    parts = []
    while len(text) > MAX_TEXT:
        cut = max(text.rfind("\n", 1, MAX_TEXT), text.rfind(" ", 1, MAX_TEXT))
        cut = cut if cut > MAX_TEXT // 2 else MAX_TEXT
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text] if text else parts


def _data_of(chat: Chat, tapped: Tapped) -> str:
    """The callback data a real phone could send: it must be on the message's keyboard."""
    message = chat.messages.get(tapped.message_id)
    if message is None:
        raise ControlError(404, f"There is no message {tapped.message_id} in this chat.")
    if tapped.data is not None and has_data(message, tapped.data):
        return tapped.data
    button = button_at(message, tapped.row if tapped.row is not None else -1, tapped.col or 0)
    if button is None:
        raise ControlError(404, "There is no such button under this message.")
    if "callback_data" not in button:
        raise ControlError(409, f"“{button['text']}” is not a button that sends a tap.")
    return str(button["callback_data"])
