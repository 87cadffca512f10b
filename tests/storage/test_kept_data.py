"""What goes in comes out: any text, any JSON, and times that know their zone."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from core.errors import StoreError
from core.people import Draft, Person, TradingBot
from storage.store import PeeweeStore
from tests.storage.conftest import Sql
from tests.storage.examples import NOON, Clock, dip, saved, signal

TEXTS = [
    ("plain", "plain"),
    ("", ""),
    ("🌕👩‍👩‍👧 ünï", "🌕👩‍👩‍👧 ünï"),
    ("half \ud83d", "half \ufffd"),
    ("other half \udf15", "other half \ufffd"),
    ("two halves \ud83c\udf15", "two halves 🌕"),
    ("nul \x00!", "nul \ufffd!"),
    ('it\'s "quoted"; DROP TABLE users; -- \\', 'it\'s "quoted"; DROP TABLE users; -- \\'),
    ("x" * 100_000, "x" * 100_000),
    ("rtl \u202e and \u200d joiner\nand\tlines", "rtl \u202e and \u200d joiner\nand\tlines"),
]


@pytest.mark.parametrize(("said", "kept"), TEXTS)
async def test_any_text_is_kept_as_far_as_a_database_can(
    store: PeeweeStore, bot: TradingBot, said: str, kept: str
) -> None:
    person_id = bot.person_id
    await store.add_message(person_id, bot.id, role="user", content=said)
    assert await store.history(person_id, bot.id, most=1) == (("user", kept),)
    assert (await store.rename_bot(person_id, bot.id, said)).name == kept
    assert (await store.person_by_telegram(1, name=said, language="en")).name == kept
    run = await store.start_backtest(person_id, bot.id, {})
    await store.end_backtest(run.id, "failed", error=said)
    assert (await store.backtest(person_id, run.id)).error == kept


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"a": []},
        {"nested": {"deep": [{"er": [None, True, False]}]}},
        {"numbers": [0, -1, 2**53, 1e-19, 1.7976931348623157e308, 0.1 + 0.2]},
        {"🌕": "ключ ✅", 'quo"te': "\\ / \n \u2028"},
        {"control": "\x00\x1f\\u0000"},
    ],
)
async def test_any_json_comes_back_as_it_was(store: PeeweeStore, alice: Person, clock: Clock, value: Any) -> None:
    await store.add_notice(alice.id, "n", value)
    (notice,) = await store.due_notices(clock.now)
    assert notice.reply == value


async def test_half_a_character_in_json_never_gets_as_far_as_a_message(
    store: PeeweeStore, alice: Person, clock: Clock
) -> None:
    await store.add_notice(alice.id, "n", {"text": "half \ud83d, two halves \ud83c\udf15"})
    (notice,) = await store.due_notices(clock.now)
    assert notice.reply == {"text": "half \ufffd, two halves 🌕"}


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
async def test_a_number_that_json_does_not_have_is_refused(store: PeeweeStore, alice: Person, number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        await store.add_notice(alice.id, "n", {"number": number})


async def test_a_price_that_is_no_number_is_refused_in_plain_words(store: PeeweeStore, bot: TradingBot) -> None:
    run = await store.start_backtest(bot.person_id, bot.id, {})
    with pytest.raises(StoreError, match="the price of a signal of PEPE is not a number"):
        await store.finish_backtest(run.id, result={}, signals=[signal(price=float("nan"))], chart=b"")


async def test_times_come_back_aware_and_in_utc(store: PeeweeStore, bot: TradingBot) -> None:
    await saved(store, bot, dip())
    run = await store.start_backtest(bot.person_id, bot.id, {})
    await store.end_backtest(run.id, "stopped")
    own, run = await store.bot(bot.person_id, bot.id), await store.backtest(bot.person_id, run.id)
    (version,) = await store.versions(bot.person_id, bot.id)
    times = [own.created_at, own.updated_at, run.started_at, run.ended_at, version.created_at]
    assert [moment.tzinfo for moment in times if moment] == [UTC] * 5
    assert all(moment and timedelta() <= moment - NOON < timedelta(seconds=1) for moment in times)


@pytest.mark.parametrize("microsecond", [0, 1, 999_999])
async def test_a_time_of_another_zone_is_the_same_moment(
    store: PeeweeStore, alice: Person, sql: Sql, microsecond: int
) -> None:
    tokyo = datetime(2026, 3, 1, 21, 0, 5, microsecond, tzinfo=timezone(timedelta(hours=9)))
    await store.add_notice(alice.id, "n", {})
    await store.notice_later(1, at=tokyo, error="")
    assert sql("SELECT next_at FROM notices")[0][0].startswith("2026-03-01 12:00:05")
    assert await store.due_notices(tokyo - timedelta(microseconds=1)) == ()
    assert len(await store.due_notices(tokyo)) == 1
    assert len(await store.due_notices(tokyo.astimezone(UTC))) == 1


async def test_a_time_without_a_zone_is_refused(store: PeeweeStore, alice: Person) -> None:
    await store.add_notice(alice.id, "n", {})
    with pytest.raises(ValueError, match="zone"):
        await store.notice_later(1, at=datetime(2026, 3, 1), error="")  # noqa: DTZ001 - that is the point


async def test_everything_is_there_after_a_restart(
    store: PeeweeStore, alice: Person, bot: TradingBot, url: str
) -> None:
    await saved(store, bot, dip())
    await store.put_draft(alice.id, bot.id, Draft("d", dip(7), {"a": 1}, (dip(),), ("x",)))
    before = await store.person(alice.id), await store.bots(alice.id), await store.versions(alice.id, bot.id)
    await store.close()
    again = PeeweeStore.open(url, clock=Clock())
    after = await again.person(alice.id), await again.bots(alice.id), await again.versions(alice.id, bot.id)
    await again.close()
    assert after == before
