"""A message cut into words, with the lexicon of its languages: what the readers of single words look at."""

from dataclasses import dataclass

from core.designer.grammar.atoms import Atom
from core.designer.grammar.lexicon import Entry, Lexicon
from core.designer.grammar.raw import Raw, made


@dataclass(frozen=True, slots=True)
class Text:
    """The raw words, their normal forms, and what is known about the message as a whole."""

    raws: list[Raw]
    norms: list[str]
    words: Lexicon
    shouted: bool = False
    """Written in capitals: they say nothing then."""
    meant: frozenset[str] = frozenset()
    """Tickers that are everyday words too and were surely meant as coins."""

    def norm(self, at: int) -> str:
        return self.norms[at] if 0 <= at < len(self.norms) else ""

    def raw(self, at: int) -> Raw | None:
        return self.raws[at] if 0 <= at < len(self.raws) else None

    def is_kind(self, at: int, *kinds: str) -> bool:
        raw = self.raw(at)
        return raw is not None and raw.kind in kinds

    def glued(self, at: int) -> bool:
        """Whether there is a word here without a space before it."""
        raw = self.raw(at)
        return raw is not None and raw.glued

    def entry(self, at: int) -> Entry | None:
        """The longest phrase of the lexicon that starts here."""
        return self.words.longest(self.norms, at) if at < len(self.norms) else None

    def made(self, kind: str, value: object, start: int, end: int) -> Atom:
        return made(self.raws, kind, value, start, end)
