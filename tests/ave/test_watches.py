"""What a stream passes on of what comes: each closed candle once, in order, whatever the order it comes in."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ave.frames import CandleFrame, Other, PriceFrame, Refused, frames_of
from core.ave.points import Point
from core.ave.watches import LATE, CandleSeen, CandleWatch, Event, Watches
from core.market import Token
from tests.support.ave_fixtures import document, needs_fixtures

PEPE = Token("PEPE", "Pepe", "eth", "0x6982508145454Ce325dDbE47a25d4ec3d2311933")
PAIR = "0xpair-eth"
MINUTE = 60


def point(minute: int, close: float = 1.0) -> Point:
    return minute * MINUTE, 1.0, 9.0, 0.5, close, 3.0


def watching() -> tuple[Watches, CandleWatch, list[Event]]:
    events: list[Event] = []
    watches = Watches(events.append)
    watch = watches.candles["pepe", MINUTE] = CandleWatch(PEPE, MINUTE, pair=PAIR, is_behind=False)
    return watches, watch, events


def came(watches: Watches, minute: int, close: float = 1.0) -> None:
    watches.candle(CandleFrame(PAIR, MINUTE, point(minute, close)))


def closed(events: list[Event]) -> list[tuple[int, float]]:
    return [(e.point[0] // MINUTE, e.point[4]) for e in events if isinstance(e, CandleSeen) and e.closed]


def test_a_closed_candle_that_comes_again_is_not_news() -> None:
    watches, _, events = watching()
    came(watches, 5, 2.0)
    watches.close_late(6 * MINUTE + LATE)
    came(watches, 5, 3.0)
    came(watches, 4, 3.0)
    came(watches, 6)
    came(watches, 7)
    assert closed(events) == [(5, 2.0), (6, 1.0)]


def test_an_older_candle_does_not_replace_the_open_one() -> None:
    watches, watch, events = watching()
    came(watches, 6, 2.0)
    came(watches, 5, 8.0)
    assert watch.open == point(6, 2.0)
    came(watches, 7)
    assert closed(events) == [(6, 2.0)]


def test_what_was_fetched_is_passed_on_only_where_it_is_new() -> None:
    watches, watch, events = watching()
    came(watches, 5)
    came(watches, 6)
    watches.closed(watch, [point(4, 8.0), point(5, 8.0), point(6, 8.0), point(7, 8.0)], "repair")
    came(watches, 7, 9.0)
    came(watches, 8)
    came(watches, 9)
    assert closed(events) == [(5, 1.0), (6, 8.0), (7, 8.0), (8, 1.0)]


def test_it_is_not_late_before_its_time() -> None:
    watches, _, events = watching()
    came(watches, 5)
    watches.close_late(6 * MINUTE + LATE - 0.1)
    assert closed(events) == []
    assert not watches.is_any_late(6 * MINUTE + LATE - 0.1)
    assert watches.is_any_late(6 * MINUTE + LATE)


@given(st.lists(st.tuples(st.sampled_from(["frame", "fetch", "late", "break"]), st.integers(1, 30)), max_size=40))
def test_closed_candles_are_passed_on_in_order_and_once(happenings: list[tuple[str, int]]) -> None:
    watches, watch, events = watching()
    for kind, minute in happenings:
        match kind:
            case "frame":
                came(watches, minute)
            case "fetch":
                watches.closed(watch, [point(m) for m in range(minute, minute + 3)], "repair")
            case "late":
                watches.close_late((minute + 1) * MINUTE + LATE)
            case _:
                watches.break_off()
    minutes = [minute for minute, _ in closed(events)]
    assert minutes == sorted(set(minutes))


@needs_fixtures
def test_every_recorded_frame_is_told_apart() -> None:
    price, side = document("wss_price")["events"]
    kinds: list[tuple[Any, list[type]]] = [
        (price, [PriceFrame]),
        (side, [Other]),
        (document("wss_price")["documented_flat_event_not_seen_live"], [PriceFrame]),
        (document("wss_kline")["events"][0], [CandleFrame]),
        (document("wss_kline")["documented_flat_event"], [CandleFrame]),
        (document("wss_control")["ping"]["recv"], [Other]),
        (document("wss_control")["error_unauthorized"]["frame"], [Refused]),
        (document("wss_control")["error_too_many"]["frame"], [Refused]),
    ]
    kinds += [(event, [Other]) for event in document("wss_tx")["events"]]
    for frame, expected in kinds:
        assert [type(each) for each in frames_of(json.dumps(frame))] == expected, frame


@pytest.mark.parametrize("length", ["s1", "k0", "kx", "", None, 60, "k1.5"])
def test_a_candle_of_an_unknown_length_is_no_candle(length: object) -> None:
    usd = {"open": 1, "high": 1, "low": 1, "close": 1, "volume": 1, "time": 6_000}
    frame = {"result": {"id": PAIR, "interval": length, "kline": {"usd": usd}}}
    assert not [f for f in frames_of(json.dumps(frame)) if isinstance(f, CandleFrame) and f.interval < 60]
