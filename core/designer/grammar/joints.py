"""How neighbouring conditions, or neighbouring actions, are joined: and, or, commas, both, either."""

from dataclasses import dataclass, field

from core.designer.grammar.actions import merged
from core.designer.grammar.drafts import Act, Cond

UNSURE = frozenset(("price_drop", "price_rise", "volume_spike", "price_level"))
"""Conditions that may be mentioned without saying how much."""


@dataclass(slots=True)
class Piece:
    """A condition or an action with how it is joined to what stands before it."""

    item: Cond | Act
    joint: str = ""
    """`and`, `or`, or nothing."""
    when: bool = False
    only: bool = False
    sentence: int = 0
    also: bool = False


@dataclass(slots=True)
class Group:
    """Neighbouring conditions, or neighbouring actions."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def acts(self) -> bool:
        return isinstance(self.pieces[0].item, Act)

    @property
    def sentence(self) -> int:
        return self.pieces[0].sentence


def alternatives(group: Group, *, both: bool = False, either: bool = False) -> list[list[Cond]]:
    """The alternatives of a group of conditions: each a list of conditions that must all be true."""
    pieces = _without_vague(group.pieces)
    joints = [piece.joint for piece in pieces[1:]]
    named = [joint for joint in joints if joint]
    comma = "or" if either or (named and all(joint == "or" for joint in named) and not both) else "and"
    result: list[list[Cond]] = []
    for piece in pieces:
        cond = piece.item
        assert isinstance(cond, Cond)  # noqa: S101 - a group holds one kind of item
        joint = "and" if both and not piece.joint else piece.joint or comma
        if result and joint == "and" and not (either and not both):
            result[-1].append(cond)
        else:
            result.append([cond])
    return result


def _without_vague(pieces: list[Piece]) -> list[Piece]:
    """`buy the dip, when it drops 7%`: the vague mention is the same condition."""
    exact = {p.item.type for p in pieces if isinstance(p.item, Cond) and not _vague(p.item)}
    kept = [
        p
        for p in pieces
        if not (
            isinstance(p.item, Cond)
            and _vague(p.item)
            and (p.item.type in exact or (exact and not p.when))
            and not p.joint
        )
    ]
    return kept or pieces


def _vague(condition: Cond) -> bool:
    return condition.type in UNSURE and not {"threshold", "price"} & set(condition.fields)


def joined_actions(group: Group) -> list[Act]:
    """The actions of a group, what was said in two breaths made one."""
    acts: list[Act] = []
    for piece in group.pieces:
        act = piece.item
        assert isinstance(act, Act)  # noqa: S101 - a group holds one kind of item
        if (
            acts
            and acts[-1].type == act.type
            and not (acts[-1].sized and act.sized)
            and (not act.token or not acts[-1].token or act.token == acts[-1].token)
        ):
            acts[-1] = merged(acts[-1], act)
        else:
            acts.append(act)
    return acts
