"""The phone page in a real browser: a newcomer sees the greeting at once and can tap and write."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from typing import Any

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

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this computer")


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
        case _:
            await query.answer()
            await query.edit_message_media(InputMediaPhoto(png(1280, 720), caption="+12.4%"))


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


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        await running.close()


async def opened(browser: Browser, address: str, *, width: int, height: int) -> tuple[Page, list[str]]:
    page = await browser.new_page(viewport={"width": width, "height": height})
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(address)
    return page, complaints


@pytest.mark.usefixtures("bot_at_work")
async def test_a_newcomer_chats_on_a_narrow_phone(sandbox: Sandbox, browser: Browser) -> None:
    page, complaints = await opened(browser, f"{sandbox.url}?start", width=360, height=640)
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
    await expect(page.locator("#lightbox img")).to_be_visible()
    await page.keyboard.press("Escape")
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
async def test_two_phones_stand_side_by_side_on_a_desk(sandbox: Sandbox, browser: Browser) -> None:
    page, complaints = await opened(browser, f"{sandbox.url}?start", width=1280, height=800)
    await expect(page.locator(".theirs .text")).to_have_text("Hi, describe a strategy.")
    await page.get_by_role("button", name="People and settings").click()
    await page.get_by_role("button", name="Second phone beside this one").click()
    second = page.get_by_role("region", name="Phone of Alice")
    await second.get_by_role("button", name="START").click()
    await expect(second.locator(".theirs .text")).to_have_text("Hi, describe a strategy.")
    assert await page.locator(".phone").first.locator(".theirs").count() == 1
    assert complaints == []


@pytest.mark.usefixtures("bot_at_work")
async def test_a_blocked_bot_can_be_unblocked_on_the_page(sandbox: Sandbox, browser: Browser) -> None:
    async with await SandboxPerson.join(sandbox.url, person_id=1001, first_name="You") as you:
        await you.send("/start")
        await you.block()
        page, _ = await opened(browser, sandbox.url, width=390, height=844)
        await page.get_by_role("button", name="UNBLOCK BOT").click()
        await expect(page.get_by_label("Message", exact=True)).to_be_visible()
        assert (await you.chat())["blocked"] is False
