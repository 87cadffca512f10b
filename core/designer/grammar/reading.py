"""What one message says: rules, exits, lone values, what is to be removed, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.designer.grammar.atoms import Atom
from core.designer.grammar.attaching import attach
from core.designer.grammar.clauses import Clauses, clauses
from core.designer.grammar.drafts import Rule
from core.designer.grammar.phrases import phrases
from core.designer.grammar.scan import Scan, scan
from core.designer.grammar.setting_aside import (
    cut_frame,
    cut_removals,
    without_headers,
    without_musings,
    without_the_old,
)
from core.designer.grammar.unread import Unread, unread


@dataclass(slots=True)
class Reading:
    """A message understood as far as it goes."""

    text: str
    scan: Scan
    stream: list[Atom]
    clauses: Clauses
    risk: dict[str, Any] = field(default_factory=dict)
    exits: list[Rule] = field(default_factory=list)
    drops: tuple[str, ...] = ()
    removals: list[list[Atom]] = field(default_factory=list)
    loose: list[Atom] = field(default_factory=list)
    """Amounts, durations, tokens, sides that belong to no rule of this message."""
    chains: dict[str, str] = field(default_factory=dict)
    chain: str | None = None
    spoken: list[tuple[int, str]] = field(default_factory=list)
    """Tokens in the order they were said, with their places."""
    unread: list[Unread] = field(default_factory=list)
    frame: str | None = None
    """A timeframe said for the whole message ("on the 4h chart: …")."""
    meant: list[Atom] = field(default_factory=list)
    """The stream before removals were cut out of it: everything that is not a story."""

    @property
    def rules(self) -> list[Rule]:
        return self.clauses.rules

    def marked(self, *kinds: str) -> bool:
        return any(self.scan.marked(kind) for kind in kinds)

    def has(self, *kinds: str) -> bool:
        return any(atom.kind in kinds for atom in self.stream)

    def of(self, *kinds: str) -> list[Atom]:
        return [atom for atom in self.loose if atom.kind in kinds]

    def use(self, atom: Atom) -> None:
        """Note that a loose atom found its meaning."""
        self.loose = [other for other in self.loose if other is not atom]
        self.unread = [piece for piece in self.unread if not atom.start <= piece.at < atom.end]

    @property
    def says_something(self) -> bool:
        """Whether anything about a strategy was said at all."""
        lone = self.clauses.lone_actions or self.clauses.lone_conditions
        return bool(self.rules or lone or self.risk or self.exits or self.drops or self.removals)


def read(text: str) -> Reading:
    """Read one message."""
    found = scan(text)
    stream, chains = phrases(found)
    frame, meant = cut_frame(stream), list(stream)
    stream, removals = cut_removals(without_musings(without_headers(stream)))
    attach(stream)
    stream = without_the_old(stream, found)
    also = [atom.start for atom in found.marks.get("ALSO", ())]
    reading = Reading(text, found, stream, clauses(stream, also=also), removals=removals, frame=frame, meant=meant)
    reading.chains = {token: chain for token, chain in chains if token}
    reading.chain = chains[0][1] if chains else None
    _collect(reading)
    reading.unread = unread(stream, found)
    return reading


def _collect(reading: Reading) -> None:
    for atom in reading.stream:
        match atom.kind:
            case "RISK":
                _add_risk(reading.risk, atom.value)
            case "RULE_ITEM":
                reading.exits.append(atom.value)
            case "DROP_RISK":
                reading.drops += atom.value
            case kind if kind not in ("COND", "ACT"):
                reading.loose.append(atom)
    reading.spoken = sorted(_spoken(reading.stream)) or _told(reading.scan)


def _add_risk(risk: dict[str, Any], update: Mapping[str, Any]) -> None:
    for key, value in update.items():
        if key == "targets":
            risk[key] = [*risk.get(key, []), *value]
        elif value is not None or key not in risk:
            risk[key] = value


def _spoken(stream: list[Atom]) -> list[tuple[int, str]]:
    spoken: list[tuple[int, str]] = []
    for atom in stream:
        value = atom.value
        if atom.kind in ("COND", "ACT") and value.token:
            spoken.append((atom.start, value.token))
        elif atom.kind == "RULE_ITEM":
            spoken += [(atom.start, c.token) for c in value.conditions if c.token]
        elif atom.kind == "TOKEN":
            spoken += [(atom.start, token) for token in (value[1:] if isinstance(value, tuple) else (value,))]
    return spoken


def _told(found: Scan) -> list[tuple[int, str]]:
    """A token of a story, where no other is spoken of: "my barber told me about BONK. buy 10% of it"."""
    named = (atom for atom in found.atoms if atom.kind in ("TOKEN", "NAME") and isinstance(atom.value, str))
    return [(atom.start, atom.value) for atom in named]
