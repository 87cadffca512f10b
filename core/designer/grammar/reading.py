"""What one message says: rules, exits, lone values, what is to be removed, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.designer.grammar.atoms import Atom
from core.designer.grammar.clauses import Clauses, clauses
from core.designer.grammar.drafts import Act, Cond, Rule
from core.designer.grammar.joints import UNSURE
from core.designer.grammar.phrases import phrases
from core.designer.grammar.scan import Scan, scan
from core.designer.grammar.spans import Span
from core.designer.grammar.unread import Unread, unread

_ITEMS = frozenset(["COND", "ACT", "RISK", "RULE_ITEM", "DROP_RISK"])


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
        c = self.clauses
        return bool(
            c.rules or c.lone_actions or c.lone_conditions or self.risk or self.exits or self.drops or self.removals
        )


def read(text: str) -> Reading:
    """Read one message."""
    found = scan(text)
    stream, chains = phrases(found)
    frame = _frame(stream) or _last_frame(stream)
    meant = list(stream)
    stream, removals = _removals(_without_musings(_without_headers(stream)))
    _attach_levels(stream)
    _attach_amounts(stream)
    _imply_buys(stream)
    _attach_spans(stream)
    _attach_settings(stream)
    stream = _without_the_old(stream, found)
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
    reading.spoken = sorted(_spoken(reading.stream))
    if not reading.spoken:
        told = (atom for atom in reading.scan.atoms if atom.kind in ("TOKEN", "NAME") and isinstance(atom.value, str))
        reading.spoken = [(atom.start, atom.value) for atom in told]


def _add_risk(risk: dict[str, Any], update: Mapping[str, Any]) -> None:
    for key, value in update.items():
        if key == "targets":
            risk[key] = [*risk.get(key, []), *value]
        elif value is not None or key not in risk:
            risk[key] = value


def _without_headers(stream: list[Atom]) -> list[Atom]:
    """`scaling out of SOL: …`: what a message is about, before it says how."""
    acts = [(i, atom) for i, atom in enumerate(stream) if atom.kind == "ACT"]
    if len(acts) < 2 or any(atom.kind in _ITEMS for atom in stream[: acts[0][0]]):
        return stream
    at, head = acts[0]
    heads = not head.value.sized and (stream[at + 1].kind == "COLON" or head.text.endswith(":")) and head.value.type in {a.value.type for _, a in acts[1:]}
    if not heads:
        return stream
    named = [Atom("TOKEN", head.value.token, head.text, head.start, head.end)] if head.value.token else []
    return [*stream[:at], *named, *stream[at + 1 :]]


def _without_musings(stream: list[Atom]) -> list[Atom]:
    """Talk about the market ("DOGE always dumps when I sleep") beside an instruction in another sentence is no condition."""
    sentences = _sentences(stream)
    if not any(atom.kind in ("ACT", "RISK") for atom in stream):
        return stream
    return [atom for sentence in sentences for atom in sentence if not _muses(sentence) or atom.kind in ("STOP", "NEWLINE")]


def _sentences(stream: list[Atom]) -> list[list[Atom]]:
    sentences: list[list[Atom]] = [[]]
    for atom in stream:
        sentences[-1].append(atom)
        if atom.kind in ("STOP", "NEWLINE"):
            sentences.append([])
    return sentences


def _muses(sentence: list[Atom]) -> bool:
    conditions = [atom.value for atom in sentence if atom.kind == "COND"]
    if not conditions or any(atom.kind in ("ACT", "RISK", "ONLY_IF", "RULE_ITEM", "REMOVE", "AMT") for atom in sentence):
        return False
    if sentence[0].kind in ("AND", "OR"):
        return False
    vague = all(not {"threshold", "price"} & set(c.fields) and c.type in UNSURE for c in conditions)
    return vague and any(atom.kind == "WORD" for atom in sentence)


def _spoken(stream: list[Atom]) -> list[tuple[int, str]]:
    spoken: list[tuple[int, str]] = []
    for atom in stream:
        value = atom.value
        if atom.kind in ("COND", "ACT") and value.token:
            spoken.append((atom.start, value.token))
        elif atom.kind == "RULE_ITEM":
            spoken += [(atom.start, c.token) for c in value.conditions if c.token]
        elif atom.kind == "TOKEN":
            spoken += [(atom.start, t) for t in (value[1:] if isinstance(value, tuple) else (value,))]
    return spoken


def _frame(stream: list[Atom]) -> str | None:
    """A timeframe before everything else holds for the whole message."""
    for index, atom in enumerate(stream):
        if atom.kind in _ITEMS or atom.kind == "NO":
            return None
        if atom.kind == "DUR":
            after = stream[index + 1].kind if index + 1 < len(stream) else ""
            if after in ("COLON", "COMMA", "DASH", "ARROW"):
                span = stream.pop(index).value
                return span.text() if isinstance(span, Span) else None
            return None
    return None


def _last_frame(stream: list[Atom]) -> str | None:
    """`…, 15 min chart`: a timeframe that ends a message of several rules and stands apart from them."""
    ends = [i for i, atom in enumerate(stream) if atom.kind not in ("STOP", "NEWLINE", "CLOSE")]
    rules = sum(atom.kind == "COND" for atom in stream)
    if rules < 2 or not ends or stream[ends[-1]].kind != "DUR" or not ends[-1] or stream[ends[-1] - 1].kind not in ("COMMA", "STOP", "NEWLINE"):
        return None
    value = stream[ends[-1]].value
    return value.text() if isinstance(value, Span) else None


def _without_the_old(stream: list[Atom], found: Scan) -> list[Atom]:
    """What follows "instead of" is what there was; it is dropped where the same kind of thing was said before it."""
    stream = _without_the_denied(stream)
    for mark in found.marks.get("INSTEAD", ()):
        if not mark.text.lower().endswith((" of", " than", " de")):
            continue
        old = next((atom for atom in stream if atom.start >= mark.end), None)
        said = {atom.kind for atom in stream if atom.end <= mark.start}
        if old is not None and (old.kind in said or old.kind == "ACT") and old.kind in ("ACT", "COND", "AMT", "DUR", "NUM"):
            stream = [atom for atom in stream if atom is not old]
    return stream


def _without_the_denied(stream: list[Atom]) -> list[Atom]:
    """`in 2 hours, not one`: a figure behind a "not" is what there was."""
    kept: list[Atom] = []
    index = 0
    while index < len(stream):
        denied = stream[index].kind == "NO" and [atom.kind for atom in stream[index + 1 : index + 2]] in (["NUM"], ["AMT"], ["DUR"])
        after = stream[index + 2].kind if index + 2 < len(stream) else "STOP"
        if denied and after in ("STOP", "COMMA", "NEWLINE") and any(atom.kind in ("NUM", "AMT", "DUR") for atom in kept[-2:]):
            index += 2
        else:
            kept.append(stream[index])
            index += 1
    return kept


def _removals(stream: list[Atom]) -> tuple[list[Atom], list[list[Atom]]]:
    """Cut out each "remove …" with what it names."""
    kept: list[Atom] = []
    removals: list[list[Atom]] = []
    open_removal = False
    for atom in stream:
        if atom.kind == "REMOVE":
            removals.append([])
            open_removal = True
        elif open_removal and (
            atom.kind in ("COMMA", "STOP", "NEWLINE", "SO", "WHEN", "COLON") or (atom.kind == "AND" and removals[-1])
        ):
            open_removal = False
            kept.append(atom)
        elif open_removal:
            removals[-1].append(atom)
        else:
            kept.append(atom)
    return kept, [removal for removal in removals if removal]


def _attach_levels(stream: list[Atom]) -> None:
    """`a dip buyer for INJ, 4% in 30m`: how far and how fast, said apart from the move."""
    moves = [atom.value for atom in stream if atom.kind == "COND" and atom.value.type in ("price_drop", "price_rise", "volume_spike")]
    pairs = [i for i in range(len(stream) - 1) if _is_level(stream[i]) and stream[i + 1].kind == "DUR"]
    if len(moves) != 1 or len(pairs) != 1 or {"threshold", "timeframe"} & set(moves[0].fields):
        return
    share, span = stream[pairs[0] : pairs[0] + 2]
    moves[0].fields |= {"threshold": abs(share.value["amount_percent"]), "timeframe": span.value.text() or ""}
    del stream[pairs[0] : pairs[0] + 2]


def _is_level(atom: Atom) -> bool:
    return atom.kind == "AMT" and atom.value.get("amount_percent") is not None and not atom.value["sized"]


def _attach_amounts(stream: list[Atom]) -> None:
    """Give each lone amount to the action it sizes: the one before it, else the one after it."""
    for index in range(len(stream) - 1, -1, -1):
        atom = stream[index]
        if atom.kind != "AMT" or not _sizes(stream, index):
            continue
        act = _open_act(reversed(stream[:index])) or _open_act(stream[index + 1 :])
        if act is not None:
            act.amount_percent, act.amount_usd = atom.value.get("amount_percent"), atom.value.get("amount_usd")
            del stream[index]


def _imply_buys(stream: list[Atom]) -> None:
    """`drops 5% → 7% of my cash`: cash that sizes nothing said is a buy."""
    if any(atom.kind == "ACT" for atom in stream) or not any(atom.kind == "COND" for atom in stream):
        return
    for index, atom in enumerate(stream):
        if atom.kind == "AMT" and atom.value.get("cash"):
            act = Act("buy", None, None, atom.value.get("amount_percent"), atom.value.get("amount_usd"), weak=True, at=atom.start)
            stream[index] = Atom("ACT", act, atom.text, atom.start, atom.end)
            return


def _sizes(stream: list[Atom], index: int) -> bool:
    """Whether an amount stands where it can mean a size, not inside a story."""
    segment = _segment(stream, index)
    if any(atom.kind in ("ACT", "COND", "RISK") for atom in segment):
        return True
    return not any(atom.kind in ("WORD", "NUM") for atom in segment)


def _segment(stream: list[Atom], index: int) -> list[Atom]:
    breaks = ("COMMA", "STOP", "NEWLINE", "SO")
    start = max((i + 1 for i in range(index) if stream[i].kind in breaks), default=0)
    end = next((i for i in range(index, len(stream)) if stream[i].kind in breaks), len(stream))
    return stream[start:end]


def _open_act(stream: Any) -> Act | None:
    for atom in stream:
        if atom.kind == "ACT" and atom.value.type in ("buy", "sell"):
            act: Act = atom.value
            return None if act.sized or act.coins else act
    return None


def _attach_spans(stream: list[Atom]) -> None:
    """Give each lone duration to the condition it times: the one before it, else the one after it."""
    for index in range(len(stream) - 1, -1, -1):
        atom = stream[index]
        if atom.kind != "DUR" or not isinstance(atom.value, Span) or (index and stream[index - 1].kind == "OR"):
            continue
        cond = _untimed(reversed(stream[:index])) or _untimed(stream[index + 1 :])
        if cond is not None:
            cond.fields["timeframe"] = atom.value.text() or ""
            del stream[index]


def _untimed(stream: Any) -> Cond | None:
    for atom in stream:
        if atom.kind in ("STOP", "NEWLINE"):
            return None
        if atom.kind == "COND" and atom.value.timed:
            cond: Cond = atom.value
            return None if "timeframe" in cond.fields or cond.entry else cond
    return None


def _attach_settings(stream: list[Atom]) -> None:
    settings = next((atom for atom in stream if atom.kind == "MACD_SET"), None)
    if settings is None:
        return
    for atom in stream:
        if atom.kind == "COND" and atom.value.type == "macd_cross":
            atom.value.fields.update(zip(("fast", "slow", "signal"), settings.value, strict=False))
    stream.remove(settings)
