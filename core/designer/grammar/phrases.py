"""From typed words to conditions, actions, exits and what joins them."""

from core.designer.grammar.actions import ACTIONS, AMOUNTS, PASSIVE, UNSPOKEN
from core.designer.grammar.atoms import Atom, Match, Phrase, constant, reduce
from core.designer.grammar.ellipsis import both_ways, by_the_day, carried, continued, elided, recrossed, repeated
from core.designer.grammar.indicators import INDICATORS, RSI_VAGUE
from core.designer.grammar.moves import CONDITIONS, SCHEDULES, VAGUE_CONDITIONS
from core.designer.grammar.resolve import resolve
from core.designer.grammar.risk import EXITS, OPEN_EXITS
from core.designer.grammar.scan import Scan
from core.designer.grammar.stories import without_stories

Chains = list[tuple[str | None, str]]
"""The chains named, each with the token right before it."""


def _tokens(match: Match) -> tuple[str, ...]:
    """Several tokens; a leading `&` says that all of them are meant together."""
    return ("&" if match.has("AND") else "|", *match.all("TOKEN"))


_LISTS = (
    Phrase("TOKEN", "TOKEN (?:COMMA? (?:AND|OR)? TOKEN)* COMMA? (?:AND|OR) TOKEN", _tokens),
    Phrase("DOWN", "DOWN AND DOWN", lambda match: match.atoms[-1].value),
    Phrase("UP", "UP AND UP", lambda match: match.atoms[-1].value),
    Phrase("SELL", "TP(?=WHEN|FRACTION)", constant("take profit")),
    Phrase("EVERYWHERE", "FRACTION(?=DUR)", lambda match: match.one("FRACTION") == 100 or None),
)


def phrases(found: Scan) -> tuple[list[Atom], Chains]:
    """The message as a stream of items (COND, ACT, RISK, …), joints and what could not be read; and its chains."""
    stream, chains = _chains(without_stories(resolve(found), found))
    stream = reduce(both_ways(stream), EXITS)
    stream = reduce(stream, (*_LISTS, *INDICATORS, *SCHEDULES))
    stream = recrossed(carried(stream))
    stream = elided(reduce(stream, (*CONDITIONS, *RSI_VAGUE, *VAGUE_CONDITIONS)))
    stream = by_the_day(stream, found.raws)
    stream = repeated(reduce(stream, (*AMOUNTS, *PASSIVE, *ACTIONS, *UNSPOKEN, *OPEN_EXITS)))
    return continued(stream), chains


def _chains(stream: list[Atom]) -> tuple[list[Atom], Chains]:
    """Take out the chains, each with the token right before it."""
    kept: list[Atom] = []
    chains: Chains = []
    for atom in stream:
        if atom.kind == "CHAIN":
            beside = kept[-2:-1] if kept and kept[-1].kind == "OPEN" else kept[-1:]
            before = beside[0] if beside and beside[0].kind == "TOKEN" else None
            chains.append((before.value if before else None, str(atom.value)))
        elif atom.kind == "CLOSE" and kept and kept[-1].kind == "OPEN":
            kept.pop()
        else:
            kept.append(atom)
    return kept, chains
