"""Which contracts the tokens of a strategy are: symbols are not unique, confirmed addresses are."""

from collections.abc import Iterator
from typing import Any

from core.trading.strategy import Strategy

Homes = dict[str, tuple[str, str]]
"""Symbol → chain and address."""


def homes(strategy: Strategy) -> Homes:
    """The contracts that were confirmed."""
    parts = (*strategy.conditions(), *strategy.actions())
    return {part.token: (strategy.chain_of(part.token), part.address) for part in reversed(parts) if part.address}


def unconfirmed(strategy: Strategy) -> tuple[str, ...]:
    """The tokens that are known by their symbol alone, in order of appearance."""
    known = homes(strategy)
    return tuple(symbol for symbol in strategy.tokens() if symbol not in known)


def settled(strategy: Strategy, where: Homes) -> Strategy:
    """The same strategy with these contracts, and no others, on every condition and action of their tokens."""
    config = strategy.to_config()
    for part in _parts(config):
        part.pop("address", None)
        if part["token"] in where:
            part["chain"], part["address"] = where[part["token"]]
    return Strategy.from_config(config)


def kept(before: Strategy | None, after: Strategy) -> Strategy:
    """An edited strategy with the contracts its tokens had; a token that went to another chain must be asked about."""
    known = homes(before) if before else {}
    stay = {s: home for s, home in known.items() if s in after.tokens() and after.chain_of(s) == home[0]}
    return after if stay == homes(after) == _everywhere(after) else settled(after, stay)


def alike(before: Strategy, after: Strategy) -> Strategy:
    """`before` with the contracts of `after`: so that a diff of both is about what they do."""
    return settled(before, {s: home for s, home in homes(after).items() if s in before.tokens()})


def _everywhere(strategy: Strategy) -> Homes:
    """The contracts that every part of their token names."""
    parts = (*strategy.conditions(), *strategy.actions())
    partial = {part.token for part in parts if not (part.address and part.chain)}
    return {symbol: home for symbol, home in homes(strategy).items() if symbol not in partial}


def _parts(config: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for rule in config.get("rules", [config]):
        yield from (*rule["conditions"], *rule["actions"])
