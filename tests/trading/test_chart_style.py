"""Text and marks of the pictures: every glyph exists, numbers stay whole, crowds are thinned."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.trading.chart_data import one_per_cell
from core.trading.chart_style import blank, readable, width, write


def test_what_the_font_lacks_becomes_a_question_mark() -> None:
    assert readable("币安人生 PEPE 🚀🚀 ❤️\nend\x07") == "? PEPE ? ❤ end"
    assert readable("👨‍👩‍👧 ñandú é \u202eevil") == "? ñandú é evil"


def test_a_long_number_shrinks_and_stays_whole() -> None:
    text = write(blank(), "+2,671,285,123,456 %", 0, 0, size=52, room=200, whole=True)
    assert text.get_text() == "+2,671,285,123,456 %"
    assert width(text) <= 200


def test_long_words_shrink_and_are_then_cut() -> None:
    shrunk = write(blank(), "Dip Catcher", 0, 0, size=50, room=280)
    cut = write(blank(), "Dip Catcher of the long name", 0, 0, size=50, room=280)
    assert shrunk.get_text() == "Dip Catcher"
    assert cut.get_text().startswith("Dip Ca")
    assert cut.get_text().endswith("…")
    assert max(width(shrunk), width(cut)) <= 280


@given(st.lists(st.tuples(st.floats(0, 1400), st.floats(0, 300)), min_size=1, max_size=200))
def test_thinning_leaves_one_mark_per_spot_and_none_empty(points: list[tuple[float, float]]) -> None:
    x, y = np.array(points).T
    kept = one_per_cell(x, y, 8.0)
    spots = [(x[i] // 8, y[i] // 8) for i in kept]
    assert len(set(spots)) == len(spots)
    assert set(spots) == set(zip(x // 8, y // 8, strict=True))
