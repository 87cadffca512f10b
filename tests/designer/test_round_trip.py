"""A strategy written as a sentence reads back as the same strategy, in every language of the lexicon."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.designer.grammar import converse
from core.designer.grammar.lexicon import templates
from core.designer.grammar.sentences import sentence
from core.trading.strategy import Strategy
from tests.designer.shorthand import meaning

TOKENS = st.sampled_from(["PEPE", "SOL", "BTC", "NEAR", "DOGE"])
CHAINS = {"PEPE": "eth", "SOL": "solana", "BTC": "bsc", "NEAR": "bsc", "DOGE": "base"}
PERCENTS = st.one_of(st.integers(1, 99), st.sampled_from([0.5, 2.25, 12.75, 33.33]))
SIDES = st.sampled_from(["above", "below"])
FRAMES = st.sampled_from(["5m", "15m", "45m", "1h", "90m", "4h", "1d", "3d", "1w"])
PRICES = st.sampled_from([0.0000125, 0.00000001, 0.25, 7, 142.5, 3000, 99_500, 120_000.75])


def _condition(kind: str, /, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"type": st.just(kind), "token": TOKENS, **fields})


CONDITIONS = st.one_of(
    _condition("price_drop", threshold=PERCENTS, timeframe=FRAMES),
    _condition("price_rise", threshold=st.one_of(PERCENTS, st.just(250)), timeframe=FRAMES),
    _condition("volume_spike", threshold=st.sampled_from([50, 100, 275.5, 900]), timeframe=FRAMES),
    _condition("price_level", price=PRICES, direction=SIDES),
    _condition("rsi", threshold=PERCENTS, direction=SIDES, period=st.sampled_from([7, 14, 21]), timeframe=FRAMES),
    _condition(
        "ma_cross",
        fast=st.sampled_from([1, 9, 20, 50]),
        slow=st.sampled_from([55, 100, 200]),
        kind=st.sampled_from(["sma", "ema"]),
        direction=SIDES,
        timeframe=FRAMES,
    ),
    _condition("macd_cross", fast=st.sampled_from([8, 12]), direction=SIDES, timeframe=FRAMES),
    _condition(
        "bollinger", period=st.sampled_from([20, 30]), std=st.sampled_from([2, 2.5]), direction=SIDES, timeframe=FRAMES
    ),
    _condition("schedule", every=FRAMES),
    _condition("schedule", every=st.just("1d"), at=st.sampled_from(["09:00", "18:30"])),
    _condition("schedule", every=st.sampled_from(["1w", "2w"]), weekday=st.sampled_from(["mon", "wed", "sun"])),
)
ACTIONS = st.one_of(
    st.fixed_dictionaries({"type": st.just("buy"), "amount_percent": PERCENTS}),
    st.fixed_dictionaries({"type": st.just("sell"), "amount_percent": PERCENTS}),
    st.fixed_dictionaries({"type": st.sampled_from(["buy", "sell"]), "amount_usd": st.sampled_from([25, 99.5, 1000])}),
    st.fixed_dictionaries({"type": st.sampled_from(["notify", "hold"])}),
)
RISK = st.fixed_dictionaries(
    {},
    optional={
        "stop_loss_percent": PERCENTS,
        "take_profit_percent": PERCENTS,
        "trailing_stop_percent": PERCENTS,
        "max_hold": FRAMES,
        "max_entries": st.integers(1, 9),
        "targets": st.lists(
            st.fixed_dictionaries({"profit_percent": PERCENTS, "sell_percent": PERCENTS}),
            min_size=1,
            max_size=3,
            unique_by=lambda target: target["profit_percent"],
        ),
    },
)


@st.composite
def strategies(draw: st.DrawFn, kinds: int = 2) -> Strategy:
    rules = [_one_rule(draw, kinds) for _ in range(draw(st.integers(1, 3)))]
    config = {"rules": rules, "risk_management": draw(RISK)}
    return Strategy.from_config(config)


def _one_rule(draw: st.DrawFn, kinds: int) -> dict[str, Any]:
    conditions = draw(st.lists(CONDITIONS, min_size=1, max_size=kinds, unique_by=lambda c: c["type"].split("_")[0]))
    token = conditions[0]["token"]
    conditions = [{**c, "token": token, "chain": CHAINS[token]} for c in conditions]
    actions = draw(st.lists(ACTIONS, min_size=1, max_size=2, unique_by=lambda a: a["type"] in ("buy", "sell")))
    own = [{**action, "token": token} for action in actions]
    clocked = any(c["type"] == "schedule" for c in conditions)
    match = "any" if len(conditions) < 2 else "all" if clocked else draw(st.sampled_from(["any", "all"]))
    return {"conditions": conditions, "actions": own, "match": match}


@settings(deadline=None, max_examples=150)
@given(strategies())
def test_a_strategy_in_english_reads_back_the_same(strategy: Strategy) -> None:
    _reads_back(strategy, "english")


@pytest.mark.parametrize("language", ["spanish", "indonesian", "chinese"])
@settings(deadline=None, max_examples=80)
@given(strategy=strategies())
def test_a_strategy_in_any_language_reads_back_the_same(language: str, strategy: Strategy) -> None:
    _reads_back(strategy, language)


def _reads_back(strategy: Strategy, language: str) -> None:
    said = sentence(strategy, language)
    found = converse([said])
    assert found.status == "ok", f"{said}\n{found.reply}"
    assert found.strategy is not None
    assert meaning(found.strategy.to_config(), chains=True) == meaning(strategy.to_config(), chains=True), said


@pytest.mark.parametrize("language", ["spanish", "indonesian", "chinese"])
def test_every_language_can_write_all_that_english_can(language: str) -> None:
    assert set(templates(language)) == set(templates("english"))
