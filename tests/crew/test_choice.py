"""Who answers: the built-in reader where it is sure, the crew where it is not."""

import pytest

from core.answers import Designer
from core.designer.choice import ChosenDesigner
from core.designer.grammar import answer as built_in
from core.trading.strategy import Strategy
from tests.crew.conftest import House
from tests.crew.scripts import PEPE_DIP, TALK, answers, question, strategy

BEFORE = Strategy.from_config(PEPE_DIP)

SETTLED = [
    "also buy WIF with 5% when it drops 8% in 4h",
    "buy WIF when it drops",
    "hello!",
    "thanks a lot",
    "short DOGE with 5x leverage",
    "buy PEPE when it drops 150%",
    "make the stop 4%",
    "add a trailing stop of 6%",
    "remove the take profit",
    "use DOGE instead",
    "undo that",
    "ping me when SOL is above $200",
]
UNSETTLED = [
    "why did it lose money?",
    "what is RSI?",
    "kaufe PEPE sobald der Kurs um 5% einbricht",
    "make it a bit less nervous",
    "buy the dip whenever the vibes are bad",
    "do something clever with BONK on bad days",
]


@pytest.mark.parametrize("text", SETTLED)
async def test_what_is_read_completely_is_answered_at_once(house: House, text: str) -> None:
    alice = house.talker(designer=house.designer("auto"), strategy=BEFORE)
    honest = built_in(text, alice.context)
    assert await alice.says(text) == honest
    assert house.server.log == []


@pytest.mark.parametrize("text", UNSETTLED)
async def test_what_is_not_goes_to_the_crew(house: House, text: str) -> None:
    house.server.script = answers(TALK, explained="Let me explain.")
    alice = house.talker(designer=house.designer("auto"), strategy=BEFORE)
    answer = await alice.says(text)
    assert (answer.status, answer.reply, answer.note) == ("chat", "Let me explain.", "")
    assert house.server.tasks() == ["design", "explain"]


async def test_another_language_becomes_a_strategy(house: House) -> None:
    config = {**PEPE_DIP, "actions": [{"type": "buy", "token": "PEPE", "amount_percent": 10}], "risk_management": {}}
    house.server.script = answers(strategy(config), explained="Kauft PEPE nach einem Fall von 5% in 1h.")
    answer = await house.talker(designer=house.designer("auto")).says("kaufe PEPE sobald der Kurs um 5% einbricht")
    assert answer.strategy == Strategy.from_config(config)
    assert answer.reply == "Kauft PEPE nach einem Fall von 5% in 1h."


def test_it_is_a_designer_as_the_chat_knows_them() -> None:
    designer: Designer = ChosenDesigner("offline", None)
    assert isinstance(designer, ChosenDesigner)


async def test_offline_never_asks_a_model(house: House) -> None:
    designer = house.designer("offline")
    assert designer.offline
    answer = await house.talker(designer=designer).says("why did it lose money?")
    assert (answer.status, answer.note) == ("chat", "")
    assert house.server.log == []


async def test_an_open_question_of_the_built_in_reader_is_answered_without_a_model(house: House) -> None:
    alice = house.talker(designer=house.designer("auto"))
    assert (await alice.says("buy PEPE when it drops")).status == "ask"
    assert (await alice.says("5%")).status == "ok"
    assert house.server.log == []


async def test_an_open_question_of_the_crew_is_answered_to_the_crew(house: House) -> None:
    house.server.script = answers(question("For the new rule: by how much should DOGE fall?"), question("Sure?"))
    alice = house.talker(designer=house.designer("auto"), strategy=BEFORE)
    await alice.says("maybe DOGE too, on bad days, you know")
    assert len(house.server.log) == 1
    assert (await alice.says("7%")).reply == "Sure?", "to the built-in reader it would be an edit of the PEPE rule"
    assert (await alice.says("make the stop 4%")).status == "ok"
    assert len(house.server.log) == 2


async def test_the_crew_takes_over_where_an_answer_is_not_understood(house: House) -> None:
    house.server.script = answers(
        strategy(
            {**PEPE_DIP, "risk_management": {}, "actions": [{"type": "buy", "token": "PEPE", "amount_percent": 10}]}
        ),
        explained="It buys PEPE.",
    )
    alice = house.talker(designer=house.designer("auto"))
    await alice.says("buy PEPE when it drops")
    answer = await alice.says("um, I would settle for fünf, so 5 I guess")
    assert (answer.status, answer.note) == ("ok", "")
