"""CrewAI as a guest: in a process of its own, with a home of its own, and everything it touches written down."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

GUEST = """
import asyncio, json, os, signal, sys, threading, warnings
from pathlib import Path

touched, called = [], []

def watch(event, args):
    if event == "open" and isinstance(args[0], str) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        touched.append(args[0])
    elif event in ("os.mkdir", "os.rename", "sqlite3.connect"):
        touched.append(str(args[0]))
    elif event in ("socket.connect", "socket.sendto"):
        called.append(str(args[1]))
    elif event.startswith("socket.get"):
        called.append(str(args))

before = {s: signal.getsignal(s) for s in signal.valid_signals() if s not in (signal.SIGKILL, signal.SIGSTOP)}
hook, warn = sys.excepthook, warnings.warn
places = {k: os.environ.get(k) for k in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
sys.addaudithook(watch)

from core.answers import Context
from core.designer.choice import ChosenDesigner
from core.designer.crew_designer import CrewDesigner
from core.designer.model_settings import ModelSettings
from tests.crew.scripts import SENTENCE, answers, strategy
from tests.support.model_server import ModelServer

early = sorted(name for name in sys.modules if name.split(".")[0] in ("crewai", "anthropic", "openai", "chromadb"))
importers = set()

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name in ("crewai", "anthropic"):
            importers.add(threading.current_thread() is threading.main_thread())

sys.meta_path.insert(0, Finder())

async def turn():
    server = ModelServer(answers(strategy()))
    await server.start()
    designer = ChosenDesigner("crew", CrewDesigner(ModelSettings("key", Path(sys.argv[1]), base_url=server.url)))
    answer = await designer.propose(SENTENCE, Context())
    await designer.close()
    await server.stop()
    return answer.status, answer.note, server.strays, server.url

status, note, strays, url = asyncio.run(turn())
print(json.dumps({
    "status": status, "note": note, "strays": strays, "url": url, "early": early, "touched": touched, "called": called,
    "imported_by_main_thread": sorted(importers),
    "signals": all(signal.getsignal(s) == handler for s, handler in before.items()),
    "hooks": sys.excepthook is hook and warnings.warn is warn,
    "places": places == {k: os.environ.get(k) for k in places},
    "threads": [t.name for t in threading.enumerate() if not t.daemon and t is not threading.main_thread()],
}))
"""


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One turn in a fresh process, what it did, and what lies in its folders afterwards."""
    home, data, work = (tmp_path_factory.mktemp(name) for name in ("home", "data", "work"))
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = {
        **kept,
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(work),
    }
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", GUEST, str(data)],
        cwd=work,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    lines = run.stdout.strip().splitlines()
    found = {
        "said": lines[:-1],
        "complained": run.stderr,
        "home": _below(home),
        "data": _below(data),
        "work": _below(work),
    }
    return {**json.loads(lines[-1]), **found, "data_dir": str(data), "work_dir": str(work)}


def _below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_turn_itself_went_well(visit: dict[str, Any]) -> None:
    assert (visit["status"], visit["note"], visit["strays"]) == ("ok", "", [])


def test_nothing_of_it_is_imported_before_it_is_needed(visit: dict[str, Any]) -> None:
    assert visit["early"] == []


def test_it_is_imported_in_a_thread_that_is_not_the_loops(visit: dict[str, Any]) -> None:
    assert visit["imported_by_main_thread"] == [False]


def test_it_writes_nowhere_but_in_the_folder_it_was_given(visit: dict[str, Any]) -> None:
    assert visit["home"] == []
    assert visit["work"] == []
    own = ("/dev/", visit["data_dir"], visit["work_dir"])
    assert [path for path in visit["touched"] if not path.startswith(own)] == []
    assert all(path.startswith("crewai/") for path in visit["data"])


def test_what_it_keeps_there_holds_no_word_of_the_conversation(visit: dict[str, Any]) -> None:
    for name in visit["data"]:
        content = (Path(visit["data_dir"]) / name).read_bytes()
        assert b"PEPE" not in content
        assert b"drops" not in content


def test_it_calls_nobody_but_the_model(visit: dict[str, Any]) -> None:
    port = visit["url"].split(":")[2].split("/")[0]
    assert visit["called"]
    assert [call for call in visit["called"] if port not in call] == []


def test_it_leaves_signals_hooks_and_the_environments_places_alone(visit: dict[str, Any]) -> None:
    assert (visit["signals"], visit["hooks"], visit["places"]) == (True, True, True)


def test_it_asks_and_says_nothing_on_the_terminal(visit: dict[str, Any]) -> None:
    assert visit["said"] == []
    assert visit["complained"] == ""


def test_the_process_can_end_when_the_designer_is_closed(visit: dict[str, Any]) -> None:
    assert [name for name in visit["threads"] if not name.startswith(("crew", "CrewAI", "asyncio"))] == []
