"""Each way a model service fails: what it is called, how often it is asked, and who answers instead."""

import json
import logging
from dataclasses import dataclass, replace

import pytest

from core.answers import Context
from core.designer import notes
from core.designer.choice import ChosenDesigner
from core.designer.failures import Kind
from core.designer.grammar import answer as built_in
from core.trading.strategy import Strategy
from tests.crew.conftest import House
from tests.crew.scripts import PEPE_DIP, SENTENCE, answers, strategy
from tests.support.model_server import Asked, Step


def _base_resp(code: int) -> Step:
    body = {"base_resp": {"status_code": code, "status_msg": "rate limit, too many requests"}}
    return Step(raw=(200, json.dumps(body).encode(), "application/json"))


def _error(status: int, kind: str, message: str) -> Step:
    return Step(error=(status, kind, message))


@dataclass(frozen=True)
class Failing:
    name: str
    step: Step
    kind: Kind
    calls: int = 1


FAILING = [
    Failing("a refused key", _error(401, "authentication_error", "invalid key (2049)"), "auth"),
    Failing("a forbidden key", _error(403, "authorized_error", "token not authorised (1004)"), "auth"),
    Failing("payment required", _error(402, "billing_error", "insufficient balance"), "balance"),
    Failing("no balance behind a 500", _error(500, "api_error", "insufficient balance (1008)"), "balance"),
    Failing("too many requests", _error(429, "rate_limit_error", "rate limit exceeded, throttled (1002)"), "busy"),
    Failing("a server error", _error(500, "api_error", "internal error"), "busy"),
    Failing("an overloaded service", _error(529, "overloaded_error", "overloaded"), "busy"),
    Failing("a web page for a gateway error", Step(raw=(502, b"<html>rate limit</html>", "text/html")), "busy"),
    Failing("an unknown model", _error(404, "not_found_error", "model: MiniMax-Text-01"), "config"),
    Failing("a refused request", _error(400, "bad_request_error", "invalid params (2013)"), "config", calls=2),
    Failing("a native busy in a 200", _base_resp(1002), "busy"),
    Failing("a native balance in a 200", _base_resp(1008), "balance"),
    Failing("a native refused key in a 200", _base_resp(1004), "auth"),
    Failing("a native timeout in a 200", _base_resp(1001), "timeout"),
    Failing("a native unknown code in a 200", _base_resp(4711), "bad_answer"),
    Failing("a web page in a 200", Step(raw=(200, b"<html>hello</html>", "text/html")), "bad_answer"),
    Failing("a 200 that is no JSON", Step(raw=(200, b"{oops", "application/json")), "bad_answer"),
    Failing("a 200 that is a list", Step(raw=(200, b"[]", "application/json")), "bad_answer"),
    Failing("a 200 that is null", Step(raw=(200, b"null", "application/json")), "bad_answer"),
    Failing("a line cut midway", Step(tool=strategy(), cut=True), "busy"),
]


@pytest.mark.parametrize("case", FAILING, ids=lambda case: case.name)
async def test_a_failure_has_a_name_and_the_built_in_reader_answers(house: House, case: Failing) -> None:
    house.server.script = answers(case.step)
    answer = await house.talker().says(SENTENCE)
    assert house.usages[-1].outcome == case.kind
    assert answer == replace(built_in(SENTENCE), note=notes.for_people(case.kind))
    assert len(house.server.log) == case.calls, "nothing is tried again behind our back"


async def test_a_service_that_is_not_there_is_busy(house: House) -> None:
    designer = house.designer(base_url="http://127.0.0.1:9")
    answer = await house.talker(designer=designer).says(SENTENCE)
    assert (answer.status, answer.note) == ("ok", notes.for_people("busy"))


async def test_an_answer_that_takes_too_long_is_not_waited_for(house: House) -> None:
    house.server.script = answers(Step(tool=strategy(), delay=5))
    designer = house.designer(call_timeout=0.2)
    answer = await house.talker(designer=designer).says(SENTENCE)
    assert answer.note == notes.for_people("timeout")
    assert house.usages[-1].seconds < 1.5


async def test_a_turn_has_a_deadline_of_its_own(house: House) -> None:
    house.server.script = answers(Step(tool=strategy(), delay=5))
    designer = house.designer(turn_timeout=0.4)
    answer = await house.talker(designer=designer).says(SENTENCE)
    assert answer.note == notes.for_people("timeout")
    assert 0.35 < house.usages[-1].seconds < 0.8


async def test_a_turn_never_makes_more_calls_than_it_may(house: House) -> None:
    house.server.script = answers(Step(text="I cannot decide."))
    designer = house.designer(calls_a_turn=2)
    answer = await house.talker(designer=designer).says(SENTENCE)
    assert answer.note == notes.for_people("budget")
    assert (len(house.server.log), house.usages[-1].calls) == (2, 2)


async def test_a_service_that_refuses_tools_is_asked_in_text_from_then_on(house: House) -> None:
    def script(asked: Asked) -> Step:
        if asked.body.get("tools"):
            return _error(400, "invalid_request_error", "tools are not supported")
        if "JSON Schema" in str(asked.body.get("system")):
            return Step(text=json.dumps(strategy()))
        return Step(text="It buys PEPE.")

    house.server.script = script
    designer = house.designer()
    first = await house.talker(designer=designer).says(SENTENCE)
    assert first.strategy == Strategy.from_config(PEPE_DIP)
    assert len(house.server.log) == 3
    second = await house.talker(designer=designer).says(SENTENCE)
    assert second.strategy == first.strategy
    assert len(house.server.log) == 5


async def test_a_model_may_be_left_to_choose_the_tool(house: House) -> None:
    house.server.script = answers(strategy())
    designer = house.designer(tool_mode="auto")
    await house.talker(designer=designer).says(SENTENCE)
    assert house.server.log[0].body["tool_choice"] == {"type": "auto"}


async def test_an_operator_is_told_once_and_the_service_is_left_alone_for_a_while(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.server.script = answers(_error(401, "authentication_error", "invalid key a-made-up-key"))
    alice = house.talker()
    with caplog.at_level(logging.ERROR):
        told = [await alice.says(f"buy PEPE at a {i}% dip") for i in (3, 4, 5)]
    assert [answer.note for answer in told] == [notes.for_people("auth")] * 3
    assert len(house.server.log) == 1
    assert [record.message for record in caplog.records if "MINIMAX_API_KEY" in record.message]
    assert "a-made-up-key" not in caplog.text


async def test_after_a_busy_moment_the_model_is_asked_again(house: House) -> None:
    house.server.script = answers(_error(529, "overloaded_error", "overloaded"), strategy())
    alice = house.talker()
    assert (await alice.says("hm, buy PEPE?!")).note == notes.for_people("busy")
    assert (await alice.says(SENTENCE)).note == ""


async def test_without_a_key_the_built_in_reader_answers_and_says_so_where_it_matters() -> None:
    assert await ChosenDesigner("auto", None).propose(SENTENCE, Context()) == built_in(SENTENCE)
    unsure = "why did it lose money?"
    assert (await ChosenDesigner("auto", None).propose(unsure, Context())).note == notes.no_model()
    assert (await ChosenDesigner("offline", None).propose(unsure, Context())).note == ""
