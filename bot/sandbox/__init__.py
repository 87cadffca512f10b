"""A strict Telegram of our own on this computer: for newcomers without a token, and for the tests.

    async with Sandbox.open(port=0) as sandbox:      # 127.0.0.1 only; port 0 takes any free one
        app = bot.app.build(desk, token=sandbox.token, api_base=sandbox.api_base)
        print(sandbox.url)                           # the phone page; `?start` there greets the bot at once
        async with await SandboxPerson.join(sandbox.url, first_name="Alice") as alice:
            await alice.send("/start")
            await alice.sees("Welcome", within=5)    # a failure prints the whole chat
            await alice.tap("Backtest")
        sandbox.calls                                # every request of the bot: method, params, status, description
        sandbox.trouble.kind = "flood"               # 429 from now on

A busy port raises OSError. The only token it takes is its own, `sandbox.token`; Telegram knows no such token.
"""

from bot.sandbox.client import SandboxPerson
from bot.sandbox.server import Sandbox
from bot.sandbox.world import SANDBOX_TOKEN, Call

__all__ = ["SANDBOX_TOKEN", "Call", "Sandbox", "SandboxPerson"]
