"""Every condition, action and exit has its words in every language, and what a person reads is all there."""

from typing import Any

import pytest

from core.changes import changes
from core.trading.strategy import Strategy
from core.wording.html import Html
from core.wording.language import LANGUAGES, Language, speaking
from core.wording.strategies import bot_name, card, change_line

SIDES = ("above", "below")
CONDITIONS: list[dict[str, Any]] = [
    {"type": "price_drop", "threshold": 5.5, "timeframe": "15m"},
    {"type": "price_rise", "threshold": 7, "timeframe": "4h"},
    {"type": "volume_spike", "threshold": 200, "timeframe": "1d"},
    *({"type": "price_level", "price": 0.0000123, "direction": side} for side in SIDES),
    *({"type": "rsi", "threshold": 31, "direction": side, "timeframe": "1h"} for side in SIDES),
    *({"type": "ma_cross", "fast": 1, "slow": 200, "direction": side, "timeframe": "1d"} for side in SIDES),
    *(
        {"type": "ma_cross", "fast": 12, "slow": 26, "kind": "ema", "direction": side, "timeframe": "1w"}
        for side in SIDES
    ),
    *({"type": "macd_cross", "direction": side, "timeframe": "1h"} for side in SIDES),
    *({"type": "bollinger", "direction": side, "timeframe": "1h"} for side in SIDES),
    {"type": "schedule", "every": "4h"},
    {"type": "schedule", "every": "1d", "at": "09:30"},
    *({"type": "schedule", "every": "1w", "weekday": day} for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
]
ACTIONS: list[dict[str, Any]] = [
    {"type": "buy", "amount_percent": 12.5},
    {"type": "buy", "amount_usd": 75},
    {"type": "sell", "amount_percent": 40},
    {"type": "sell", "amount_usd": 33},
    {"type": "notify"},
    {"type": "hold"},
]
RISK = {
    "stop_loss_percent": 3,
    "take_profit_percent": 11,
    "trailing_stop_percent": 2.5,
    "max_hold": "3d",
    "max_entries": 4,
    "targets": [{"profit_percent": 21, "sell_percent": 55}],
}
SHOWN = {
    "price_drop": ("5.5%", "15"), "price_rise": ("7%", "4"), "volume_spike": ("200%", "1"), "rsi": ("14", "31"),
    "price_level": ("$0.0000123",), "ma_cross": ("MA ",), "macd_cross": ("12, 26, 9",), "bollinger": ("20, 2",),
    "schedule": (),
}  # fmt: skip


def strategy(condition: dict[str, Any], action: dict[str, Any], **more: Any) -> Strategy:
    config = {"conditions": [{"token": "PEPE", "chain": "bsc", **condition}], "actions": [{"token": "PEPE", **action}]}
    return Strategy.from_config({**config, **more})


@pytest.fixture(params=LANGUAGES)
def code(request: pytest.FixtureRequest) -> Language:
    chosen: Language = request.param
    return chosen


def test_every_condition_has_words_of_its_own(code: Language) -> None:
    with speaking(code):
        cards = [card(strategy(condition, ACTIONS[0]), heading=Html()) for condition in CONDITIONS]
    assert len(set(cards)) == len(CONDITIONS)
    for text, condition in zip(cards, CONDITIONS, strict=True):
        assert "PEPE" in text
        assert "{" not in text
        assert all(part in text for part in SHOWN[condition["type"]]), text


def test_every_action_has_words_of_its_own(code: Language) -> None:
    with speaking(code):
        cards = [card(strategy(CONDITIONS[0], action), heading=Html()) for action in ACTIONS]
    assert len(set(cards)) == len(ACTIONS)
    for text, amount in zip(cards, ("12.5%", "$75", "40%", "$33", "PEPE", "PEPE"), strict=True):
        assert amount in text


def test_every_exit_is_on_the_card(code: Language) -> None:
    with speaking(code):
        text = card(strategy(CONDITIONS[0], ACTIONS[0], risk_management=RISK), heading=Html())
    exits = text.split("\n")[-6:]
    for line, figures in zip(exits, (("3%",), ("11%",), ("2.5%",), ("3",), ("4",), ("21%", "55%")), strict=True):
        assert line.startswith("• ")
        assert all(figure in line for figure in figures), line


def test_every_kind_of_bot_gets_a_name(code: Language) -> None:
    kinds = {condition["type"]: condition for condition in CONDITIONS}
    with speaking(code):
        names = [bot_name(strategy(condition, ACTIONS[0])) for condition in kinds.values()]
    assert len(set(names)) == len(kinds)
    assert all(name.startswith("PEPE ") and len(name) <= 40 for name in names)


def test_every_change_is_told(code: Language) -> None:
    old = strategy(CONDITIONS[0], ACTIONS[0], risk_management={"stop_loss_percent": 3})
    two = {"conditions": [{"token": "PEPE", **c} for c in CONDITIONS[1:3]], "match": "all"}
    new = Strategy.from_config({**two, "actions": [{"token": "PEPE", **ACTIONS[2]}], "risk_management": RISK})
    with speaking(code):
        lines = [change_line(change) for change in changes(old, new)]
    assert len(lines) >= 6
    assert all("{" not in line and len(line) > 3 for line in lines)
    assert code == "en" or not {"when", "all", "hold"} & {word for line in lines for word in line.split()}
