"""Tokens as they are offered: their addresses, their age, and what to warn about before one is chosen."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ave.addresses import checked, checksummed, key, shown, token_id
from core.ave.look_alikes import flagged, skeleton
from core.ave.reading import number, stamp, text, whole, yes_or_no
from core.ave.rows import Quote, quotes_of, token_of, tokens_of
from core.errors import BadAddress
from core.market import Token
from tests.support.ave_fixtures import data_rows, document, exchange, needs_fixtures

NOW = 1_748_333_000
PEPE = "0x6982508145454Ce325dDbE47a25d4ec3d2311933"
SOLANA = "6p6xgHyF7AeE6TZkSmFsko444wqoP15icUSqi2jfGiPN"


@needs_fixtures
def test_every_known_address_is_written_as_people_know_it() -> None:
    for chain, of in document("chains_tokens")["chains"].items():
        for token in of["tokens"]:
            address = token["address"]
            assert checked(address, chain) == address
            assert shown(key(address, chain), chain) == address
            assert key(address, chain) == (address if chain == "solana" else address.lower())


@pytest.mark.parametrize(
    "address",
    [
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0xde709f2102306220921060314715629080e2fb77",
    ],
)
def test_the_checksum_is_that_of_its_standard(address: str) -> None:
    assert checksummed(address.lower()) == address


@pytest.mark.parametrize(
    ("address", "chain", "reason"),
    [
        (PEPE.replace("Ce", "cE"), "eth", "checksum"),
        (PEPE[:-1], "eth", "shape"),
        (PEPE + "0", "bsc", "shape"),
        ("PEPE", "eth", "shape"),
        (SOLANA, "eth", "shape"),
        (PEPE, "solana", "shape"),
        (SOLANA[:-1] + "0", "solana", "shape"),
        (SOLANA[:30], "solana", "shape"),
        ("z" * 44, "solana", "shape"),
        ("", "ton", "shape"),
        ("../../etc", "ton", "shape"),
        (PEPE + "?x=1", "eth", "shape"),
    ],
)
def test_what_is_no_address_is_refused(address: str, chain: str, reason: str) -> None:
    with pytest.raises(BadAddress) as error:
        checked(address, chain)
    assert error.value.reason == reason


def test_case_counts_on_solana_and_only_as_a_checksum_on_evm() -> None:
    assert checked(PEPE.lower(), "eth") == checked("0x" + PEPE[2:].upper(), "eth") == PEPE
    assert checked(f" {SOLANA} ", "solana") == SOLANA
    assert token_id(PEPE, "eth") == f"{PEPE.lower()}-eth"
    assert token_id(SOLANA, "solana") == f"{SOLANA}-solana"


@needs_fixtures
def test_every_recorded_row_becomes_a_token() -> None:
    rows = list(data_rows())
    assert len(rows) > 8
    for row in rows:
        token = token_of(row, NOW)
        assert token is not None
        assert (token.symbol, token.chain) == (row["symbol"], row["chain"])
        assert key(token.address, token.chain) == key(row["token"], row["chain"])


@needs_fixtures
def test_the_copy_with_fifty_dollars_is_told_from_the_real_one() -> None:
    real, copy = flagged(tokens_of(exchange("data_tokens_search_keyword").answer["data"], NOW))
    assert real.liquidity_usd == pytest.approx(391_936_763.8)
    assert real.flags == ()
    assert copy.flags == ("same_symbol", "unrated", "thin", "young")
    assert real.age_seconds(NOW) == NOW - 1_737_165_695


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"token": PEPE, "chain": "eth"},
        {"token": "", "chain": "eth", "symbol": "X"},
        {"token": PEPE, "chain": None, "symbol": "X"},
        {"token": PEPE, "chain": "eth", "symbol": "\x00\n"},
    ],
)
def test_a_row_without_its_identity_is_no_token(row: dict[str, Any]) -> None:
    assert token_of(row, NOW) is None


def test_a_row_with_nothing_but_its_identity_claims_nothing() -> None:
    token = token_of({"token": PEPE.lower(), "chain": "ETH", "symbol": "PEPE", "created_at": 0, "holders": -1}, NOW)
    assert token == Token("PEPE", "PEPE", "eth", PEPE, flags=("unrated",))
    assert token is not None
    assert token.age_seconds(NOW) is None


def test_prices_come_as_an_object_or_a_list_and_without_the_useless() -> None:
    rows = {"a-eth": {"current_price_usd": "1.5"}, "b-eth": {"current_price_usd": "0"}, "c-eth": None}
    assert quotes_of(rows) == {"a-eth": Quote(1.5, None)}
    assert quotes_of([{"token_id": "a-eth", "current_price_usd": 2}, {"current_price_usd": 3}]) == {
        "a-eth": Quote(2.0, None)
    }
    assert quotes_of(None) == quotes_of("x") == quotes_of([]) == {}


def token(symbol: str, liquidity: float | None, *, chain: str = "eth", number: int = 0) -> Token:
    return Token(symbol, symbol, chain, f"0x{number:040x}", liquidity)


def flags_of(*tokens: Token) -> list[tuple[str, ...]]:
    return [t.flags for t in flagged(tokens)]


def test_the_deepest_of_a_symbol_is_the_one_the_others_are_copies_of() -> None:
    found = flags_of(token("FROG", 10, number=1), token("FROG", 1e6, number=2), token("frog", None, number=3))
    assert found == [("same_symbol",), (), ("same_symbol",)]


@pytest.mark.parametrize(
    "imitation",
    ["РЕРЕ", "PЕPE", "ＰＥＰＥ", "PEPE\u200b", "P3PE", "PÉPÉ", "ΡΕΡΕ", "𝐏𝐄𝐏𝐄"],
)
def test_imitated_characters_are_seen_through(imitation: str) -> None:
    assert skeleton(imitation) == skeleton("PEPE")
    assert flags_of(token(imitation, 1e9)) == [("look_alike",)]


def test_one_letter_off_is_near_and_two_are_not() -> None:
    assert flags_of(token("PEPEE", 10), token("PEEP", 10, number=2), token("PEPPER", 10, number=3)) == [
        ("near_name",),
        ("near_name",),
        (),
    ]


def test_honest_short_and_well_known_names_are_left_alone() -> None:
    names = ("BTC", "ETH", "WETH", "WBTC", "SOL", "BNB", "WIF", "UNI", "$WIF", "DEGEN", "MOG", "AERO")
    assert flags_of(*(token(name, 1e6, number=i) for i, name in enumerate(names))) == [()] * len(names)


def test_the_same_contract_twice_is_no_copy() -> None:
    assert flags_of(token("FROG", 10), token("FROG", 20)) == [(), ()]


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.floats(0, 1e9)), max_size=8))
def test_flags_never_change_anything_else(listed: list[tuple[str, float]]) -> None:
    tokens = [token(symbol, depth, number=i) for i, (symbol, depth) in enumerate(listed)]
    found = flagged(tokens)
    assert [(t.symbol, t.address, t.liquidity_usd) for t in found] == [
        (t.symbol, t.address, t.liquidity_usd) for t in tokens
    ]
    if tokens:
        deepest = max(found, key=lambda t: t.liquidity_usd or 0)
        assert "same_symbol" not in deepest.flags


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.text(), inner, max_size=2)),
)


@given(ANYTHING)
def test_reading_anything_never_fails(value: object) -> None:
    for read in (number, whole, stamp, text, yes_or_no):
        read(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *[("-0.79", -0.79), ("1,234.5", 1_234.5), (" 7 ", 7.0), ("--", None), ("", None), (None, None), (True, None)],
        *[("NaN", None), ("inf", None), ("1e999", None), ("0x10", None), ([], None), (10**400, None)],
    ],
)
def test_numbers_are_read_however_they_are_written(value: object, expected: float | None) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *[
            (1, True),
            ("1", True),
            (True, True),
            ("true", True),
            (0, False),
            ("0", False),
            (False, False),
            ("No", False),
        ],
        *[(-1, None), ("-1", None), (None, None), ("", None), (2, None), ("perhaps", None), ([], None)],
    ],
)
def test_flags_are_read_however_they_are_written(value: object, expected: bool | None) -> None:
    assert yes_or_no(value) is expected


def test_moments_may_be_in_milliseconds() -> None:
    assert stamp(1_748_333_000_000) == stamp("1748333000") == 1_748_333_000
    assert stamp(0) is stamp(-1) is stamp("soon") is None
