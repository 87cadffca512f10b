"""A person for tests and scripts: says, taps, sees and waits through the sandbox's control API."""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any

import httpx

from bot.sandbox.entities import Json
from bot.sandbox.transcript import transcript

PATIENCE = 10.0


class SandboxPerson:
    """Somebody with their own private chat; `close()` it, or use it as an async context manager."""

    def __init__(self, http: httpx.AsyncClient, person: Json) -> None:
        self.id: int = person["id"]
        self.first_name: str = person["first_name"]
        self._http = http
        self._path = f"/sandbox/api/people/{self.id}"
        self._known: Json = {"version": 0, "messages": []}
        self._acted_at = 0

    @classmethod
    async def join(
        cls,
        url: str,
        *,
        first_name: str = "Alice",
        language_code: str = "en",
        username: str = "",
        person_id: int | None = None,
    ) -> SandboxPerson:
        """A new person with an empty chat, or the known one of this id."""
        no_authorities = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # plain HTTP: reading them would only take time
        http = httpx.AsyncClient(base_url=url, timeout=PATIENCE, trust_env=False, verify=no_authorities)
        person: Json = {"first_name": first_name, "language_code": language_code, "username": username}
        if person_id is not None:
            person["id"] = person_id
        try:
            answer = _checked(await http.post("/sandbox/api/people", json=person))
        except BaseException:
            await http.aclose()
            raise
        return cls(http, answer)

    async def close(self) -> None:
        await self._http.aclose()

    async def __aenter__(self) -> SandboxPerson:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def chat(self) -> Json:
        """The state of the chat now; see `bot.sandbox.view.chat_state`."""
        self._merge(_checked(await self._http.get(f"{self._path}/chat", params={"since": self._known["version"]})))
        return self._known

    async def messages(self) -> list[Json]:
        """All messages in order."""
        return list((await self.chat())["messages"])

    async def send(self, text: str, *, reply_to: int | None = None) -> list[int]:
        """Write a message; its ids (several when the text was too long for one)."""
        answer = await self._act("messages", {"text": text, "reply_to": reply_to})
        return list(answer["message_ids"])

    async def send_file(self, content: bytes, name: str, *, kind: str = "document", caption: str = "") -> list[int]:
        """Send a photo or a document."""
        query = {"kind": kind, "name": name, "caption": caption}
        return list((await self._act("files", content, params=query))["message_ids"])

    async def press(self, key: str) -> list[int]:
        """Press a key of the reply keyboard."""
        return list((await self._act("keys", {"text": key}))["message_ids"])

    async def tap(self, label: str, *, within: float = PATIENCE) -> str | None:
        """Tap the newest button of this label (or containing it) and wait for its toast or alert; None without one."""
        message_id, row, col = _place(await self.chat(), label)
        return await self._tapped({"message_id": message_id, "row": row, "col": col}, within)

    async def tap_data(self, message_id: int, data: str, *, within: float = PATIENCE) -> str | None:
        """A forged tap: any data on any message, also somebody else's; the answer as in `tap`."""
        return await self._tapped({"message_id": message_id, "data": data, "forged": True}, within)

    async def sees(self, *words: str, within: float = PATIENCE) -> Json:
        """Wait for a message of the bot, new or edited since this person last acted, that shows all the words."""
        wanted = " and ".join(f"“{word}”" for word in words) or "Any answer"
        state = await self._wait(lambda chat: self._shown(chat, words), within, f"{wanted} was not seen")
        return self._shown(state, words) or {}

    async def wait_for(self, predicate: Callable[[Json], Any], *, within: float = PATIENCE) -> Json:
        """Wait until the predicate holds for the chat's state and return it; late is an AssertionError."""
        return await self._wait(predicate, within, "Nothing of that kind")

    def transcript(self) -> str:
        """The chat as last seen, as readable text with buttons."""
        return transcript(self._known) if self._known["version"] else f"── {self.first_name}: nothing seen yet ──"

    async def block(self) -> None:
        _checked(await self._http.put(f"{self._path}/block", json={"blocked": True}))

    async def unblock(self) -> None:
        _checked(await self._http.put(f"{self._path}/block", json={"blocked": False}))

    async def speak(self, language_code: str) -> None:
        """Change the language of the phone."""
        _checked(await self._http.patch(self._path, json={"language_code": language_code}))

    async def download(self, message: Json) -> bytes:
        """The bytes of a message's photo or document."""
        response = await self._http.get(message["file"]["url"])
        response.raise_for_status()
        return response.content

    async def _wait(self, predicate: Callable[[Json], Any], seconds: float, complaint: str) -> Json:
        try:
            async with asyncio.timeout(seconds):
                found = await self._first_state(predicate)
        except TimeoutError:
            raise AssertionError(f"{complaint} within {seconds:g} s.\n{self.transcript()}") from None
        if found is None:
            raise AssertionError(f"The sandbox stopped while {self.first_name} waited.\n{self.transcript()}")
        return found

    async def _first_state(self, predicate: Callable[[Json], Any]) -> Json | None:
        async with self._states() as states:
            async for state in states:
                if predicate(state):
                    return state
        return None

    def _shown(self, chat: Json, words: tuple[str, ...]) -> Json | None:
        news = [message for message in chat["messages"] if message["from_bot"] and message["version"] > self._acted_at]
        return next((message for message in reversed(news) if all(word in _visible(message) for word in words)), None)

    async def _tapped(self, body: Json, within: float) -> str | None:
        tap_id = (await self._act("taps", body))["tap_id"]
        state = await self._wait(lambda chat: _answer(chat, tap_id)["answered"], within, "The tap was not answered")
        return _answer(state, tap_id)["text"] or None

    async def _act(self, what: str, body: Json | bytes, *, params: dict[str, str] | None = None) -> Json:
        self._acted_at = (await self.chat())["version"]
        path = f"{self._path}/{what}"
        if isinstance(body, bytes):
            return _checked(await self._http.post(path, content=body, params=params))
        return _checked(await self._http.post(path, json=body))

    @asynccontextmanager
    async def _states(self) -> AsyncIterator[AsyncIterator[Json]]:
        query = {"since": str(self._known["version"])}
        path, no_limit = f"{self._path}/events", httpx.Timeout(PATIENCE, read=None)
        async with self._http.stream("GET", path, params=query, timeout=no_limit) as response:
            yield self._merged(response)

    async def _merged(self, response: httpx.Response) -> AsyncIterator[Json]:
        async for line in response.aiter_lines():
            if line.startswith("data: "):
                self._merge(json.loads(line.removeprefix("data: ")))
                yield self._known

    def _merge(self, state: Json) -> None:
        gone = set(state["deleted"])
        messages = {message["id"]: message for message in [*self._known["messages"], *state["messages"]]}
        kept = [messages[message_id] for message_id in sorted(messages) if message_id not in gone]
        self._known = {**state, "messages": kept}


def is_typing(chat: Json) -> bool:
    """Whether the bot shows that it is at work."""
    return bool(chat["action"]) and chat["action"]["until"] > time.time()


def _visible(message: Json) -> str:
    labels = (button["text"] for row in message["keyboard"] for button in row)
    return "\n".join([message["text"], *labels])


def _answer(chat: Json, tap_id: str) -> Json:
    return next((tap for tap in chat["taps"] if tap["id"] == tap_id), {"answered": False})


def _place(chat: Json, label: str) -> tuple[int, int, int]:
    """Where the button is: its exact label in the newest message, else a label containing it."""
    places = [place for message in reversed(chat["messages"]) for place in _buttons(message)]
    exact = (place for shown, place in places if shown == label)
    similar = (place for shown, place in places if label in shown)
    place = next(exact, None) or next(similar, None)
    if place is None:
        raise AssertionError(f"There is no button “{label}”.\n{transcript(chat)}")
    return place


def _buttons(message: Json) -> list[tuple[str, tuple[int, int, int]]]:
    rows = enumerate(message["keyboard"])
    return [(button["text"], (message["id"], r, c)) for r, row in rows for c, button in enumerate(row)]


def _checked(response: httpx.Response) -> Json:
    if response.is_error:
        raise AssertionError(f"{response.request.method} {response.request.url.path}: {response.text}")
    answer: Json = response.json()
    return answer
