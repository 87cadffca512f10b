"""Everything the product says, a folder for each language: the same keys, the same placeholders, its own words.

A text is a template, or several for the plural forms of the number `n`. Numbers are written before they come here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.trading.chart_words import ChartWords
from core.trading.numbers import count
from core.wording.catalogue import chinese, english, indonesian, spanish
from core.wording.html import Html, esc
from core.wording.language import Language, language

Text = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A language: its texts, which form a number takes, how the third is called, and the words of its pictures.

    `pictures` is None where the fonts of the pictures lack its signs.
    """

    texts: Mapping[str, Text]
    form: Callable[[int], str]
    ordinal: Callable[[int], str]
    pictures: ChartWords | None


CATALOGUES: dict[Language, Catalogue] = {
    "en": Catalogue(english.TEXTS, english.form, english.ordinal, english.PICTURES),
    "es": Catalogue(spanish.TEXTS, spanish.form, spanish.ordinal, spanish.PICTURES),
    "id": Catalogue(indonesian.TEXTS, indonesian.form, indonesian.ordinal, indonesian.PICTURES),
    "zh": Catalogue(chinese.TEXTS, chinese.form, chinese.ordinal, chinese.PICTURES),
}


def say(key: str, /, **values: object) -> Html:
    """A text as small HTML; values that are not HTML yet are escaped."""
    return Html(_filled(key, {name: esc(_written(value)) for name, value in values.items()}, values.get("n")))


def words(key: str, /, **values: object) -> str:
    """A text without markup: for buttons, toasts, files, and whatever is escaped later."""
    return _filled(key, {name: _written(value) for name, value in values.items()}, values.get("n"))


def known(key: str) -> bool:
    """Whether there is such a text."""
    return key in english.TEXTS


def ordinal(number: int) -> str:
    """`3rd` in the language spoken."""
    return CATALOGUES[language()].ordinal(number)


def picture_language() -> Language:
    """The language spoken where pictures can be written in it, else English."""
    return language() if CATALOGUES[language()].pictures else "en"


def picture_words(of: Language) -> ChartWords:
    """The words of pictures in that language."""
    return CATALOGUES[of].pictures or ChartWords()


def _filled(key: str, values: Mapping[str, object], n: object) -> str:
    catalogue = CATALOGUES[language()]
    text = catalogue.texts[key]
    if isinstance(text, str):
        return text.format_map(values)
    if not isinstance(n, int):
        raise TypeError(f"{key} needs a number n")
    return text[catalogue.form(n)].format_map(values)


def _written(value: object) -> object:
    return count(value) if isinstance(value, int) else value
