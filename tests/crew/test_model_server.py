"""The scripted service is as strict as the original, and the real client understands it, streams included."""

from collections.abc import AsyncIterator
from typing import Any

import anthropic
import pytest

from tests.crew.scripts import PEPE_DIP
from tests.support.model_server import ModelServer, Step

TOOL = {"name": "answer", "input_schema": {"type": "object", "properties": {}}}
GOOD: dict[str, Any] = {"model": "MiniMax-M3", "max_tokens": 100, "messages": [{"role": "user", "content": "hi"}]}


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    server = ModelServer(lambda _: Step(thinking="hm", text="Hello.", tool={"strategy": PEPE_DIP}))
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def client(server: ModelServer) -> AsyncIterator[anthropic.AsyncAnthropic]:
    async with anthropic.AsyncAnthropic(api_key="k", base_url=server.url, max_retries=0) as client:
        yield client


async def test_the_real_client_reads_thinking_text_and_tool(client: anthropic.AsyncAnthropic) -> None:
    message = await client.messages.create(**GOOD)
    assert [block.type for block in message.content] == ["thinking", "text", "tool_use"]
    assert message.stop_reason == "tool_use"


async def test_a_stream_says_the_same_in_pieces(client: anthropic.AsyncAnthropic) -> None:
    async with client.messages.stream(**GOOD) as stream:
        message = await stream.get_final_message()
    blocks = {block.type: block for block in message.content}
    assert getattr(blocks["text"], "text", None) == "Hello."
    assert getattr(blocks["tool_use"], "input", None) == {"strategy": PEPE_DIP}


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"max_tokens": 0}, 400),
        ({"messages": []}, 400),
        ({"messages": [{"role": "user", "content": ""}]}, 400),
        ({"messages": [{"role": "assistant", "content": "hi"}]}, 400),
        ({"messages": [{"role": "system", "content": "hi"}]}, 400),
        ({"extra_body": {"temperature": 0}}, 400),
        ({"extra_body": {"temperature": 1.5}}, 400),
        ({"extra_body": {"made_up": 1}}, 400),
        ({"tools": [{**TOOL, "input_schema": {"type": "object", "oneOf": []}}]}, 400),
        ({"tools": [TOOL], "tool_choice": {"type": "tool", "name": "other"}}, 400),
        ({"model": "MiniMax-Text-01"}, 404),
    ],
)
async def test_what_the_original_refuses_is_refused(
    client: anthropic.AsyncAnthropic, change: dict[str, Any], status: int
) -> None:
    with pytest.raises(anthropic.APIStatusError) as refused:
        await client.messages.create(**{**GOOD, **change})
    assert refused.value.status_code == status


async def test_any_other_path_is_noted_and_does_not_exist(
    server: ModelServer, client: anthropic.AsyncAnthropic
) -> None:
    with pytest.raises(anthropic.NotFoundError):
        await client.messages.count_tokens(model="MiniMax-M3", messages=GOOD["messages"])
    assert server.strays == ["POST /anthropic/v1/messages/count_tokens"]
