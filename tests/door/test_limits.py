"""Long texts are cut where nothing breaks: each piece is accepted by Telegram, and together they say the whole."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.limits import CAPTION_MOST, TEXT_MOST, headline, length, plain, split
from bot.sandbox.entities import utf16_length
from bot.sandbox.html_text import parse_html

LETTERS = st.text(st.sampled_from("ab<>&\"'éß€ \n\t😀🇩🇪👩‍👩‍👧"), max_size=60)
NAMES = st.sampled_from(["b", "i", "code", "pre", "blockquote", "u", "tg-spoiler"])


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tagged = st.builds(lambda name, inside: f"<{name}>{inside}</{name}>", NAMES, content)
    long = st.builds(lambda inside, times: inside * times, content, st.integers(2, 12))
    return st.one_of(tagged, long, st.builds(str.__add__, content, content))


HTML = st.recursive(LETTERS.map(escaped), wrapped, max_leaves=8)


def words(text: str) -> str:
    """What is left of a text when its white space does not count."""
    return re.sub(r"\s", "", text)


@settings(max_examples=60)
@given(HTML, st.integers(8, 80))
def test_every_piece_fits_reads_well_and_nothing_is_lost(text: str, most: int) -> None:
    pieces = split(text, most)
    shown = [parse_html(piece).text for piece in pieces]
    assert all(utf16_length(piece) <= most or pieces == [text] for piece in shown)
    assert words("".join(shown)) == words(plain(text)) == words(parse_html(text).text)
    assert pieces == [text] or all(piece.strip() for piece in shown)


@settings(max_examples=60)
@given(HTML, st.integers(8, 80))
def test_what_is_bold_or_code_stays_so_across_a_cut(text: str, most: int) -> None:
    def styled(piece: str) -> str:
        parsed = parse_html(piece)
        units = parsed.text.encode("utf-16-le")
        kinds = ("bold", "code", "pre", "blockquote")
        spans = sorted((e.type, e.offset, e.end) for e in parsed.entities if e.type in kinds)
        return words("".join(f"{units[2 * a : 2 * b].decode('utf-16-le')}" for kind, a, b in spans if kind == "bold"))

    def without_pre(source: str) -> str:
        return re.sub(r"</?(?!b>)[a-z-]+>", "", source)

    only_bold = without_pre(text)
    assert "".join(styled(piece) for piece in split(only_bold, most)) == styled(only_bold)


@settings(max_examples=60)
@given(HTML)
def test_a_headline_and_its_rest_say_the_whole(text: str) -> None:
    first, rest = headline(text, 30)
    assert utf16_length(parse_html(first).text) <= 30
    assert words(parse_html(first).text + parse_html(rest).text) == words(plain(text))


def test_a_line_of_ten_thousand_characters_keeps_its_markup() -> None:
    text = f"<b>Look</b> <i>{'x' * 10_000}</i> and <b>done</b>"
    pieces = split(text)
    assert [length(piece) <= TEXT_MOST for piece in pieces] == [True] * 4
    assert pieces[0] == "<b>Look</b>"
    assert pieces[1] == f"<i>{'x' * TEXT_MOST}</i>"
    assert pieces[3].endswith("</i> and <b>done</b>")


def test_a_long_table_stays_a_table_in_every_piece() -> None:
    table = "\n".join(f"{n:>6} &lt;row&gt; &amp; more" for n in range(600))
    first, *others = pieces = split(f"<b>Trades</b>\n<pre>{table}</pre>\nThat is all.")
    assert first.startswith("<b>Trades</b>\n<pre>     0 ")
    assert len(others) == 2
    assert all(re.match(r"<pre> +\d+ &lt;row", piece) for piece in others)
    assert not [piece for piece in pieces if re.search(r"&(?!amp;|lt;|gt;)", piece)]
    assert pieces[-1].endswith("</pre>\nThat is all.")


def test_what_opens_before_a_long_line_and_ends_in_it_ends_there() -> None:
    text = f"<pre>\n{'x' * 5_000}</pre>\nrest <b>bold</b>"
    *_, last = split(text)
    assert last.endswith("</pre>\nrest <b>bold</b>")


def test_a_tag_with_an_attribute_goes_on_with_it() -> None:
    pieces = split(f'<a href="https://example.org/">{"word " * 1_000}</a>')
    assert [piece.startswith('<a href="https://example.org/">') for piece in pieces] == [True, True]
    quoted = split(f"<blockquote expandable>{'word ' * 1_000}</blockquote>")
    assert [piece.startswith("<blockquote expandable>") for piece in quoted] == [True, True]


@pytest.mark.parametrize("emoji", ["😀", "👩‍👩‍👧", "🇩🇪"])
def test_emoji_count_twice_as_phones_count_them(emoji: str) -> None:
    pieces = split(emoji * 4_000)
    assert all(utf16_length(piece) <= TEXT_MOST for piece in pieces)
    assert "".join(pieces) == emoji * 4_000


def test_white_space_alone_is_no_piece() -> None:
    assert [plain(piece).strip() for piece in split(f"a{chr(10) * 9_000}b")] == ["a", "b"]
    assert [plain(piece).strip() for piece in split(f"<pre>{' ' * 9_000}</pre>b")] == ["b"]


def test_a_text_that_just_fits_is_left_alone() -> None:
    text = f"<b>{'&amp;' * TEXT_MOST}</b>"
    assert split(text) == [text]
    caption = "&lt;" * CAPTION_MOST
    assert headline(caption) == (caption, "")


def test_a_headline_is_the_first_line_with_its_tags_closed() -> None:
    first, rest = headline(f"<b>One\nTwo</b>\n{'x' * 2_000}")
    assert first == "<b>One</b>"
    assert rest.startswith("<b>Two</b>\nxxx")


def test_a_first_line_too_long_for_a_caption_is_all_rest() -> None:
    text = "x" * 2_000
    assert headline(text) == ("", text)


def test_a_hundred_thousand_characters_are_cut_in_no_time() -> None:
    began = time.perf_counter()
    split("<b>line</b> of text &amp; more\n" * 4_000)
    assert time.perf_counter() - began < 2
