"""The command line: every command, and how the product is started, told about and ended.

Commands import what they need when they run: a backtest of a file does not wait for Telegram's library.
"""

import asyncio
import importlib.metadata
import logging
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bot import command_line
from bot.arguments import parser
from core.errors import RandebuError

if TYPE_CHECKING:
    from bot.sandbox import Sandbox
    from core.settings import Settings

SANDBOX_PORT = 8081
Started = TypeVar("Started")
_log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command: 0 when it was, 2 when what was given cannot be used, with one line that says why."""
    chosen = parser().parse_args(arguments)
    try:
        return _COMMANDS[chosen.command](chosen)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output went away; nothing may be written when Python flushes it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (command_line.BadInput, RandebuError) as error:
        print(f"randebu: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"randebu: {error.filename or chosen.command}: {error.strerror or error}", file=sys.stderr)
        return 2


def run(_: Namespace) -> int:
    """`randebu run`: with a Telegram token the bot, without one the demo."""
    from core.settings import read_settings

    settings = read_settings()
    if settings.telegram_bot_token is None:
        return _demonstrate(settings, port=None, browser=False)
    asyncio.run(_serve(settings))
    return 0


def demo(arguments: Namespace) -> int:
    """`randebu demo`: everything in a local sandbox, whatever keys the environment has."""
    from core.settings import read_settings

    settings = read_settings(None).model_copy(
        update=dict.fromkeys(("telegram_bot_token", "minimax_api_key", "ave_api_key"))
    )
    return _demonstrate(settings, port=arguments.port, browser=not arguments.no_browser)


def db(arguments: Namespace) -> int:
    """`randebu db`: upgrade, backup and check."""
    from core.settings import read_settings
    from storage import maintenance

    address = read_settings().database_url
    match arguments.step:
        case "upgrade":
            print("\n".join(maintenance.upgrade(address, create=True)) or "The tables are up to date.")
        case "backup":
            maintenance.backup(address, Path(arguments.file))
            print(f"Written to {arguments.file}, opened and checked.")
        case _:
            findings = maintenance.check(address)
            print("\n".join(findings) or "The database is sound.")
            return 2 if findings else 0
    return 0


_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "run": run,
    "demo": demo,
    "parse": command_line.parse,
    "backtest": command_line.backtest,
    "db": db,
}


async def _serve(settings: "Settings") -> None:
    from bot import logs
    from bot.composition import product

    assert settings.telegram_bot_token is not None  # noqa: S101 - run() looked
    level = logging.DEBUG if settings.debug else logging.INFO
    logs.set_up(settings.telegram_bot_token, settings.minimax_api_key, settings.ave_api_key, level=level)
    token = settings.telegram_bot_token.get_secret_value()
    stopped = _stop_signal()
    async with AsyncExitStack() as stack:
        whole = product(settings, token=token, api_base=settings.telegram_api_base)
        running = await _unless(stopped, stack.enter_async_context(whole))
        if running is None:
            return
        print(_screen(settings, bot_name=running.bot_name), flush=True)
        await stopped.wait()


def _demonstrate(settings: "Settings", *, port: int | None, browser: bool) -> int:
    if "database_url" not in settings.model_fields_set:
        settings = settings.model_copy(update={"database_url": "sqlite:///./data/demo.db"})
    asyncio.run(_serve_sandbox(settings, port=port, browser=browser))
    return 0


async def _serve_sandbox(settings: "Settings", *, port: int | None, browser: bool) -> None:
    from bot import logs
    from bot.composition import product

    logs.set_up(
        settings.minimax_api_key, settings.ave_api_key, level=logging.DEBUG if settings.debug else logging.WARNING
    )
    stopped = _stop_signal()
    async with AsyncExitStack() as stack:
        sandbox = await _sandbox(stack, port)
        await stack.enter_async_context(product(settings, token=sandbox.token, api_base=sandbox.api_base))
        address = f"{sandbox.url}?start"
        print(_screen(settings, address=address), flush=True)
        if browser:
            _open_browser(address)
        await stopped.wait()


async def _unless(stopped: asyncio.Event, start: Coroutine[Any, Any, Started]) -> Started | None:
    """What a start comes to; None where we are told to stop before: Telegram may be out of reach for hours."""
    starting, told = asyncio.create_task(start), asyncio.create_task(stopped.wait())
    await asyncio.wait({starting, told}, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    if not starting.done():
        starting.cancel()
        await asyncio.wait({starting})
    return None if starting.cancelled() else starting.result()


async def _sandbox(stack: AsyncExitStack, port: int | None) -> "Sandbox":
    """On the port asked for; unless one was, on any free one where the usual is taken."""
    from bot.sandbox import Sandbox

    try:
        return await stack.enter_async_context(Sandbox.open(port or SANDBOX_PORT))
    except OSError as error:
        if port:
            raise command_line.BadInput(f"port {port} cannot be used: {error.strerror}") from None
        return await stack.enter_async_context(Sandbox.open(0))


def _screen(settings: "Settings", *, address: str | None = None, bot_name: str | None = None) -> str:
    from core.wording import startup

    version = importlib.metadata.version("randebu")
    return startup.screen(settings, version=version, address=address, bot_name=bot_name)


def _stop_signal() -> asyncio.Event:
    """Set by Ctrl+C and by the service manager."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    return stopped


def _open_browser(address: str) -> None:
    """Where there is a desktop; a browser in the terminal would take it over."""
    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        import webbrowser

        webbrowser.open(address)


if __name__ == "__main__":
    sys.exit(main())
