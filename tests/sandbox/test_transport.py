"""The wire: every way of asking, wrong tokens, broken bodies, and nobody from outside."""

from __future__ import annotations

import itertools
import json
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken

from bot.sandbox import SANDBOX_TOKEN, Sandbox
from bot.sandbox.client import SandboxPerson
from bot.sandbox.registry import method_names
from tests.sandbox.wire import NO_AUTHORITIES, Wire

PARAMETERS = [
    *("chat_id", "message_id", "message_ids", "text", "parse_mode", "entities", "caption", "reply_markup"),
    *("reply_parameters", "media", "photo", "document", "file_id", "action", "draft_id", "commands", "scope"),
    *("language_code", "menu_button", "callback_query_id", "allowed_updates", "offset"),
]
NONSENSE: list[Any] = [
    "", "x", 0, -1, 1e999, 1.5, True, "9" * 400, [], [[1]], {}, [{}], {"type": [1]}, [{"type": [1]}, {"type": "photo"}],
    {"inline_keyboard": [[1]]}, {"keyboard": [[{"text": "a", "web_app": "x"}]]}, {"message_id": [1]},
    {"type": "web_app", "web_app": "x"}, [{"type": "bold", "offset": -5, "length": 9999, "url": [1]}],
]  # fmt: skip


@pytest.mark.parametrize("name", ["sendMessage", "sendmessage", "SENDMESSAGE"])
async def test_parameters_may_come_in_every_way(wire: Wire, alice: SandboxPerson, name: str) -> None:
    address, fields = f"/bot{SANDBOX_TOKEN}/{name}", {"chat_id": str(alice.id), "text": "é"}
    answers = [
        await wire.client.get(address, params=fields),
        await wire.client.post(address, params=fields),
        await wire.client.post(address, data=fields),
        await wire.client.post(address, json=fields),
        await wire.client.post(address, files={field: (None, value) for field, value in fields.items()}),
    ]
    assert [(answer.status_code, answer.json()["result"]["text"]) for answer in answers] == [(200, "é")] * 5


@pytest.mark.parametrize("flag", ["true", "True", "1", True, 1])
async def test_flags_may_be_written_in_many_ways(wire: Wire, alice: SandboxPerson, flag: Any) -> None:
    await wire.result("sendMessage", chat_id=alice.id, text="x", disable_notification=flag)
    assert (await alice.messages())[-1]["silent"] is True


async def test_wrong_tokens_and_unknown_methods_are_refused(wire: Wire) -> None:
    assert await wire.refusal("getMe", token="123456:wrong") == (401, "Unauthorized")
    assert await wire.refusal("sendCarrierPigeon") == (404, "Not Found: method not found")


async def test_the_library_takes_both_for_a_wrong_token(sandbox: Sandbox, bot: Bot) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("123456:of-the-real-one", base_url=f"{sandbox.api_base}/bot"):
            pass
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendCarrierPigeon")


async def test_a_real_looking_token_gets_no_file_either(wire: Wire, alice: SandboxPerson) -> None:
    sent = await wire.result("sendDocument", chat_id=alice.id, document=("a.csv", b"a,b"))
    path = (await wire.result("getFile", file_id=sent["document"]["file_id"]))["file_path"]
    assert (await wire.client.get(f"/file/bot{SANDBOX_TOKEN}/{path}")).content == b"a,b"
    assert (await wire.client.get(f"/file/bot123456:of-the-real-one/{path}")).status_code == 401


async def test_only_its_own_address_answers(sandbox: Sandbox) -> None:
    neighbour = sandbox.url.replace("127.0.0.1", "127.0.0.2")  # also this computer, as any of its other addresses
    async with httpx.AsyncClient(trust_env=False, verify=NO_AUTHORITIES, timeout=1) as client:
        with pytest.raises(httpx.TransportError):
            await client.get(neighbour)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"junk"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\r\n--x--'),
        ("application/json", b"\xff"),
        ("application/json", b"[" * 100_000),
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json; charset=nope", b"{}"),
    ],
)
async def test_broken_bodies_are_the_senders_fault(wire: Wire, kind: str, body: bytes) -> None:
    address = f"/bot{SANDBOX_TOKEN}/sendMessage"
    answer = await wire.client.post(address, content=body, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["ok"]) == (400, False)


async def test_nonsense_is_refused_but_never_breaks_anything(wire: Wire, alice: SandboxPerson) -> None:
    sent = await wire.result("sendMessage", chat_id=alice.id, text="x")
    usual = {"chat_id": alice.id, "message_id": sent["message_id"], "text": "x", "draft_id": 1, "action": "typing"}
    every = itertools.product(method_names(), PARAMETERS, NONSENSE)
    for method, name, value in itertools.islice(every, 0, None, 11):
        body = json.dumps({**usual, name: value})
        answer = await wire.client.post(
            f"/bot{SANDBOX_TOKEN}/{method}", content=body, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code < 500, (method, name, value)
    assert await alice.messages()


@pytest.mark.parametrize(
    ("params", "description"),
    [
        (
            {"url": "http://example.com/hook"},
            "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://example.com:5000/hook"},
            "Bad Request: bad webhook: webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            {"url": "https://example.com/hook", "secret_token": "no spaces"},
            "Bad Request: secret token contains unallowed characters",
        ),
    ],
)
async def test_webhooks_telegram_could_not_use_are_refused(
    wire: Wire, params: dict[str, Any], description: str
) -> None:
    assert await wire.refusal("setWebhook", **params) == (400, description)
