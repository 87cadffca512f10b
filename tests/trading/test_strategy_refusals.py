"""What is no strategy is refused: the path of every bad field, and what is allowed there."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidStrategy
from core.trading.strategy import Strategy
from tests.trading.configs import BUY, DROP, SEED, TWO, problems, with_action, with_condition, with_risk

UP_TO_100, FROM_1, FROM_2 = (
    "must be less than or equal to 100",
    "must be greater than or equal to 1",
    "must be greater than or equal to 2",
)
SLOWER, WEEKS = "must be greater than fast, which is 20", "needs an `every` of whole weeks, such as 1w"
ABOVE_0, UNDER_100 = "must be greater than 0", "must be less than 100"
WHOLE = "must be a valid integer"
DURATION = "must be a whole number and a unit m, h, d or w, such as 15m, 4h or 1d"
NUMBER, FINITE = "must be a valid number", "must be a finite number"
SIDES = "must be 'above' or 'below'"


@pytest.mark.parametrize(
    ("condition", "field", "said"),
    [
        ({"type": "price_drop", "threshold": 100}, "threshold", UNDER_100),
        ({"type": "price_drop", "threshold": 0}, "threshold", ABOVE_0),
        ({"type": "price_drop", "threshold": -5}, "threshold", ABOVE_0),
        ({"type": "price_drop"}, "threshold", "is required"),
        ({"type": "price_drop", "threshold": "5"}, "threshold", NUMBER),
        ({"type": "price_drop", "threshold": True}, "threshold", NUMBER),
        ({"type": "price_drop", "threshold": None}, "threshold", NUMBER),
        ({"type": "price_drop", "threshold": math.nan}, "threshold", FINITE),
        ({"type": "price_drop", "threshold": 5, "timeframe": "1y"}, "timeframe", DURATION),
        ({"type": "price_drop", "threshold": 5, "timeframe": "0h"}, "timeframe", DURATION),
        ({"type": "price_drop", "threshold": 5, "timeframe": "1.5h"}, "timeframe", DURATION),
        ({"type": "price_drop", "threshold": 5, "timeframe": "105w"}, "timeframe", "must be at most 104w"),
        ({"type": "price_drop", "threshold": 5, "timeframe": 60}, "timeframe", "must be a valid string"),
        ({"type": "price_rise", "threshold": 0}, "threshold", ABOVE_0),
        ({"type": "price_rise", "threshold": math.inf}, "threshold", FINITE),
        ({"type": "price_rise", "threshold": 1e10}, "threshold", "must be less than or equal to 1000000000"),
        ({"type": "price_level", "price": 10**400, "direction": "above"}, "price", None),
        ({"type": "volume_spike", "threshold": 0}, "threshold", ABOVE_0),
        ({"type": "price_level", "direction": "above"}, "price", "is required"),
        ({"type": "price_level", "price": 0, "direction": "above"}, "price", ABOVE_0),
        ({"type": "price_level", "price": 1}, "direction", "is required"),
        ({"type": "price_level", "price": 1, "direction": "up"}, "direction", SIDES),
        ({"type": "price_level", "price": 1, "direction": "above", "timeframe": "1h"}, "timeframe", None),
        ({"type": "rsi", "direction": "above", "threshold": 100.1}, "threshold", UP_TO_100),
        ({"type": "rsi", "direction": "above", "threshold": -1}, "threshold", "must be greater than or equal to 0"),
        ({"type": "rsi", "direction": "above", "threshold": 5, "period": 1}, "period", FROM_2),
        ({"type": "rsi", "direction": "above", "threshold": 5, "period": 14.5}, "period", WHOLE),
        ({"type": "ma_cross", "fast": 20, "slow": 20, "direction": "above"}, "slow", SLOWER),
        ({"type": "ma_cross", "fast": 0, "slow": 20, "direction": "above"}, "fast", FROM_1),
        ({"type": "ma_cross", "fast": 5, "direction": "above"}, "slow", "is required"),
        ({"type": "ma_cross", "fast": 5, "slow": 9, "direction": "above", "kind": "wma"}, "kind", None),
        ({"type": "macd_cross", "fast": 30, "direction": "above"}, "slow", "must be greater than fast, which is 30"),
        ({"type": "macd_cross", "signal": 0, "direction": "above"}, "signal", FROM_1),
        ({"type": "macd_cross"}, "direction", "is required"),
        ({"type": "bollinger", "direction": "below", "std": 0}, "std", ABOVE_0),
        ({"type": "bollinger", "direction": "below", "period": 1}, "period", FROM_2),
        ({"type": "schedule"}, "every", "is required"),
        ({"type": "schedule", "every": "daily"}, "every", DURATION),
        ({"type": "schedule", "every": "61w"}, "every", "must be at most 60w"),
        ({"type": "schedule", "every": "1d", "at": "9:00"}, "at", None),
        ({"type": "schedule", "every": "1d", "at": "24:00"}, "at", None),
        ({"type": "schedule", "every": "1d", "weekday": "mon"}, "weekday", WEEKS),
        ({"type": "schedule", "every": "1w", "weekday": "monday"}, "weekday", None),
        ({"type": "moon"}, "type", None),
        ({"threshold": 5}, "type", "is required"),
        ({"type": "price_drop", "threshold": 5, "treshold": 6}, "treshold", None),
        ({"type": "price_drop", "threshold": 5, "token": "DO GE"}, "token", None),
        ({"type": "price_drop", "threshold": 5, "token": "<b>"}, "token", None),
        ({"type": "price_drop", "threshold": 5, "chain": "no chain!"}, "chain", None),
        ({"type": "price_drop", "threshold": 5, "address": "0x; drop"}, "address", None),
    ],
)  # fmt: skip
def test_a_bad_field_of_a_condition_is_refused_with_its_path(
    condition: dict[str, Any], field: str, said: str | None
) -> None:
    found = problems(with_condition(**condition))
    assert list(found) == [f"conditions[0].{field}"]
    assert said is None or found[f"conditions[0].{field}"] == said


@pytest.mark.parametrize(
    ("action", "field", "said"),
    [
        ({"type": "buy", "amount_percent": 0}, ".amount_percent", ABOVE_0),
        ({"type": "buy", "amount_percent": 500}, ".amount_percent", UP_TO_100),
        ({"type": "sell", "amount_percent": 200}, ".amount_percent", UP_TO_100),
        ({"type": "buy", "amount_usd": -1}, ".amount_usd", ABOVE_0),
        ({"type": "buy", "amount_usd": 1, "amount_percent": 1}, "", "give amount_percent or amount_usd, not both"),
        ({"type": "buy", "leverage": 3}, ".leverage", None),
        ({"type": "short"}, ".type", "unknown type 'short'; allowed: 'buy', 'sell', 'notify', 'hold'"),
        ({"token": "PEPE"}, ".type", "is required"),
        ({"type": "notify", "amount_percent": 5}, ".amount_percent", None),
        ({"type": "buy", "chain": "eth"}, ".chain", "PEPE is on two chains here: bsc and eth"),
    ],
)
def test_a_bad_field_of_an_action_is_refused_with_its_path(
    action: dict[str, Any], field: str, said: str | None
) -> None:
    found = problems(with_action(**action))
    assert list(found) == [f"actions[0]{field}"]
    assert said is None or found[f"actions[0]{field}"] == said


@pytest.mark.parametrize(
    ("risk", "field"),
    [
        ({"stop_loss_percent": 100}, "stop_loss_percent"),
        ({"stop_loss_percent": 0}, "stop_loss_percent"),
        ({"take_profit_percent": 0}, "take_profit_percent"),
        ({"trailing_stop_percent": 100}, "trailing_stop_percent"),
        ({"max_hold": "soon"}, "max_hold"),
        ({"max_entries": 0}, "max_entries"),
        ({"max_entries": 2.5}, "max_entries"),
        ({"max_entries": True}, "max_entries"),
        ({"targets": []}, "targets"),
        ({"targets": {}}, "targets"),
        ({"targets": [{"profit_percent": 20}]}, "targets[0].sell_percent"),
        ({"targets": [{"sell_percent": 20}]}, "targets[0].profit_percent"),
        ({"targets": [{"profit_percent": 20, "sell_percent": 101}]}, "targets[0].sell_percent"),
        ({"targets": [{"profit_percent": p, "sell_percent": 1} for p in (1, 2, 0)]}, "targets[2].profit_percent"),
        ({"targets": [{"profit_percent": 20, "sell_percent": 1, "price": 5}]}, "targets[0].price"),
        ({"stoploss": 3}, "stoploss"),
    ],
)  # fmt: skip
def test_a_bad_field_of_the_risk_management_is_refused_with_its_path(risk: dict[str, Any], field: str) -> None:
    assert list(problems(with_risk(**risk))) == [f"risk_management.{field}"]


@pytest.mark.parametrize(
    ("config", "path"),
    [
        (None, ""),
        ([], ""),
        ("buy", ""),
        ({"rules": []}, "rules"),
        ({"rules": {}}, "rules"),
        ({"rules": [5]}, "rules[0]"),
        ({"conditions": [], "actions": [BUY]}, "conditions"),
        ({"conditions": [DROP], "actions": []}, "actions"),
        ({"conditions": [DROP]}, "actions"),
        ({"actions": [BUY]}, "conditions"),
        ({"conditions": "x", "actions": [BUY]}, "conditions"),
        ({"conditions": [5], "actions": [BUY]}, "conditions[0]"),
        ({"conditions": [DROP], "actions": ["buy"]}, "actions[0]"),
        ({"conditions": [DROP], "actions": [BUY], "match": "both"}, "match"),
        ({"conditions": [DROP], "actions": [BUY], "name": "x"}, "name"),
        ({"conditions": [DROP], "actions": [BUY], "risk_management": []}, "risk_management"),
        ({**TWO, "conditions": [DROP]}, "conditions"),
        ({**TWO, "match": "all"}, "match"),
        ({"rules": [{"conditions": [DROP], "actions": [BUY], "risk_management": {}}]}, "rules[0].risk_management"),
    ],
)
def test_a_bad_shape_is_refused_with_its_path(config: Any, path: str) -> None:
    assert list(problems(config)) == [path]


def test_paths_name_the_rule_only_where_there_are_rules() -> None:
    bad = {**DROP, "threshold": 500}
    assert list(problems({"conditions": [DROP, bad], "actions": [BUY]})) == ["conditions[1].threshold"]
    rules = [{"conditions": [DROP], "actions": [BUY]}, {"conditions": [DROP, bad], "actions": [BUY]}]
    assert list(problems({"rules": rules})) == ["rules[1].conditions[1].threshold"]


def test_all_faults_are_named_at_once() -> None:
    config = {
        "conditions": [{**DROP, "threshold": 500}, {**DROP, "timeframe": "x"}],
        "actions": [{"type": "buy", "amount_percent": 0}],
        "risk_management": {"stop_loss_percent": 100, "foo": 1},
    }
    assert list(problems(config)) == [
        "conditions[0].threshold",
        "conditions[1].timeframe",
        "actions[0].amount_percent",
        "risk_management.stop_loss_percent",
        "risk_management.foo",
    ]


def test_an_unknown_key_is_told_what_is_allowed_there() -> None:
    fields = "type, token, chain, address, threshold, timeframe"
    found = problems(with_condition(type="price_drop", threshold=5, limit=1))
    assert found == {"conditions[0].limit": f"is not a field here; allowed: {fields}"}
    assert problems(with_risk(foo=1))["risk_management.foo"].endswith("max_hold, max_entries, targets")
    assert problems({**SEED, "foo": 1})["foo"].endswith("allowed: conditions, actions, match, risk_management")
    assert problems({**TWO, "foo": 1})["foo"].endswith("allowed: rules, risk_management")


def test_a_token_lives_on_one_chain_and_at_one_address() -> None:
    other = {"conditions": [{**DROP, "chain": "eth"}], "actions": [BUY]}
    found = problems({"rules": [{"conditions": [DROP], "actions": [BUY]}, other]})
    assert found == {"rules[1].conditions[0].chain": "PEPE is on two chains here: bsc and eth"}
    addresses = {"conditions": [{**DROP, "address": "0xaaa"}], "actions": [{**BUY, "address": "0xbbb"}]}
    assert list(problems(addresses)) == ["actions[0].address"]


@pytest.mark.parametrize("text", ["", "{", "nope", "NaN", '{"conditions": Infinity}', "[" * 100_000])
def test_what_is_not_json_is_refused_in_words(text: str) -> None:
    with pytest.raises(InvalidStrategy, match="not valid JSON"):
        Strategy.from_json(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["rules", "conditions", "actions", "risk_management", "type", "token", "threshold", "match"]
            ),
            inner | st.sampled_from(["price_drop", "buy", "PEPE", "all"]),
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_nothing_but_a_strategy_or_a_refusal_comes_of_any_json(config: Any) -> None:
    try:
        strategy = Strategy.from_config(config)
    except InvalidStrategy:
        return
    assert Strategy.from_config(strategy.to_config()) == strategy
