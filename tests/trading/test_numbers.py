"""Numbers read the same wherever the product writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.trading.numbers import ABSENT, count, money, percent, price, ratio, scale


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (8.2, "+8.2 %"),
        (-0.25, "−0.25 %"),
        (0, "0.0 %"),
        (-0.004, "0.0 %"),
        (0.996, "+1.0 %"),
        (9.96, "+10.0 %"),
        (999.96, "+1,000 %"),
        (-12345.6, "−12,346 %"),
        (0.145, "+0.15 %"),
        (None, ABSENT),
        (float("nan"), ABSENT),
    ],
)
def test_a_percent_has_its_sign_and_as_many_decimals_as_help(value: float | None, written: str) -> None:
    assert percent(value) == written


def test_an_unsigned_percent_still_shows_a_minus() -> None:
    assert percent(12.5, signed=False) == "12.5 %"
    assert percent(-12.5, signed=False) == "−12.5 %"


@pytest.mark.parametrize(
    ("value", "written"),
    [(10012.345, "$10,012.35"), (-5, "−$5.00"), (0.004, "$0.00"), (-0.004, "$0.00"), (1e20, "$" + f"{10**20:,}.00")],
)
def test_money_has_cents_and_is_rounded_as_a_person_would(value: float, written: str) -> None:
    assert money(value) == written


def test_signed_money_shows_a_plus() -> None:
    assert money(5, signed=True) == "+$5.00"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (97123.454, "97,123.45"),
        (1.5, "1.50"),
        (1.23456, "1.2346"),
        (0.99996, "1.00"),
        (0.5, "0.50"),
        (0.0123456, "0.01235"),
        (0.0000123, "0.0000123"),
        (0.00000123, "0.00000123"),
        (0.000000123, "0.0₆123"),
        (0.00000099999, "0.000001"),
        (1.234567e-18, "0.0₁₇1235"),
        (5e-324, "0.0₃₂₃5"),
        (-0.5, "−0.50"),
        (0, "0.00"),
        (None, ABSENT),
    ],
)
def test_a_price_keeps_the_digits_that_matter(value: float | None, written: str) -> None:
    assert price(value) == written


@given(st.floats(min_value=1e-30, max_value=1e15))
def test_no_price_is_ever_written_with_an_exponent(value: float) -> None:
    assert "e" not in price(value).lower()


@given(st.floats(min_value=1e-7, max_value=1e9))
def test_a_written_price_is_the_price_to_four_digits(value: float) -> None:
    zeros = {ord(small): None for small in "₀₁₂₃₄₅₆₇₈₉"}
    written = price(value)
    if written.translate(zeros) == written:  # where zeros are counted, the text is not a plain number
        assert float(written.replace(",", "")) == pytest.approx(value, rel=0.00051)


def test_ratios_and_counts_are_grouped() -> None:
    assert ratio(1234.567) == "1,234.57"
    assert ratio(-0.001) == "0.00"
    assert ratio(None) == ABSENT
    assert count(1234567) == "1,234,567"
    assert count(-3) == "−3"


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([0.000012, 0.0000125, 0.000013], ["0.0000120", "0.0000125", "0.0000130"]),
        ([1e-10, 2e-10], ["0.0₉1", "0.0₉2"]),
        ([9000.0, 10000.0], ["9,000", "10,000"]),
        ([-5.0, -2.5, 0.0], ["−5.0", "−2.5", "0"]),
        ([0.1 + 0.2, 0.4], ["0.3", "0.4"]),
        ([1e6, 1.2e6], ["1.0M", "1.2M"]),
        ([5.0], ["5"]),
        ([], []),
    ],
)
def test_labels_of_an_axis_share_the_decimals_of_its_steps(values: list[float], labels: list[str]) -> None:
    assert scale(values) == labels
