"""What the product offers to say is understood when it is said: examples, likely answers, hints, in each language."""

import re

import pytest

from core.designer.grammar import converse
from core.wording import talk
from core.wording.catalogue import words
from core.wording.language import LANGUAGES, Language, speaking

QUOTED = re.compile(r"[“«\"]([^”»\"]+)[”»\"]")
ASKED = {
    "direction": "buy PEPE when RSI 30",
    "action": "PEPE drops 5% in 1h",
    "condition": "buy PEPE",
    "every": "buy PEPE every month",
}
"""What leads to each question."""

COMPARED = [(code, number) for code in LANGUAGES for number in range(talk.EXAMPLES)]


@pytest.fixture(params=LANGUAGES)
def code(request: pytest.FixtureRequest) -> Language:
    chosen: Language = request.param
    return chosen


@pytest.mark.parametrize(("code", "number"), COMPARED)
def test_every_example_is_a_whole_strategy(code: Language, number: int) -> None:
    with speaking(code):
        answer = converse([talk.example(number)])
    assert answer.status == "ok"
    assert answer.strategy is not None
    risk = answer.strategy.risk_management
    assert risk.stop_loss_percent
    assert risk.take_profit_percent


@pytest.mark.parametrize("number", range(talk.EXAMPLES))
def test_the_examples_of_all_languages_are_the_same_strategies(number: int) -> None:
    found = []
    for code in LANGUAGES:
        with speaking(code):
            found.append(converse([talk.example(number)]).strategy)
    assert all(strategy == found[0] for strategy in found)


def test_every_likely_answer_answers_its_question(code: Language) -> None:
    for field, sentence in ASKED.items():
        with speaking(code):
            assert converse([sentence]).missing[:1] == (field,)
            for option in converse([sentence]).options:
                assert converse([sentence, option.says]).status == "ok", (field, option.says)
            assert [option.says for option in converse([sentence]).options] == words(f"offer.{field}").split(" | ")


@pytest.mark.parametrize("key", ["how_to_change", "help.understand"])
def test_every_hint_of_an_edit_is_understood(code: Language, key: str) -> None:
    with speaking(code):
        hints = QUOTED.findall(words(key))
        assert len(hints) >= 4
        for number, hint in enumerate(hints):
            said = [talk.example(), hints[0]] if number else [talk.example()]
            before, answer = converse(said), converse([*said, hint])
            assert answer.status == "ok", hint
            assert answer.strategy != before.strategy, hint


@pytest.mark.parametrize("key", ["talk.greeting", "talk.chat"])
def test_every_sentence_of_small_talk_is_a_strategy(code: Language, key: str) -> None:
    with speaking(code):
        (said,) = QUOTED.findall(words(key))
        answer = converse([said])
    assert answer.status == "ok"
    assert answer.strategy
    (token,) = answer.strategy.tokens()
    with speaking(code):
        assert answer.assumptions == (words("assumed.chain", token=token, chain=answer.strategy.chain_of(token)),)


def test_the_note_of_what_was_done_is_in_the_language_and_reads_back(code: Language) -> None:
    with speaking(code):
        answer = converse([talk.example()])
        again = converse([answer.reply])
    assert again.strategy == answer.strategy
    assert code == "en" or answer.reply != converse([talk.example()]).reply
