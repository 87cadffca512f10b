"""What the frames of the stream say, told apart by what is in them and never by what was asked last."""

import json
from dataclasses import dataclass
from typing import Any

from core.ave.addresses import token_id
from core.ave.points import Point, point_of
from core.ave.reading import above_zero, mapping, number, rows, stamp, text


@dataclass(frozen=True, slots=True)
class Refused:
    """The market refuses this connection or a frame of ours."""

    said: str


@dataclass(frozen=True, slots=True)
class PriceFrame:
    """A token's price in its main pair."""

    token_id: str
    price: float
    time: int | None


@dataclass(frozen=True, slots=True)
class CandleFrame:
    """A candle as it stands; the open one comes again and again."""

    pair_id: str
    interval: int
    """Seconds."""
    point: Point


@dataclass(frozen=True, slots=True)
class Other:
    """A sign of life without news for us: pong, an acknowledgement, another topic."""


Frame = Refused | PriceFrame | CandleFrame | Other


def frames_of(message: str | bytes) -> list[Frame]:
    """Everything one message says; what cannot be read says nothing."""
    try:
        frame = mapping(json.loads(message))
    except (ValueError, RecursionError):
        return []
    if frame.get("error"):
        return [Refused(text(mapping(frame["error"]).get("message")) or text(frame["error"]))]
    result = mapping(frame.get("result"))
    found = [*_prices(result), *_candles(result), *_flat(frame)]
    return found or [Other()]


def _prices(result: Any) -> list[Frame]:
    """Rows of side pairs are left out: their prices are of thin markets."""
    found = (row for row in rows(result.get("prices")) if row.get("is_main_pair") is not False)
    priced = ((_token_id(row), above_zero(row.get("uprice")), row) for row in found)
    return [PriceFrame(name, price, stamp(row.get("time"))) for name, price, row in priced if name and price]


def _candles(result: Any) -> list[Frame]:
    row = mapping(mapping(result.get("kline")).get("usd"))
    return _candle(text(result.get("id")), result.get("interval"), row) if row else []


def _flat(frame: Any) -> list[Frame]:
    """The documented shape, which nobody has seen."""
    match frame.get("type"):
        case "price" if (price := above_zero(frame.get("price"))) and text(frame.get("token_id")):
            return [PriceFrame(_own_writing(text(frame["token_id"])), price, stamp(frame.get("time")))]
        case "kline":
            pair = f"{text(frame.get('pair'))}-{text(frame.get('chain'))}"
            return _candle(pair, frame.get("interval"), frame)
    return []


def _candle(pair: str, length: object, row: Any) -> list[Frame]:
    minutes = number(text(length).removeprefix("k")) if isinstance(length, str) else None
    if not minutes or not pair:
        return []
    point = point_of(row, int(minutes * 60))
    return [CandleFrame(_own_writing(pair), int(minutes * 60), point)] if point else []


def _token_id(row: Any) -> str:
    address, chain = text(row.get("token")) or text(row.get("target_token")), text(row.get("chain"))
    return token_id(address, chain) if address and chain else ""


def _own_writing(name: str) -> str:
    address, _, chain = name.rpartition("-")
    return token_id(address, chain)
