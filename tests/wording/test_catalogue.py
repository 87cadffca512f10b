"""The catalogues are complete: every text in every language, with the same places to fill, within its limits."""

import re
from collections.abc import Iterator
from dataclasses import fields
from string import Formatter

import pytest

from core.trading.chart_style import readable
from core.trading.chart_words import ChartWords
from core.wording import talk
from core.wording.catalogue import CATALOGUES, Text, picture_words
from core.wording.language import LANGUAGES, Language
from core.wording.results import NAME_COLUMNS, columns
from tests.wording.uses import asked, meant, mentioned

ENGLISH = CATALOGUES["en"].texts
OTHERS = [code for code in LANGUAGES if code != "en"]
TAG = re.compile(r"<(/?)([^>]*)>")
ALLOWED = {"b", "i", "code", "pre", "blockquote"}
ROW_OF_ITS_OWN = {"button.save", "button.backtest_30d", "button.compare"}
"""Buttons that have a whole row, and room for more signs."""


def forms(text: Text) -> list[str]:
    """Every wording of a text."""
    return [text] if isinstance(text, str) else list(text.values())


def texts(code: Language, prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, text in CATALOGUES[code].texts.items():
        if key.startswith(prefix):
            yield from ((key, form) for form in forms(text))


def places(text: Text) -> set[str]:
    """The names between braces."""
    found = {name for form in forms(text) for _, name, _, _ in Formatter().parse(form) if name is not None}
    assert all(name.isidentifier() for name in found), text
    return found


def tags(text: str) -> list[str]:
    return [f"{close}{name}" for close, name in TAG.findall(text)]


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_says_everything(code: Language) -> None:
    assert list(CATALOGUES[code].texts) == list(ENGLISH)


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_has_the_places_of_the_english_one(code: Language) -> None:
    different = [key for key, text in CATALOGUES[code].texts.items() if places(text) != places(ENGLISH[key])]
    assert different == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_is_empty_or_ends_in_a_stray_space(code: Language) -> None:
    assert [key for key, text in texts(code) if not text.strip() or text != text.rstrip()] == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_sentence_was_left_in_english(code: Language) -> None:
    """Names and terms may be the same; whole sentences are not."""
    same = [(key, text) for key, text in texts(code) if text in forms(ENGLISH[key])]
    said = {
        key: re.findall(r"[a-z]{2,}", re.sub(r"<[^>]*>|[{][^}]*[}]|&amp;", " ", text.lower())) for key, text in same
    }
    assert [key for key, letters in said.items() if len(letters) > 2] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_has_its_plural_form(code: Language) -> None:
    counted = [text for text in CATALOGUES[code].texts.values() if not isinstance(text, str)]
    needed = {CATALOGUES[code].form(number) for number in range(1_001)}
    assert counted
    assert all(set(text) == needed for text in counted)


@pytest.mark.parametrize("code", LANGUAGES)
def test_html_is_balanced_and_small(code: Language) -> None:
    for key, text in texts(code):
        open_tags: list[str] = []
        for tag in tags(text):
            assert tag.removeprefix("/") in ALLOWED, (key, tag)
            if tag.startswith("/"):
                assert open_tags.pop() == tag[1:], key
            else:
                open_tags.append(tag)
        assert open_tags == [], key


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_bold_in_english_is_bold_everywhere(code: Language) -> None:
    assert [key for key, text in texts(code) if tags(text) != tags(forms(ENGLISH[key])[0])] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_ampersands_are_written_out_where_html_is_read_and_nowhere_else(code: Language) -> None:
    html = meant(asked("say"), set(ENGLISH))
    plain = meant(asked("words"), set(ENGLISH))
    assert [key for key, text in texts(code) if key in html and re.search(r"&(?!amp;|lt;|gt;)", text)] == []
    assert [key for key, text in texts(code) if key in plain and re.search(r"[<>]|&\w+;", text)] == []


def test_no_text_is_both_html_and_plain_where_that_would_matter() -> None:
    both = meant(asked("say"), set(ENGLISH)) & meant(asked("words"), set(ENGLISH))
    assert [key for key in both if any(sign in form for form in forms(ENGLISH[key]) for sign in "<>&")] == []


def test_every_text_that_is_asked_for_exists() -> None:
    patterns = asked("say") | asked("words")
    assert len(patterns) > 150
    assert [pattern for pattern in sorted(patterns) if not meant({pattern}, set(ENGLISH))] == []


def test_every_text_is_used() -> None:
    assert set(ENGLISH) - meant(mentioned(), set(ENGLISH)) == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_buttons_are_short(code: Language) -> None:
    most = {key: 22 if key in ROW_OF_ITS_OWN or "picture_" in key else 18 for key, _ in texts(code, "button.")}
    labels = [(key, text.format(number=999)) for key, text in texts(code, "button.")]
    labels += [(key, text) for key, text in texts(code, "example.") if key.endswith(".label")]
    assert [(key, text) for key, text in labels if len(text) > most.get(key, 22)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_buttons_keep_their_sign(code: Language) -> None:
    """A person finds a button again after switching the language."""
    for key, text in texts(code, "button."):
        sign = forms(ENGLISH[key])[0].split()[0]
        if not sign[0].isalnum() and sign != "«":
            assert text.startswith(f"{sign} "), key


@pytest.mark.parametrize("code", LANGUAGES)
def test_likely_answers_fit_on_buttons(code: Language) -> None:
    offered = [(key, answer) for key, text in texts(code, "offer.") for answer in text.split(" | ")]
    assert [(key, answer) for key, answer in offered if not 1 <= len(answer) <= 22] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_toasts_commands_and_descriptions_keep_to_the_limits_of_telegram(code: Language) -> None:
    assert [key for key, text in texts(code, "toast.") if len(text.format(bot="x" * 60, number=9_999)) > 200] == []
    assert [key for key, text in texts(code, "command.") if len(text) > 60] == []
    assert len(dict(texts(code))["about.short"]) <= 120
    assert len(dict(texts(code))["about.long"]) <= 512


def test_there_are_at_most_ten_commands() -> None:
    assert len(talk.commands()) <= 10


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_table_of_details_stays_narrow(code: Language) -> None:
    assert [text for _, text in texts(code, "metric.") if columns(text) > NAME_COLUMNS] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_there_are_twelve_months(code: Language) -> None:
    assert len(dict(texts(code))["months"].split()) == 12


@pytest.mark.parametrize("code", LANGUAGES)
def test_pictures_have_every_word_and_every_sign(code: Language) -> None:
    spoken = picture_words(code)
    for field in fields(ChartWords):
        said, usual = getattr(spoken, field.name), getattr(ChartWords(), field.name)
        assert said, field.name
        for text, english in zip(*((x if isinstance(x, tuple) else (x,)) for x in (said, usual)), strict=True):
            assert drawable(text), field.name
            assert places(text) == places(english), field.name


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_else_stands_on_pictures_can_be_drawn(code: Language) -> None:
    """Their note, the sentences about luck and edits, and the names the product gives to bots."""
    shown = CATALOGUES[code].texts if CATALOGUES[code].pictures else {}
    kinds = ("pictures.note", "market.demo", "luck.", "behaviour.", "trades")
    written = [form for key, text in shown.items() if key.startswith(kinds) for form in forms(text)]
    written += [text for key, text in texts(code) if key.startswith(("name.", "bot.first_name", "bot.next_name"))]
    assert [text for text in written if not drawable(text)] == []


def drawable(text: str) -> bool:
    return readable(text) == text
