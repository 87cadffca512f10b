"""What a person said, as evidence: figures, lengths of time, tokens, verbs and sides, seen by the grammar."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.answers import Context
from core.designer.grammar import coins
from core.designer.grammar.atoms import Atom
from core.designer.grammar.reading import Reading
from core.designer.grammar.spans import Span
from core.designer.sure import seen
from core.trading.strategy import Strategy

_LOOK_BACK = 8
_WEEK, _DAY = 604_800, 86_400
_DIGITS = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?:e-?\d+)?(?=\s*(k|mil)\b)?", re.IGNORECASE)
_UNIT = re.compile(r"\d\s*(?:m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?|x)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;:!?()\[\]{}\"'“”‘’<>&]+")
_REMOVAL = re.compile(
    r"\b(remove|delete|drop|scrap|without|no|not|don'?t|kill|lose|forget|clear|only|just|replace|instead|swap|switch|change|"
    r"cancel|stop using|get rid|take out|never ?mind|actually|rather|new strategy|start over|undo|turn off|disable|"
    r"merge|quita|sin|elimina|borra|solo|ohne|entfern\w*|lösch\w*|weg|nur|statt|sans|enl[eè]ve\w*|supprim\w*|"
    r"seulement|sem|remov\w*|tir[ae]|hapus|tanpa|без|убери\w*|удали\w*|только)\b|去掉|删除|不要|取消|只|換|换",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(by|more|less|double|triple|halve|half|twice|another|extra|times|increase|raise|lower|reduce|bigger|smaller)\b|\dx",
    re.IGNORECASE,
)
_TO_A_FIGURE = re.compile(r"\b(to|at|=)\s*[-+$]?\d", re.IGNORECASE)
_DOLLARED = re.compile(r"\$([^\W\d]\w*)")
_AFTER = re.compile(
    r"\b(?:buy|sell|into|of|my|grab|on|some|for|use|get|when|if|whenever|once|in|to|token|coin|ticker|watch|trade|about)"
    r"\s+\$?(\w+)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(\w+)\s+(?:token|coin)\b", re.IGNORECASE)
_EXCEPTION = re.compile(r"\b(unless|except|excluding)\b", re.IGNORECASE)
_BY_KIND: dict[str, tuple[float, ...]] = {
    "OVERSOLD": (30,),
    "OVERBOUGHT": (70,),
    "GOLDEN": (50, 200),
    "DEATH": (50, 200),
    "ALL_IN": (100,),
    "THE_REST": (100,),
    "HALVE": (50,),
}


@dataclass(frozen=True, slots=True)
class Said:
    """The evidence of a message and of what it answers; `reading` is of the message alone."""

    reading: Reading
    numbers: Counter[str]
    lengths: frozenset[int]
    clocks: frozenset[str]
    tokens: frozenset[str]
    kinds: frozenset[str]
    text: str
    """All of it in small letters, for words the grammar does not type."""

    @property
    def unsure(self) -> bool:
        """Whether there are words in it that the grammar does not know: then it cannot say what is missing."""
        return any(atom.kind == "WORD" for atom in self.reading.scan.atoms) or bool(self.reading.unread)

    @property
    def removes(self) -> bool:
        return bool(_REMOVAL.search(self.text)) or bool(self.kinds & {"REMOVE", "RESET", "INSTEAD", "ACTUALLY", "NO"})

    @property
    def relative(self) -> bool:
        """Whether a figure may be meant as a step or a factor: "double it", "2 % more"."""
        return bool(_RELATIVE.search(self.text)) and not _TO_A_FIGURE.search(self.text)

    @property
    def excepts(self) -> bool:
        return bool(_EXCEPTION.search(self.reading.text))


def said(text: str, context: Context) -> Said:
    """The evidence of this message, and of the open question it answers. Tokens may have been named earlier."""
    reading = seen(text)
    asked, told = _open_turns(context)
    agreed = asked if _agrees(reading) else []
    readings = [reading, *(seen(turn) for turn in (*told, *agreed))]
    atoms = [atom for each in readings for atom in each.scan.atoms]
    whole = " \n ".join([text, *told, *agreed]).lower()
    return Said(
        reading,
        _numbers(atoms, whole),
        frozenset(_lengths(atoms)),
        frozenset(str(atom.value) for atom in atoms if atom.kind == "CLOCK"),
        frozenset(_tokens([text, *asked, *_earlier(context)], context.strategy)),
        frozenset({atom.kind for atom in atoms} | {kind for each in readings for kind in each.scan.marks}),
        whole,
    )


_AGREEMENT_WORDS_MOST = 4


def _agrees(reading: Reading) -> bool:
    """Whether a message can only take up what it was asked ("yes", "the first one"): then that was said as well."""
    figures = any(atom.kind in ("PCT", "MONEY", "NUM", "DUR", "MULT", "FRACTION") for atom in reading.scan.atoms)
    return len(reading.scan.raws) <= _AGREEMENT_WORDS_MOST and not figures


def key(value: float) -> str:
    """A number such that equal values are equal, however they were written."""
    return f"{abs(value):.9g}"


def _open_turns(context: Context) -> tuple[list[str], list[str]]:
    """The questions the message may answer and what led to them: back to the last thing said that was no question."""
    asked: list[str] = []
    told: list[str] = []
    for message in context.history[::-1][: 2 * _LOOK_BACK]:
        if message.role == "user":
            told += [message.text] if asked else []
        elif message.text.rstrip().endswith("?") or (not asked and context.pending is not None):
            asked.append(message.text)
        else:
            break
    return asked, told


def _earlier(context: Context) -> list[str]:
    return [message.text for message in context.history if message.role == "user"][-_LOOK_BACK:]


def _numbers(atoms: Iterable[Atom], told: str) -> Counter[str]:
    typed: Counter[str] = Counter()
    for atom in atoms:
        typed.update({key(value) for value in _values(atom)})
    plain = Counter(key(_scaled(hit)) for hit in _DIGITS.finditer(told))
    return typed | plain


def _values(atom: Atom) -> Iterable[float]:
    if isinstance(atom.value, Span):
        return (atom.value.count,)
    value = float(atom.value) if isinstance(atom.value, int | float) and not isinstance(atom.value, bool) else None
    if value is None:
        return _BY_KIND.get(atom.kind, ())
    return (value, (value - 1) * 100) if atom.kind in ("MULT", "NUM", "TIMES") and value > 1 else (value,)


def _scaled(hit: re.Match[str]) -> float:
    value = float(hit[0].replace(",", "").rstrip(".") or 0)
    return value * {"k": 1e3, "mil": 1e6}.get((hit[1] or "").lower(), 1)


def _lengths(atoms: Iterable[Atom]) -> Iterable[int]:
    for atom in atoms:
        if isinstance(atom.value, Span):
            yield round(atom.value.seconds)
        if atom.kind == "WEEKDAY":
            yield _WEEK
        if atom.kind in ("CLOCK", "EVERY", "WEEKDAY"):
            yield _DAY


def _tokens(texts: Iterable[str], strategy: Strategy | None) -> Iterable[str]:
    yield from strategy.tokens() if strategy else ()
    for text in texts:
        for atom in seen(text).scan.atoms:
            if atom.kind in ("TOKEN", "NAME") and isinstance(atom.value, str):
                yield atom.value
        yield from _named(text)


def _named(text: str) -> Iterable[str]:
    """Tokens the grammar does not know: written as tickers are, standing where a token stands, or alone."""
    words = [word.strip("$.-—") for word in _WORD.findall(text)]
    alone = words if len(words) == 1 else []
    for word in (*alone, *_DOLLARED.findall(text), *_AFTER.findall(text), *_BEFORE.findall(text)):
        yield word.upper()
    yield from (word.upper() for word in words if word.upper() in coins.TICKERS)
