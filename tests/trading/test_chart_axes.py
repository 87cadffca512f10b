"""Axes and dates of the pictures: round, few, told apart, from an hour to ten years and from dust to billions."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.trading.chart_axes import log_ticks, time_ticks, value_ticks
from core.trading.chart_frame import Span, period_text
from core.trading.chart_words import ChartWords

NEW_YEAR = 1_704_067_200  # 2024-01-01
HOUR, DAY = 3_600, 86_400
WORDS = ChartWords()

SPANS = [HOUR, 4 * HOUR, DAY, 3 * DAY, 10 * DAY, 31 * DAY, 90 * DAY, 200 * DAY, 365 * DAY, 4 * 365 * DAY, 3652 * DAY]


@pytest.mark.parametrize("length", SPANS)
@pytest.mark.parametrize("start", [NEW_YEAR, NEW_YEAR + 17 * DAY + 5 * HOUR + 420])
def test_the_time_axis_has_a_handful_of_round_dates(start: int, length: int) -> None:
    ticks = time_ticks(start, start + length, WORDS.months)
    times, labels = zip(*ticks, strict=True)
    assert 3 <= len(ticks) <= 7
    assert list(times) == sorted(set(times))
    assert start <= times[0]
    assert times[-1] <= start + length
    assert all(one != other for one, other in pairwise(labels))


def test_dates_read_as_people_write_them() -> None:
    def labels(start: int, length: int) -> list[str]:
        return [label for _, label in time_ticks(start, start + length, WORDS.months)]

    assert labels(NEW_YEAR, HOUR)[:3] == ["1 Jan", "00:10", "00:20"]
    assert labels(NEW_YEAR, 31 * DAY) == ["1 Jan", "8 Jan", "15 Jan", "22 Jan", "29 Jan"]
    assert labels(NEW_YEAR, 365 * DAY) == ["2024", "Mar", "May", "Jul", "Sep", "Nov"]
    assert labels(NEW_YEAR, 3652 * DAY) == ["2024", "2026", "2028", "2030", "2032"]


def test_the_period_says_a_common_year_and_day_once() -> None:
    def said(start: int, end: int) -> str:
        return period_text(Span(start, end, HOUR), WORDS)

    assert said(NEW_YEAR, NEW_YEAR + 31 * DAY) == "1 Jan – 31 Jan 2024 UTC · 1h candles"
    assert said(NEW_YEAR - DAY, NEW_YEAR + 31 * DAY) == "31 Dec 2023 – 31 Jan 2024 UTC · 1h candles"
    assert said(NEW_YEAR, NEW_YEAR + HOUR) == "1 Jan 2024 00:00 – 01:00 UTC · 1h candles"
    assert said(NEW_YEAR, NEW_YEAR + DAY + HOUR) == "1 Jan 00:00 – 2 Jan 2024 01:00 UTC · 1h candles"


@given(st.floats(1e-12, 1e12), st.floats(1e-6, 19))
def test_the_value_axis_never_has_too_many_or_too_few_labels(low: float, share: float) -> None:
    ticks = value_ticks(low, low * (1 + share), 5)
    assert 2 <= len(ticks) <= 5
    assert len({label for _, label in ticks}) == len(ticks)


@given(st.floats(1e-12, 1e6), st.floats(20, 1e9))
def test_the_log_axis_never_has_too_many_or_too_few_labels(low: float, factor: float) -> None:
    assert 1 <= len(log_ticks(low, low * factor, 5)) <= 5
