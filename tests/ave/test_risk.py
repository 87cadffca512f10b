"""Reports on contracts: unknown is its own answer, and nothing makes it sound like safe."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ave.market import AveMarket
from core.ave.risk import risk_of
from core.market import Token
from core.market_risk import ContractRisk, Known, Tax
from tests.support.ave_fixtures import exchange, needs_fixtures
from tests.support.ave_server import AveServer, Fault

SKYAI = Token("SKYAI", "SKYAI", "bsc", "0x92aa03137385F18539301349dcfC9EbC923fFb10")
CLEAN: dict[str, Any] = {
    "token": "0x11",
    "is_honeypot": 0,
    "cannot_sell_all": "0",
    "cannot_buy": "0",
    "buy_tax": 0,
    "sell_tax": 0,
    "slippage_modifiable": 0,
    "personal_slippage_modifiable": "0",
    "has_mint_method": 0,
    "transfer_pausable": "0",
    "has_black_method": 0,
    "owner": "0x" + "0" * 40,
    "hidden_owner": "0",
    "can_take_back_ownership": "0",
    "owner_change_balance": "0",
    "holders": 4_000,
    "token_holders_rank": [{"address": "0xa", "percent": "0.02"}],
    "pair_lock_percent": 0.99,
    "pair_total": 10,
    "risk_score": 30,
}
ODD = [-1, "-1", None, "", "--", "unknown", "NaN", [], {}, 2, "maybe", float("nan"), object()]


def test_a_clean_report_is_called_no_more_than_nothing_found() -> None:
    risk = risk_of(CLEAN)
    assert (risk.verdict, risk.dangers, risk.cautions, risk.unknowns) == ("nothing_found", (), (), ())


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("field", ["is_honeypot", "sell_tax", "has_mint_method"])
def test_an_odd_answer_to_a_vital_question_is_unknown(field: str, odd: object) -> None:
    if field == "sell_tax" and odd == 2:
        odd = "two"
    risk = risk_of(CLEAN | {field: odd})
    assert risk.verdict == "unknown"
    assert len(risk.unknowns) == 1


@pytest.mark.parametrize("field", ["is_honeypot", "sell_tax", "has_mint_method"])
def test_a_missing_answer_to_a_vital_question_is_unknown(field: str) -> None:
    assert risk_of({k: v for k, v in CLEAN.items() if k != field}).verdict == "unknown"


@pytest.mark.parametrize("data", [None, {}, [], "", "text", 7, {"token": ""}, {"token": None, "is_honeypot": 0}])
def test_no_report_is_no_good_news(data: object) -> None:
    risk = risk_of(data)
    assert (risk.verdict, risk.reason) == ("unknown", "not_covered")
    assert risk.honeypot is Known.UNKNOWN
    assert len(risk.unknowns) == 13


def test_a_report_that_failed_says_so() -> None:
    assert risk_of(CLEAN | {"err_code": "17"}).reason == "report_failed"


@given(
    gone=st.sets(st.sampled_from(sorted(CLEAN))),
    odd=st.dictionaries(
        st.sampled_from(sorted(CLEAN)),
        st.one_of(st.none(), st.text(max_size=5), st.floats(), st.integers(), st.booleans()),
    ),
)
def test_whatever_is_missing_or_odd_reading_it_never_fails(gone: set[str], odd: dict[str, object]) -> None:
    risk = risk_of({k: v for k, v in (CLEAN | odd).items() if k not in gone})
    if {"is_honeypot", "sell_tax", "has_mint_method"} & gone:
        assert risk.verdict in ("unknown", "dangerous")


@pytest.mark.parametrize(
    ("raw", "tax"),
    [
        (0, Tax(0, certain=True)),
        ("0", Tax(0, certain=True)),
        (5, Tax(5, certain=True)),
        ("99.5", Tax(99.5, certain=True)),
        (0.05, Tax(5, certain=False)),
        (1, Tax(100, certain=False)),
        (101, None),
        (-1, None),
        (None, None),
    ],
)
def test_a_tax_is_read_as_the_worse_it_may_mean(raw: object, tax: Tax | None) -> None:
    found = risk_of(CLEAN | {"sell_tax": raw}).sell_tax
    assert (found is None) == (tax is None)
    if found and tax:
        assert found.percent == pytest.approx(tax.percent)
        assert found.certain == tax.certain


@pytest.mark.parametrize(
    ("change", "caution"),
    [
        ({"has_mint_method": 1}, "mintable"),
        ({"transfer_pausable": "1"}, "freezable"),
        ({"slippage_modifiable": True}, "tax_changeable"),
        ({"hidden_owner": "1"}, "hidden_owner"),
        ({"owner": "0x" + "a" * 40}, "owner_renounced"),
        ({"buy_tax": "12"}, "buy_tax"),
        ({"risk_score": "80"}, "score"),
        ({"pair_lock_percent": "0.1"}, "liquidity_locked_share"),
        ({"token_holders_rank": [{"address": "0xa", "percent": 0.6}]}, "top_ten_share"),
    ],
)
def test_each_weakness_is_named(change: dict[str, Any], caution: str) -> None:
    risk = risk_of(CLEAN | change)
    assert caution in risk.cautions
    assert risk.verdict == "caution"


@pytest.mark.parametrize("change", [{"is_honeypot": "1"}, {"cannot_sell_all": 1}, {"sell_tax": 60}])
def test_what_cannot_be_sold_is_dangerous(change: dict[str, Any]) -> None:
    assert risk_of(CLEAN | change).verdict == "dangerous"


def test_pools_and_burnt_tokens_are_no_hands() -> None:
    rank = [
        {"address": "0xpool", "percent": "0.5", "is_lp": 1},
        {"address": "0x" + "0" * 36 + "dEaD", "percent": "0.3"},
        {"address": "0xa", "percent": "0.1"},
    ]
    random.Random(1).shuffle(rank)  # noqa: S311 - any order does
    assert risk_of(CLEAN | {"token_holders_rank": rank}).top_ten_share == pytest.approx(0.1)


@needs_fixtures
def test_the_recorded_reports_are_read() -> None:
    usual = risk_of(exchange("data_contracts").answer["data"])
    assert (usual.honeypot, usual.verdict, usual.holders) == (Known.UNKNOWN, "unknown", 47_915)
    assert usual.liquidity_locked_share == pytest.approx(0.996, abs=1e-3)
    assert (usual.owner_renounced, usual.mintable) == (Known.YES, Known.NO)
    trap = risk_of(exchange("data_contracts", "honeypot").answer["data"])
    assert trap.verdict == "dangerous"
    assert trap.dangers == ("honeypot", "cannot_sell", "sell_tax")
    solana = risk_of(exchange("data_contracts", "solana_2026_fields").answer["data"])
    assert (solana.sell_tax, solana.verdict, solana.liquidity_locked_share) == (None, "unknown", None)
    assert "top_ten_share" in solana.cautions


@needs_fixtures
@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault(500, b""), "MarketUnavailable"),
        (Fault(hang=1.0), "MarketUnavailable"),
        (Fault(200, "<html>"), "MarketUnavailable"),
        (Fault(401, {}), "MarketKeyRefused"),
        (Fault(403, {"msg": "limit reached today"}), "MarketBudgetSpent"),
        (Fault(429, {}), "MarketBusy"),
        (Fault(404, {}), "not_covered"),
        (Fault(200, {"status": 1, "msg": "SUCCESS: token not found"}), "not_covered"),
        (Fault(200, {"status": 1, "msg": "SUCCESS", "data": None}), "not_covered"),
    ],
    ids=str,
)
async def test_a_report_that_did_not_come_is_unknown(
    market: AveMarket, server: AveServer, fault: Fault, reason: str
) -> None:
    server.always = fault
    risk = await market.risk(SKYAI)
    assert (risk.verdict, risk.reason) == ("unknown", reason)
    assert risk == ContractRisk.unknown(reason)


@needs_fixtures
async def test_a_report_is_asked_for_once_in_ten_minutes(market: AveMarket, server: AveServer) -> None:
    first, second = await market.risk(SKYAI), await market.risk(SKYAI)
    assert first == second
    assert first.holders == 47_915
    assert len(server.calls("contracts/0x92aa03137385f18539301349dcfc9ebc923ffb10-bsc")) == 1


@needs_fixtures
async def test_no_address_no_report(market: AveMarket, server: AveServer) -> None:
    risk = await market.risk(Token("X", "X", "bsc", "0xdemo"))
    assert (risk.verdict, risk.reason) == ("unknown", "BadAddress")
    assert not server.asked
