"""A word where it stands: what a double meaning is settled by."""

from dataclasses import dataclass

from core.designer.grammar.atoms import Atom
from core.designer.grammar.raw import Raw

EXITS = frozenset(["SL", "TP", "TRAIL", "HOLD_MAX", "ENTRIES", "RULE"])
INDICATORS = frozenset(
    ["RSI", "MACD", "EMA", "SMA", "BOLLINGER", "GOLDEN", "DEATH", "OVERSOLD", "OVERBOUGHT", "UPPER", "LOWER_BAND"]
)
TOKENS = frozenset(["TOKEN", "NAME"])


@dataclass(frozen=True, slots=True)
class Place:
    """One atom among the others, and the raw words it was typed from."""

    atoms: list[Atom]
    index: int
    raws: list[Raw]

    @property
    def atom(self) -> Atom:
        return self.atoms[self.index]

    @property
    def text(self) -> str:
        return self.atom.text.lower()

    @property
    def before(self) -> str:
        """The kind of the atom before."""
        return self.kind(-1)

    @property
    def after(self) -> str:
        """The kind of the atom behind."""
        return self.kind(1)

    @property
    def word_before(self) -> str:
        return self.word(self.atom.start - 1)

    @property
    def word_after(self) -> str:
        return self.word(self.atom.end)

    def kind(self, offset: int) -> str:
        """The kind of the atom so many places on; empty where there is none."""
        index = self.index + offset
        return self.atoms[index].kind if 0 <= index < len(self.atoms) else ""

    def kinds(self, count: int) -> list[str]:
        """The kinds of the next atoms."""
        return [self.kind(offset) for offset in range(1, count + 1)]

    def past(self, count: int) -> set[str]:
        """The kinds of the last atoms before this one."""
        return {atom.kind for atom in self.atoms[max(0, self.index - count) : self.index]}

    def word(self, index: int) -> str:
        return self.raws[index].norm if 0 <= index < len(self.raws) else ""

    def meant(self, kind: str, value: object = None) -> Atom:
        """The same word with another meaning."""
        atom = self.atom
        return Atom(kind, atom.value if value is None else value, atom.text, atom.start, atom.end)
