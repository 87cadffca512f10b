"""The typed tokens a message is made of, and patterns over their kinds: a small finite-state grammar toolkit."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Atom:
    """One typed token or, after a reduction, a whole phrase: kind, value, and the raw words [start, end) it covers."""

    kind: str
    value: Any
    text: str
    start: int
    end: int


Build = Callable[["Match"], Any]
"""Makes the value of the phrase; None means: leave it as it was."""


@dataclass(frozen=True, slots=True)
class Match:
    """The atoms one pattern matched."""

    atoms: tuple[Atom, ...]

    def one(self, *kinds: str) -> Any:
        """The value of the first atom of these kinds, or None."""
        return next((atom.value for atom in self.atoms if atom.kind in kinds), None)

    def all(self, *kinds: str) -> list[Any]:
        """The values of all atoms of these kinds, in order."""
        return [atom.value for atom in self.atoms if atom.kind in kinds]

    def first(self, *kinds: str) -> Atom | None:
        """The first atom of these kinds, or None."""
        return next((atom for atom in self.atoms if atom.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        """Whether an atom of one of these kinds was matched."""
        return any(atom.kind in kinds for atom in self.atoms)


def constant(value: Any) -> Build:
    """Makes the same value of whatever matched."""
    return lambda _: value


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern over kinds (`"RSI CMP NUM DUR?"`), the kind it reduces to, and how its value is made."""

    kind: str
    pattern: str
    build: Build


ALIASES = {
    "MOVE": "(?:DOWN|UP)",
    "CMP": "(?:ABOVE|BELOW)",
    "NUMBER": "(?:NUM|PCT|MONEY)",
    "BREAK": "(?:COMMA|STOP|COLON|ARROW|DASH|OPEN|CLOSE)",
    "TRADE": "(?:BUY|SELL)",
}
_codes: dict[str, str] = {}


def reduce(atoms: Sequence[Atom], phrases: Sequence[Phrase]) -> list[Atom]:
    """Replace what the phrases match, phrase by phrase in order of their priority, each from left to right."""
    stream = list(atoms)
    kinds = kinds_of(stream)
    for phrase in phrases:
        hits = [hit for hit in _compiled(phrase.pattern).finditer(kinds) if hit.start() < hit.end()]
        if hits and _replaced(stream, phrase, hits):
            kinds = kinds_of(stream)
    return stream


def _replaced(stream: list[Atom], phrase: Phrase, hits: list[re.Match[str]]) -> bool:
    """Replace the hits in place, from the last to the first; whether any was."""
    changed = False
    for hit in reversed(hits):
        part = stream[hit.start() : hit.end()]
        value = phrase.build(Match(tuple(part)))
        if value is not None:
            text = " ".join(atom.text for atom in part)
            stream[hit.start() : hit.end()] = [Atom(phrase.kind, value, text, part[0].start, part[-1].end)]
            changed = True
    return changed


def kinds_of(stream: Sequence[Atom]) -> str:
    """One character per atom, so that patterns of kinds are ordinary regular expressions."""
    return "".join(code(atom.kind) for atom in stream)


def code(kind: str) -> str:
    """The character that stands for a kind."""
    return _codes.setdefault(kind, chr(0xE000 + len(_codes)))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    expanded = re.sub("[A-Z_]+", lambda name: ALIASES.get(name[0], name[0]), pattern)
    return re.compile(re.sub("[A-Z_]+", lambda name: code(name[0]), expanded).replace(" ", ""))
