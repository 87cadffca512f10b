"""Run the sandbox alone, for a bot that runs elsewhere on this computer: `python -m bot.sandbox [port]`."""

from __future__ import annotations

import asyncio
import contextlib
import sys

from bot.sandbox import Sandbox

_DEFAULT_PORT = 8081


async def _serve(port: int) -> None:
    async with Sandbox.open(port) as sandbox:
        lines = (
            f"Phone page:          {sandbox.url}",
            f"TELEGRAM_API_BASE:   {sandbox.api_base}",
            f"TELEGRAM_BOT_TOKEN:  {sandbox.token}",
            "Ctrl+C stops it.",
        )
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Serve until interrupted."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else _DEFAULT_PORT
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(port))


if __name__ == "__main__":
    main()
