"""The words the grammar knows, one module per language, compiled into one table of phrases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from core.designer.grammar.lexicon import chinese, english, english_noise, english_sentences, indonesian, spanish
from core.designer.grammar.lexicon.templates import Templates

_LANGUAGES = {"spanish": spanish, "indonesian": indonesian, "chinese": chinese}
_NEVER_GUESSED = frozenset(("SHORT", "STORY", "UNSUPPORTED", "QUANTITY"))
"""Kinds that a slip of the finger must not produce."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means: its words, its kind and, for some kinds, a value."""

    words: tuple[str, ...]
    kind: str
    value: object = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their first word (longest first), the words without meaning, and the index of near misses."""

    phrases: Mapping[str, tuple[Entry, ...]]
    noise: frozenset[str]
    near: Mapping[str, tuple[str, ...]]
    vocabulary: frozenset[str]
    """Every word of every phrase, and words that only look like a slip of one."""

    def longest(self, words: list[str], at: int) -> Entry | None:
        """The longest phrase that starts at this word."""
        for entry in self.phrases.get(words[at], ()):
            if tuple(words[at : at + len(entry.words)]) == entry.words:
                return entry
        return None

    def kind(self, word: str) -> str | None:
        """The kind of a single word."""
        return next((entry.kind for entry in self.phrases.get(word, ()) if len(entry.words) == 1), None)

    def knows(self, word: str) -> bool:
        """Whether the word has a meaning, or is known to have none."""
        return word in self.noise or any(len(entry.words) == 1 for entry in self.phrases.get(word, ()))

    def corrected(self, word: str) -> str | None:
        """The one keyword this word is a slip of, if it is one letter away."""
        if len(word) < 4 or not word.isalpha() or word in self.vocabulary:
            return None
        candidates = (right for key in _slips(word) for right in self.near.get(key, ()))
        return next((right for right in candidates if right[0] == word[0] and _one_slip(word, right)), None)


def templates(language: str) -> Templates:
    """How strategies are written in this language; English where it is not known."""
    return _LANGUAGES[language].SENTENCES if language in _LANGUAGES else english_sentences.SENTENCES


def languages(words: Sequence[str]) -> tuple[str, ...]:
    """The languages beside English these words are of: two words of one, or half of all."""
    ours = lexicon(())
    unknown = {word for word in words if not ours.knows(word)}
    return tuple(
        name
        for name in _LANGUAGES
        if len(found := unknown & _vocabulary(name)) >= 2 or (found and 2 * len(found) >= len(words))
    )


@cache
def _vocabulary(name: str) -> frozenset[str]:
    language = _LANGUAGES[name]
    said = (word for entry in _entries(language.PHRASES, language.VALUES) for word in entry.words)
    return frozenset(said) | frozenset(language.NOISE.split())


@cache
def lexicon(others: tuple[str, ...] = ()) -> Lexicon:
    """English, and the other languages named; English wins where two share a word."""
    own = list(_entries(english.PHRASES, english.VALUES))
    entries: dict[tuple[str, ...], Entry] = {}
    foreign = [entry for name in others for entry in _entries(_LANGUAGES[name].PHRASES, _LANGUAGES[name].VALUES)]
    for entry in (*own, *foreign):
        entries.setdefault(entry.words, entry)
    phrases: dict[str, list[Entry]] = {}
    for entry in sorted(entries.values(), key=lambda entry: -len(entry.words)):
        phrases.setdefault(entry.words[0], []).append(entry)
    noise = " ".join([english_noise.NOISE, *(_LANGUAGES[name].NOISE for name in others)])
    near = _near(entry for entry in own if entry.kind not in _NEVER_GUESSED)
    vocabulary = frozenset(word for words in entries for word in words) | frozenset(english_noise.ORDINARY.split())
    return Lexicon({word: tuple(found) for word, found in phrases.items()}, frozenset(noise.split()), near, vocabulary)


def _entries(phrases: Mapping[str, str], values: Mapping[str, Mapping[float | str, str]]) -> Iterable[Entry]:
    for kind, table in values.items():
        for value, listed in table.items():
            yield from (Entry(tuple(_words(p)), kind, None if value == "" else value) for p in _listed(listed))
    for kind, listed in phrases.items():
        for phrase in _listed(listed):
            yield from (Entry(words, kind) for words in _forms(_words(phrase)))


def _words(phrase: str) -> list[str]:
    """Chinese is written without spaces: each character counts as a word."""
    return [character for character in phrase if character != " "] if phrase[0] > "\u3000" else phrase.split()


def _listed(text: str) -> Iterable[str]:
    return filter(None, (part.strip() for part in text.split("|")))


def _forms(words: list[str]) -> Iterable[tuple[str, ...]]:
    head, rest = words[0], tuple(words[1:])
    if not head.startswith("~"):
        yield (head, *rest)
        return
    for form in _inflected(head[1:]):
        yield (form, *rest)


def _inflected(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    short = len(verb) <= 4 and verb[-1] in "pbgtnm" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
    stem = verb + verb[-1] if short else verb
    return verb, third, f"{stem}ed", f"{stem}ing"


def _near(entries: Iterable[Entry]) -> Mapping[str, tuple[str, ...]]:
    words = {word for entry in entries for word in entry.words if len(word) >= 4 and word.isalpha()}
    index: dict[str, list[str]] = {}
    for word in sorted(words, key=len):
        for key in _slips(word):
            index.setdefault(key, []).append(word)
    return {key: tuple(found) for key, found in index.items()}


def _slips(word: str) -> Iterable[str]:
    yield word
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


def _one_slip(typed: str, right: str) -> bool:
    """Transposed, doubled, missing or extra letter; another letter only in long words."""
    if len(typed) == len(right):
        wrong = [index for index in range(len(right)) if typed[index] != right[index]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            return typed[wrong[0]] == right[wrong[1]] and typed[wrong[1]] == right[wrong[0]]
        return len(wrong) == 1 and len(right) >= 6
    longer, shorter = (typed, right) if len(typed) > len(right) else (right, typed)
    if len(longer) - len(shorter) != 1 or not any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))):
        return False
    doubled = any(a == b for a, b in pairwise(longer))
    return len(right) >= 5 or (doubled and len(typed) > len(right))
