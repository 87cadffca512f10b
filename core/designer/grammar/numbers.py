"""Numbers in every notation: 75,000, 1.2e-5, 10k, seven, two hundred, two point five."""

from core.designer.grammar.lexicon import Lexicon
from core.designer.grammar.raw import Raw

_SCALES = {
    "k": 1e3,
    "mil": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "thousand": 1e3,
    "grand": 1e3,
    "hundred": 1e2,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
}


def digits(text: str) -> float | None:
    """`75,000` → 75000, `5,5` → 5.5, `1.2e-5` → 0.000012; None where it is no finite number."""
    plain = text.replace("−", "-")
    whole, comma, rest = plain.partition(",")
    if comma and "," not in rest and "." not in rest and (len(rest.split("e")[0]) != 3 or whole.lstrip("+-") == "0"):
        plain = f"{whole}.{rest}"
    try:
        value = float(plain.replace(",", ""))
    except ValueError:
        return None
    return value if abs(value) < 1e15 else None


def number(raws: list[Raw], at: int, words: Lexicon) -> tuple[float, int] | None:
    """The number that starts here and where it ends."""
    raw = raws[at]
    if raw.kind == "NUM":
        value = digits(raw.text)
        found = None if value is None else _scaled(value, raws, at + 1)
    else:
        found = _spelled(raws, at, words) if raw.kind == "WORD" else None
    return _and_a_half(found, raws) if found else None


def _and_a_half(found: tuple[float, int], raws: list[Raw]) -> tuple[float, int]:
    """`seven and a half`."""
    value, end = found
    after = [raw.norm for raw in raws[end : end + 3]]
    if after == ["and", "a", "half"] or after[:2] == ["and", "half"]:
        return value + 0.5, end + (3 if after[1] == "a" else 2)
    return found


def _scaled(value: float, raws: list[Raw], at: int) -> tuple[float, int]:
    if at < len(raws) and raws[at].kind == "WORD":
        scale = _SCALES.get(raws[at].norm)
        glued_only = len(raws[at].norm) <= 2
        if scale and (raws[at].glued or not glued_only or raws[at].norm == "k"):
            return round(value * scale, 12), at + 1
    return value, at


def _spelled(raws: list[Raw], at: int, words: Lexicon) -> tuple[float, int] | None:
    """Number words: seven · twenty five · a hundred and fifty · two point five."""
    total, part, index, found = 0.0, 0.0, at, False
    article = raws[at].norm in ("a", "an")
    while index < len(raws) and raws[index].kind in ("WORD", "HYPHEN"):
        value = None if index == at and article else _quantity(raws, index, words)
        if value is None:
            if not _joins(raws, index, words, found=found, article=article and index == at):
                break
        elif value >= 100:
            part, found = (part or 1) * value, True
            total, part = (total + part, 0.0) if value >= 1000 else (total, part)
        else:
            if found and not _fits(part, value):
                break
            part, found = part + value, True
        index += 1
    if not found:
        return None
    return _pointed(total + part, raws, index, words)


def _fits(part: float, value: float) -> bool:
    return part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and value < 10)


def _joins(raws: list[Raw], index: int, words: Lexicon, *, found: bool, article: bool) -> bool:
    after = _quantity(raws, index + 1, words) if index + 1 < len(raws) else None
    if after is None:
        return False
    if article:
        return after >= 100 or after in (2, 12)
    if raws[index].kind == "HYPHEN":
        return found and raws[index].glued
    return found and raws[index].norm == "and" and raws[index - 1].norm in ("hundred", "thousand")


def _quantity(raws: list[Raw], index: int, words: Lexicon) -> float | None:
    raw = raws[index]
    if raw.kind != "WORD":
        return None
    entry = words.longest([raw.norm], 0) if raw.norm in words.phrases else None
    entry = next((e for e in words.phrases.get(raw.norm, ()) if e.kind == "QUANTITY"), None) if entry else None
    return float(entry.value) if entry and isinstance(entry.value, int | float) else None


def _pointed(value: float, raws: list[Raw], index: int, words: Lexicon) -> tuple[float, int]:
    if index + 1 >= len(raws) or raws[index].norm != "point":
        return value, index
    text, at = "", index + 1
    while at < len(raws) and (digit := _quantity(raws, at, words)) is not None and digit < 10:
        text, at = text + str(int(digit)), at + 1
    return (float(f"{int(value)}.{text}"), at) if text else (value, index)
