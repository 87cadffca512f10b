"""What is not wholly understood is asked about, and nothing anyone types makes the reader stumble."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.answers import Answer, Context, Message
from core.designer.grammar import converse
from core.designer.grammar.designer import understand
from core.designer.grammar.lexicon import lexicon

TRAPS = [
    line
    for line in (Path(__file__).parent / "traps.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
INSTRUCTIONS = (
    "buy PEPE with 10% when it drops 5% in 1h , stop loss 3%",
    "sell half my SOL when RSI is above 70 on 4h",
    "buy $50 of DOGE if volume doubles in 1h and price is below 0.1",
    "alert me when BTC is above 100000",
    "buy SOL every day at 9am",
    "buy ETH when the 20 ema crosses above the 50 ema on 1h , take profit 10% , trailing stop 3%",
    "when LINK rises 8% in 2h , sell everything",
)
NEGATIONS = ("not", "never", "don't", "unless", "except", "isn't", "doesn't")
FOREIGN_WORDS = ("zorblax", "quokka", "elon", "news")
FIGURES = (
    "5%",
    "$50",
    "0.0000125",
    "1.2e-5",
    "10k",
    "half",
    "70",
    "1h",
    "4h",
    "3 days",
    "5-10%",
    "-5",
    "1/2",
    "x2",
    "9am",
)
WORDS = sorted(word for word in lexicon(("spanish", "indonesian", "chinese")).vocabulary if len(word) < 12)
COINS = ("PEPE", "$SOL", "near", "bitcoin", "PEPEX", "on base", "one")
MARKS = (",", ".", ":", "->", "(", ")", "\n", "?", "-", "/", "&", "+", "=")


@pytest.mark.parametrize("message", TRAPS)
def test_a_message_that_cannot_be_done_as_said_is_never_accepted(message: str) -> None:
    assert converse([message]).status != "ok"


@pytest.mark.parametrize("message", INSTRUCTIONS)
@pytest.mark.parametrize("word", NEGATIONS)
def test_a_negation_anywhere_in_an_instruction_is_asked_about(message: str, word: str) -> None:
    assert converse([message]).status == "ok"
    for said in _with(word, message.split(), start=0):
        assert converse([said]).status != "ok", said


@pytest.mark.parametrize("message", INSTRUCTIONS)
@pytest.mark.parametrize("word", FOREIGN_WORDS)
def test_a_word_that_is_not_understood_inside_a_condition_is_asked_about(message: str, word: str) -> None:
    words = message.split(" , ")[0].split()
    rest = "".join(f" , {part}" for part in message.split(" , ")[1:])
    for said in _with(word, words, start=1):
        assert converse([said + rest]).status != "ok", said


def _with(word: str, words: list[str], *, start: int) -> list[str]:
    return [" ".join([*words[:at], word, *words[at:]]) for at in range(start, len(words) + 1)]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from([*WORDS, *(4 * FIGURES), *(4 * COINS), *(4 * MARKS)]), min_size=1, max_size=30))
def test_any_words_in_any_order_get_an_answer(words: list[str]) -> None:
    _holds(understand(" ".join(words), Context()), Context())


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.sampled_from([*WORDS, *FIGURES, *COINS, *MARKS]), max_size=9), min_size=2, max_size=4))
def test_any_conversation_gets_answers(turns: list[list[str]]) -> None:
    context = Context()
    for words in [["buy", "PEPE", "when", "it", "drops", "5%"], *turns]:
        text = " ".join(words)
        found = understand(text, context)
        _holds(found, context)
        said = (*context.history, Message("user", text), Message("assistant", found.reply))
        context = Context(said, found.strategy, found.pending, found.undo)


@settings(deadline=None, max_examples=100)
@given(
    st.one_of(st.text(max_size=200), st.binary(max_size=200).map(lambda raw: raw.decode("utf-8", "surrogateescape")))
)
def test_noise_gets_an_answer(text: str) -> None:
    _holds(understand(text, Context()), Context())


def _holds(found: Answer, context: Context) -> None:
    """What is true of every answer, whatever was said."""
    assert found.status in ("ok", "ask", "reject", "chat")
    assert found.reply
    assert (found.status == "ask") == bool(found.missing)
    assert (found.status == "reject") == bool(found.problems)
    if found.status == "ok":
        assert found.strategy is not None
    else:
        assert found.strategy == context.strategy
