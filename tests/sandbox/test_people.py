"""Several people side by side, taps nobody should be able to make, and bad days."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage
from telegram.error import NetworkError, RetryAfter

from bot.sandbox import Sandbox
from bot.sandbox.client import SandboxPerson
from tests.sandbox.test_semantics import next_tap, one_button
from tests.sandbox.wire import Wire

pytestmark = pytest.mark.usefixtures("calls_fit_the_spec")


async def test_two_people_never_see_each_other(bot: Bot, alice: SandboxPerson, bob: SandboxPerson) -> None:
    await bot.send_message(alice.id, "for Alice")
    await bot.send_message(bob.id, "for Bob")
    assert [message["text"] for message in await alice.messages()] == ["/start", "for Alice"]
    assert [message["text"] for message in await bob.messages()] == ["/start", "for Bob"]
    senders = {update.effective_user.id for update in await bot.get_updates() if update.effective_user}
    assert senders == {alice.id, bob.id}


async def test_a_forged_tap_may_carry_anything(bot: Bot, alice: SandboxPerson) -> None:
    sent = await bot.send_message(alice.id, "x", reply_markup=one_button())
    tapping = asyncio.create_task(alice.tap_data(sent.message_id, "v1:delete:7"))
    query = await next_tap(bot)
    assert query.data == "v1:delete:7"
    await query.answer("No")
    assert await tapping == "No"


async def test_a_forged_tap_may_name_a_strangers_message_or_none(
    bot: Bot, alice: SandboxPerson, bob: SandboxPerson
) -> None:
    sent = await bot.send_message(bob.id, "Bob's", reply_markup=one_button())
    tapping = asyncio.create_task(alice.tap_data(sent.message_id, "v1:save"))
    query = await next_tap(bot)
    assert (query.from_user.id, query.message.chat.id, query.message.text) == (alice.id, bob.id, "Bob's")
    await query.answer()
    assert await tapping is None
    tapping = asyncio.create_task(alice.tap_data(987_654, "v1:save"))
    query = await next_tap(bot)
    assert isinstance(query.message, MaybeInaccessibleMessage)
    assert not query.message.is_accessible
    await query.answer()
    await tapping


async def test_an_honest_phone_taps_only_what_is_there(bot: Bot, alice: SandboxPerson, wire: Wire) -> None:
    link = InlineKeyboardMarkup([[InlineKeyboardButton("Docs", url="https://example.com/")]])
    sent = await bot.send_message(alice.id, "x", reply_markup=link)
    with pytest.raises(AssertionError, match="There is no button “Save”"):
        await alice.tap("Save")
    with pytest.raises(AssertionError, match="not a button that sends a tap"):
        await alice.tap("Docs")
    taps = f"/sandbox/api/people/{alice.id}/taps"
    forged = await wire.client.post(taps, json={"message_id": sent.message_id, "data": "v1:save"})
    assert (forged.status_code, forged.json()) == (404, {"error": "There is no such button under this message."})


async def test_waiting_in_vain_prints_the_chat(bot: Bot, alice: SandboxPerson) -> None:
    await bot.send_message(alice.id, "Save it?", reply_markup=one_button("Save", style="success"))
    with pytest.raises(AssertionError) as failure:
        await alice.wait_for(lambda chat: len(chat["messages"]) > 2, within=0.1)
    assert "Nothing of that kind within 0.1 s." in str(failure.value)
    assert "/start" in str(failure.value)
    assert "Save it?" in str(failure.value)
    assert "[+Save]" in str(failure.value)


async def test_a_tap_the_bot_forgets_is_told(bot: Bot, alice: SandboxPerson) -> None:
    await bot.send_message(alice.id, "Save it?", reply_markup=one_button())
    with pytest.raises(AssertionError, match=r"The tap was not answered within 0\.1 s\."):
        await alice.tap("Save", within=0.1)


async def test_waiting_ends_with_the_change(bot: Bot, alice: SandboxPerson) -> None:
    waiting = asyncio.create_task(alice.wait_for(lambda chat: chat["messages"][-1]["text"] == "two", within=5))
    sent = await bot.send_message(alice.id, "one")
    await bot.edit_message_text("two", alice.id, sent.message_id)
    assert (await waiting)["messages"][-1]["edits"] == 1


async def test_a_flood_is_a_pause_and_then_over(bot: Bot, alice: SandboxPerson, sandbox: Sandbox) -> None:
    sandbox.trouble.kind, sandbox.trouble.retry_after, sandbox.trouble.times = "flood", 4, 1
    with pytest.raises(RetryAfter) as flood:
        await bot.send_message(alice.id, "x")
    assert flood.value.retry_after == timedelta(seconds=4)
    assert await bot.send_message(alice.id, "x")
    assert [call.status for call in sandbox.calls[-2:]] == [429, 200]


async def test_the_gateway_may_be_down(bot: Bot, alice: SandboxPerson, wire: Wire) -> None:
    await wire.client.put("/sandbox/api/trouble", json={"kind": "bad_gateway"})
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(alice.id, "x")
    await wire.client.put("/sandbox/api/trouble", json={"kind": "none"})
    assert await bot.send_message(alice.id, "x")


async def test_pacing_allows_one_message_a_second_and_chat(
    bot: Bot, alice: SandboxPerson, bob: SandboxPerson, wire: Wire
) -> None:
    await wire.client.put("/sandbox/api/trouble", json={"pacing": True})
    await bot.send_message(alice.id, "one")
    await bot.send_message(bob.id, "one")
    await bot.send_chat_action(alice.id, "typing")
    with pytest.raises(RetryAfter):
        await bot.send_message(alice.id, "two")


async def test_people_can_be_listed_and_changed(alice: SandboxPerson, wire: Wire) -> None:
    changed = await wire.client.patch(f"/sandbox/api/people/{alice.id}", json={"language_code": "fr"})
    assert changed.json()["language_code"] == "fr"
    same = await wire.client.post("/sandbox/api/people", json={"id": alice.id, "first_name": "Mallory"})
    assert (same.status_code, same.json()["first_name"]) == (200, "Alice")
    listed = (await wire.client.get("/sandbox/api/people")).json()
    assert [person["first_name"] for person in listed] == ["Alice"]
    wrong = await wire.client.post("/sandbox/api/people", json={"language_code": "Klingon!"})
    assert wrong.status_code == 400
    assert "language_code" in wrong.json()["error"]
    nobody = await wire.client.get("/sandbox/api/people/5/chat")
    assert (nobody.status_code, nobody.json()) == (404, {"error": "There is no person 5 here."})


async def test_recorded_requests_can_be_read(bot: Bot, alice: SandboxPerson, wire: Wire) -> None:
    await bot.send_message(alice.id, "x")
    calls = (await wire.client.get("/sandbox/api/calls", params={"method": "sendmessage", "limit": 5})).json()
    assert [(call["method"], call["status"]) for call in calls] == [("sendMessage", 200)]
