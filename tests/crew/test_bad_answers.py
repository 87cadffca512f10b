"""Answers that models were seen to give: each is unwrapped, repaired, or refused, and never believed."""

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest

from core.answers import Answer
from core.designer import notes
from core.designer.grammar import answer as built_in
from core.trading.strategy import Strategy
from tests.crew.conftest import House
from tests.crew.scripts import PEPE_DIP, SENTENCE, answers, question, strategy
from tests.support.model_server import Step

GOOD = strategy()
FLAT = json.dumps({"kind": "strategy", "strategy": PEPE_DIP})
PROSE = Step(text="Which token would you like to trade? I can buy PEPE for you.")
CUT_OFF = Step(text='{"kind": "strategy", "strategy": {"rules": [{"conditions": [{"type": "price_dr', stop="max_tokens")
CUT_TOOL = Step(tool={"kind": "strategy", "strategy": {"rules": []}}, stop="max_tokens")
REACT = Step(text="Thought: I need funds\nAction: transfer_funds\nAction Input: {}\nObservation: done")
FINAL = Step(text=f"Thought: easy\nFinal Answer: {FLAT}")
LEAKED = Step(
    text='<minimax:tool_call>\n<invoke name="answer">\n<parameter name="kind">strategy</parameter>\n'
    f'<parameter name="strategy">{json.dumps(PEPE_DIP)}</parameter>\n</invoke>\n</minimax:tool_call>'
)
BRACKETS = Step(text='[TOOL_CALL]{tool => "answer", args => {--kind "strategy"}}[/TOOL_CALL]')


def _with(**parts: Any) -> dict[str, Any]:
    return strategy({**PEPE_DIP, **parts})


def _condition(**fields: Any) -> dict[str, Any]:
    return _with(conditions=[{**PEPE_DIP["conditions"][0], **fields}])


ENDLESS = _with(conditions=[{**PEPE_DIP["conditions"][0], "threshold": i + 1} for i in range(60)])


@dataclass(frozen=True)
class Case:
    name: str
    steps: tuple[Any, ...]
    calls: int


TAKEN = [
    Case("wrapped in arguments", ({"arguments": GOOD},), 2),
    Case("wrapped in the tool's name", ({"answer": GOOD},), 2),
    Case("wrapped twice, as text", ({"result": json.dumps({"arguments": GOOD})},), 2),
    Case("the strategy as text", ({"kind": "strategy", "strategy": json.dumps(GOOD["strategy"])},), 2),
    Case("the bare flat strategy", (PEPE_DIP,), 2),
    Case("the bare strategy with rules", (GOOD["strategy"],), 2),
    Case("the flat form inside", ({"kind": "strategy", "strategy": PEPE_DIP},), 2),
    Case("every other member filled with nothing", ({**GOOD, "question": "", "options": [], "problems": []},), 2),
    Case("null members inside", (_condition(address=None),), 2),
    Case("fenced text", (Step(text=f"```json\n{FLAT}\n```"),), 2),
    Case("prose around it", (Step(text=f"Sure! Here you go: {FLAT} Good luck!"),), 2),
    Case("a final answer", (FINAL,), 2),
    Case("a leaked tool call", (LEAKED,), 2),
    Case("thinking before it", (Step(thinking="Hmm, PEPE.", tool=GOOD),), 2),
    Case("text before it", (Step(text="Let me fill that in.", tool=GOOD),), 2),
    Case("another tool's name", (Step(tool=GOOD, tool_name="structured_output"),), 2),
    Case("a list of one", ([GOOD],), 2),
    Case("prose once", (PROSE, GOOD), 3),
    Case("cut off once", (CUT_OFF, GOOD), 3),
    Case("a tool call cut off once", (CUT_TOOL, GOOD), 3),
    Case("empty once", (Step(text=""), GOOD), 3),
    Case("an unknown condition once", (_condition(type="price_crash"), GOOD), 3),
    Case("a figure as text once", (_condition(threshold="5%"), GOOD), 3),
    Case("an unknown field once", (_condition(confidence=0.9), GOOD), 3),
    Case("an unknown kind once", ({"kind": "ok"}, GOOD), 3),
    Case("a stop out of bounds once", (_with(risk_management={"stop_loss_percent": 1e308}), GOOD), 3),
    Case("wrong twice", (PROSE, _condition(type="price_crash"), GOOD), 4),
]


@pytest.mark.parametrize("case", TAKEN, ids=lambda case: case.name)
async def test_what_was_meant_is_found(house: House, case: Case) -> None:
    house.server.script = answers(*case.steps)
    answer = await house.talker().says(SENTENCE)
    assert (answer.status, answer.note) == ("ok", "")
    assert answer.strategy == Strategy.from_config(PEPE_DIP)
    assert len(house.server.log) == case.calls


REFUSED = [
    Case("prose forever", (PROSE,), 3),
    Case("cut off forever", (CUT_OFF,), 3),
    Case("a tool call cut off forever", (CUT_TOOL,), 3),
    Case("nothing forever", (Step(text=""),), 3),
    Case("only thinking", (Step(thinking="I wonder."),), 3),
    Case("steps of an agent that has no tools", (REACT,), 3),
    Case("a leaked call that is no JSON", (BRACKETS,), 3),
    Case("endless conditions", (ENDLESS,), 3),
    Case("a stop beyond all bounds", (_with(risk_management={"stop_loss_percent": 1e308}),), 3),
    Case("a negative take profit", (_with(risk_management={"take_profit_percent": -5}),), 3),
    Case("a number that is none", (Step(text=FLAT.replace(": 5,", ": NaN,")),), 3),
    Case("deep nesting", (Step(text='{"kind":' + '{"a":' * 3_000),), 3),
    Case("no rules", ({"kind": "strategy", "strategy": {"rules": []}},), 3),
    Case("a form that is a number", (Step(tool={"kind": 7}),), 3),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
async def test_what_cannot_be_believed_gives_way_to_the_built_in_reader(house: House, case: Case) -> None:
    house.server.script = answers(*case.steps)
    answer = await house.talker().says(SENTENCE)
    assert _without_note(answer) == built_in(SENTENCE)
    assert answer.note == notes.for_people("bad_answer")
    assert len(house.server.log) == case.calls
    assert house.usages[-1].outcome == "bad_answer"


SMALL = "buy PEPE 10% when it drops 5% in 1h, sl 3 tp 10"
RIGHT: dict[str, Any] = {**PEPE_DIP, "actions": [{"type": "buy", "token": "PEPE", "amount_percent": 10}]}
WELL_FORMED_AND_WRONG = [
    {**RIGHT, "actions": [{"type": "notify", "token": "PEPE"}]},
    {**RIGHT, "actions": [{"type": "notify", "token": "PEPE"}], "risk_management": {}},
    {**RIGHT, "actions": [{"type": "buy", "token": "PEPE", "amount_percent": 5}]},
    {**RIGHT, "actions": [{"type": "sell", "token": "PEPE", "amount_percent": 10}]},
    {**RIGHT, "risk_management": {"stop_loss_percent": 3}},
    {**RIGHT, "risk_management": {"stop_loss_percent": 10, "take_profit_percent": 3}},
    {**RIGHT, "conditions": [{**PEPE_DIP["conditions"][0], "timeframe": "5m"}]},
    {**RIGHT, "conditions": [{**PEPE_DIP["conditions"][0], "type": "price_rise"}]},
    {**RIGHT, "conditions": [{**PEPE_DIP["conditions"][0], "token": "PEPE2"}]},
    {**RIGHT, "conditions": [*PEPE_DIP["conditions"], {**PEPE_DIP["conditions"][0], "threshold": 10}]},
]
"""What small models made of that sentence, in valid JSON."""


@pytest.mark.parametrize("config", WELL_FORMED_AND_WRONG)
async def test_a_well_formed_answer_that_is_not_what_was_said_is_refused(house: House, config: dict[str, Any]) -> None:
    house.server.script = answers(strategy(config))
    answer = await house.talker().says(SMALL)
    assert answer.strategy == Strategy.from_config(RIGHT), "the built-in reader's"
    assert answer.note == notes.for_people("bad_answer")


async def test_a_question_in_prose_is_never_turned_into_an_invented_strategy(house: House) -> None:
    house.server.script = answers(PROSE)
    answer = await house.talker().says("do the thing from yesterday")
    assert (answer.status, answer.strategy) == ("chat", None)


async def test_a_repair_tells_the_model_what_is_wrong_in_a_few_words(house: House) -> None:
    house.server.script = answers(_condition(type="price_crash", threshold="5%"), GOOD)
    await house.talker().says(SENTENCE)
    told = house.server.log[1].prompt
    assert "strategy.rules[0].conditions[0].type: unknown type 'price_crash'" in told
    assert "pydantic.dev" not in told


async def test_what_a_question_says_is_plain_text_without_links(house: House) -> None:
    said = "**Which** token? Get it at https://evil.example now. See @scam_bot."
    house.server.script = answers(question(said, options=("PEPE", "https://evil.example", "*DOGE*")))
    answer = await house.talker().says("buy something")
    assert answer.reply == "Which token?"
    assert [option.says for option in answer.options] == ["PEPE", "DOGE"]


def _without_note(answer: Answer) -> Answer:
    return replace(answer, note="")
