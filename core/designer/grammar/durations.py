"""Reads lengths of time: 15 mins, half an hour, the last day, an hour and a half, 1h30m, H4."""

from core.designer.grammar.atoms import Atom
from core.designer.grammar.lexicon import Lexicon
from core.designer.grammar.numbers import number
from core.designer.grammar.raw import Raw, made
from core.designer.grammar.spans import Span

_ARTICLES = frozenset(
    ["/", "a", "an", "the", "that", "this", "one", "single", "per", "each", "every", "1", "any", "given", "un", "una"]
)
_RECENT = frozenset(
    [
        "last",
        "past",
        "previous",
        "prior",
        "same",
        "single",
        "given",
        "full",
        "whole",
        "rolling",
        "one",
        "next",
        "preceding",
        "latest",
    ]
)
_BEFORE_RECENT = frozenset(
    ["in", "over", "within", "during", "for", "vs", "than", "of", "on", "to", "inside", "into", "through", "across"]
)
_EVERY_UNIT = {"hourly": "h", "daily": "d", "weekly": "w"}
"""`the 4 hourly`."""
_COMPARED = frozenset(["than", "to", "vs", "versus", "from", "with", "was", "price"])
_AGO = frozenset(["ago", "earlier", "before", "prior", "previously"])


def span(raws: list[Raw], norms: list[str], at: int, words: Lexicon) -> Atom | None:
    """Half an hour · an hour and a half · the last day · 15 mins · 4h · 1h30m · H4."""
    counted = _half(raws, norms, at) or _counted(raws, norms, at, words) or _one(raws, norms, at, words)
    if counted is None:
        return None
    span, end = counted
    if at and norms[at - 1] in _COMPARED and norms[end : end + 1] and norms[end] in _AGO:
        end += 1
    if norms[end : end + 3] == ["and", "a", "half"]:
        return made(raws, "DUR", Span(span.count + 0.5, span.unit), at, end + 3)
    if end < len(raws) and raws[end].kind == "NUM" and raws[end].glued:
        more = _counted(raws, norms, end, words)
        if more is not None:
            return made(raws, "DUR", span.plus(more[0]), at, more[1])
    return made(raws, "DUR", span, at, end)


def _unit(raws: list[Raw], at: int, words: Lexicon, *, whole_word: bool = False) -> tuple[str, int] | None:
    if at >= len(raws) or raws[at].kind != "WORD":
        return None
    norm = raws[at].norm
    if (whole_word and len(norm) == 1) or (len(norm) == 1 and norm in "wsdm" and not raws[at].glued):
        return None
    if len(norm) == 1 and raws[at].text == "M" and raws[at].glued:
        return None
    norms = [raw.norm for raw in raws[at : at + 3]]
    entry = next(
        (e for e in words.phrases.get(norm, ()) if e.kind == "UNIT" and tuple(norms[: len(e.words)]) == e.words), None
    )
    return (str(entry.value), at + len(entry.words)) if entry else None


def _half(raws: list[Raw], norms: list[str], at: int) -> tuple[Span, int] | None:
    shapes = {
        ("half", "an", "hour"): Span(30, "m"),
        ("half", "hour"): Span(30, "m"),
        ("half", "a", "day"): Span(12, "h"),
        ("half", "day"): Span(12, "h"),
        ("a", "half", "hour"): Span(30, "m"),
        ("quarter", "of", "an", "hour"): Span(15, "m"),
        ("a", "quarter", "of", "an", "hour"): Span(15, "m"),
        ("quarter", "hour"): Span(15, "m"),
        ("three", "quarters", "of", "an", "hour"): Span(45, "m"),
        ("half", "a", "week"): Span(84, "h"),
        ("a", "quarter", "hour"): Span(15, "m"),
    }
    start, at = at, _past_articles(norms, at)
    for shape in sorted(shapes, key=len, reverse=True):
        if tuple(norms[at : at + len(shape)]) == shape:
            return shapes[shape], at + len(shape)
    at = start
    if (
        raws[at].kind == "WORD"
        and len(norms[at]) in (2, 3)
        and norms[at][0] in "mhdw"
        and norms[at][1:].isdecimal()
        and raws[at].text[0].isupper()
    ):
        return Span(int(norms[at][1:]), norms[at][0]), at + 1
    return None


def _past_articles(norms: list[str], at: int) -> int:
    """`the last half hour`."""
    for article in (("the", "last"), ("the", "past"), ("the", "previous"), ("last",), ("past",)):
        if tuple(norms[at : at + len(article)]) == article and norms[at + len(article) : at + len(article) + 1] in (
            ["half"],
            ["quarter"],
        ):
            return at + len(article)
    return at


def _counted(raws: list[Raw], norms: list[str], at: int, words: Lexicon) -> tuple[Span, int] | None:
    found = number(raws, at, words)
    if found is None:
        return None
    value, end = found
    if end < len(raws) and norms[end] in ("of", "full", "whole") and norms[at] in ("a", "couple"):
        end += 1
    if end < len(raws) and raws[end].kind == "HYPHEN" and end + 1 < len(raws) and raws[end + 1].glued:
        end += 1
    unit = _unit(raws, end, words)
    if end < len(raws) and norms[end] in _EVERY_UNIT and float(value).is_integer():
        unit = (_EVERY_UNIT[norms[end]], end + 1)
    return (Span(abs(value), unit[0]), unit[1]) if unit and value else None


def _one(raws: list[Raw], norms: list[str], at: int, words: Lexicon) -> tuple[Span, int] | None:
    """The last hour · a day · that same hour: one unit, announced by an article."""
    start = at
    while at < len(norms) and norms[at] in _ARTICLES and at - start < 2:
        at += 1
    articles = at - start
    if articles and norms[start] in ("every", "each", "per"):
        return None
    while at < len(norms) and norms[at] in _RECENT:
        at += 1
    announced = articles or (at > start and start > 0 and norms[start - 1] in _BEFORE_RECENT)
    if not announced:
        announced = start > 0 and (
            norms[start - 1] in ("in", "within", "other") or words.kind(norms[start - 1]) == "EVERY"
        )
    unit = _unit(raws, at, words, whole_word=True) if announced else None
    if unit is None or (norms[at] in ("second", "time", "minute") and at - start <= articles and norms[at] == "second"):
        return None
    after = at + 1 < len(norms) and norms[at + 1] in ("before", "prior", "earlier", "ago") and norms[start] == "the"
    return Span(1, unit[0]), at + 2 if after else unit[1]
