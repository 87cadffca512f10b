"""What was said last, turned: a stop that is to trail, "remove that", "the first one" of the answers offered."""

from collections.abc import Sequence
from typing import Any

from core.designer.grammar.drafts import Draft
from core.designer.grammar.reading import Reading

_UNSAID = "unsaid"
_SHORT = 6
_POINTS = frozenset(["it", "that", "this", "them"])
_PLACES = {
    **dict.fromkeys(("first", "1st", "former"), 0),
    **dict.fromkeys(("second", "2nd", "other"), 1),
    **dict.fromkeys(("third", "3rd"), 2),
    **dict.fromkeys(("last", "latter"), -1),
}
_AROUND = frozenset(["the", "one", "option", "answer", "please", "pls", "choice"])


def trail(old: dict[str, Any], said: dict[str, Any]) -> None:
    """`make the stop trailing`: the distance stays."""
    both = [said.get(key, _UNSAID) for key in ("stop_loss_percent", "trailing_stop_percent")]
    if both == [None, None] and old.get("stop_loss_percent"):
        del said["stop_loss_percent"]
        said["trailing_stop_percent"] = old.pop("stop_loss_percent")


def taken_back(draft: Draft, reading: Reading, focus: str | None) -> list[str] | None:
    """`nah remove that`: the exit spoken of last goes, anything else is asked for; None where no such thing is said."""
    removing = [atom for atom in reading.scan.atoms if atom.kind == "REMOVE"]
    words = [raw.norm for raw in reading.scan.raws if raw.kind == "WORD"]
    if len(removing) != 1 or reading.says_something or len(words) > _SHORT or not draft.rules:
        return None
    behind = [raw.norm for raw in reading.scan.raws[removing[0].end :] if raw.kind == "WORD"][:1]
    if not behind or behind[0] not in _POINTS:
        return None
    if focus in draft.risk:
        del draft.risk[focus]
        return []
    return ["condition"]


def picked(text: str, offered: Sequence[str]) -> str | None:
    """The one of the answers offered that "the first one" means."""
    words = [word for word in text.lower().replace("!", " ").replace(".", " ").split() if word not in _AROUND]
    place = _PLACES.get(words[0]) if len(words) == 1 else None
    if place is None or not -1 <= place < len(offered):
        return None
    return offered[place] if offered else None
