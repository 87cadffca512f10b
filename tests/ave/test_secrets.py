"""The operator's key is in no log line, no error and no picture of an object, whatever fails."""

import asyncio
import logging
import traceback
from contextlib import suppress

import pytest
from pydantic import SecretStr

from core.ave.client import AveClient
from core.ave.market import AveMarket
from core.ave.stream import AveStream
from core.errors import MarketError
from core.market import Token
from tests.ave.test_faults import LASTING
from tests.support.ave_clock import JumpingClock
from tests.support.ave_fixtures import needs_fixtures
from tests.support.ave_server import AveServer, Fault

pytestmark = needs_fixtures
KEY = "sk-very-secret-0123456789"


@pytest.mark.parametrize("name", LASTING)
async def test_no_failure_names_the_key(
    server: AveServer, clock: JumpingClock, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    caplog.set_level(logging.DEBUG)
    fault = LASTING[name][0]
    server.always = Fault(fault.status, fault.body, fault.headers, min(fault.hang, 0.05), cut=fault.cut)
    async with AveClient(SecretStr(KEY), base_url=server.url, clock=clock) as client:
        with pytest.raises(MarketError) as error:
            await client.request("GET", "tokens", cost=5)
        assert KEY not in repr(client.__dict__)
    assert server.asked
    whole = "".join(traceback.format_exception(error.value)) + repr(error.value) + repr(error.value.__dict__)
    assert KEY not in whole
    assert KEY not in caplog.text
    assert KEY not in repr([record.args for record in caplog.records])


@pytest.mark.parametrize("refuses", [True, False])
async def test_no_handshake_of_the_stream_is_logged(
    server: AveServer, clock: JumpingClock, caplog: pytest.LogCaptureFixture, refuses: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    server.sockets.refuses_upgrade = refuses
    async with AveClient(SecretStr(KEY), base_url=server.url, clock=clock) as client:
        stream = AveStream(SecretStr(KEY), AveMarket(client), lambda _: None, clock, url=server.stream_url)
        await stream.watch_prices([Token("T", "T", "eth", "0x" + "1" * 40)])
        with suppress(TimeoutError):
            async with asyncio.timeout(0.2):
                await stream.run()
        assert KEY not in repr(stream.__dict__)
    assert KEY not in caplog.text


async def test_an_echo_of_the_key_by_the_market_is_not_passed_on(
    server: AveServer, clock: JumpingClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.always = Fault(400, {"msg": f"bad question of {KEY}"})
    async with AveClient(SecretStr(KEY), base_url=server.url, clock=clock) as client:
        with pytest.raises(MarketError) as error:
            await client.request("GET", "tokens", cost=5)
    assert KEY not in repr(error.value.__dict__) + str(error.value) + caplog.text
