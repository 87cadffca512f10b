"""Lets CrewAI in without its habits: no telemetry, no trace, no question on the terminal, files only in our folder."""

import gc
import os
import sys
import warnings
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from threading import Lock, RLock
from typing import Any

_SWITCHES = {
    "CREWAI_DISABLE_TELEMETRY": "true",
    "CREWAI_DISABLE_TRACKING": "true",
    "CREWAI_TRACING_ENABLED": "false",
    "CREWAI_DISABLE_VERSION_CHECK": "true",
    "OTEL_SDK_DISABLED": "true",
    "ANONYMIZED_TELEMETRY": "False",
}
_once = Lock()


def let_in(data_dir: Path) -> None:
    """Import CrewAI and the model's client. Takes seconds: never on the loop's thread. Any number may call it."""
    with _once:
        if "core.designer.crew" in sys.modules:
            return
        home = data_dir.resolve() / "crewai"
        home.mkdir(parents=True, exist_ok=True)
        os.environ.update(_SWITCHES, CREWAI_STORAGE_DIR=str(home / "storage"))
        with ExitStack() as stack:
            for settled in (_folders(home), _not_collecting(), _own_warnings()):
                stack.enter_context(settled)
            _move_in(home)
            crew = import_module("core.designer.crew")
            import_module("core.designer.messages")
            crew.quieten()


def _move_in(home: Path) -> None:
    """Its settings, its key and its locks are kept under the home directory and in /tmp, which are not ours."""
    settings: Any = import_module("crewai_core.settings")
    settings.DEFAULT_CONFIG_PATH = home / "config" / "settings.json"
    keys = home / "credentials"
    keys.mkdir(mode=0o700, exist_ok=True)
    import_module("crewai_core.token_manager").TokenManager._get_secure_storage_path = staticmethod(lambda: keys)
    import_module("crewai_core.lock_store").set_lock_backend(_lock)


_locks: defaultdict[str, Any] = defaultdict(RLock)


@contextmanager
def _lock(name: str, *, timeout: float = 120) -> Iterator[None]:
    """A lock within this process: no other shares our folder."""
    if not _locks[name].acquire(timeout=timeout):
        raise TimeoutError(name)
    try:
        yield
    finally:
        _locks[name].release()


@contextmanager
def _folders(home: Path) -> Iterator[None]:
    """What is written at import goes to our folder; afterwards the process has its own places back."""
    names = {"XDG_DATA_HOME": "share", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache"}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update({name: str(home / folder) for name, folder in names.items()})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _not_collecting() -> Iterator[None]:
    """The collector would stop every thread for a fifth of a second, now and again later, to look through modules."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if wanted:
            gc.enable()


@contextmanager
def _own_warnings() -> Iterator[None]:
    """CrewAI puts a `warnings.warn` of its own in the place of everybody's."""
    before = warnings.warn
    try:
        yield
    finally:
        warnings.warn = before
