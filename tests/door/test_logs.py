"""The bot's token stands in every address the bot asks for, and never in a line of its log."""

import io
import logging
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from pydantic import SecretStr
from telegram.error import InvalidToken, NetworkError
from telegram.ext import Application

from bot import logs
from bot.sandbox import Sandbox
from tests.door.conftest import bot_on

TOKEN = "12345:AAH-very_secret-token-of-a-bot"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What goes to standard error with the log set up as `randebu run` does it, in full detail."""
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    levels = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "telegram.ext.AIORateLimiter")}
    level, errors = root.level, io.StringIO()
    monkeypatch.setattr("sys.stderr", errors)
    logs.set_up(SecretStr(TOKEN), None, SecretStr(""), SecretStr("ave key/+secret"), level=logging.DEBUG)
    yield errors
    root.handlers[:] = before
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


def secret_free(text: str) -> bool:
    return not [form for form in (TOKEN, quote(TOKEN, safe=""), TOKEN.partition(":")[2]) if form in text]


async def test_a_refused_request_tells_everything_but_the_token(sandbox: Sandbox, written: io.StringIO) -> None:
    bot = bot_on(sandbox.api_base, TOKEN)
    try:
        await bot.initialize()
    except InvalidToken:
        logging.getLogger("door").exception("refused")
    await bot.shutdown()
    text = written.getvalue()
    assert "refused" in text
    assert "Traceback" in text
    assert "getMe" in text
    assert logs.HIDDEN in text
    assert secret_free(text)


async def test_a_dead_line_and_the_clients_own_lines_hide_it_too(written: io.StringIO) -> None:
    logging.getLogger("httpx").setLevel(logging.DEBUG)
    logging.getLogger("httpcore").setLevel(logging.DEBUG)
    bot = bot_on("http://127.0.0.1:9", TOKEN)
    try:
        await bot.initialize()
    except NetworkError:
        logging.getLogger("door").exception("away")
    await bot.shutdown()
    async with httpx.AsyncClient(trust_env=False) as client:
        try:
            await client.get(f"http://127.0.0.1:9/bot{TOKEN}/getMe")
        except httpx.ConnectError as error:
            logging.getLogger("door").error("%r of %s", error, error.request.url)
    text = written.getvalue()
    assert "httpcore" in text
    assert "away" in text
    assert secret_free(text)


def test_the_http_client_is_quiet_by_itself(written: io.StringIO) -> None:
    logging.getLogger("httpx").info('HTTP Request: POST https://api.telegram.org/bot%s/getMe "200 OK"', TOKEN)
    assert written.getvalue() == ""


def test_keys_are_hidden_in_arguments_tracebacks_and_addresses(written: io.StringIO) -> None:
    Application.builder().token(TOKEN).base_url("http://127.0.0.1:9/bot").build()
    log = logging.getLogger("door")
    log.warning("asked %s with %r", quote(TOKEN, safe=""), {"key": "ave key/+secret"})
    log.warning("and %s", quote("ave key/+secret", safe=""))
    try:
        raise ValueError(f"no answer from bot{TOKEN}")
    except ValueError:
        log.exception("failed")
    text = written.getvalue()
    assert "failed" in text
    assert secret_free(text)
    assert "secret" not in text


def test_an_empty_secret_hides_nothing(written: io.StringIO) -> None:
    logging.getLogger("door").warning("plain")
    assert written.getvalue().endswith("WARNING door: plain\n")
