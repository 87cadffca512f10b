"""The phone page in a real browser: a newcomer sees the greeting at once and can tap and write."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.sandbox import SANDBOX_TOKEN, Sandbox
from bot.sandbox.client import SandboxPerson
from tests.sandbox.conftest import png

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None and os.environ.get("CI") != "true",  # there, its absence is a failure
        reason="no Chromium on this computer",
    ),
    pytest.mark.usefixtures("calls_fit_the_spec"),
]


async def greet(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    keys = ReplyKeyboardMarkup([["My bots", "Help"]], resize_keyboard=True)
    await update.message.reply_html("Hi, <b>describe</b> a strategy.", reply_markup=keys)


async def propose(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    buttons = [
        [InlineKeyboardButton("Save", callback_data="save", style="success")],
        [InlineKeyboardButton("Backtest", callback_data="test"), InlineKeyboardButton("Discard", callback_data="no")],
    ]
    await update.message.reply_html(
        f"You said <i>{update.message.text}</i>", reply_markup=InlineKeyboardMarkup(buttons)
    )


async def tapped(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    query: Any = update.callback_query
    match query.data:
        case "save":
            await query.answer("Saved")
        case "no":
            await query.answer("This throws it away", show_alert=True)
        case "file":
            await query.answer()
            await query.message.reply_document(b"date,price\n", filename="сделки 1.csv")
        case "wait":
            await query.answer()
            await query.message.reply_chat_action("typing")
        case _:
            await query.answer()
            more = [
                [
                    InlineKeyboardButton("Trades", callback_data="file"),
                    InlineKeyboardButton("Wait", callback_data="wait"),
                ],
                [InlineKeyboardButton("Invite", url="https://t.me/randebu_sandbox_bot?start=ref_7")],
            ]
            photo = InputMediaPhoto(png(1280, 720), caption="+12.4%")
            await query.edit_message_media(photo, reply_markup=InlineKeyboardMarkup(more))


@pytest.fixture
async def bot_at_work(sandbox: Sandbox) -> AsyncIterator[None]:
    base = sandbox.api_base
    builder = Application.builder().token(SANDBOX_TOKEN).base_url(f"{base}/bot").base_file_url(f"{base}/file/bot")
    application = builder.build()
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(MessageHandler(filters.TEXT, propose))
    application.add_handler(CallbackQueryHandler(tapped))
    assert application.updater
    async with application:
        await application.bot.set_my_commands([BotCommand("start", "Begin again"), BotCommand("help", "Get help")])
        await application.start()
        await application.updater.start_polling()
        yield
        await application.updater.stop()
        await application.stop()


@pytest.fixture(scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        await running.close()


@pytest.fixture
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    yield chromium
    for context in chromium.contexts:
        await context.close()


async def opened(
    browser: Browser, address: str, *, width: int = 390, height: int = 844, query: str = "", dark: bool = True
) -> tuple[Page, list[str]]:
    """The page, and everything its browser complains about or fetches from elsewhere."""
    scheme: Literal["dark", "light"] = "dark" if dark else "light"
    page = await browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else complaints.append(request.url))
    await page.goto(f"{address}{query}")
    return page, complaints


@pytest.mark.usefixtures("bot_at_work")
async def test_a_newcomer_chats_on_a_narrow_phone(sandbox: Sandbox, browser: Browser) -> None:
    page, complaints = await opened(browser, sandbox.url, query="?start", width=360, height=640)
    await expect(page.get_by_text("Sandbox · not Telegram · runs only on this computer")).to_be_visible()
    await expect(page.locator(".theirs .text")).to_have_text("Hi, describe a strategy.")
    await expect(page.locator(".theirs .text strong")).to_have_text("describe")
    await page.get_by_label("Message", exact=True).fill("buy the dip")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator(".toast")).to_have_text("Saved")
    await page.get_by_role("button", name="Discard").click()
    await expect(page.locator("#alert")).to_contain_text("This throws it away")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Backtest").click()
    await expect(page.locator(".theirs").last.locator(".photo img")).to_be_visible()
    await expect(page.locator(".theirs").last.locator(".stamp")).to_contain_text("edited")
    await page.locator(".photo").click()
    picture = page.locator("#lightbox img")
    await expect(picture).to_be_visible()
    await picture.click()
    middle = "({ parentNode: box, offsetWidth: width }) => (box.scrollLeft + box.clientWidth / 2) / width"
    assert await picture.evaluate(middle) == pytest.approx(0.5, abs=0.01), "full size, around the tapped spot"
    await page.keyboard.press("Escape")
    await expect(page.locator("#lightbox")).to_be_hidden()
    await page.get_by_label("Message", exact=True).fill("/he")
    await expect(page.locator(".commands")).to_have_text("/helpGet help")
    await page.keyboard.press("Escape")
    await page.locator(".keys").get_by_role("button", name="My bots").click()
    await expect(page.locator(".mine .text").last).to_have_text("My bots")
    widths = (
        "[document.documentElement, ...document.querySelectorAll('.scroll')].map(e => e.scrollWidth - e.clientWidth)"
    )
    assert await page.evaluate(widths) == [0, 0]
    assert complaints == []


@pytest.mark.usefixtures("bot_at_work")
async def test_a_newcomer_is_three_taps_away_from_a_chart(sandbox: Sandbox, browser: Browser) -> None:
    page, complaints = await opened(browser, sandbox.url)
    await expect(page.get_by_text("No messages here yet")).to_be_visible()
    for label in ("START", "My bots", "Backtest"):
        await page.get_by_role("button", name=label, exact=True).click()
    image = page.locator(".photo img")
    await expect(image).to_be_in_viewport(ratio=1)
    assert await image.evaluate("image => image.getBoundingClientRect().width / innerWidth") > 0.9
    await expect(page.get_by_role("link", name="Invite")).to_be_in_viewport(ratio=1)
    assert complaints == []


@pytest.mark.usefixtures("bot_at_work")
async def test_what_comes_after_the_chart(sandbox: Sandbox, browser: Browser, tmp_path: Path) -> None:
    page, complaints = await opened(browser, sandbox.url, query="?start", dark=False)
    for label in ("My bots", "Backtest", "Trades"):
        await page.get_by_role("button", name=label, exact=True).click()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="сделки 1.csv").click()
    file = await download.value
    await file.save_as(tmp_path / "saved")
    assert (file.suggested_filename, (tmp_path / "saved").read_bytes()) == ("сделки 1.csv", b"date,price\n")
    await page.get_by_role("button", name="Wait").click()
    await expect(page.locator(".typing")).to_be_visible()
    await expect(page.locator(".status")).to_have_text("typing…")
    await page.get_by_role("link", name="Invite").click()
    await expect(page.locator(".mine .text").last).to_have_text("/start ref_7")
    assert len(page.context.pages) == 1, "a link to the bot stays in the sandbox"
    assert complaints == []


async def test_the_page_follows_the_light_and_the_dark(sandbox: Sandbox, browser: Browser) -> None:
    ground = "getComputedStyle(document.querySelector('.phone')).backgroundColor"
    pages = [(await opened(browser, sandbox.url, dark=dark))[0] for dark in (True, False)]
    assert [await page.evaluate(ground) for page in pages] == ["rgb(14, 22, 33)", "rgb(207, 221, 232)"]


@pytest.mark.usefixtures("bot_at_work")
async def test_two_phones_stand_side_by_side_on_a_desk(sandbox: Sandbox, browser: Browser) -> None:
    page, complaints = await opened(browser, sandbox.url, query="?start", width=1280, height=800)
    await expect(page.locator(".theirs .text")).to_have_text("Hi, describe a strategy.")
    await page.get_by_role("button", name="+ Second phone").click()
    second = page.get_by_role("region", name="Phone of Alice")
    await second.get_by_role("button", name="START").click()
    await expect(second.locator(".theirs .text")).to_have_text("Hi, describe a strategy.")
    assert await page.locator(".phone").first.locator(".theirs").count() == 1
    await second.get_by_role("button", name="People and settings").click()
    await expect(second.get_by_role("button", name="Put this phone away")).to_be_visible()
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(second).to_be_visible()
    await expect(page.locator(".phone").first).to_be_hidden()
    assert complaints == []


async def test_words_that_cannot_be_sent_are_kept_and_go_out_after_a_restart(
    sandbox: Sandbox, browser: Browser
) -> None:
    page, _ = await opened(browser, sandbox.url, query="?start")
    await expect(page.locator(".mine .text")).to_have_text("/start")
    await sandbox.stop()
    writing = page.get_by_label("Message", exact=True)
    await writing.fill("buy the dip")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_have_text("The sandbox does not answer. Is it still running?")
    await expect(writing).to_have_value("buy the dip")
    async with Sandbox.open(int(sandbox.api_base.rpartition(":")[2])) as again:
        await page.get_by_role("button", name="START", exact=True).click(timeout=10_000)
        await expect(writing).to_be_visible()
        await writing.press("Enter")
        await expect(page.locator(".mine .text").last).to_have_text("buy the dip")
        assert [chat.person.first_name for chat in again.world.chats.values()] == ["Guest"]


@pytest.mark.usefixtures("bot_at_work")
async def test_a_blocked_bot_can_be_unblocked_on_the_page(sandbox: Sandbox, browser: Browser) -> None:
    async with await SandboxPerson.join(sandbox.url, person_id=1001, first_name="Guest") as guest:
        await guest.send("/start")
        await guest.block()
        page, _ = await opened(browser, sandbox.url)
        await page.get_by_role("button", name="UNBLOCK BOT").click()
        await expect(page.get_by_label("Message", exact=True)).to_be_visible()
        assert (await guest.chat())["blocked"] is False
