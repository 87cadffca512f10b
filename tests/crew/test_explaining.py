"""A model may explain, but with the facts' figures only; concepts come with facts of their own."""

import pytest

from core.answers import Context
from core.designer.explaining import checked, facts_of
from core.trading.strategy import Strategy
from tests.crew.scripts import PEPE_DIP

FACTS = ("return 4.2 %", "trades 12", "price $1,234.5", "stop loss 3%", "fees 0.00001 of it")

KEPT = [
    "You made 4.2%.",
    "There were 12 trades.",
    "There were twelve trades.",
    "It was at $1,234.50.",
    "It lost −3%, the whole stop.",
    "No figures here at all.",
    "One of them hit the stop.",
    "The fee is 0.00001.",
]
DROPPED = [
    "You made 4.3%.",
    "You would have made 42%.",
    "There were thirteen trades.",
    "It doubled in two days.",
    "That is a hundred percent safe.",
    "It may reach $12,345.",
    "In 2024 it was better.",
    "You can expect 1e6.",
    "About twenty-five percent.",
]


@pytest.mark.parametrize("sentence", KEPT)
def test_a_sentence_with_figures_of_the_facts_stays(sentence: str) -> None:
    assert checked(sentence, FACTS) == sentence


@pytest.mark.parametrize("sentence", DROPPED)
def test_a_sentence_with_a_figure_of_its_own_goes(sentence: str) -> None:
    assert checked(f"{sentence} It is what it is.", FACTS) == "It is what it is."


def test_an_explanation_is_short_plain_and_whole() -> None:
    long = "This is a sentence about nothing in particular. " * 40
    said = checked(f"## **Bold** claims\n- and a list\n{long}", FACTS)
    assert len(said) <= 600
    assert said.endswith(".")
    assert not set("#*`") & set(said)


def test_a_question_about_a_concept_brings_what_the_concept_means() -> None:
    facts = facts_of("what is RSI, and what is a drawdown?", Context(), None)
    assert "about rsi" in facts
    assert "about drawdown" in facts
    assert checked("RSI runs from 0 to 100. Below 30 is oversold. Below 20 is madness.", facts.values()) == (
        "RSI runs from 0 to 100. Below 30 is oversold."
    )


def test_the_strategy_is_always_among_the_facts() -> None:
    facts = facts_of("what does it do?", Context(facts={"total return": 4.2}), Strategy.from_config(PEPE_DIP))
    assert checked("It buys with 15% after 5% within 1h, stops at 3%, made 4.2%.", facts.values()) != ""
    assert checked("It made 5.2%.", facts.values()) == ""
