"""The strategy language at its door: both forms are read, one is written, and what is not said has its default."""

import json
from typing import Any

import pytest

from core.trading.strategy import Strategy
from tests.trading.configs import BUY, DROP, SEED, TWO, with_action, with_condition, with_risk, written


def test_the_flat_form_is_read_and_written_flat() -> None:
    assert written(SEED) == SEED


def test_several_rules_are_read_and_written_with_rules() -> None:
    again = written(TWO)
    assert again["rules"][1]["conditions"][0].pop("period") == 14
    assert again == TWO


def test_one_rule_in_the_rules_form_is_written_flat() -> None:
    risk = SEED["risk_management"]
    wrapped = {"rules": [{"conditions": SEED["conditions"], "actions": SEED["actions"]}], "risk_management": risk}
    assert written(wrapped) == SEED


@pytest.mark.parametrize("absent", [{}, {"risk_management": {}}, {"risk_management": None}])
def test_empty_risk_management_is_absent(absent: dict[str, Any]) -> None:
    assert "risk_management" not in written({"conditions": [DROP], "actions": [BUY], **absent})


def test_the_default_match_is_not_written_and_all_is() -> None:
    both = {"conditions": [DROP, {**DROP, "threshold": 7}], "actions": [BUY]}
    assert "match" not in written({**both, "match": "any"})
    assert written({**both, "match": "all"})["match"] == "all"
    assert "match" not in written({"conditions": [DROP], "actions": [BUY], "match": "all"})  # of one alone


def test_a_strategy_reads_its_own_writing() -> None:
    for config in (SEED, TWO, with_risk(targets=[{"profit_percent": 20, "sell_percent": 50}], max_hold="36h")):
        assert Strategy.from_config(written(config)) == Strategy.from_config(config)
        assert Strategy.from_json(json.dumps(written(config))) == Strategy.from_config(config)


def test_numbers_are_written_as_they_were() -> None:
    text = json.dumps(written(with_condition(type="price_drop", threshold=5.0)))
    assert '"threshold": 5,' in text
    assert '"threshold": 2.5,' in json.dumps(written(with_condition(type="price_drop", threshold=2.5)))


@pytest.mark.parametrize(
    ("said", "meant"),
    [("60m", "1h"), ("1h", "1h"), ("90m", "90m"), ("24h", "1d"), ("7d", "1w"), ("1440m", "1d"), ("1H", "1h")],
)
def test_a_duration_has_one_writing(said: str, meant: str) -> None:
    assert (
        written(with_condition(type="price_drop", threshold=5, timeframe=said))["conditions"][0]["timeframe"] == meant
    )
    assert written(with_risk(max_hold=said))["risk_management"]["max_hold"] == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ethereum", "eth"),
        ("ETH", "eth"),
        ("Ethereum", "eth"),
        ("BNB chain", "bsc"),
        ("BNB Smart Chain", "bsc"),
        ("bnb", "bsc"),
        ("BSC", "bsc"),
        ("sol", "solana"),
        ("Solana", "solana"),
        ("base", "base"),
        ("arbitrum", "arbitrum"),
    ],
)
def test_a_chain_has_the_markets_name(said: str, meant: str) -> None:
    assert written(with_condition(type="price_drop", threshold=5, chain=said))["conditions"][0]["chain"] == meant


def test_symbols_are_upper_case_without_their_dollar() -> None:
    assert written(with_condition(type="price_drop", threshold=5, token=" $pepe "))["conditions"][0]["token"] == "PEPE"


def test_what_is_not_said_has_its_default() -> None:
    def condition(**given: Any) -> dict[str, Any]:
        (read,) = written(with_condition(**given))["conditions"]
        return {key: value for key, value in read.items() if key not in ("type", "token", *given)}

    hour = {"chain": "bsc", "timeframe": "1h"}
    assert condition(type="price_drop", threshold=5) == hour
    assert condition(type="volume_spike", threshold=5) == hour
    assert condition(type="price_level", price=5, direction="above") == {"chain": "bsc"}
    assert condition(type="rsi", threshold=30, direction="below") == {**hour, "period": 14}
    assert condition(type="ma_cross", fast=1, slow=200, direction="above") == {**hour, "kind": "sma"}
    assert condition(type="macd_cross", direction="above") == {**hour, "fast": 12, "slow": 26, "signal": 9}
    assert condition(type="bollinger", direction="above") == {**hour, "period": 20, "std": 2}
    assert condition(type="schedule", every="1d") == {"chain": "bsc"}
    assert written(with_action(type="buy"))["actions"] == [BUY]
    assert written(with_action(type="sell"))["actions"] == [{**BUY, "type": "sell", "amount_percent": 100}]
    assert written(with_action(type="hold"))["actions"] == [{"type": "hold", "token": "PEPE"}]


def test_addresses_stay_beside_their_tokens() -> None:
    config = {"conditions": [{**DROP, "address": "0x6982508145454Ce325dDbE47a25d4ec3d2311933"}], "actions": [BUY]}
    assert written(config)["conditions"][0]["address"] == "0x6982508145454Ce325dDbE47a25d4ec3d2311933"
