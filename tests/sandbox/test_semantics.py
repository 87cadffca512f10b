"""A real library chats through the sandbox and finds Telegram's habits there."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ChatMember,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    MenuButtonCommands,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import Conflict

from bot.sandbox import Sandbox
from bot.sandbox.client import SandboxPerson, is_typing
from tests.sandbox.conftest import png
from tests.sandbox.wire import Wire

pytestmark = pytest.mark.usefixtures("calls_fit_the_spec")


def one_button(text: str = "Save", data: str = "v1:save", **more: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=data, **more)]])


async def next_tap(bot: Bot) -> Any:
    updates = await bot.get_updates(offset=-1, timeout=5, allowed_updates=["callback_query", "message"])
    while updates[-1].callback_query is None:
        updates = await bot.get_updates(offset=updates[-1].update_id + 1, timeout=5)
    await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates[-1].callback_query


def spans(message: Message) -> list[tuple[str, int, int]]:
    return [(str(entity.type), entity.offset, entity.length) for entity in message.entities]


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("😀<b>héllo</b> 𝔘<i>x</i>", "😀héllo 𝔘x", [("bold", 2, 5), ("italic", 10, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("  <b>x</b>  ", "x", [("bold", 0, 1)]),
        ("5 &lt; 6 &amp; &quot;7&quot; &#128512; &nbsp;", '5 < 6 & "7" 😀 &nbsp;', []),
        ("<pre><code class='language-python'>x = 1</code></pre>", "x = 1", [("pre", 0, 5)]),
        ("<b>a <code>b</code> c</b>", "a b c", [("bold", 0, 2), ("code", 2, 1), ("bold", 3, 2)]),
        ("<code><b>x</b></code>", "x", [("code", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        (
            "<tg-spoiler>s</tg-spoiler><s>t</s><u>u</u>",
            "stu",
            [("spoiler", 0, 1), ("strikethrough", 1, 1), ("underline", 2, 1)],
        ),
        ('<a href="http://localhost:1/">here</a>', "here", []),
        (
            "see /help or $PEPE https://a.io/x.",
            "see /help or $PEPE https://a.io/x.",
            [("bot_command", 4, 5), ("cashtag", 13, 5), ("url", 19, 14)],
        ),
    ],
)
async def test_html_becomes_text_with_utf16_entities(
    bot: Bot, alice: SandboxPerson, html: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    message = await bot.send_message(alice.id, html, parse_mode="HTML")
    assert (message.text, spans(message)) == (text, entities)


@pytest.mark.parametrize(
    ("markdown", "text", "entities"),
    [
        (
            "*b* _i_ __u__ ~s~ ||x||",
            "b i u s x",
            [("bold", 0, 1), ("italic", 2, 1), ("underline", 4, 1), ("strikethrough", 6, 1), ("spoiler", 8, 1)],
        ),
        ("😀*a \\* b*", "😀a * b", [("bold", 2, 5)]),
        ("`a.b` ok\\.", "a.b ok.", [("code", 0, 3)]),
        ("```python\nx = 1```", "x = 1", [("pre", 0, 5)]),
        ("[link](https://a.io/\\))", "link", [("text_link", 0, 4)]),
        (">one\n>two\nthree", "one\ntwo\nthree", [("blockquote", 0, 7)]),
    ],
)
async def test_markdown_becomes_text_with_utf16_entities(
    bot: Bot, alice: SandboxPerson, markdown: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    message = await bot.send_message(alice.id, markdown, parse_mode="MarkdownV2")
    assert (message.text, spans(message)) == (text, entities)


async def test_entities_beside_the_text_are_kept(bot: Bot, alice: SandboxPerson) -> None:
    message = await bot.send_message(alice.id, "😀 x", entities=[MessageEntity(MessageEntity.BOLD, 3, 1)])
    assert spans(message) == [("bold", 3, 1)]


async def test_a_running_line_becomes_a_chart_in_place(bot: Bot, alice: SandboxPerson) -> None:
    running = await bot.send_message(alice.id, "Running…", reply_markup=one_button("Stop", style="danger"))
    chart = png(1280, 720)
    media = InputMediaPhoto(chart, caption="<b>+12%</b>", parse_mode="HTML")
    edited = await bot.edit_message_media(media, alice.id, running.message_id, reply_markup=one_button("Again"))
    assert isinstance(edited, Message)
    assert (edited.message_id, edited.caption, edited.photo[-1].width) == (running.message_id, "+12%", 1280)
    assert edited.text is None
    shown = (await alice.messages())[-1]
    assert (shown["edits"], shown["edited"], shown["keyboard"][0][0]["text"]) == (1, True, "Again")
    assert await alice.download(shown) == chart
    again = await bot.edit_message_caption(alice.id, running.message_id, caption="done")
    assert isinstance(again, Message)
    assert again.reply_markup is None, "an edit without a keyboard takes the keyboard away"


async def test_files_come_back_as_they_went(bot: Bot, alice: SandboxPerson) -> None:
    sent = await bot.send_document(alice.id, b"a,b\n1,2\n", filename="trades.csv", caption="All trades")
    assert sent.document
    assert (sent.document.file_name, sent.document.file_size) == ("trades.csv", 8)
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"a,b\n1,2\n"
    again = await bot.send_document(alice.id, sent.document.file_id)
    assert again.document
    assert again.document.file_id == sent.document.file_id
    assert await alice.download((await alice.messages())[-1]) == b"a,b\n1,2\n"


async def test_an_album_arrives_together(bot: Bot, alice: SandboxPerson) -> None:
    album = await bot.send_media_group(alice.id, [InputMediaPhoto(png()), InputMediaPhoto(png(colour="red"))])
    assert len({message.media_group_id for message in album}) == 1
    assert len({message["album"] for message in (await alice.messages())[-2:]}) == 1
    files = await bot.send_media_group(
        alice.id, [InputMediaDocument(b"1", filename="1.csv"), InputMediaDocument(b"2", filename="2.csv")]
    )
    assert [message.document.file_name for message in files if message.document] == ["1.csv", "2.csv"]


@pytest.mark.parametrize("is_alert", [False, True])
async def test_a_tap_spins_until_its_toast_or_alert(bot: Bot, alice: SandboxPerson, is_alert: bool) -> None:
    sent = await bot.send_message(alice.id, "Save it?", reply_markup=one_button())
    tapping = asyncio.create_task(alice.tap("Save"))
    query = await next_tap(bot)
    assert (query.data, query.from_user.id, query.message.message_id) == ("v1:save", alice.id, sent.message_id)
    assert (await alice.chat())["taps"][-1]["answered"] is False
    await query.answer("Saved", show_alert=is_alert)
    assert await tapping == "Saved"
    assert (await alice.chat())["taps"][-1]["alert"] is is_alert


async def test_typing_lasts_five_seconds_or_until_the_message(
    bot: Bot, alice: SandboxPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot.send_chat_action(alice.id, "typing")
    assert is_typing(await alice.wait_for(is_typing))
    await bot.send_message(alice.id, "done")
    assert not is_typing(await alice.chat())
    monkeypatch.setattr("bot.sandbox.methods.sending.TYPING_SECONDS", 0.05)
    await bot.send_chat_action(alice.id, "upload_photo")
    await asyncio.sleep(0.06)
    assert not is_typing(await alice.chat())


async def test_reply_keys_stay_until_removed(bot: Bot, alice: SandboxPerson) -> None:
    await bot.send_message(alice.id, "Which?", reply_markup=ReplyKeyboardMarkup([["One", "Two"]], resize_keyboard=True))
    await alice.press("Two")
    assert (await alice.messages())[-1]["text"] == "Two"
    with pytest.raises(AssertionError, match="no key"):
        await alice.press("Three")
    await bot.send_message(alice.id, "Plain", reply_markup=one_button())
    assert (await alice.chat())["keys"]["kind"] == "keyboard"
    await bot.send_message(alice.id, "Thanks", reply_markup=ReplyKeyboardRemove())
    assert (await alice.chat())["keys"] is None
    await bot.send_message(alice.id, "Name?", reply_markup=ForceReply(input_field_placeholder="A name"))
    assert (await alice.chat())["keys"]["kind"] == "force"
    await alice.send("Dip Catcher")
    assert (await alice.chat())["keys"] is None


async def test_silence_pins_replies_and_deletions_show(bot: Bot, alice: SandboxPerson) -> None:
    first = await bot.send_message(alice.id, "psst", disable_notification=True, protect_content=True)
    second = await bot.send_message(alice.id, "re", reply_parameters=ReplyParameters(first.message_id))
    assert second.reply_to_message
    assert second.reply_to_message.text == "psst"
    await bot.pin_chat_message(alice.id, first.message_id)
    chat = await alice.chat()
    assert (chat["pinned"], chat["messages"][-2]["silent"]) == ([first.message_id], True)
    assert chat["messages"][-1]["reply_to"] == first.message_id
    pinned = (await bot.get_chat(alice.id)).pinned_message
    assert pinned
    assert pinned.message_id == first.message_id
    await bot.delete_messages(alice.id, [first.message_id, second.message_id, 99_999])
    chat = await alice.chat()
    assert (chat["pinned"], [message["text"] for message in chat["messages"]]) == ([], ["/start"])


async def test_polling_confirms_by_offset(bot: Bot, alice: SandboxPerson) -> None:
    await alice.send("one")
    await alice.send("two")
    updates = await bot.get_updates()
    assert [u.message.text for u in updates if u.message] == ["/start", "one", "two"]
    assert await bot.get_updates() == updates, "nothing is confirmed yet"
    rest = await bot.get_updates(offset=updates[1].update_id)
    assert rest == updates[1:]
    assert [u.update_id for u in await bot.get_updates(limit=1)] == [updates[1].update_id]
    assert await bot.get_updates(offset=updates[-1].update_id + 1) == ()


async def test_long_polling_ends_when_something_happens(bot: Bot, alice: SandboxPerson) -> None:
    waiting = asyncio.create_task(bot.get_updates(offset=-1, timeout=20))
    (first,) = await waiting
    waiting = asyncio.create_task(bot.get_updates(offset=first.update_id + 1, timeout=20))
    await asyncio.sleep(0.05)
    await alice.send("wake up")
    (update,) = await asyncio.wait_for(waiting, 2)
    assert update.message
    assert update.message.text == "wake up"


async def test_two_pollers_get_in_each_others_way(bot: Bot, wire: Wire) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(wire.result("getUpdates"))
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await first
    assert await second == []


async def test_commands_are_entities_and_long_texts_are_split(bot: Bot, alice: SandboxPerson) -> None:
    ids = await alice.send(("word " * 1000).strip() + " /end")
    assert len(ids) == 2
    updates = await bot.get_updates()
    assert updates[0].message
    assert spans(updates[0].message) == [("bot_command", 0, 6)]
    texts = [update.message.text for update in updates[1:] if update.message]
    assert " ".join(str(text) for text in texts).split() == ["word"] * 1000 + ["/end"]
    assert all(len(str(text)) <= 4096 for text in texts)


async def test_blocking_is_told(bot: Bot, alice: SandboxPerson) -> None:
    await alice.block()
    with pytest.raises(AssertionError, match="unblock it first"):
        await alice.send("hello?")
    await alice.unblock()
    changes = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    states = [(change.old_chat_member.status, change.new_chat_member.status) for change in changes]
    assert states == [(ChatMember.MEMBER, ChatMember.BANNED), (ChatMember.BANNED, ChatMember.MEMBER)]


async def test_each_person_sees_the_menu_of_their_language(bot: Bot, alice: SandboxPerson, bob: SandboxPerson) -> None:
    everywhere = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("start", "Start over")], scope=everywhere)
    await bot.set_my_commands([BotCommand("start", "Von vorn")], scope=everywhere, language_code="de")
    assert [c["description"] for c in (await alice.chat())["commands"]] == ["Start over"]
    assert [c["description"] for c in (await bob.chat())["commands"]] == ["Von vorn"]
    await alice.speak("de")
    assert [c["description"] for c in (await alice.chat())["commands"]] == ["Von vorn"]
    await bot.set_my_commands([BotCommand("admin", "Rule")], scope=BotCommandScopeChat(alice.id))
    assert [c["command"] for c in (await alice.chat())["commands"]] == ["admin"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(alice.id))
    assert (await bot.get_my_commands(scope=everywhere))[0].description == "Start over"
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)


async def test_the_bot_presents_itself_by_language(bot: Bot, alice: SandboxPerson, bob: SandboxPerson) -> None:
    await bot.set_my_name("Lab")
    await bot.set_my_description("Says what it does")
    await bot.set_my_description("Sagt, was es tut", language_code="de")
    await bot.set_my_short_description("A lab")
    assert (await alice.chat())["bot"]["description"] == "Says what it does"
    assert (await bob.chat())["bot"]["description"] == "Sagt, was es tut"
    assert (await bot.get_my_name()).name == "Lab"
    assert (await bot.get_my_short_description()).short_description == "A lab"


async def test_requests_are_recorded_with_how_they_ended(bot: Bot, alice: SandboxPerson, sandbox: Sandbox) -> None:
    await bot.send_message(alice.id, "x")
    last = sandbox.calls[-1]
    assert (last.method, last.params["text"], last.status, last.description) == ("sendMessage", "x", 200, "")
