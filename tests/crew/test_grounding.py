"""A model's strategy is held against the person's words, also where the built-in reader does not know them all."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from core.answers import Context, Message
from core.designer import notes
from core.designer.grammar import answer as built_in
from core.designer.grounding import ground
from core.designer.settling import settle
from core.trading.strategy import Strategy
from tests.crew.conftest import House
from tests.crew.scripts import PEPE_DIP, SENTENCE, answers, strategy

LABELLED = Path(__file__).parents[3] / "shared" / "nl" / "dev.jsonl"
WIF = "WIF"
BEFORE = Context(strategy=Strategy.from_config(PEPE_DIP))


def dip(token: str = WIF, threshold: float = 5, timeframe: str = "1h", **rest: Any) -> dict[str, Any]:
    conditions = [{"type": "price_drop", "token": token, "threshold": threshold, "timeframe": timeframe}]
    return {"conditions": conditions, "actions": [{"type": "buy", "token": token, "amount_percent": 10}], **rest}


def findings(text: str, config: dict[str, Any], context: Context = Context()) -> tuple[str, ...]:  # noqa: B008 - frozen
    return ground(settle(Strategy.from_config(config), text, context), text, context).findings


COVERED = [
    ("kaufe WIF sobald der Kurs um 5% einbricht", dip()),
    ("achète du WIF si ça chute de 5% en 4h", dip(timeframe="4h")),
    ("WIF when it gets absolutely clobbered, 5 percent in 4 hours, scoop up 10%", dip(timeframe="4h")),
    (
        "compre WIF quando cair 5% em 15 minutos, stop de 3%",
        dip(timeframe="15m", risk_management={"stop_loss_percent": 3}),
    ),
]
NOT_COVERED = [
    ("kaufe WIF sobald der Kurs um 5% einbricht", dip(threshold=6), "6 was not said"),
    ("kaufe WIF sobald der Kurs um 5% einbricht", dip(token="DOGE"), "token DOGE was not said"),
    ("kaufe WIF sobald der Kurs um 5% einbricht", dip(risk_management={"stop_loss_percent": 3}), "3 was not said"),
    ("kaufe WIF sobald der Kurs um 5% einbricht", dip(risk_management={"stop_loss_percent": 5}), "different fields"),
    ("achète du WIF si ça chute de 5% en 4h", dip(timeframe="1d"), "1d was not said"),
    ("WIF gets clobbered 5 percent, grab some unless it is sunday", dip(), "exception"),
    ("grab pepee when it gets clobbered 5%", dip(token="PEPEE"), "close to"),
]


@pytest.mark.parametrize(("text", "config"), COVERED)
def test_a_reading_that_says_what_the_person_said_passes(text: str, config: dict[str, Any]) -> None:
    assert findings(text, config) == ()


@pytest.mark.parametrize(("text", "config", "words"), NOT_COVERED)
def test_a_reading_that_says_more_is_found_out(text: str, config: dict[str, Any], words: str) -> None:
    assert any(words in finding for finding in findings(text, config))


def _edited(**risk: Any) -> dict[str, Any]:
    return {**deepcopy(PEPE_DIP), "risk_management": risk}


EDITS = [
    ("stop a bit wider pls, say 4 or so", _edited(stop_loss_percent=4, take_profit_percent=10), True),
    ("stop a bit wider pls, say 4 or so", _edited(stop_loss_percent=4), False),
    ("stop a bit wider pls, say 4 or so", _edited(stop_loss_percent=3, take_profit_percent=4), False),
    ("stop a bit wider pls, say 4 or so", _edited(stop_loss_percent=4, take_profit_percent=14), False),
    ("twice the stop, my nerves can take it", _edited(stop_loss_percent=6, take_profit_percent=10), True),
    ("twice the stop, my nerves can take it", _edited(stop_loss_percent=7, take_profit_percent=10), False),
    ("weg mit dem stop loss", _edited(take_profit_percent=10), True),
    ("weg mit dem stop loss", _edited(stop_loss_percent=3), False),
]


@pytest.mark.parametrize(("text", "config", "fits"), EDITS)
def test_an_edit_may_change_what_it_names_and_nothing_else(text: str, config: dict[str, Any], *, fits: bool) -> None:
    assert (findings(text, config, BEFORE) == ()) is fits


def test_figures_of_an_open_question_count_and_older_ones_do_not() -> None:
    asked = (Message("user", "scoop up WIF at 5% off"), Message("assistant", "Over which time?"))
    assert findings("yeah so like 4h I guess", dip(timeframe="4h"), Context(asked)) == ()
    told = (Message("user", "scoop up WIF at 5% off"), Message("assistant", "All right."))
    assert findings("yeah so like 4h I guess", dip(timeframe="4h"), Context(told)) != ()


def test_figures_of_a_question_count_where_it_is_only_agreed_to() -> None:
    asked = (Message("user", "scoop up WIF when it craters"), Message("assistant", "By 5% in 4h?"))
    assert findings("yes please", dip(timeframe="4h"), Context(asked)) == ()
    assert findings("no, rather 6 percent, in that same stretch of time", dip(timeframe="4h"), Context(asked)) != ()


async def test_a_wrong_number_is_sent_back_and_repaired(house: House) -> None:
    wrong = deepcopy(PEPE_DIP)
    wrong["conditions"][0]["threshold"] = 6
    house.server.script = answers(strategy(wrong), strategy())
    answer = await house.talker().says(SENTENCE)
    assert answer.strategy == Strategy.from_config(PEPE_DIP)
    assert "price_drop.threshold 6 was not said" in house.server.log[1].prompt
    assert len(house.server.log) == 3


async def test_an_invented_token_never_gets_through(house: House) -> None:
    house.server.script = answers(strategy(dip(token="SCAM")))
    answer = await house.talker().says("kaufe WIF sobald der Kurs um 5% einbricht")
    assert answer.note == notes.for_people("bad_answer")
    assert answer.strategy is None
    assert len(house.server.log) == 3


# Every labelled sentence, as a model would answer it: right, and wrong in one place


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled sentences of ../shared/nl are not here")
def test_labelled_strategies_pass_and_nearly_every_change_to_them_is_found() -> None:
    cases = [
        case for line in LABELLED.read_text().splitlines() if (case := json.loads(line))["expect"]["status"] == "ok"
    ]
    alarms, changes, found = 0, 0, 0
    for case in cases:
        text, context = _conversation(case["turns"])
        alarms += bool(findings(text, case["expect"]["strategy"], context))
        for wrong in list(_wrong(case["expect"]["strategy"]))[::8]:
            changes += 1
            found += bool(findings(text, wrong, context))
    assert alarms <= 0.02 * len(cases)
    assert changes > 100
    assert found >= 0.97 * changes


def _conversation(turns: list[str]) -> tuple[str, Context]:
    context = Context()
    for turn in turns[:-1]:
        answer = built_in(turn, context)
        said = (*context.history, Message("user", turn), Message("assistant", answer.reply))
        context = Context(said, answer.strategy, answer.pending, answer.undo)
    return turns[-1], context


def _wrong(config: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, value in _leaves(config):
        if isinstance(value, int | float):
            yield _put(config, path, value + 1 if value < 99 else value - 1)
        elif path[-1] == "timeframe":
            yield _put(config, path, "6h" if value != "6h" else "12h")
        elif path[-1] == "direction":
            yield _put(config, path, "above" if value == "below" else "below")
    for key in config.get("risk_management", {}):
        kept = {k: v for k, v in config["risk_management"].items() if k != key}
        yield {**config, "risk_management": kept}


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    match value:
        case dict():
            for key, item in value.items():
                yield from _leaves(item, (*path, key))
        case list():
            for index, item in enumerate(value):
                yield from _leaves(item, (*path, index))
        case _:
            yield path, value


def _put(config: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    whole: Any = deepcopy(config)
    at = whole
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return dict(whole)
