"""Raw requests, for what a well-behaved library would never send."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bot.sandbox import SANDBOX_TOKEN, Sandbox

NO_AUTHORITIES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # plain HTTP: reading them would only take time


class Wire:
    """Calls methods over plain HTTP and looks at the naked answers."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def call(self, method: str, *, token: str = SANDBOX_TOKEN, **params: Any) -> httpx.Response:
        files = {name: value for name, value in params.items() if isinstance(value, tuple)}
        if not files:
            return await self.client.post(f"/bot{token}/{method}", json=params)
        fields = {name: str(value) for name, value in params.items() if name not in files}
        return await self.client.post(f"/bot{token}/{method}", data=fields, files=files)

    async def result(self, method: str, **params: Any) -> Any:
        """The result of a request that must be served."""
        answer = (await self.call(method, **params)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        """Status and description of a request that must be refused."""
        response = await self.call(method, **params)
        answer = response.json()
        assert not answer["ok"], f"{method} was served: {answer}"
        assert answer["error_code"] == response.status_code
        return response.status_code, answer["description"]


@asynccontextmanager
async def wire_to(sandbox: Sandbox) -> AsyncIterator[Wire]:
    """Raw requests to this sandbox."""
    async with httpx.AsyncClient(base_url=sandbox.api_base, trust_env=False, verify=NO_AUTHORITIES) as client:
        yield Wire(client)


def keyboard(**button: Any) -> dict[str, Any]:
    """An inline keyboard of one button."""
    return {"inline_keyboard": [[{"text": "Go", **button}]]}
