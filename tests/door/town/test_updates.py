"""Updates of every kind: who is answered, who is passed over, who is left, and who is out of reach."""

import asyncio

import pytest

from bot.sandbox.entities import Json
from core.replies import Reply, notice_json
from tests.door.town.updates import NO_USER, asked, comes, message_of, settled
from tests.support.town import SEED, Persona, Town

GROUP = {"id": -1001, "type": "supergroup", "title": "Friends"}
PRIVATE = {"id": 77_001, "type": "private", "first_name": "Zoe"}
ZOE = {"id": 77_001, "is_bot": False, "first_name": "Zoe"}
BOT = {"id": 1, "is_bot": True, "first_name": "Randebu", "username": "randebu_sandbox_bot"}
STICKER = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512}
STICKER |= {"is_animated": False, "is_video": False}
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}


async def test_a_group_is_left(home_town: Town) -> None:
    sandbox = home_town.sandbox
    members: Json = {"old_chat_member": {"status": "left", "user": BOT}}
    members |= {"new_chat_member": {"status": "member", "user": BOT}}
    comes(sandbox, "my_chat_member", {"chat": GROUP, "from": ZOE, "date": 1_700_000_000, **members})
    comes(sandbox, "message", {**NO_USER, "chat": {**GROUP, "id": -1002}, "from": ZOE, "text": "/start"})
    comes(sandbox, "channel_post", {**NO_USER, "chat": {"id": -1003, "type": "channel", "title": "News"}, "text": "x"})
    await settled(sandbox)
    assert {str(params["chat_id"]) for params in asked(sandbox, "leaveChat")} == {"-1001", "-1002", "-1003"}
    assert not [params for params in asked(sandbox, "sendMessage") if str(params["chat_id"]) in ("-1001", "77001")]


async def test_a_group_that_threw_the_bot_out_is_not_left_again(home_town: Town) -> None:
    change = {"old_chat_member": {"status": "member", "user": BOT}, "new_chat_member": {"status": "left", "user": BOT}}
    comes(
        home_town.sandbox,
        "my_chat_member",
        {"chat": {**GROUP, "id": -1004}, "from": ZOE, "date": 1_700_000_000, **change},
    )
    await settled(home_town.sandbox)
    assert "-1004" not in {str(params["chat_id"]) for params in asked(home_town.sandbox, "leaveChat")}


async def test_other_bots_edits_and_notes_of_telegram_are_passed_over(home_town: Town, alice: Persona) -> None:
    sandbox, before = home_town.sandbox, len(await alice.messages())
    robot = {"id": alice.id, "is_bot": True, "first_name": "Robot"}
    comes(sandbox, "message", {**message_of(alice, text="/help"), "from": robot})
    comes(sandbox, "edited_message", message_of(alice, text="/help", edit_date=1_700_000_001))
    comes(sandbox, "message", message_of(alice, pinned_message=message_of(alice, text="x")))
    comes(sandbox, "message", message_of(alice, message_auto_delete_timer_changed={"message_auto_delete_time": 60}))
    comes(sandbox, "message", {**NO_USER, "chat": PRIVATE, "text": "nobody said this"})
    comes(sandbox, "poll_answer", {"poll_id": "1", "option_ids": [], "option_persistent_ids": []})
    await settled(sandbox)
    assert len(await alice.messages()) == before


@pytest.mark.parametrize(
    "content", [{"sticker": STICKER}, {"voice": VOICE}, {"location": {"longitude": 1, "latitude": 2}}]
)
async def test_what_cannot_be_read_is_answered(home_town: Town, alice: Persona, content: Json) -> None:
    comes(home_town.sandbox, "message", message_of(alice, **content))
    await alice.sees("I can read text only")


async def test_what_stands_under_a_picture_is_read(alice: Persona) -> None:
    await alice.send_file(b"a,b", "chart.csv", caption=SEED)
    await alice.sees("not saved yet", "PEPE drops 5% in 1h")


async def test_a_tap_on_a_message_that_is_not_here_shows_its_answer_here(home_town: Town, alice: Persona) -> None:
    user = message_of(alice)["from"]
    elsewhere = {**NO_USER, "chat": GROUP, "from": BOT, "text": "Forwarded"}
    query = {"id": "1", "from": user, "chat_instance": "1", "data": "v1:help"}
    comes(home_town.sandbox, "callback_query", {**query, "message": {"chat": GROUP, "message_id": 9, "date": 0}})
    comes(home_town.sandbox, "callback_query", {**query, "id": "2", "message": elsewhere})
    comes(home_town.sandbox, "callback_query", {**query, "id": "3", "inline_message_id": "77"})
    await alice.wait_for(lambda chat: sum("What I understand" in m["text"] for m in chat["messages"]) == 3)
    answered = {params["callback_query_id"] for params in asked(home_town.sandbox, "answerCallbackQuery")}
    assert {"1", "2", "3"} <= answered


async def test_who_blocks_the_bot_gets_nothing_until_they_come_back(home_town: Town, alice: Persona) -> None:
    store = home_town.product.desk.store
    person = await store.person_by_telegram(alice.id, name="Alice", language="en")
    await alice.block()
    await settled(home_town.sandbox)
    sent = len(asked(home_town.sandbox, "sendMessage"))
    await store.add_notice(person.id, f"{person.id}-1", notice_json(Reply("While you were away")))
    await asyncio.sleep(0.4)
    assert len(asked(home_town.sandbox, "sendMessage")) == sent
    await alice.unblock()
    await alice.sees("While you were away")


async def test_start_brings_back_who_was_out_of_reach(home_town: Town, alice: Persona) -> None:
    store = home_town.product.desk.store
    person = await store.person_by_telegram(alice.id, name="Alice", language="en")
    await store.set_reachable(alice.id, reachable=False)
    await store.add_notice(person.id, f"{person.id}-2", notice_json(Reply("You are back")))
    await asyncio.sleep(0.4)
    await alice.never_sees("You are back")
    await alice.says("/start")
    await alice.sees("You are back")
