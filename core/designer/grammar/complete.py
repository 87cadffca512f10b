"""Fills what convention fills: whose token, which chain, which timeframe, exits said as sales."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.designer.grammar import coins
from core.designer.grammar.drafts import HOME, Act, Cond, Draft, Rule, parts, parts_of
from core.designer.grammar.reading import Reading
from core.designer.grammar.risk import exit_from
from core.wording.catalogue import words


@dataclass(slots=True)
class Known:
    """What earlier messages settled."""

    token: str | None = None
    chains: dict[str, str] = field(default_factory=dict)
    """Chains of the tokens of the current strategy."""
    named_chain: str | None = None
    """The chain the person named in this conversation."""


def fill_tokens(rules: Sequence[Rule], reading: Reading, known: Known) -> None:
    """ "It" is the token last spoken of; before any was, the one spoken of next."""
    for rule in rules:
        own = next((c.token for c in rule.conditions if c.token), None)
        acted = next((a.token for a in rule.actions if a.token), None)
        for condition in rule.conditions:
            if condition.type == "schedule":
                condition.token = condition.token or own or acted
            condition.token = (
                condition.token or _near(reading, condition.at) or acted or own or _next(reading) or known.token
            )
        for action in rule.actions:
            mine = own or (rule.conditions[0].token if rule.conditions else None)
            action.token = action.token or mine or _near(reading, action.at) or _next(reading) or known.token


def _near(reading: Reading, at: int) -> str | None:
    return next((token for place, token in reversed(reading.spoken) if place <= at), None)


def _next(reading: Reading) -> str | None:
    return reading.spoken[0][1] if reading.spoken else None


def spread(rules: list[Rule]) -> list[Rule]:
    """`if DOGE or SHIB drops 5% buy`: one rule for each token."""
    result: list[Rule] = []
    for rule in rules:
        listed = next((p.also for p in parts_of(rule) if p.also), ())
        watched = next((c.also for c in rule.conditions if c.also), ())
        if watched and rule.actions and all(action.token for action in rule.actions):
            result += _watching(rule, watched)
        else:
            result += [_for_token(rule, token) for token in listed[1:]] if listed else [rule]
    return result


def _watching(rule: Rule, listed: tuple[str, ...]) -> list[Rule]:
    """`when BTC and ETH drop 5% buy SOL`: one rule that watches both."""
    conditions: list[Cond] = []
    for condition in rule.conditions:
        tokens = listed[1:] if condition.also else (condition.token,)
        conditions += [replace(condition, token=token, fields=dict(condition.fields), also=()) for token in tokens]
    if listed[0] == "&":
        return [Rule(conditions, rule.actions, "all")]
    return [Rule([condition], [replace(a) for a in rule.actions]) for condition in conditions]


def _for_token(rule: Rule, token: str) -> Rule:
    conditions = [replace(c, token=token, fields=dict(c.fields), also=()) for c in rule.conditions]
    return Rule(conditions, [replace(a, token=token, also=()) for a in rule.actions], rule.match)


def share_timeframes(rules: Sequence[Rule], frame: str | None) -> None:
    """A timeframe said once for joined conditions counts for each of them that has none."""
    for rule in rules:
        timed = [c for c in rule.conditions if c.timed and not c.entry]
        said = {c.fields["timeframe"] for c in timed if c.fields.get("timeframe")}
        shared = frame or (said.pop() if len(said) == 1 and len(timed) > 1 else None)
        for condition in timed:
            if shared and "timeframe" not in condition.fields:
                condition.fields["timeframe"] = shared


def take_exits(draft: Draft) -> None:
    """Sales of what is bought here, at a gain or a loss and over no timeframe, become exits."""
    kept: list[Rule] = []
    for rule in draft.rules:
        found = _exit(rule, draft)
        if found is None:
            kept.append(rule)
            continue
        for key, value in found.items():
            draft.risk[key] = [*draft.risk.get(key, []), *value] if key == "targets" else value
    draft.rules = kept


def _exit(rule: Rule, draft: Draft) -> dict[str, Any] | None:
    if len(rule.actions) != 1 or rule.actions[0].type != "sell" or not rule.conditions:
        return None
    action = rule.actions[0]
    moves = [
        c
        for c in rule.conditions
        if c.type in ("price_drop", "price_rise") and (c.entry or "timeframe" not in c.fields)
    ]
    if len(moves) != len(rule.conditions) or (len(moves) > 1 and rule.match == "all"):
        return None
    if any(c.token not in (None, action.token) for c in moves):
        return None
    if not (draft.buys(action.token) or any(c.entry for c in moves)):
        return None
    exits: dict[str, Any] = {}
    for condition in moves:
        one = exit_from(condition, action)
        if one is None or (condition.fields.get("threshold") is None and len(moves) > 1):
            return None
        exits.update(one)
    return exits


def settle_sides(draft: Draft) -> None:
    """A price that is "hit" is met from below by who sells."""
    for rule in draft.rules:
        if rule.actions and all(action.type == "sell" for action in rule.actions):
            for condition in rule.conditions:
                if condition.reached and not condition.fields.get("direction"):
                    condition.fields["direction"] = "above"


def settle_chains(draft: Draft, reading: Reading, known: Known) -> None:
    """The chain named for a token, else the one it had."""
    for part in parts(draft):
        token = part.token or ""
        named = reading.chains.get(token) or (reading.chain if len(draft.tokens()) == 1 or not reading.chains else None)
        stays = known.chains.get(token) or known.named_chain
        if isinstance(part, Cond):
            part.chain = named or stays or part.chain


def assume_chains(draft: Draft) -> list[str]:
    """The home of each token whose chain was never said, else bsc; tell which."""
    told: list[str] = []
    for condition in draft.conditions():
        if condition.chain is None:
            condition.chain = coins.home(condition.token or "") or HOME
            told.append(words("assumed.chain", token=condition.token or "", chain=condition.chain))
    return list(dict.fromkeys(told))


def defaults(draft: Draft) -> list[str]:
    """Put in what was not said and is usual; tell what it was."""
    told: list[str] = []
    for condition in draft.conditions():
        if condition.timed and "timeframe" not in condition.fields:
            condition.fields["timeframe"] = "1h"
            told.append(words("assumed.timeframe"))
    for action in draft.actions():
        told += _default_amount(action)
    return list(dict.fromkeys(told))


def _default_amount(action: Act) -> list[str]:
    if action.type not in ("buy", "sell") or action.sized or action.coins:
        return []
    action.amount_percent = 10 if action.type == "buy" else 100
    return [words("assumed.buy")] if action.type == "buy" else [words("assumed.sell")]


def one_clock(rules: Sequence[Rule]) -> None:
    """`weekly … on fridays` is one clock, said in two breaths."""
    for rule in rules:
        clocks = [c for c in rule.conditions if c.type == "schedule"]
        for other in clocks[1:]:
            clocks[0].fields = {**other.fields, **clocks[0].fields}
        rule.conditions = [c for c in rule.conditions if c.type != "schedule" or c is clocks[0]]


def tidy(draft: Draft) -> None:
    """Several single conditions with the same actions are one rule in which any may become true."""
    rules: list[Rule] = []
    for rule in draft.rules:
        before = rules[-1] if rules else None
        if (
            before
            and _any(before)
            and _any(rule)
            and before.actions == rule.actions
            and rule.conditions[0].token == before.conditions[0].token
        ):
            before.conditions += [c for c in rule.conditions if c not in before.conditions]
        else:
            rules.append(rule)
    for rule in rules:
        rule.match = rule.match if len(rule.conditions) > 1 else "any"
    draft.rules = rules


def _any(rule: Rule) -> bool:
    return bool(rule.conditions) and (rule.match == "any" or len(rule.conditions) == 1)
