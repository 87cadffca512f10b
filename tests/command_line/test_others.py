"""`randebu parse`, `db` and `demo`."""

import asyncio
import json
import os
import re
import signal
import sys
from pathlib import Path

import httpx

from bot.sandbox import SandboxPerson
from tests.command_line.conftest import ROOT, Randebu

SEED = "buy PEPE when it drops 5% in an hour, stop 3, target 10"


def test_parse_answers_with_the_state_after_the_last_message(randebu: Randebu) -> None:
    answer = json.loads(randebu("parse", SEED, "make it 7%").stdout)
    assert {"status", "strategy", "missing", "problems", "assumptions", "reply"} <= set(answer)
    assert answer["status"] == "ok"
    assert answer["strategy"]["conditions"][0]["threshold"] == 7


def test_parse_asks_refuses_and_chats(randebu: Randebu) -> None:
    asked = json.loads(randebu("parse", "buy when it drops 5% in an hour").stdout)
    assert (asked["status"], asked["missing"], asked["strategy"]) == ("ask", ["token"], None)
    refused = json.loads(randebu("parse", "buy PEPE when it drops 150%").stdout)
    assert refused["status"] == "reject"
    assert refused["problems"]
    assert json.loads(randebu("parse", "hello there").stdout)["status"] == "chat"


def test_a_batch_is_answered_line_by_line(randebu: Randebu) -> None:
    cases = [{"id": "a", "turns": [SEED]}, {"id": 2, "turns": ["hi", "buy DOGE when RSI is below 30"]}]
    done = randebu("parse", "--batch", stdin="\n".join(map(json.dumps, cases)))
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], first["status"], second["id"], second["status"]) == ("a", "ok", 2, "ok")


def test_a_broken_batch_line_is_named(randebu: Randebu) -> None:
    for line in ("{", "[]", '{"id": 1}', '{"id": 1, "turns": "x"}', '{"id": 1, "turns": [1]}'):
        done = randebu("parse", "--batch", stdin=f"\n{line}\n")
        assert done.returncode == 2
        assert done.stderr.startswith("randebu: line 2: it must be JSON")
        assert len(done.stderr.splitlines()) == 1


def test_the_database_is_made_copied_and_checked(randebu: Randebu, tmp_path: Path) -> None:
    assert randebu("db", "upgrade").returncode == 0
    assert (tmp_path / "data" / "app.db").exists()
    assert randebu("db", "backup", "copy.db").returncode == 0
    checked = randebu("db", "check", DATABASE_URL="sqlite:///copy.db")
    assert (checked.returncode, checked.stderr) == (0, "")
    again = randebu("db", "backup", "copy.db")
    assert again.returncode == 2
    assert "copy.db" in again.stderr


def test_a_missing_database_is_told_and_not_made(randebu: Randebu, tmp_path: Path) -> None:
    for step in (["check"], ["backup", "copy.db"]):
        done = randebu("db", *step)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists()


def test_a_bad_setting_stops_the_start_with_one_line(randebu: Randebu) -> None:
    done = randebu("run", PORT="many")
    assert done.returncode == 2
    assert re.fullmatch(r"randebu: PORT .*\n", done.stderr)


async def test_the_demo_prints_one_address_and_greets_within_a_second(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TELEGRAM", "DATABASE"))}
    demo = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-browser"),
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert demo.stdout is not None
    try:
        screen = ""
        async with asyncio.timeout(20):
            while "Open http" not in screen:
                screen += (await demo.stdout.readline()).decode()
        address = re.search(r"http://127\.0\.0\.1:\d+/", screen)
        assert address
        assert "not the real Telegram" in screen
        async with httpx.AsyncClient(trust_env=False) as client:
            page = await client.get(address[0])
        assert (page.status_code, "andbox" in page.text) == (200, True)
        async with await SandboxPerson.join(address[0], first_name="Nina") as nina:
            await nina.send("/start")
            await nina.sees("Tap an example", within=1)
    finally:
        demo.send_signal(signal.SIGTERM)
        await asyncio.wait_for(demo.communicate(), 8)
    assert demo.returncode == 0
    assert (tmp_path / "data" / "demo.db").exists()
