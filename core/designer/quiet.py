"""Lets CrewAI in without its habits: no telemetry, no trace, no question on the terminal, files only in our folder."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Lock

_SWITCHES = {
    "CREWAI_DISABLE_TELEMETRY": "true",
    "CREWAI_DISABLE_TRACKING": "true",
    "CREWAI_TRACING_ENABLED": "false",
    "CREWAI_DISABLE_VERSION_CHECK": "true",
    "OTEL_SDK_DISABLED": "true",
    "ANONYMIZED_TELEMETRY": "False",
}
_FOLDERS = {"CREWAI_STORAGE_DIR": "crewai", "XDG_DATA_HOME": "share", "XDG_CONFIG_HOME": "config"}
_once = Lock()


def let_in(data_dir: Path) -> None:
    """Import CrewAI and the model's client. Takes seconds: never on the loop's thread. Safe to call from any number."""
    with _once:
        if "core.designer.crew" in sys.modules:
            return
        home = data_dir.resolve()
        home.mkdir(parents=True, exist_ok=True)
        os.environ.update(_SWITCHES)
        os.environ["CREWAI_STORAGE_DIR"] = str(home / _FOLDERS["CREWAI_STORAGE_DIR"])
        with _homes(home):
            crew = import_module("core.designer.crew")
            import_module("core.designer.messages")
        crew.quieten()


@contextmanager
def _homes(home: Path) -> Iterator[None]:
    """What is written at import goes to our folder; afterwards the process has its own places back."""
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update({name: str(home / _FOLDERS[name]) for name in names})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
