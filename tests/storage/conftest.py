"""A store in a file of its own, and the people in it."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.people import Draft, Person, TradingBot
from storage.store import PeeweeStore
from tests.storage.examples import Clock, completed, dip, saved, signal

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "app.db"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(url: str, clock: Clock) -> AsyncIterator[PeeweeStore]:
    opened = PeeweeStore.open(url, clock=clock)
    yield opened
    await opened.close()


@pytest.fixture
async def alice(store: PeeweeStore) -> Person:
    return await store.person_by_telegram(1, name="Alice", language="en")


@pytest.fixture
async def mallory(store: PeeweeStore) -> Person:
    return await store.person_by_telegram(666, name="Mallory", language="en")


@pytest.fixture
async def bot(store: PeeweeStore, alice: Person) -> TradingBot:
    return await store.create_bot(alice.id, "Dip buyer", limit=3)


@pytest.fixture
async def lived(store: PeeweeStore, bot: TradingBot) -> TradingBot:
    """A bot with a past: a strategy, a draft, a message and a completed run of fifty signals."""
    await saved(store, bot, dip())
    await store.put_draft(bot.person_id, bot.id, Draft("d", dip(7)))
    await store.add_message(bot.person_id, bot.id, role="user", content="hello 🌕")
    await completed(store, bot, *map(signal, range(50)), chart=bytes(10_000))
    return await store.bot(bot.person_id, bot.id)


@pytest.fixture
async def used(lived: TradingBot, url: str) -> str:
    """The address of a database that is open and has something of everything."""
    assert lived.draft
    return url


@pytest.fixture
async def left(store: PeeweeStore, used: str) -> str:
    """The same, closed."""
    await store.close()
    return used


@pytest.fixture
def sql(file: Path) -> Iterator[Sql]:
    """What the file holds, asked past the store."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=5)) as connection:
        connection.execute("PRAGMA foreign_keys = 1")
        yield lambda text, *values: connection.execute(text, values).fetchall()
