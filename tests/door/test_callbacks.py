"""What a button means fits Telegram's 64 bytes and reads back as it was; whatever else comes is foreign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import MOST_BYTES, packed, unpacked
from core.chat.front import ROUTES
from core.replies import Tap
from storage.fields import new_id


@pytest.mark.parametrize("action", ROUTES)
def test_every_route_fits_with_the_longest_ids_it_can_carry(action: str) -> None:
    tap = Tap(action, tuple(new_id() + "9999" for _ in range(ROUTES[action].args)))
    data = packed(tap)
    assert len(data.encode()) <= MOST_BYTES
    assert unpacked(data) == tap


@given(st.builds(Tap, st.text(max_size=20), st.lists(st.text(max_size=20), max_size=4).map(tuple)))
def test_a_button_reads_back_as_it_was_or_is_never_made(tap: Tap) -> None:
    try:
        data = packed(tap)
    except ValueError:
        wrong = "" in (tap.action,) or any(":" in part for part in (tap.action, *tap.args))
        assert wrong or len(":".join(("v1", tap.action, *tap.args)).encode("utf-8", "surrogatepass")) > MOST_BYTES
        return
    assert len(data.encode()) <= MOST_BYTES
    assert unpacked(data) == tap


@given(st.text(max_size=64))
def test_any_data_is_read_or_foreign_but_never_an_error(data: str) -> None:
    tap = unpacked(data)
    assert tap is None or packed(tap) == data or len(data.encode("utf-8", "surrogatepass")) > MOST_BYTES


@pytest.mark.parametrize("data", ["", "v1", "v1:", "v1::x", "v0:bots", "V1:bots", "bots", ":bots", "v11:bots", "{}"])
def test_foreign_data_means_nothing(data: str) -> None:
    assert unpacked(data) is None


@pytest.mark.parametrize("tap", [Tap("run", ("a:b",)), Tap("a:b"), Tap(""), Tap("run", ("é" * 29,))])
def test_a_button_that_would_not_read_back_is_refused_when_it_is_made(tap: Tap) -> None:
    with pytest.raises(ValueError, match="a button cannot carry"):
        packed(tap)


def test_empty_arguments_keep_their_places() -> None:
    tap = Tap("option", ("", "2"))
    assert unpacked(packed(tap)) == tap
    assert unpacked("v1:help") == Tap("help")
    assert unpacked("v1:help:") == Tap("help", ("",))
