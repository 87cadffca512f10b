"""Which language is spoken belongs to the turn: to each step of it, in whatever task the step is asked for."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from core.wording.catalogue import say, words
from core.wording.html import Html, bold, esc, joined
from core.wording.language import language, language_of, speaking, spoken


async def heard(steps: int) -> AsyncGenerator[str, None]:
    """Says which language it speaks, before and after a pause, and in a task of its own."""
    for _ in range(steps):
        before = language()
        await asyncio.sleep(0)
        beside = await asyncio.create_task(told())
        yield f"{before} {language()} {beside}"


async def told() -> str:
    return await asyncio.to_thread(language)


@pytest.mark.parametrize(
    ("code", "spoken_in"),
    [("en", "en"), ("es", "es"), ("es-mx", "es"), ("ES_419", "es"), ("id", "id"), ("in", "id"), ("zh-hans", "zh"),
     ("zh-TW", "zh"), ("de", "en"), ("", "en"), ("espresso", "en"), ("x", "en")],
)  # fmt: skip
def test_a_code_of_a_phone_means_a_language(code: str, spoken_in: str) -> None:
    assert language_of(code) == spoken_in


def test_the_language_ends_with_its_block() -> None:
    with speaking("es"):
        with speaking("zh"):
            assert words("button.save") == "✅ 保存"
        assert words("button.save") == "✅ Guardar"
    assert words("button.save") == "✅ Save"


def test_a_failure_ends_the_language_too() -> None:
    with pytest.raises(ZeroDivisionError), speaking("es"):
        _ = 1 / 0
    assert language() == "en"


async def test_every_step_is_in_its_language_and_none_is_left_behind() -> None:
    between = []
    async for step in spoken("id", heard(3)):
        assert step == "id id id"
        between.append(language())
    assert between == ["en"] * 3
    assert language() == "en"


async def test_steps_may_be_asked_for_by_different_tasks() -> None:
    steps = spoken("es", heard(3))
    assert await asyncio.ensure_future(anext(steps)) == "es es es"
    assert await anext(steps) == "es es es"
    assert await asyncio.create_task(asyncio.wait_for(anext(steps), 5)) == "es es es"
    assert [step async for step in steps] == []


async def test_conversations_side_by_side_do_not_mix() -> None:
    codes = ["en", "es", "id", "zh"] * 5

    async def listen(code: str) -> list[str]:
        return [step async for step in spoken(code, heard(10))]

    for code, steps in zip(codes, await asyncio.gather(*map(listen, codes)), strict=True):
        assert steps == [f"{code} {code} {code}"] * 10


async def test_one_task_may_take_turns_with_two_conversations() -> None:
    first, second = spoken("es", heard(2)), spoken("zh", heard(2))
    steps = [await anext(first), await anext(second), await anext(first), await anext(second)]
    assert steps == ["es es es", "zh zh zh", "es es es", "zh zh zh"]
    await first.aclose()
    await second.aclose()


async def test_a_conversation_that_is_dropped_is_closed() -> None:
    closed = []

    async def steps() -> AsyncGenerator[int, None]:
        try:
            yield 1
        finally:
            closed.append(True)

    dropped = spoken("es", steps())
    await anext(dropped)
    await dropped.aclose()
    assert closed == [True]


def test_what_did_not_come_from_us_is_escaped_once() -> None:
    name = "<b>Bob</b> & co"
    once = "&lt;b&gt;Bob&lt;/b&gt; &amp; co"
    assert say("saved.heading", bot=name) == f"🤖 <b>{once}</b> · <i>saved</i>"
    assert say("backtest.failed", reason=say("sorry.token", token=name)).count("&amp;") == 1
    assert esc(esc(name)) == once
    assert joined([bold(name), name], " ") == f"<b>{once}</b> {once}"
    assert isinstance(say("saved.heading", bot=name), Html)


def test_plain_texts_are_left_as_they_are() -> None:
    assert words("toast.selected", bot="A & B") == "A & B is selected"


def test_numbers_are_written_with_their_form() -> None:
    assert words("trades", n=1) == "1 trade"
    assert words("trades", n=1_234) == "1,234 trades"
    with speaking("es"):
        assert (words("trades", n=1), words("trades", n=2)) == ("1 operación", "2 operaciones")
    with pytest.raises(TypeError, match="trades needs a number n"):
        words("trades", n="many")
