"""A message becomes a strategy, a question, a refusal or an answer, by the real crew."""

import asyncio
from typing import Any

from core.designer.explaining import template
from core.trading.strategy import Strategy
from tests.crew.conftest import House
from tests.crew.scripts import EXPLAINED, PEPE_DIP, SENTENCE, TALK, answers, question, refusal, strategy
from tests.support.model_server import Asked, Step


async def test_a_sentence_becomes_a_strategy_in_two_calls(house: House) -> None:
    house.server.script = answers(strategy())
    alice = house.talker()
    answer = await alice.says(SENTENCE)
    assert answer.status == "ok"
    assert answer.strategy == Strategy.from_config(PEPE_DIP)
    assert answer.reply == EXPLAINED
    assert answer.note == ""
    assert answer.undo == (None,)
    assert house.server.tasks() == ["design", "explain"]
    assert alice.stages == ["designing", "explaining"]


async def test_the_request_is_what_the_service_expects(house: House) -> None:
    house.server.script = answers(strategy())
    await house.talker().says(SENTENCE)
    design = house.server.log[0]
    assert design.headers["authorization"] == "Bearer a-made-up-key"
    assert design.headers["x-api-key"] == "a-made-up-key"
    assert design.headers["anthropic-version"] == "2023-06-01"
    assert "baggage" not in design.headers
    assert design.body["temperature"] == 0.2
    assert design.body["tool_choice"] == {"type": "tool", "name": "answer"}
    assert "thinking" not in design.body
    assert "stop_sequences" not in design.body


async def test_usual_values_that_were_not_said_are_told(house: House) -> None:
    config = {**PEPE_DIP, "actions": [{"type": "buy", "token": "PEPE", "amount_percent": 10}], "risk_management": {}}
    house.server.script = answers(strategy(config), explained="It buys PEPE after a fall of 5%.")
    answer = await house.talker().says("pls buy some pepe whenever it nosedives 5%")
    assert answer.status == "ok"
    assert answer.assumptions == ("I took 1 hour as the timeframe.", "I took 10 % of your cash for the buy.")


async def test_an_edit_changes_what_it_names_and_can_be_undone(house: House) -> None:
    wider = {**PEPE_DIP, "risk_management": {"stop_loss_percent": 4, "take_profit_percent": 10}}
    house.server.script = answers(strategy(), strategy(wider), explained="The stop loss goes from 3% to 4%.")
    alice = house.talker()
    await alice.says(SENTENCE)
    answer = await alice.says("hmm the stop is a bit tight, 4 would suit me better")
    assert answer.strategy == Strategy.from_config(wider)
    assert answer.reply == "The stop loss goes from 3% to 4%."
    assert "stop loss 3% → stop loss 4%" in house.server.log[-1].prompt
    calls = len(house.server.log)
    assert (await alice.says("undo that")).strategy == Strategy.from_config(PEPE_DIP)
    assert len(house.server.log) == calls, "the way back needs no model"


async def test_the_model_sees_the_conversation_and_the_current_strategy_oldest_first(house: House) -> None:
    house.server.script = answers(strategy(), question("Which stop do you mean?"))
    alice = house.talker()
    await alice.says(SENTENCE)
    await alice.says("a little more air please")
    said = house.server.log[-1].last.split("Current strategy")[1]
    assert said.index('"price_drop"') < said.index(SENTENCE) < said.index(EXPLAINED) < said.index("a little more air")


async def test_a_question_of_the_model_comes_with_buttons_and_its_answer_completes_the_strategy(house: House) -> None:
    house.server.script = answers(question("By how much?", missing=("threshold",), options=("5%", "10%")), strategy())
    alice = house.talker()
    first = await alice.says("buy PEPE with 15% when it tanks within an hour, stop 3, target 10")
    assert (first.status, first.missing, first.reply) == ("ask", ("threshold",), "By how much?")
    assert [option.says for option in first.options] == ["5%", "10%"]
    assert house.server.tasks() == ["design"]
    assert (await alice.says("5%")).strategy == Strategy.from_config(PEPE_DIP)


async def test_a_refusal_leaves_everything_as_it_was(house: House) -> None:
    house.server.script = answers(strategy(), refusal("Short selling is not offered."))
    alice = house.talker()
    await alice.says(SENTENCE)
    answer = await alice.says("bet against it as well")
    assert (answer.status, answer.problems) == ("reject", ("Short selling is not offered.",))
    assert answer.strategy == Strategy.from_config(PEPE_DIP)


async def test_a_question_about_a_result_is_answered_from_the_facts(house: House) -> None:
    house.server.script = answers(TALK, explained="It lost because 9 of 12 trades hit the stop. The return was −4.2%.")
    facts = {"total return": "-4.2 %", "trades": 12, "exits by stop loss": 9}
    bob = house.talker("bob", facts=facts)
    answer = await bob.says("why did it lose money?")
    assert (answer.status, answer.strategy) == ("chat", None)
    assert answer.reply == "It lost because 9 of 12 trades hit the stop. The return was −4.2%."
    assert "exits by stop loss: 9" in house.server.log[-1].prompt


async def test_a_sentence_with_a_figure_that_is_no_fact_is_dropped(house: House) -> None:
    said = "You made 4.2%. With a stop of 2% you would have made 11%. Steady hands."
    house.server.script = answers(TALK, explained=said)
    answer = await house.talker(facts={"total return": "4.2 %"}).says("how did it do?")
    assert answer.reply == "You made 4.2%. Steady hands."


async def test_an_explanation_that_is_all_invention_gives_way_to_the_built_in_words(house: House) -> None:
    house.server.script = answers(strategy(), explained="You will earn 300% a month, twenty percent of it on Mondays.")
    answer = await house.talker().says(SENTENCE)
    assert answer.status == "ok"
    assert answer.reply == template(Strategy.from_config(PEPE_DIP))


async def test_an_unusual_strategy_is_reviewed_and_the_warning_is_told(house: House) -> None:
    wide = {**PEPE_DIP, "risk_management": {"stop_loss_percent": 80}}
    text = "buy PEPE with 15% when it drops 5% in an hour, stop 80"
    house.server.script = answers(
        strategy(wide), explained="ok", review={"ok": False, "problems": ["a very wide stop"]}
    )
    alice = house.talker()
    answer = await alice.says(text)
    assert house.server.tasks() == ["design", "review", "design", "explain"]
    assert alice.stages == ["designing", "checking", "explaining"]
    assert "a very wide stop" in house.server.log[2].prompt
    assert any("80 %" in line for line in answer.assumptions)
    assert answer.strategy == Strategy.from_config(wide)


async def test_a_review_that_finds_nothing_saves_the_second_design(house: House) -> None:
    wide = {**PEPE_DIP, "risk_management": {"stop_loss_percent": 80}}
    house.server.script = answers(strategy(wide), explained="ok")
    await house.talker().says("buy PEPE with 15% when it drops 5% in an hour, stop 80")
    assert house.server.tasks() == ["design", "review", "explain"]


async def test_a_valid_answer_survives_an_explainer_that_fails(house: House) -> None:
    house.server.script = answers(strategy(), explained=Step(error=(529, "overloaded_error", "overloaded")))
    answer = await house.talker().says(SENTENCE)
    assert (answer.status, answer.note) == ("ok", "")
    assert answer.reply == template(Strategy.from_config(PEPE_DIP))
    assert house.usages[-1].outcome == "ok"


async def test_what_a_turn_costs_is_recorded_without_a_word_of_it(house: House) -> None:
    house.server.script = answers(strategy())
    await house.talker("carol").says(SENTENCE)
    (usage,) = house.usages
    assert (usage.person_id, usage.model, usage.outcome, usage.calls) == ("carol", "MiniMax-M3", "ok", 2)
    assert (usage.input_tokens, usage.output_tokens) == (2_400, 160)
    assert 0 < usage.seconds < 30
    assert "PEPE" not in repr(usage)


async def test_a_confirmed_address_stays_and_the_model_cannot_give_one(house: House) -> None:
    confirmed: dict[str, Any] = {
        "conditions": [{**PEPE_DIP["conditions"][0], "address": "0xconfirmed"}],
        "actions": [{**PEPE_DIP["actions"][0], "address": "0xconfirmed"}],
    }
    attack = {
        "conditions": [{**PEPE_DIP["conditions"][0], "threshold": 6, "address": "0xattacker"}],
        "actions": [{**PEPE_DIP["actions"][0], "address": "0xattacker"}],
    }
    house.server.script = answers(strategy(attack), explained="ok")
    alice = house.talker(strategy=Strategy.from_config(confirmed))
    answer = await alice.says("hmm, six or so… 6% I'd say")
    assert answer.strategy is not None
    parts = (*answer.strategy.conditions(), *answer.strategy.actions())
    assert {part.address for part in parts} == {"0xconfirmed"}
    assert answer.strategy.conditions()[0].model_dump()["threshold"] == 6


async def test_braces_control_signs_and_half_characters_in_a_message_reach_the_model_harmlessly(house: House) -> None:
    house.server.script = answers(question())
    for text in (
        "buy {token} at {threshold}",
        "}{ {{message}} {briefing}",
        "buy \ud83d\x00 PEPE \u202e5%",
        "x" * 3_000,
    ):
        assert (await house.talker().says(text)).status in ("ask", "chat")
    for asked in house.server.log:
        assert "\ud83d" not in asked.prompt


async def test_two_people_at_once_get_each_their_own_answer(house: House) -> None:
    def script(asked: Asked) -> Step:
        token = "WIF" if "WIF" in asked.prompt.split("last message")[-1] else "DOGE"
        if asked.task == "design":
            conditions = [{"type": "price_drop", "token": token, "threshold": 5, "timeframe": "1h"}]
            config = {"conditions": conditions, "actions": [{"type": "buy", "token": token, "amount_percent": 10}]}
            return Step(tool=strategy(config), delay=0.1)
        return Step(text=f"It buys {token}.", delay=0.1)

    house.server.script = script
    designer = house.designer()
    alice, bob = house.talker("alice", designer=designer), house.talker("bob", designer=designer)
    one, two = await asyncio.gather(
        alice.says("WIF: 10% in when it sheds 5% in 1h, buy"), bob.says("DOGE: 10% in when it sheds 5% in 1h, buy")
    )
    assert one.strategy is not None
    assert two.strategy is not None
    assert (one.strategy.tokens(), one.reply) == (("WIF",), "It buys WIF.")
    assert (two.strategy.tokens(), two.reply) == (("DOGE",), "It buys DOGE.")
    assert house.server.most_live == 2
