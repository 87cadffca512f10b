"""The first candle from a row on that reaches a level, for thousands of rows and levels at once."""

import numpy as np

from core.trading.candles import Floats, Ints

_WIDTH = 32
_BITS = 5
_OFFSETS = np.arange(_WIDTH)
_AT_ONCE = 4_096


class Touches:
    """Over values in rows of 32, their minima in rows of 32, and so on: a search skips what cannot be low enough."""

    def __init__(self, values: Floats) -> None:
        self._n = len(values)
        self._grids = [_grid(values)]
        while len(self._grids[-1]) > 1:
            self._grids.append(_grid(self._grids[-1].min(axis=1)))

    def first(self, rows: Ints, levels: Floats) -> Ints:
        """For each row and level the first row from there on whose value is at most the level, n if there is none."""
        found = np.empty(len(rows), dtype=np.int64)
        for start in range(0, len(rows), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            found[part] = self._climb(rows[part], levels[part])
        return found

    def _climb(self, at: Ints, levels: Floats) -> Ints:
        """Look at the rest of the row one stands in; what is not found there is looked for one floor higher."""
        found, who = np.full(len(at), self._n), np.arange(len(at))
        for floor, grid in enumerate(self._grids):
            block = at >> _BITS
            hit = grid[np.minimum(block, len(grid) - 1)] <= levels[:, None]
            hit &= (at - (block << _BITS))[:, None] <= _OFFSETS
            place = hit.argmax(axis=1)
            there = hit[np.arange(len(place)), place] & (block < len(grid))
            found[who[there]] = self._descend(floor, (block << _BITS)[there] + place[there], levels[there])
            at, who, levels = block[~there] + 1, who[~there], levels[~there]
            if not len(at):
                break
        return found

    def _descend(self, floor: int, at: Ints, levels: Floats) -> Ints:
        for grid in reversed(self._grids[:floor]):
            at = (at << _BITS) + (grid[at] <= levels[:, None]).argmax(axis=1)
        return at


def _grid(values: Floats) -> Floats:
    rows = -(-len(values) // _WIDTH)
    padded = np.full(rows * _WIDTH, np.inf)
    padded[: len(values)] = values
    return padded.reshape(rows, _WIDTH)
