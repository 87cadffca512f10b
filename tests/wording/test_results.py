"""A result in words: told from its figures, the same figures in every language, within the limits of a phone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.limits import CAPTION_MOST, length
from core.backtest_work import COSTS, Job, compute, draw
from core.people import BacktestRun
from core.trading.backtest import BacktestResult, run_backtest
from core.trading.behaviour import behaviour
from core.trading.behaviour import behaviour_words as english_behaviour
from core.trading.honesty import honesty, honesty_json
from core.trading.luck import luck, luck_words
from core.trading.result_json import result_json
from core.wording import results
from core.wording.behaviour import behaviour_words
from core.wording.catalogue import CATALOGUES, picture_language
from core.wording.honesty import doubts, luck_of
from core.wording.language import LANGUAGES, Language, speaking
from tests.trading.random_markets import dip_buyer, walk
from tests.trading.tables import buy, play, sell

RUNS: dict[str, Callable[[], BacktestResult]] = {
    "one candle": lambda: run_backtest(dip_buyer(), walk(1)),
    "no trades": lambda: run_backtest(dip_buyer(90), walk(500)),
    "one trade": lambda: play([1.0] * 50, ("." * 5 + "x" + "." * 44, buy()), max_hold="3h"),
    "a gain": lambda: play([100, 100, 100, 110, 110], (".x...", buy(100)), ("..x..", sell()), fee=0.3),
    "a gain that costs ate": lambda: play([100, 100, 100, 101], (".x..", buy(100)), ("..x.", sell()), fee=0.6),
    "a loss": lambda: play([100, 100, 100, 90, 90], (".x...", buy(100)), ("..x..", sell()), fee=0.3),
    "as good as holding": lambda: play([100, 110, 120], ("...", buy())),
    "many trades": lambda: run_backtest(dip_buyer(1), walk(3_000)),
    "luck": lambda: run_backtest(dip_buyer(1), walk(3_000, seed=5)),
    "skill": lambda: run_backtest(dip_buyer(3, take_profit_percent=1), walk(3_000, seed=8)),
    "what faded": lambda: run_backtest(dip_buyer(1.5), walk(1_500, seed=3)),
}
TRIED: list[tuple[float | None, ...]] = [(), (None,), (0.3, None, -1.2, 2.0), (0.5, 0.5)]


@pytest.fixture(scope="module", params=RUNS)
def result(request: pytest.FixtureRequest) -> BacktestResult:
    return RUNS[request.param]()


def document(result: BacktestResult, tried: tuple[float | None, ...] = ()) -> dict[str, Any]:
    told = honesty_json(honesty(result, attempts=tried))
    return {**result_json(result, id="run", duration_seconds=1.0, token="PEPE-bsc"), "honesty": told}


def run(result: BacktestResult, *, name: str = "PEPE dip") -> BacktestRun:
    moment = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    config = {"period": "90d", "warm_up_seconds": 0}
    return BacktestRun("run", "bot", name, "person", "completed", moment, moment, config, document(result))


def figures(text: str) -> list[str]:
    """The numbers of a text, in any order."""
    return sorted(re.findall(r"\d[\d.,]*\d|\d", text))


@pytest.mark.parametrize("tried", TRIED)
def test_the_english_sentences_are_those_of_the_document(
    result: BacktestResult, tried: tuple[float | None, ...]
) -> None:
    told = document(result, tried)["honesty"]
    said = [line.split(" ", 1)[1] for line in doubts(told)]
    order = ("luck", "buy_and_hold", "halves", "break_even", "attempts", "look_ahead")
    assert said == [told[part]["words"] for part in order]


@pytest.mark.parametrize("tried", TRIED)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_sentences_of_every_language_have_the_same_figures(
    result: BacktestResult, tried: tuple[float | None, ...], code: Language
) -> None:
    told = document(result, tried)["honesty"]
    english = doubts(told)
    with speaking(code):
        said = doubts(told)
    assert len(said) == len(english)
    assert all("{" not in line for line in said)
    for line, usual in zip(said, english, strict=True):
        assert set(figures(line)) - set(figures(usual)) <= {"1"}, line  # "two" may be written as a number
        assert [n for n in figures(usual) if n not in figures(line) and "None" not in usual] == [], line


def test_the_runs_know_every_kind_of_luck() -> None:
    verdicts = {luck(make()).verdict for make in RUNS.values()}
    assert {"too few to tell", "looks like luck"} < verdicts


def test_luck_is_told_alike_from_a_run_and_from_its_document(result: BacktestResult) -> None:
    assert luck_of(luck(result)) == luck_words(luck(result))


@pytest.mark.parametrize(("old", "new"), [(1.5, 1.5), (1.5, 2), (1, 3), (3, 1), (1, 90)])
def test_an_edit_is_told_in_english_as_the_picture_tells_it(old: float, new: float) -> None:
    market = walk(900)
    of = behaviour(run_backtest(dip_buyer(old), market), run_backtest(dip_buyer(new), market))
    assert behaviour_words(of) == english_behaviour(of)
    for code in LANGUAGES:
        with speaking(code):
            assert figures(behaviour_words(of)) == figures(english_behaviour(of))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_caption_fits_under_a_picture_whatever_the_name(result: BacktestResult, code: Language) -> None:
    with speaking(code):
        caption = results.caption(run(result, name="<W&>" * 10), market_label="demo data")
    assert length(caption) <= CAPTION_MOST
    assert "&lt;W&amp;&gt;" in caption


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_table_of_details_is_narrow_and_straight(result: BacktestResult, code: Language) -> None:
    with speaking(code):
        details = results.details(run(result), market_label="demo data")
    table = details.split("<pre>")[1].split("</pre>")[0].replace("&amp;", "&").splitlines()
    assert len(table) == 20
    assert {results.columns(row) for row in table} == {results.NAME_COLUMNS + results.VALUE_COLUMNS}
    assert "{" not in details


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_reason_of_a_missing_figure_is_told(code: Language) -> None:
    short = run(RUNS["one candle"]())
    assert short.result is not None
    english = set(short.result["results"]["why_null"].values())
    with speaking(code):
        details = results.details(short, market_label="")
    assert len(english) > 2
    assert code == "en" or [reason for reason in english if reason in details] == []


def job(language: Language) -> Job:
    strategy = dip_buyer(1.5).to_config()
    return Job("run", strategy, {"PEPE": walk(600)}, {"PEPE": "bsc"}, "PEPE", results.picture_note("", COSTS), language)


@pytest.mark.parametrize("code", ["es", "id"])
def test_pictures_are_drawn_in_the_language_of_their_job(code: Language) -> None:
    assert compute(job(code), ()).chart != compute(job("en"), ()).chart
    assert draw(job(code), "luck", 0) != draw(job("en"), "luck", 0)
    assert job(code).frame["words"] is CATALOGUES[code].pictures


def test_pictures_stay_english_where_their_fonts_lack_the_signs() -> None:
    with speaking("zh"):
        assert picture_language() == "en"
    with speaking("es"):
        assert picture_language() == "es"


def test_the_note_of_a_picture_marks_made_up_data_in_its_language() -> None:
    with speaking("id"):
        note = results.picture_note("demo data", COSTS)
    words = CATALOGUES["id"].pictures
    assert words is not None
    assert note.startswith(f"{words.demo_data} · biaya 0.3 %")
