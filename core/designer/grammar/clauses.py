"""Which conditions belong to which actions: the message's items grouped, paired and joined into rules."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.designer.grammar.atoms import Atom
from core.designer.grammar.drafts import Act, Cond, Rule
from core.designer.grammar.joints import UNSURE, Group, Piece, alternatives, joined_actions

_SENTENCE = frozenset(("STOP", "NEWLINE"))
_TRADES = frozenset(("buy", "sell"))


@dataclass(slots=True)
class Clauses:
    """Whole rules; conditions without an action; actions without a condition."""

    rules: list[Rule] = field(default_factory=list)
    lone_conditions: list[Group] = field(default_factory=list)
    lone_actions: list[Group] = field(default_factory=list)


def clauses(stream: Sequence[Atom], *, also: Sequence[int] = ()) -> Clauses:
    """The rules a stream of items says, and what stands alone."""
    both = any(atom.kind == "BOTH" for atom in stream)
    either = any(atom.kind == "EITHER" for atom in stream)
    groups = _groups(_pieces(stream, also))
    pairs = _across(_within(groups))
    result = Clauses()
    for conditions, actions in pairs:
        if conditions and actions:
            result.rules += _rules(conditions, actions, both=both, either=either)
        elif conditions:
            result.lone_conditions.append(conditions)
        elif actions:
            result.lone_actions.append(actions)
    return result


def _pieces(stream: Sequence[Atom], also: Sequence[int]) -> list[Piece]:
    pieces: list[Piece] = []
    joint, when, only, sentence, last = "", False, False, 0, 0
    for atom in stream:
        match atom.kind:
            case "COND" | "ACT":
                marked = any(last <= at < atom.end for at in also)
                pieces.append(Piece(atom.value, joint, when, only, sentence, marked))
                joint, when, only, last = "", False, False, atom.end
            case "AND" | "OR":
                joint = atom.kind.lower()
            case "WHEN" | "ONLY_IF":
                when, only = True, only or atom.kind == "ONLY_IF"
            case "STOP" | "NEWLINE":
                sentence, when = sentence + 1, False
                joint = ""
            case "RISK" | "RULE_ITEM" | "DROP_RISK":
                joint = ""
    return pieces


def _groups(pieces: list[Piece]) -> list[Group]:
    groups: list[Group] = []
    for piece in pieces:
        last = groups[-1] if groups else None
        if last and last.acts == isinstance(piece.item, Act) and (last.pieces[-1].sentence == piece.sentence):
            last.pieces.append(piece)
        else:
            groups.append(Group([piece]))
    return _split(groups)


def _split(groups: list[Group]) -> list[Group]:
    """`when A buy, sell when B` and `buy when A and when B sell`: a run between two of the other kind is cut."""
    result: list[Group] = []
    for index, group in enumerate(groups):
        inside = (
            0 < index < len(groups) - 1 and groups[index - 1].sentence == group.sentence == groups[index + 1].sentence
        )
        cut = _cut(group) if inside and len(group.pieces) > 1 else 0
        result += [Group(group.pieces[:cut]), Group(group.pieces[cut:])] if cut else [group]
    return result


def _cut(group: Group) -> int:
    if group.acts:
        return len(group.pieces) - 1
    return next((i for i in range(len(group.pieces) - 1, 0, -1) if group.pieces[i].when), 0)


Pair = tuple[Group | None, Group | None]


def _within(groups: list[Group]) -> list[Pair]:
    """Pair the groups of each sentence, in the order the sentence begins with."""
    pairs: list[Pair] = []
    sentence: list[Group] = []
    for group in [*groups, None]:
        if sentence and (group is None or group.sentence != sentence[0].sentence):
            pairs += _paired(sentence)
            sentence = []
        if group is not None:
            sentence.append(group)
    return pairs


def _paired(sentence: list[Group]) -> list[Pair]:
    pairs: list[Pair] = []
    index = 0
    while index < len(sentence):
        one = sentence[index]
        two = sentence[index + 1] if index + 1 < len(sentence) and sentence[index + 1].acts != one.acts else None
        if two is None:
            pairs.append(_leftover(pairs, one))
        else:
            pairs.append((two, one) if one.acts else (one, two))
        index += 1 if two is None else 2
    return [pair for pair in pairs if pair != (None, None)]


def _leftover(pairs: list[Pair], group: Group) -> Pair:
    """What ends a sentence without a partner joins the rule before it, unless it is a trade of its own."""
    conditions, actions = pairs[-1] if pairs else (None, None)
    if conditions is None or actions is None:
        return (None, group) if group.acts else (group, None)
    if not group.acts:
        group.pieces[0].joint = group.pieces[0].joint or "and"
        conditions.pieces.extend(group.pieces)
        return None, None
    if all(
        isinstance(p.item, Act) and (p.item.weak or p.item.type not in _TRADES or p.joint == "and")
        for p in group.pieces
    ):
        actions.pieces.extend(group.pieces)
        return None, None
    return None, group


def _across(pairs: list[Pair]) -> list[Pair]:
    """Join what neighbouring sentences left alone: "SOL halves in a week? Then I am all in." """
    result: list[Pair] = []
    for conditions, actions in pairs:
        before = result[-1] if result else (None, None)
        if actions is None and conditions is not None and _continues(conditions, before):
            continue
        if conditions is None and actions is not None and _acts_on(actions, before, result):
            continue
        if conditions is None or actions is None:
            result.append((conditions, actions))
        else:
            result[-1:] = [*_kept(before, actions), (conditions, _with(before, actions))]
    return result


def _kept(before: Pair, actions: Group) -> list[Pair]:
    """What stays of the pair before a whole rule: not a bare start of the same trade, nor vague talk."""
    conditions, started = before
    if conditions is None and started is not None:
        return [] if _same_trade(started, actions) else [before]
    vague = conditions is not None and started is None and _unfinished(conditions)
    return [] if vague or before == (None, None) else [before]


def _with(before: Pair, actions: Group) -> Group:
    """The actions, with what the sentence before began of them."""
    conditions, started = before
    begun = conditions is None and started is not None and _same_trade(started, actions)
    return Group([*started.pieces, *actions.pieces]) if begun and started else actions


def _unfinished(group: Group) -> bool:
    """Whether nothing in it says how much: chatter about the market rather than a condition."""
    return all(
        isinstance(p.item, Cond) and not {"threshold", "price"} & set(p.item.fields) and p.item.type in UNSURE
        for p in group.pieces
    )


def _continues(conditions: Group, before: Pair) -> bool:
    first = conditions.pieces[0]
    if before[0] is not None and before[1] is not None:
        if _unfinished(conditions) and not first.only:
            return True
        if first.only or first.joint:
            first.joint = first.joint or "and"
            before[0].pieces.extend(conditions.pieces)
            return True
        return False
    if before[0] is not None:
        if _unfinished(before[0]):
            return False
        before[0].pieces.extend(conditions.pieces)
        return True
    return False


def _acts_on(actions: Group, before: Pair, result: list[Pair]) -> bool:
    if before[0] is None:
        return False
    if before[1] is None:
        result[-1] = (before[0], actions)
        return True
    extra = all(isinstance(p.item, Act) and (p.item.weak or p.item.type not in _TRADES) for p in actions.pieces)
    if extra:
        before[1].pieces.extend(actions.pieces)
    return extra


def _same_trade(first: Group, second: Group) -> bool:
    one, two = first.pieces[-1].item, second.pieces[0].item
    return (
        isinstance(one, Act)
        and isinstance(two, Act)
        and one.type == two.type
        and (one.token in (None, two.token) or two.token is None)
    )


def _rules(conditions: Group, actions: Group, *, both: bool, either: bool) -> list[Rule]:
    acts = joined_actions(actions)
    groups = alternatives(conditions, both=both, either=either)
    return [
        Rule(
            [replace(c, fields=dict(c.fields)) for c in group],
            [replace(act) for act in acts],
            "all" if len(group) > 1 else "any",
        )
        for group in groups
    ]
