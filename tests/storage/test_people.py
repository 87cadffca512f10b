"""People: met once, known ever after."""

import asyncio

import pytest

from core.errors import NotFound
from core.people import Awaiting, Person, TradingBot
from storage.store import PeeweeStore
from tests.storage.conftest import Sql
from tests.storage.examples import Clock


async def test_somebody_new_is_met_and_known_from_then_on(store: PeeweeStore) -> None:
    met = await store.person_by_telegram(7, name="Ann", language="de")
    assert (met.telegram_id, met.name, met.language, met.active_bot_id, met.awaiting) == (7, "Ann", "de", None, None)
    assert await store.person_by_telegram(7, name="Ann", language="de") == met
    assert await store.person(met.id) == met


async def test_a_changed_name_is_kept_up_to_date(store: PeeweeStore, alice: Person) -> None:
    again = await store.person_by_telegram(1, name="Alice B.", language="en")
    assert (again.id, again.name) == (alice.id, "Alice B.")


async def test_many_first_messages_at_once_meet_one_person(store: PeeweeStore, sql: Sql) -> None:
    met = await asyncio.gather(*(store.person_by_telegram(7, name="Ann", language="en") for _ in range(8)))
    assert len({person.id for person in met}) == 1
    assert sql("SELECT count(*) FROM users") == [(1,)]


async def test_the_language_somebody_chose_stays_whatever_telegram_says(store: PeeweeStore, alice: Person) -> None:
    await store.set_language(alice.id, "fr")
    assert (await store.person_by_telegram(1, name="Alice", language="en")).language == "fr"
    assert (await store.person_by_telegram(1, name="Alice B.", language="de")).language == "fr"
    assert (await store.person(alice.id)).language == "fr"


async def test_the_language_of_nobody_cannot_be_set(store: PeeweeStore) -> None:
    with pytest.raises(NotFound, match="person"):
        await store.set_language("nobody", "fr")


async def test_nobody_is_found_by_a_made_up_id(store: PeeweeStore) -> None:
    with pytest.raises(NotFound, match="person"):
        await store.person("nobody")


async def test_what_the_next_text_means_is_remembered_until_it_is_forgotten(
    store: PeeweeStore, alice: Person, bot: TradingBot
) -> None:
    waiting = Awaiting("rename", bot.id)
    await store.set_awaiting(alice.id, waiting)
    assert (await store.person(alice.id)).awaiting == waiting
    await store.set_awaiting(alice.id, None)
    assert (await store.person(alice.id)).awaiting is None


@pytest.mark.parametrize("name", ["Ann", "A\ud800\x00nn"])
async def test_somebody_known_does_not_wait_for_a_writer(store: PeeweeStore, sql: Sql, name: str) -> None:
    met = await store.person_by_telegram(7, name=name, language="en")
    sql("BEGIN IMMEDIATE")
    assert await asyncio.wait_for(store.person_by_telegram(7, name=name, language="en"), 2) == met
    sql("ROLLBACK")


async def test_a_name_no_database_keeps_as_it_is_is_written_once(store: PeeweeStore, sql: Sql) -> None:
    met = await store.person_by_telegram(7, name="A\ud800\x00nn", language="en")
    before = sql("PRAGMA data_version")
    assert await store.person_by_telegram(7, name="A\ud800\x00nn", language="en") == met
    assert sql("PRAGMA data_version") == before


async def test_rows_know_when_they_were_changed(store: PeeweeStore, alice: Person, clock: Clock, sql: Sql) -> None:
    clock.moves(hours=1)
    await store.set_language(alice.id, "fr")
    assert sql("SELECT created_at, updated_at FROM users") == [("2026-03-01 12:00:00", "2026-03-01 13:00:00")]
