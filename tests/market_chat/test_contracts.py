"""Contracts of a strategy's tokens: kept by edits, asked about again where the chain changes."""

from typing import Any

import pytest

from core.contracts import alike, homes, kept, settled, unconfirmed
from core.designer.grammar import converse
from core.trading.strategy import Strategy
from core.wording.catalogue import words
from core.wording.language import LANGUAGES, speaking

HERE = "0x6982508145454Ce325dDbE47a25d4ec3d2311933"


def dip(*, chain: str = "eth", address: str | None = None, threshold: float = 5, symbol: str = "PEPE") -> Strategy:
    home: dict[str, Any] = {"token": symbol, "chain": chain} | ({"address": address} if address else {})
    condition = {"type": "price_drop", "threshold": threshold, "timeframe": "1h", **home}
    return Strategy.from_config({"conditions": [condition], "actions": [{"type": "buy", "token": symbol}]})


def test_a_contract_stands_on_every_part_of_its_token() -> None:
    confirmed = settled(dip(), {"PEPE": ("eth", HERE)})
    assert unconfirmed(dip()) == ("PEPE",)
    assert unconfirmed(confirmed) == ()
    assert homes(confirmed) == {"PEPE": ("eth", HERE)}
    assert {part.address for part in (*confirmed.conditions(), *confirmed.actions())} == {HERE}


def test_an_edit_keeps_what_stays_and_drops_what_goes() -> None:
    before = settled(dip(), {"PEPE": ("eth", HERE)})
    assert kept(before, dip(threshold=7)) == settled(dip(threshold=7), {"PEPE": ("eth", HERE)})
    assert kept(before, dip(symbol="DOGE")) == dip(symbol="DOGE")
    assert kept(None, dip()) == dip()


def test_a_token_that_goes_to_another_chain_is_another_contract() -> None:
    before = settled(dip(), {"PEPE": ("eth", HERE)})
    assert unconfirmed(kept(before, dip(chain="bsc"))) == ("PEPE",)
    assert unconfirmed(kept(before, dip(chain="bsc", address=HERE))) == ("PEPE",)


def test_a_diff_is_about_what_strategies_do() -> None:
    after = settled(dip(), {"PEPE": ("bsc", HERE)})
    assert alike(dip(), after) == after


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_sentence_behind_a_card_is_understood_in_every_language(code: str) -> None:
    with speaking(code):
        answer = converse([words("market.example", token="CAKE")])
    assert answer.status == "ok"
    assert answer.strategy is not None
    assert answer.strategy.tokens() == ("CAKE",)
