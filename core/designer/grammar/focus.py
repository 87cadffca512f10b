"""What was spoken of last: the token "it" means, the field "make it 7%" means, the chain the person named."""

from dataclasses import dataclass
from functools import lru_cache

from core.answers import Context
from core.designer.grammar.complete import Known
from core.designer.grammar.drafts import Rule, from_json
from core.designer.grammar.raw import LONGEST_TEXT
from core.designer.grammar.reading import Reading, read
from core.designer.grammar.risk import exit_from

_LOOK_BACK = 8


@dataclass(frozen=True, slots=True)
class Gist:
    """What an earlier message was about."""

    token: str | None
    chain: str | None
    field: str | None
    said: bool
    """Whether it said anything about a strategy."""


def known_from(context: Context) -> Known:
    """Token and chains of the current strategy or of the draft being asked about."""
    strategy = context.strategy
    draft = (context.pending or {}).get("draft")
    tokens = list(from_json(draft).tokens()) if draft else []
    if strategy is not None:
        tokens = tokens or list(strategy.tokens())
    chains = {token: strategy.chain_of(token) for token in strategy.tokens()} if strategy else {}
    gists = _gists(context)
    spoken = next((gist.token for gist in gists if gist.token), None)
    token = tokens[0] if len(tokens) == 1 else spoken or (tokens[-1] if tokens else None)
    return Known(token, chains, next((gist.chain for gist in gists if gist.chain), None))


def focus_of(context: Context) -> str | None:
    """The one field the latest message that said something was about: a risk key, a condition type, or `amount`."""
    return next((gist.field for gist in _gists(context) if gist.said), None)


def _gists(context: Context) -> list[Gist]:
    """The gists of the person's last messages, newest first."""
    texts = [
        message.text for message in context.history if message.role == "user" and len(message.text) <= LONGEST_TEXT
    ]
    return [_gist(text) for text in texts[: -_LOOK_BACK - 1 : -1]]


@lru_cache(maxsize=2048)
def _gist(text: str) -> Gist:
    reading = read(text)
    token = reading.spoken[-1][1] if reading.spoken else None
    return Gist(token, reading.chain, _field(reading), reading.says_something or _field(reading) is not None)


def _exit_field(rule: Rule) -> str | None:
    """`sell it at 15% profit` is about the take profit."""
    if len(rule.conditions) != 1 or len(rule.actions) != 1 or rule.actions[0].type != "sell":
        return None
    condition = rule.conditions[0]
    moved = condition.type in ("price_drop", "price_rise") and "timeframe" not in condition.fields
    return next(iter(exit_from(condition, rule.actions[0]) or ()), None) if moved else None


def _field(reading: Reading) -> str | None:
    if reading.rules:
        return _exit_field(reading.rules[0]) if len(reading.rules) == 1 else None
    clauses = reading.clauses
    if {atom.kind for atom in reading.loose} == {"DUR"} and not reading.says_something:
        return "timeframe"
    named = [key for key in reading.risk if key != "targets"]
    named += [piece.item.type for group in clauses.lone_conditions for piece in group.pieces]
    named += [
        "amount" for group in clauses.lone_actions for piece in group.pieces if getattr(piece.item, "sized", False)
    ]
    return named[0] if len(named) == 1 else None
