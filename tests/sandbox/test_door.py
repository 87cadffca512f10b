"""Who may come in: webhooks go out with their secret, strangers' pages stay outside."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import Conflict

from bot.sandbox import SANDBOX_TOKEN, Sandbox
from bot.sandbox.__main__ import main as run_alone
from bot.sandbox.client import SandboxPerson
from tests.sandbox.wire import Wire


class Receiver:
    """A webhook that answers as told and remembers what came."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.seen: asyncio.Queue[tuple[str | None, Any]] = asyncio.Queue()
        self.url = ""

    async def receive(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.seen.put_nowait((secret, await request.json()))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    remembered = Receiver()
    app = web.Application()
    app.add_routes([web.post("/hook", remembered.receive)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    remembered.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield remembered
    await runner.cleanup()


async def test_a_webhook_gets_each_update_with_the_secret_until_it_says_yes(
    bot: Bot, sandbox: Sandbox, receiver: Receiver, alice: SandboxPerson
) -> None:
    sandbox.world.updates.first_retry_seconds = 0.01
    receiver.statuses = [500]
    await bot.set_webhook(receiver.url, secret_token="s3cret_-")
    first, again = [await asyncio.wait_for(receiver.seen.get(), 2) for _ in range(2)]
    assert first == again
    assert (first[0], first[1]["message"]["text"]) == ("s3cret_-", "/start")
    await alice.send("next")
    _, update = await asyncio.wait_for(receiver.seen.get(), 2)
    assert (update["message"]["text"], update["update_id"]) == ("next", first[1]["update_id"] + 1)
    info = await bot.get_webhook_info()
    assert (info.url, info.last_error_message) == (
        receiver.url,
        "Wrong response from the webhook: 500 Internal Server Error",
    )


@pytest.mark.parametrize("status", [302, 403, 404, 502])
async def test_only_a_success_ends_a_delivery(
    bot: Bot, sandbox: Sandbox, receiver: Receiver, alice: SandboxPerson, status: int
) -> None:
    sandbox.world.updates.first_retry_seconds = 0.01
    receiver.statuses = [status, status, 204]
    await bot.set_webhook(receiver.url, allowed_updates=["message"])
    tries = [await asyncio.wait_for(receiver.seen.get(), 2) for _ in range(3)]
    assert tries[0] == tries[1] == tries[2]
    assert tries[0][0] is None, "no secret was agreed on"
    await alice.send("next")
    assert (await asyncio.wait_for(receiver.seen.get(), 2))[1]["message"]["text"] == "next"
    assert f"response from the webhook: {status}" in str((await bot.get_webhook_info()).last_error_message)


async def test_a_webhook_out_of_reach_is_tried_until_it_answers(
    bot: Bot, sandbox: Sandbox, receiver: Receiver, alice: SandboxPerson
) -> None:
    sandbox.world.updates.first_retry_seconds = 0.01
    await bot.set_webhook("http://127.0.0.1:9/hook")
    await alice.send("is anybody there?")
    for _ in range(100):
        info = await bot.get_webhook_info()
        if info.last_error_message:
            break
        await asyncio.sleep(0.01)
    assert ("Connection failed" in str(info.last_error_message), info.pending_update_count) == (True, 2)
    await bot.set_webhook(receiver.url)
    texts = [(await asyncio.wait_for(receiver.seen.get(), 2))[1]["message"]["text"] for _ in range(2)]
    assert texts == ["/start", "is anybody there?"]


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot, receiver: Receiver) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await polling
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_only_wanted_kinds_of_updates_are_queued(bot: Bot, alice: SandboxPerson) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["my_chat_member"])
    await alice.send("unheard")
    await alice.block()
    updates = await bot.get_updates(offset=-1)
    assert [bool(update.my_chat_member) for update in updates] == [True]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::ffff:7f00:1]"])
async def test_a_rebound_name_is_turned_away(wire: Wire, host: str) -> None:
    for path in ("/", "/sandbox/api", "/page/phone.css", f"/bot{SANDBOX_TOKEN}/getMe"):
        assert (await wire.client.get(path, headers={"Host": host})).status_code == 403


async def test_foreign_pages_cannot_press_buttons(wire: Wire, alice: SandboxPerson) -> None:
    path, body = f"/sandbox/api/people/{alice.id}/messages", {"text": "x"}
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert (await wire.client.post(path, json=body, headers=headers)).status_code == 403
    plain = await wire.client.post(path, content='{"text": "x"}', headers={"Content-Type": "text/plain"})
    assert plain.status_code == 415
    own = {"Origin": f"http://{wire.client.base_url.host}:{wire.client.base_url.port}"}
    assert (await wire.client.post(path, json=body, headers=own)).status_code == 200


async def test_the_page_comes_with_a_strict_policy_and_all_its_parts(wire: Wire, sandbox: Sandbox) -> None:
    page = await wire.client.get(sandbox.url)
    assert page.status_code == 200
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    parts = [part.split('"')[0] for part in page.text.split('"/page/')[1:]]
    assert parts
    for part in parts:
        assert (await wire.client.get(f"/page/{part}")).status_code == 200
    assert (await wire.client.get("/page/..%2Fserver.py")).status_code == 404


async def test_a_busy_port_is_an_error(sandbox: Sandbox) -> None:
    with pytest.raises(OSError, match="in use"):
        await Sandbox.start(int(sandbox.api_base.rpartition(":")[2]))


@pytest.mark.parametrize("wish", ["soon", "99999", "taken"])
def test_a_port_that_cannot_be_used_is_one_sentence(wish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = str(holder.getsockname()[1]) if wish == "taken" else wish
        monkeypatch.setattr("sys.argv", ["sandbox", port])
        with pytest.raises(SystemExit, match=f"{port}.* (is no port|cannot be used)"):
            run_alone()


async def test_stopping_lets_waiting_polls_and_streams_go() -> None:
    sandbox = await Sandbox.start()
    async with await SandboxPerson.join(sandbox.url) as person:
        waiting = asyncio.create_task(person.wait_for(lambda _: False))
        await asyncio.sleep(0.05)
        await asyncio.wait_for(sandbox.stop(), 2)
        with pytest.raises(AssertionError, match="The sandbox stopped"):
            await waiting
