"""Gives a model's strategy what is not the model's to decide: each token's chain, and addresses confirmed before."""

from typing import Any

from core.answers import Context
from core.designer.grammar import coins
from core.designer.sure import seen, surely
from core.trading.strategy import Strategy

_HOME = "bsc"
_LOOK_BACK = 8


def settle(strategy: Strategy, text: str, context: Context) -> Strategy:
    """The same strategy on the chains that were named, kept, or are the tokens' homes; addresses only as confirmed."""
    sure = surely(text, context)
    known = sure.strategy if sure else None
    chains = {token: _chain(token, known, strategy, text, context) for token in strategy.tokens()}
    addresses = _addresses(context.strategy, chains)
    config = strategy.to_config()
    for rule in config.get("rules", [config]):
        rule["conditions"] = [_at_home(part, chains, addresses, chained=True) for part in rule["conditions"]]
        rule["actions"] = [_at_home(part, chains, addresses, chained=False) for part in rule["actions"]]
    return Strategy.from_config(config)


def bare(strategy: Strategy) -> Any:
    """The strategy without chains and addresses, to compare what it does."""
    return _without_homes(strategy.to_config())


def _without_homes(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_homes(item) for name, item in value.items() if name not in ("chain", "address")}
    return [_without_homes(item) for item in value] if isinstance(value, list) else value


def _at_home(
    part: dict[str, Any], chains: dict[str, str], addresses: dict[str, str], *, chained: bool
) -> dict[str, Any]:
    token = part["token"]
    rest = {name: value for name, value in part.items() if name not in ("address", "chain")}
    chain = {"chain": chains[token]} if chained else {}
    return rest | chain | ({"address": addresses[token]} if token in addresses else {})


def _chain(token: str, sure: Strategy | None, strategy: Strategy, text: str, context: Context) -> str:
    """As the built-in reader says where it is sure, else as named now, as it was, as named before, or its home."""
    if sure and token in sure.tokens():
        return sure.chain_of(token)
    now = seen(text)
    named = now.chains.get(token) or (now.chain if len(strategy.tokens()) == 1 or not now.chains else None)
    if named:
        return named
    if context.strategy and token in context.strategy.tokens():
        return context.strategy.chain_of(token)
    users = [message.text for message in context.history if message.role == "user"][-_LOOK_BACK:]
    before = next((chain for said in reversed(users) if (chain := seen(said).chain)), None)
    proposed = strategy.chain_of(token)
    literal = proposed if proposed in " ".join([text, *users]).lower().split() else None
    return before or literal or coins.home(token) or _HOME


def _addresses(before: Strategy | None, chains: dict[str, str]) -> dict[str, str]:
    """Addresses of tokens that stay on their chain."""
    parts = [*before.conditions(), *before.actions()] if before else []
    return {
        part.token: part.address
        for part in parts
        if before and part.address and part.token in chains and chains[part.token] == before.chain_of(part.token)
    }
