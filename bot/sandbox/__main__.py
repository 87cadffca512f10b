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
    wish = sys.argv[1] if len(sys.argv) > 1 else str(_DEFAULT_PORT)
    if not wish.isdecimal():
        sys.exit(f"“{wish}” is no port; try: python -m bot.sandbox {_DEFAULT_PORT}")
    with contextlib.suppress(KeyboardInterrupt):
        try:
            asyncio.run(_serve(int(wish)))
        except (OSError, OverflowError) as reason:
            sys.exit(f"Port {wish} cannot be used: {reason}")


if __name__ == "__main__":
    main()
