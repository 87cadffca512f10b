"""How the strict AVE server answers for candles, with every oddity that was documented or seen as a switch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

MINUTES = (1, 5, 15, 30, 60, 120, 240, 1_440, 4_320, 10_080, 43_200, 525_600, 2_628_000)


@dataclass
class CandleHabits:
    """What the original does is not all documented: each of these has been seen or must be feared."""

    from_inclusive: bool = True
    to_inclusive: bool = True
    cut: Literal["old", "new"] = "old"
    """At which end an answer that holds more than it may is cut."""
    cap: int = 1_000
    """What it holds at most, whatever was asked for."""
    extra: int = 1
    """Points beyond the limit that come nevertheless, from outside the range."""
    doubled: bool = False
    backwards: bool = False
    bare: bool = False
    """The points without the object around them."""
    ignores_bounds: bool = False


def longer(points: Sequence[dict[str, Any]], minutes: int) -> list[dict[str, Any]]:
    """The same market in longer candles."""
    length, grouped = minutes * 60, dict[int, list[dict[str, Any]]]()
    for point in points:
        grouped.setdefault(point["time"] // length * length, []).append(point)
    return [_summed(time, parts) for time, parts in grouped.items()]


def _summed(time: int, parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "time": time,
        "open": parts[0]["open"],
        "high": max((p["high"] for p in parts), key=float),
        "low": min((p["low"] for p in parts), key=float),
        "close": parts[-1]["close"],
        "volume": str(sum(float(p["volume"]) for p in parts)),
    }


def answer(
    points: Sequence[dict[str, Any]], query: dict[str, str], habits: CandleHabits, *, now: float, token_id: str
) -> Any:
    """The `data` for a valid question; unknown parameters are ignored, as the original does."""
    interval, limit = int(query["interval"]), min(int(query.get("limit", 300)), habits.cap)
    since, until = int(query.get("from_time", -1)), int(query.get("to_time", now))
    inside = [p for p in points if _is_inside(p["time"], since, until, habits)] if not habits.ignores_bounds else points
    kept = list(inside[-limit:] if habits.cut == "old" else inside[:limit])
    kept = [*_before(points, kept, habits.extra), *kept]
    if habits.doubled:
        kept = [*kept, *kept[-2:]]
    if habits.backwards:
        kept.reverse()
    return kept if habits.bare else _wrapped(kept, interval, limit, until, token_id)


def _is_inside(time: int, since: int, until: int, habits: CandleHabits) -> bool:
    after = time >= since if habits.from_inclusive else time > since
    return after and (time <= until if habits.to_inclusive else time < until)


def _before(points: Sequence[dict[str, Any]], kept: list[dict[str, Any]], extra: int) -> list[dict[str, Any]]:
    if not kept or not extra:
        return []
    first = points.index(kept[0])
    return list(points[max(0, first - extra) : first])


def _wrapped(points: list[dict[str, Any]], interval: int, limit: int, until: int, token_id: str) -> dict[str, Any]:
    return {
        "points": points,
        "total_count": len(points),
        "to_time": until,
        "limit": limit,
        "interval": interval,
        "pair_id": "0xa43fe16908251ee70ef74718545e4fe6c5ccec9f-eth",
        "target_token_id": token_id,
    }
