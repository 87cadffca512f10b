"""Candles from CSV files as the command line takes them; every refusal names the first bad row."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import InvalidCandles
from core.trading.candles import Candles, Floats

COLUMNS = ("time", "open", "high", "low", "close", "volume")


def read_candles(file: Path) -> Candles:
    """The candles of a CSV file with the header `time,open,high,low,close,volume`, time in Unix seconds.

    Columns may stand in any order, others are passed over. Raises OSError, and InvalidCandles with the first bad
    row (counted from 0, without the header).
    """
    return Candles.from_columns(*(_at_once(file) or _by_lines(file)))


def _at_once(file: Path) -> list[Floats] | None:
    """The six columns by the fastest reader; None where it stumbles, for it does not say over what."""
    # A pipe can be read only once; and by these endings the reader would unpack what may be plain text.
    if not file.is_file() or file.suffix in {".gz", ".bz2", ".xz", ".lzma"}:
        return None
    try:
        with file.open(encoding="utf-8-sig") as lines:
            places = _places(next(lines, ""))
            if not any(line.strip() for line in lines):
                return None
        return _columns(file, places, skiprows=1, encoding="utf-8-sig")
    except ValueError:
        return None


def _by_lines(file: Path) -> list[Floats]:
    try:
        header, *lines = file.read_text(encoding="utf-8-sig").splitlines() or [""]
    except UnicodeDecodeError:
        raise InvalidCandles("this is not a text file") from None
    places = _places(header)
    rows = [line for line in lines if line.strip()]
    if not rows:
        raise InvalidCandles("there is no candle")
    return _numbers(rows, places)


def _places(header: str) -> list[int]:
    names = [name.strip().strip('"').lower() for name in header.split(",")]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise InvalidCandles(f"the header lacks {', '.join(missing)}; it must name {','.join(COLUMNS)}")
    doubled = [name for name in COLUMNS if names.count(name) > 1]
    if doubled:
        raise InvalidCandles(f"the header names {doubled[0]} twice")
    return [names.index(name) for name in COLUMNS]


def _numbers(rows: Sequence[str], places: Sequence[int]) -> list[Floats]:
    """The six columns. The fast reader does not tell where it failed; the slow one does."""
    try:
        return _columns(rows, places)
    except ValueError:
        return list(np.ascontiguousarray(_slowly(rows, places).T))


def _columns(source: Path | Sequence[str], places: Sequence[int], **how: Any) -> list[Floats]:
    table = np.loadtxt(source, delimiter=",", usecols=places, comments=None, ndmin=2, **how)
    return list(np.ascontiguousarray(table.T))


def _slowly(rows: Sequence[str], places: Sequence[int]) -> Floats:
    read: list[list[float]] = []
    try:
        for number, row in enumerate(rows):
            read.append(_row(number, row, places))
    except InvalidCandles:
        _check(read)
        raise
    return np.array(read)


def _check(read: Sequence[Sequence[float]]) -> None:
    """Of the rows before one that cannot be read, the first that is bad comes first."""
    if len(read) > 1:
        Candles.from_columns(*zip(*read, strict=True))


def _row(number: int, row: str, places: Sequence[int]) -> list[float]:
    cells = row.split(",")
    if len(cells) <= max(places):
        raise InvalidCandles(f"it has {len(cells)} cells and needs {max(places) + 1}", row=number)
    return [_cell(number, name, cells[place]) for name, place in zip(COLUMNS, places, strict=True)]


def _cell(number: int, name: str, cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        shown = cell.strip()[:20]
        raise InvalidCandles(f"{name} is {f'not a number: {shown!r}' if shown else 'empty'}", row=number) from None
