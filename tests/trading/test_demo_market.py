"""The demo market: the same on every machine and however it is asked, and wild enough to be worth a backtest."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.demo.days import days
from core.demo.series import demo_candles
from core.demo.tokens import CHAINS, CHARACTERS
from core.demo_market import DemoMarket
from core.errors import NoHistory, TokenUnknown
from core.market import Market, Token
from core.trading.candles import COLUMNS, PRICES, Candles

MINUTE, HOUR, DAY, WEEK = 60, 3_600, 86_400, 604_800
NEW_YEAR = 1_767_225_600  # 2026-01-01, a Thursday
MONTH = 30 * DAY

symbols = st.sampled_from(sorted(CHARACTERS))
intervals = st.sampled_from([60, 300, 420, 900, 1_800, HOUR, 4 * HOUR, DAY, WEEK])
moments = st.integers(1_430_000_000, 4_000_000_000)


def same(one: Candles, other: Candles) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in COLUMNS)


def fingerprint(candles: Candles) -> str:
    columns = [candles.time.astype("<i8"), *(getattr(candles, p).astype("<f8") for p in (*PRICES, "volume"))]
    return sha256(b"".join(column.tobytes() for column in columns)).hexdigest()[:16]


@pytest.mark.parametrize(
    ("symbol", "interval", "length", "expected"),
    [
        ("PEPE", MINUTE, 6 * HOUR, "3e0cf065417e3bad"),
        ("PEPE", HOUR, 3 * DAY, "7e56554e9c485ee8"),
        ("BTC", 5 * MINUTE, DAY, "22dd80b3eb7d32a4"),
        ("WIF", DAY, 60 * DAY, "07bcdc4289d22adc"),
    ],
)
def test_the_same_candles_come_out_on_every_machine(symbol: str, interval: int, length: int, expected: str) -> None:
    assert fingerprint(demo_candles(symbol, interval, NEW_YEAR, NEW_YEAR + length)) == expected


@settings(max_examples=60, deadline=None)
@given(symbols, intervals, moments, st.integers(2, 60), st.data())
def test_however_a_range_is_cut_its_pieces_are_the_whole(
    symbol: str, interval: int, start: int, count: int, data: st.DataObject
) -> None:
    whole = demo_candles(symbol, interval, start, start + (count + 1) * interval)
    cut = int(whole.time[data.draw(st.integers(1, len(whole) - 1))])
    left, right = demo_candles(symbol, interval, start, cut), demo_candles(symbol, interval, cut, whole.end)
    assert len(left) + len(right) == len(whole)
    assert same(left, whole.slice(0, len(left)))
    assert same(right, whole.slice(len(left), len(whole)))


@settings(max_examples=30, deadline=None)
@given(symbols, intervals, moments, st.integers(1, 5))
def test_a_coarse_candle_is_exactly_its_minutes(symbol: str, interval: int, start: int, count: int) -> None:
    coarse = demo_candles(symbol, interval, start, start + (count + 1) * interval)
    fine = demo_candles(symbol, MINUTE, int(coarse.time[0]), coarse.end)
    for i, first in enumerate(range(0, len(fine), interval // MINUTE)):
        part = fine.slice(first, first + interval // MINUTE)
        expected = (part.open[0], part.high.max(), part.low.min(), part.close[-1], part.volume[::-1].sum())
        assert (coarse.open[i], coarse.high[i], coarse.low[i], coarse.close[i], coarse.volume[i]) == expected


def test_a_long_range_made_in_portions_equals_its_months() -> None:
    year = demo_candles("FLOKI", 7 * MINUTE, NEW_YEAR, NEW_YEAR + 365 * DAY)
    late = demo_candles("FLOKI", 7 * MINUTE, NEW_YEAR + 200 * DAY, NEW_YEAR + 203 * DAY)
    first = int(np.searchsorted(year.time, late.time[0]))
    assert same(late, year.slice(first, first + len(late)))


@settings(max_examples=25, deadline=None)
@given(symbols, moments)
def test_candles_can_be_trusted(symbol: str, start: int) -> None:
    candles = demo_candles(symbol, MINUTE, start, start + 3 * DAY)
    checked = Candles.from_columns(
        candles.time, candles.open, candles.high, candles.low, candles.close, candles.volume, interval=MINUTE
    )
    assert same(candles, checked)
    assert (candles.high >= np.maximum(candles.open, candles.close)).all()
    assert (candles.low <= np.minimum(candles.open, candles.close)).all()
    assert (candles.volume == np.floor(candles.volume)).all()
    assert (candles.open[1:] == candles.close[:-1]).mean() > 0.95


@pytest.mark.parametrize("symbol", sorted(CHARACTERS))
def test_a_price_stays_in_its_band_until_2100_and_is_written_with_few_digits(symbol: str) -> None:
    midnights = days(CHARACTERS[symbol], 1_420_070_400 // DAY, 4_102_444_800 // DAY).level
    month = demo_candles(symbol, HOUR, NEW_YEAR, NEW_YEAR + MONTH)
    assert np.abs(midnights).max() < np.log(40)
    assert np.abs(midnights).max() > np.log(1.5)
    assert all(float(f"{price:.9g}") == price for price in month.close.tolist())


def test_meme_coins_have_micro_prices() -> None:
    for symbol in ("PEPE", "SHIB", "BONK"):
        assert 1e-7 < demo_candles(symbol, HOUR, NEW_YEAR, NEW_YEAR + DAY).close[0] < 1e-3


def falls_of_5_percent_in_an_hour(symbol: str, month: int) -> int:
    """How often the sliding fall turns from less than 5 % to 5 % and more, on the minutes of a month."""
    start = NEW_YEAR + month * MONTH
    close = demo_candles(symbol, MINUTE, start, start + MONTH).close
    fallen = close[60:] <= close[:-60] * 0.95
    return int((fallen[1:] & ~fallen[:-1]).sum())


def test_pepe_falls_by_5_percent_in_an_hour_every_month_and_bitcoin_hardly_ever() -> None:
    pepe = [falls_of_5_percent_in_an_hour("PEPE", month) for month in range(12)]
    assert min(pepe) >= 10
    assert max(pepe) <= 150
    assert sum(falls_of_5_percent_in_an_hour("BTC", month) for month in range(12)) < sum(pepe) / 20


def test_returns_have_fat_tails_and_wild_hours_come_in_clusters() -> None:
    candles = demo_candles("PEPE", HOUR, NEW_YEAR - 4 * 365 * DAY, NEW_YEAR)
    moves = np.diff(np.log(candles.close))
    kurtosis = ((moves - moves.mean()) ** 4).mean() / moves.var() ** 2
    sizes = np.abs(moves)
    assert 0.010 < moves.std() < 0.022
    assert 5 < kurtosis < 30
    assert np.corrcoef(sizes[1:], sizes[:-1])[0, 1] > 0.15
    assert abs(np.corrcoef(moves[1:], moves[:-1])[0, 1]) < 0.05


def test_volume_follows_big_moves_and_the_time_of_day() -> None:
    candles = demo_candles("WIF", HOUR, NEW_YEAR, NEW_YEAR + 360 * DAY)
    sizes = np.abs(candles.close / candles.open - 1)
    loud = sizes > np.quantile(sizes, 0.95)
    by_hour = candles.volume.reshape(-1, 24).mean(axis=0)
    assert candles.volume[loud].mean() > 2 * candles.volume[~loud].mean()
    assert by_hour[15] > 1.5 * by_hour[3]


def test_there_are_sudden_gaps_of_several_percent() -> None:
    candles = demo_candles("PEPE", MINUTE, NEW_YEAR, NEW_YEAR + 180 * DAY)
    gaps = np.abs(candles.open[1:] / candles.close[:-1] - 1)
    assert 5 <= (gaps > 0.03).sum() <= 40


def test_no_minute_of_the_day_can_be_told_from_the_others_by_its_seam() -> None:
    candles = demo_candles("PEPE", MINUTE, NEW_YEAR, NEW_YEAR + 720 * DAY)
    sizes = np.abs(np.diff(np.log(candles.close), prepend=np.log(candles.open[0]))).reshape(-1, 1440).mean(axis=0)
    assert 0.85 < sizes[0] / sizes[1:31].mean() < 1.15
    assert 0.85 < sizes[-1] / sizes[-31:-1].mean() < 1.15


def test_weeks_start_on_monday_and_everything_else_at_multiples_of_its_length() -> None:
    assert demo_candles("ETH", WEEK, NEW_YEAR, NEW_YEAR + 3 * WEEK).time[0] == NEW_YEAR + 4 * DAY
    assert demo_candles("ETH", 4 * HOUR, NEW_YEAR + 1, NEW_YEAR + DAY).time[0] == NEW_YEAR + 4 * HOUR


@pytest.mark.parametrize("interval", [0, 30, 90, -60, 2 * WEEK])
def test_odd_intervals_are_refused(interval: int) -> None:
    with pytest.raises(ValueError, match="whole minutes"):
        demo_candles("PEPE", interval, NEW_YEAR, NEW_YEAR + DAY)


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 1_420_070_400), (4_102_444_800, 4_102_531_200), (NEW_YEAR + 1, NEW_YEAR + 2 * HOUR - 1), (NEW_YEAR, 0)],
)
def test_a_range_without_a_whole_candle_has_no_history(start: int, end: int) -> None:
    with pytest.raises(NoHistory):
        demo_candles("PEPE", HOUR, start, end)


def test_an_unknown_symbol_has_no_candles() -> None:
    with pytest.raises(TokenUnknown):
        demo_candles("NOSUCH", HOUR, NEW_YEAR, NEW_YEAR + DAY)


def market_at(now: float) -> Market:
    return DemoMarket(now=lambda: now)


async def only(market: Market, symbol: str, chain: str | None = None) -> Token:
    (token,) = await market.find(symbol, chain)
    return token


async def test_only_closed_candles_are_given() -> None:
    market = market_at(NEW_YEAR + 5 * HOUR - 0.5)
    pepe = await only(market, "PEPE")
    candles = await market.candles(pepe, HOUR, NEW_YEAR, NEW_YEAR + DAY)
    assert candles.end == NEW_YEAR + 4 * HOUR
    assert len(candles) == 4
    with pytest.raises(NoHistory):
        await market.candles(pepe, HOUR, NEW_YEAR + 4 * HOUR, NEW_YEAR + DAY)


async def test_a_candle_is_given_the_moment_it_closes() -> None:
    market = market_at(NEW_YEAR + 5 * HOUR)
    candles = await market.candles(await only(market, "PEPE"), HOUR, NEW_YEAR, NEW_YEAR + DAY)
    assert candles.end == NEW_YEAR + 5 * HOUR


async def test_a_token_is_found_by_its_symbol_in_any_case_at_home_or_where_asked() -> None:
    market = market_at(NEW_YEAR)
    assert (await only(market, "pepe")).chain == "eth"
    assert (await only(market, "Pepe", "bsc")).chain == "bsc"
    assert (await only(market, "WIF", "Solana")).symbol == "WIF"
    assert await market.find("PEP") == ()
    assert await market.find("PEPE", "atlantis") == ()


async def test_a_token_costs_the_same_on_every_chain() -> None:
    market = market_at(NEW_YEAR + DAY)
    here, there = await only(market, "PEPE", "eth"), await only(market, "PEPE", "bsc")
    assert here.address != there.address
    one, other = [await market.candles(t, MINUTE, NEW_YEAR, NEW_YEAR + DAY) for t in (here, there)]
    assert same(one, other)


async def test_every_address_is_one_of_a_kind_and_says_that_it_is_made_up() -> None:
    market = market_at(NEW_YEAR)
    everywhere = [await only(market, token.symbol, chain) for token in await market.tokens() for chain in CHAINS]
    assert len({token.address for token in everywhere}) == len(everywhere)
    assert all("demo" in token.address and "demo" in token.name for token in everywhere)
    assert {len(token.address) for token in everywhere if token.chain == "solana"} == {44}
    assert {len(token.address) for token in everywhere if token.chain != "solana"} == {42}


async def test_a_dozen_tokens_are_offered_and_all_have_candles() -> None:
    market = market_at(NEW_YEAR + DAY)
    tokens = await market.tokens()
    assert len(tokens) >= 12
    for token in tokens:
        assert (token,) == await market.find(token.symbol)
        assert len(await market.candles(token, HOUR, NEW_YEAR, NEW_YEAR + DAY)) == 24


async def test_a_real_contract_of_the_same_name_gets_no_made_up_prices() -> None:
    market = market_at(NEW_YEAR + DAY)
    real = replace(await only(market, "PEPE"), address="0x6982508145454ce325ddbe47a25d4ec3d2311933")
    with pytest.raises(TokenUnknown):
        await market.candles(real, HOUR, NEW_YEAR, NEW_YEAR + DAY)
    with pytest.raises(TokenUnknown):
        await market.prices([real])


async def test_a_price_is_the_close_of_the_last_closed_minute() -> None:
    market = market_at(NEW_YEAR + DAY + 59.9)
    tokens = [await only(market, "PEPE", "bsc"), await only(market, "BTC")]
    last = [await market.candles(token, MINUTE, NEW_YEAR, NEW_YEAR + 2 * DAY) for token in tokens]
    assert await market.prices(tokens) == {t.address: c.close[-1] for t, c in zip(tokens, last, strict=True)}
    assert last[0].end == NEW_YEAR + DAY
    assert await market.prices([]) == {}
