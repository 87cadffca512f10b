"""The offline designer: one message and what was said before in, one of four answers out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from core.answers import Answer, Context
from core.designer.grammar import coins, replies
from core.designer.grammar.complete import (
    Known,
    assume_chains,
    defaults,
    fill_tokens,
    one_clock,
    settle_chains,
    settle_sides,
    share_timeframes,
    spread,
    take_exits,
    tidy,
)
from core.designer.grammar.drafts import Draft, Rule, from_json, from_strategy, parts_of, to_config, to_json
from core.designer.grammar.edits import CORRECTS, Change, edit
from core.designer.grammar.filling import answered
from core.designer.grammar.focus import focus_of, known_from
from core.designer.grammar.grounding import unused
from core.designer.grammar.holes import Hole, holes, impossible
from core.designer.grammar.raw import LONGEST_TEXT, MOST_PIECES, cut
from core.designer.grammar.reading import Reading, read
from core.designer.grammar.refusals import refusals
from core.designer.grammar.revaluing import revalue
from core.designer.grammar.talk import is_question, small_talk
from core.designer.grammar.turning import picked, taken_back
from core.errors import InvalidStrategy
from core.trading.strategy import Strategy

MOST_UNDO = 50
HIGHEST_RSI = 100


def understand(text: str, context: Context) -> Answer:
    """The answer to one message."""
    if len(text) > LONGEST_TEXT:
        return _stay(context, "chat", replies.talk("too_long"))
    if len(cut(text)) > MOST_PIECES:
        return _stay(context, "chat", replies.talk("too_long"))
    reading = read(text)
    pending = context.pending or {}
    if pending.get("yes") and reading.marked("YES") and not reading.says_something and not reading.loose:
        reading = read(str(pending["yes"]))
    choice = picked(text, pending.get("offered") or ())
    if choice is not None:
        reading = read(choice)
    problems = refusals(reading)
    if problems:
        return _reject(context, problems)
    if reading.has("UNDO") and not reading.rules:
        return _undo(context)
    if is_question(reading):
        return _stay(context, "chat", replies.talk("question"))
    return _change(reading, context)


def _change(reading: Reading, context: Context) -> Answer:
    known = known_from(context)
    base, open_ = _base(reading, context)
    likely = _doubt_tokens(reading, base)
    before_it = base.copy()
    filled = answered(base, reading) if open_ else False
    change = Change(base)
    _add_rules(change, reading, known)
    if reading.says_something or not filled:
        change.draft, before = change.draft, change
        after = edit(change.draft, reading, known)
        change = Change(after.draft, [*before.asks, *after.asks], before.touched or after.touched)
    if change.draft.rules and not reading.rules:
        revalue(change, reading, focus_of(context))
    if not (change.touched or change.asks or filled or likely):
        back = taken_back(change.draft, reading, focus_of(context))
        change.touched, change.asks = back == [], back or []
    if not (change.touched or change.asks or filled or likely):
        return small_talk(reading, context)
    return _finish(change, before_it, reading, context, known, likely)


def _base(reading: Reading, context: Context) -> tuple[Draft, bool]:
    """What the message speaks about: the unfinished draft, or the current strategy."""
    pending = context.pending or {}
    if pending.get("draft") and not reading.rules:
        return from_json(pending["draft"]), True
    if reading.marked("RESET"):
        return Draft(), False
    return from_strategy(context.strategy), False


def _doubt_tokens(reading: Reading, base: Draft) -> list[str]:
    """Take back tokens that look like a slip of a well-known one; return what they may have meant."""
    doubted: list[str] = []
    for _, token in reading.spoken:
        meant = coins.likely(token)
        if meant and token not in base.tokens() and not (base.rules and holes(base)):
            doubted += [meant, token]
            _forget(reading, token)
    return list(dict.fromkeys(doubted))


def _forget(reading: Reading, token: str) -> None:
    reading.spoken = [(at, said) for at, said in reading.spoken if said != token]
    reading.loose = [atom for atom in reading.loose if atom.value != token]
    for atom in reading.stream:
        if atom.kind in ("COND", "ACT") and atom.value.token == token:
            atom.value.token = None
    groups = (*reading.clauses.lone_actions, *reading.clauses.lone_conditions)
    for part in (p for rule in reading.rules for p in parts_of(rule)):
        part.token = None if part.token == token else part.token
    for piece in (p for group in groups for p in group.pieces):
        piece.item.token = None if piece.item.token == token else piece.item.token


def _add_rules(change: Change, reading: Reading, known: Known) -> None:
    rules = [*reading.rules, *reading.exits]
    if not rules:
        return
    _carry_over(rules, change.draft, reading)
    if any(_either_of(rule) for rule in rules):
        change.asks.append("token")
    rules = spread(rules)
    fill_tokens(rules, reading, known)
    share_timeframes(rules, reading.frame)
    fresh = Draft(rules)
    one_clock(fresh.rules)
    tidy(fresh)
    old, change.draft.rules = change.draft.rules, []
    for rule in fresh.rules:
        _place(change, old, rule, reading)
    change.draft.rules = [*old, *change.draft.rules]
    change.touched = True
    take_exits(change.draft)


def _carry_over(rules: Sequence[Rule], base: Draft, reading: Reading) -> None:
    """`and sell it when it is above 70 on 1h`, where an RSI is watched: a level with candles is an RSI."""
    spans = reading.of("DUR")
    watched = base.of_type("rsi")
    levels = [c for rule in rules for c in rule.conditions if c.type == "price_level"]
    if (
        len(spans) != 1
        or len(levels) != 1
        or not watched
        or levels[0].fields.get("price", HIGHEST_RSI + 1) > HIGHEST_RSI
    ):
        return
    level = levels[0]
    level.type, level.reached = "rsi", False
    level.fields = {**watched[0].fields, "threshold": level.fields["price"], "direction": level.fields.get("direction")}
    level.fields["timeframe"] = spans[0].value.text() or ""
    reading.use(spans[0])


def _either_of(rule: Rule) -> bool:
    """`buy PEPE or DOGE when SHIB drops`: which of them?"""
    watched = {condition.token for condition in rule.conditions} - {None}
    return bool(watched) and any(a.also and a.also[0] == "|" and not watched <= set(a.also) for a in rule.actions)


def _place(change: Change, old: list[Rule], rule: Rule, reading: Reading) -> None:
    """Beside the rules there are, or in the place of the one it replaces."""
    alike = [r for r in old if _trade(r) == _trade(rule)]
    is_exit = any(
        c.entry or "timeframe" not in c.fields for c in rule.conditions if c.type in ("price_drop", "price_rise")
    )
    types = {condition.type for condition in rule.conditions}
    retold = len(alike) == 1 and reading.marked(*CORRECTS) and types == {c.type for c in alike[0].conditions}
    if not alike or reading.marked("ALSO") or (is_exit and _trade(rule)[0] == "sell" and not retold):
        change.draft.rules.append(rule)
    elif len(alike) == 1 and reading.marked(*CORRECTS):
        for condition in rule.conditions:
            before = next((c for c in alike[0].conditions if c.type == condition.type), None)
            condition.fields = {**before.fields, **condition.fields} if before else condition.fields
            condition.entry = condition.entry and before is None
        alike[0].conditions, alike[0].match = rule.conditions, rule.match
        alike[0].actions = rule.actions if any(a.sized for a in rule.actions) else alike[0].actions
    else:
        change.draft.rules.append(rule)
        change.asks.append("rule")


def _trade(rule: Rule) -> tuple[str, str | None]:
    return (rule.actions[0].type, rule.actions[0].token) if rule.actions else ("", None)


def _finish(
    change: Change, base: Draft, reading: Reading, context: Context, known: Known, likely: Sequence[str]
) -> Answer:
    draft = change.draft
    fill_tokens(draft.rules, reading, known)
    share_timeframes(draft.rules, reading.frame)
    take_exits(draft)
    settle_sides(draft)
    settle_chains(draft, reading, known)
    problems = impossible(draft)
    if problems:
        return _reject(context, problems)
    found = holes(draft)
    missing = list(dict.fromkeys([*(p.field for p in reading.unread), *change.asks, *(hole.field for hole in found)]))
    if missing:
        return _ask(draft if not (change.asks or reading.unread) else None, missing, found, reading, context, likely)
    lost = unused(reading, draft, base)
    if lost:
        reading.unread = lost
        return _ask(None, ["condition"], found, reading, context, likely)
    assumptions = [*assume_chains(draft), *defaults(draft)]
    try:
        strategy = Strategy.from_config(to_config(draft))
    except InvalidStrategy as error:
        return _reject(context, [f"{problem}." for problem in error.problems])
    return _ok(strategy, assumptions, context)


def _ok(strategy: Strategy, assumptions: Sequence[str], context: Context) -> Answer:
    if strategy == context.strategy:
        return Answer("ok", strategy, reply=replies.talk("same"), undo=context.undo)
    undo = (*context.undo, context.strategy)[-MOST_UNDO:]
    return Answer("ok", strategy, assumptions=tuple(assumptions), reply=replies.done(strategy), undo=undo)


def _ask(
    draft: Draft | None,
    missing: Sequence[str],
    found: Sequence[Hole],
    reading: Reading,
    context: Context,
    likely: Sequence[str],
) -> Answer:
    unread = [piece.text for piece in reading.unread]
    kept: dict[str, Any] | None = {"draft": to_json(draft)} if draft else _previous(context)
    offered = () if unread else replies.options(missing, found, likely)
    if kept and likely:
        kept["yes"] = likely[0]
    if kept and offered:
        kept["offered"] = [option.says for option in offered]
    text = replies.slip(likely[0], likely[1]) if likely and not unread else replies.question(missing, unread)
    return Answer(
        "ask", context.strategy, missing=tuple(missing), reply=text, options=offered, pending=kept, undo=context.undo
    )


def _previous(context: Context) -> dict[str, Any] | None:
    return dict(context.pending) if context.pending else None


def _reject(context: Context, problems: Sequence[str]) -> Answer:
    return replace(_stay(context, "reject", replies.refused(problems)), problems=tuple(problems))


def _stay(context: Context, status: Any, reply: str) -> Answer:
    return Answer(status, context.strategy, reply=reply, pending=context.pending, undo=context.undo)


def _undo(context: Context) -> Answer:
    if not context.undo or context.undo[-1] is None:
        return replace(_stay(context, "chat", replies.talk("nothing_to_undo")), pending=None)
    return Answer("ok", context.undo[-1], reply=replies.done(context.undo[-1]), undo=context.undo[:-1])
