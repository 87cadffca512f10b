"""Changes to a strategy that is already there: an edit changes only what it names."""

from dataclasses import dataclass, field

from core.designer.grammar.complete import Known, fill_tokens, spread
from core.designer.grammar.drafts import Act, Cond, Draft, Rule, parts
from core.designer.grammar.holes import overlap
from core.designer.grammar.joints import Group, alternatives, joined_actions
from core.designer.grammar.reading import Reading
from core.designer.grammar.removals import removed
from core.designer.grammar.turning import trail

CORRECTS = ("ACTUALLY", "EDIT", "INSTEAD")


@dataclass(slots=True)
class Change:
    """What an edit did: the draft it made, and what it could not decide."""

    draft: Draft
    asks: list[str] = field(default_factory=list)
    touched: bool = False


def edit(base: Draft, reading: Reading, known: Known) -> Change:
    """Apply to `base` what the message says beside whole rules."""
    change = Change(base)
    _remove(change, reading)
    _exits(change, reading)
    _hush(change, reading)
    if _another(change, reading):
        return change
    for group in reading.clauses.lone_actions:
        _actions(change, group, reading)
    for group in reading.clauses.lone_conditions:
        _conditions(change, group, reading, known)
    return change


def _hush(change: Change, reading: Reading) -> None:
    """`no notification please`: the push goes, or becomes a line in the log."""
    if not reading.has("NO_PUSH") or reading.rules:
        return
    for rule in change.draft.rules:
        loud = [action for action in rule.actions if action.type == "notify"]
        kept = [action for action in rule.actions if action.type != "notify"]
        change.touched = change.touched or bool(loud)
        rule.actions = kept or [Act("hold", action.token) for action in loud]


def _another(change: Change, reading: Reading) -> bool:
    """`and 20% under 1800`: the same trade once more, at another place."""
    amounts, groups = reading.of("AMT"), reading.clauses.lone_conditions
    trades = [action for action in change.draft.actions() if action.type in ("buy", "sell")]
    if len(amounts) != 1 or len(groups) != 1 or len(groups[0].pieces) != 1 or len(trades) != 1:
        return False
    condition = groups[0].pieces[0].item
    joined = reading.marked("ALSO") or any(a.kind == "AND" and a.end <= amounts[0].start for a in reading.stream)
    if not isinstance(condition, Cond) or not joined or condition.at < amounts[0].end:
        return False
    size = amounts[0].value
    condition.token = condition.token or trades[0].token
    act = Act(trades[0].type, trades[0].token, None, size.get("amount_percent"), size.get("amount_usd"))
    change.draft.rules.append(Rule([condition], [act]))
    change.touched = True
    reading.use(amounts[0])
    return True


def _exits(change: Change, reading: Reading) -> None:
    trail(change.draft.risk, reading.risk)
    for key in reading.drops:
        change.draft.risk.pop(key, None)
        change.touched = True
    for key, value in reading.risk.items():
        if key.startswith("-"):
            change.draft.risk.pop(key[1:], None)
        else:
            change.draft.risk[key] = value
        change.touched = True


def _remove(change: Change, reading: Reading) -> None:
    for removal in reading.removals:
        done = removed(change.draft, removal)
        if not done and (reading.rules or not change.draft.rules):
            measured = any(atom.kind in ("DUR", "AMT", "NUM", "COND", "RISK") for atom in removal)
            change.asks += ["condition"] if measured else []
            continue
        change.touched = True
        if not done:
            change.asks.append("condition" if len(change.draft.rules) != 1 else "field")


def _actions(change: Change, group: Group, reading: Reading) -> None:
    for act in joined_actions(group):
        change.touched = True
        _action(change, act, reading)


def _action(change: Change, act: Act, reading: Reading) -> None:
    draft = change.draft
    waiting = [rule for rule in draft.rules if not rule.actions]
    if waiting:
        for rule in waiting:
            mine = Act(
                act.type,
                act.token or (rule.conditions[0].token if rule.conditions else None),
                None,
                act.amount_percent,
                act.amount_usd,
                act.coins,
            )
            rule.actions.append(mine)
        return
    if not draft.rules:
        draft.rules.append(Rule([], [act]))
        return
    same = [a for a in draft.actions() if a.type == act.type and (not act.token or a.token == act.token)]
    if same:
        _resize(change, same, act)
        return
    if act.token and act.token not in draft.tokens() and any(a.type == act.type for a in draft.actions()):
        _retoken(change, act, reading)
    elif act.type in ("notify", "hold") and not reading.marked("INSTEAD", "ACTUALLY"):
        _tell_too(draft, act)
    elif len(draft.actions()) == 1 and (reading.marked(*CORRECTS) or act.type in ("notify", "hold")):
        old = draft.actions()[0]
        draft.rules[0].actions = [
            Act(act.type, act.token or old.token, None, act.amount_percent, act.amount_usd, act.coins)
        ]
    else:
        _beside(draft, act, reading)


def _beside(draft: Draft, act: Act, reading: Reading) -> None:
    """`and also buy 5%`: one more action on the one trigger there is; else an action that lacks its condition."""
    alone = len(draft.rules) == 1 and all(a.type in ("notify", "hold") for a in draft.actions())
    if alone and draft.rules[0].conditions and (reading.marked("ALSO") or reading.has("AND", "ADD")):
        act.token = act.token or draft.actions()[0].token
        draft.rules[0].actions.append(act)
    else:
        draft.rules.append(Rule([], [act]))


def _tell_too(draft: Draft, act: Act) -> None:
    for rule in draft.rules:
        if not any(a.type == act.type for a in rule.actions):
            rule.actions.append(Act(act.type, act.token or rule.conditions[0].token if rule.conditions else act.token))


def _retoken(change: Change, act: Act, reading: Reading) -> None:
    if act.token and reading.marked(*CORRECTS):
        retoken(change, None, act.token)
        mine = [a for a in change.draft.actions() if a.type == act.type]
        if act.sized:
            _resize(change, mine, act)
    else:
        change.draft.rules.append(Rule([], [act]))


def _resize(change: Change, same: list[Act], act: Act) -> None:
    if not act.sized and not act.coins:
        return
    if len(same) > 1:
        change.asks.append("amount")
        return
    same[0].amount_percent, same[0].amount_usd, same[0].coins = act.amount_percent, act.amount_usd, act.coins


def retoken(change: Change, old: str | None, new: str) -> None:
    """Trade another token with the same rules."""
    tokens = change.draft.tokens()
    if old is None and len(tokens) > 1:
        change.asks.append("token")
        return
    for part in parts(change.draft):
        if old is None or part.token == old:
            part.token, part.chain = new, None
            if isinstance(part, Cond):
                part.fields.pop("address", None)
    change.touched = True


def _conditions(change: Change, group: Group, reading: Reading, known: Known) -> None:
    change.touched = True
    draft = change.draft
    waiting = [rule for rule in draft.rules if not rule.conditions]
    found = alternatives(group, both=reading.has("BOTH"), either=reading.has("EITHER"))
    if waiting:
        _fill_waiting(draft, waiting, found)
        return
    if not draft.rules:
        rules = [Rule(conditions, [], "all" if len(conditions) > 1 else "any") for conditions in found]
        rules = spread(rules)
        fill_tokens(rules, reading, known)
        draft.rules += rules
        return
    first = group.pieces[0]
    adds = first.only or first.joint or first.also or reading.marked("ALSO") or reading.has("ADD")
    for conditions in found:
        for condition in conditions:
            _condition(change, condition, reading, joint=(first.joint or "and") if adds else "")


def _fill_waiting(draft: Draft, waiting: list[Rule], found: list[list[Cond]]) -> None:
    for rule in waiting:
        token = next((a.token for a in rule.actions if a.token), None)
        index = draft.rules.index(rule)
        made = []
        for conditions in found:
            mine = [Cond(c.type, c.token or token, c.chain, dict(c.fields), c.entry, c.at, c.also) for c in conditions]
            made.append(
                Rule(
                    mine,
                    [
                        Act(a.type, a.token or mine[0].token, None, a.amount_percent, a.amount_usd, a.coins)
                        for a in rule.actions
                    ],
                    "all" if len(mine) > 1 else "any",
                )
            )
        draft.rules[index : index + 1] = made


def _condition(change: Change, condition: Cond, reading: Reading, *, joint: str) -> None:
    draft = change.draft
    same = [
        c
        for c in draft.conditions()
        if c.type == condition.type and (not condition.token or c.token == condition.token)
    ]
    if joint and not (same and reading.marked("EDIT", "ACTUALLY")):
        _join(change, condition, joint, also=_adds(reading))
        return
    if not same and _grows(draft, condition):
        draft.conditions()[0].fields["threshold"] = condition.fields["threshold"]
        return
    if len(same) > 1 and condition.fields.get("direction"):
        same = [c for c in same if c.fields.get("direction") == condition.fields["direction"]] or same
    if len(same) == 1:
        _overwrite(same[0], condition)
    elif len(same) > 1:
        change.asks.append("condition")
    elif len(draft.conditions()) == 1 and reading.marked(*CORRECTS):
        old = draft.rules[0].conditions[0]
        condition.token = condition.token or old.token
        if condition.timed and old.fields.get("timeframe"):
            condition.fields.setdefault("timeframe", old.fields["timeframe"])
        draft.rules[0].conditions = [condition]
    else:
        change.asks.append("condition")


def _grows(draft: Draft, condition: Cond) -> bool:
    """`triples`, said of a strategy that watches nothing but a volume."""
    bare = condition.type == "price_rise" and set(condition.fields) == {"threshold"} and not condition.token
    return bare and [c.type for c in draft.conditions()] == ["volume_spike"]


def _adds(reading: Reading) -> bool:
    return reading.marked("ALSO") or any(atom.kind == "AND" and "also" in atom.text.lower() for atom in reading.stream)


def _overwrite(old: Cond, new: Cond) -> None:
    if old.type == "schedule" and new.fields.get("every") and not new.fields.get("weekday"):
        old.fields.pop("weekday", None)
    if "every" in old.fields and "every" not in new.fields and not ({"at", "weekday"} & set(new.fields)):
        old.fields.pop("every")
    old.fields.update(new.fields)
    if new.token:
        old.token = new.token


def _join(change: Change, condition: Cond, joint: str, *, also: bool) -> None:
    draft = change.draft
    trades = [rule for rule in draft.rules if any(a.type == "buy" for a in rule.actions)] or draft.rules
    if len(trades) != 1:
        change.asks.append("condition")
        return
    rule = trades[0]
    condition.token = condition.token or rule.conditions[0].token
    if joint == "and" and len(rule.conditions) == 1 and overlap([*rule.conditions, condition]):
        opposite = rule.conditions[0].fields.get("direction") not in (None, condition.fields.get("direction"))
        joint = "or" if also or opposite else joint
    shared = {c.fields.get("timeframe") for c in rule.conditions if c.timed} - {None}
    open_ = condition.timed and not condition.entry and "timeframe" not in condition.fields
    if open_ and len(shared) == 1 and joint == "and":
        condition.fields["timeframe"] = shared.pop()
    if joint == "and" and rule.match == "any" and len(rule.conditions) > 1:
        change.asks.append("condition")
        return
    if joint == "or" and rule.match == "all" and len(rule.conditions) > 1:
        draft.rules.insert(
            draft.rules.index(rule) + 1,
            Rule([condition], [Act(a.type, a.token, None, a.amount_percent, a.amount_usd) for a in rule.actions]),
        )
        return
    rule.conditions.append(condition)
    rule.match = "all" if joint == "and" else "any"
