"""What a market says about a token: its card, the report on its contract, lists, and questions about which one."""

from collections.abc import Sequence

from core.market import Token
from core.market_risk import ContractRisk, Known, Tax
from core.trading.numbers import count, percent, price
from core.wording.catalogue import known, say, words
from core.wording.html import Html, bold, joined, shortened
from core.wording.market import beside
from core.wording.tokens import age, usd, warnings

CHAINS = ("bsc", "eth", "base", "solana")
"""Those that are offered by buttons."""
_FIELDS = (
    *("honeypot", "cannot_sell", "buy_tax", "sell_tax", "tax_changeable", "mintable", "freezable"),
    *("owner_renounced", "hidden_owner", "holders", "top_ten_share", "liquidity_locked_share", "score"),
)
HOURS = 24


def card(token: Token, latest: float, closes: Sequence[float], now: float, *, others: Sequence[Token]) -> Html:
    """A token at a glance. `closes`: of its last hours, oldest first."""
    figures = say(
        "market.card",
        price=price(latest),
        hour=_change(latest, closes[-2:-1]),
        day=_change(latest, closes[-HOURS - 1 : -HOURS]),
        liquidity=usd(token.liquidity_usd),
        volume=usd(token.volume_usd),
        holders=_counted(token.holders),
        age=age(token, now),
        address=token.address,
    )
    more = [say("market.namesakes", n=len(others), number=len(others), token=token.symbol)] if others else []
    return joined([_heading("💰", token), figures, *warnings(token), *more])


def risk_card(token: Token, report: ContractRisk) -> Html:
    """The report, a line for each question; an answer that is missing is called unknown."""
    lines = [_line(name, report) for name in _FIELDS]
    reason = f"danger.reason_{report.reason}"
    why = [words(reason if known(reason) else "danger.reason_failed")] if report.reason else []
    address = say("tokens.address", address=token.address)
    return joined([_heading("🛡", token), address, verdict(report), *why, "", *lines, "", *warnings(token)])


def verdict(report: ContractRisk) -> Html:
    """The report in one sentence."""
    return say(f"verdict.{report.verdict}")


def chart_caption(token: Token, timeframe: str, *, market_label: str) -> Html:
    head = joined([bold(token.symbol), f" · {token.chain} · {timeframe}", beside(market_label)], "")
    return joined([head, say("tokens.address", address=token.address)])


def found(text: str, tokens: Sequence[Token]) -> Html:
    return say("market.found" if tokens else "market.found_none", words=shortened(text, 60))


def trending(chain: str, tokens: Sequence[Token]) -> Html:
    return say("market.trending" if tokens else "market.trending_none", chain=chain)


def which_chain(text: str) -> Html:
    return say("market.no_chain", chain=shortened(text, 30)) if text else say("market.which_chain")


def which_token() -> Html:
    return say("market.which_token")


def no_such_timeframe(asked: str, offered: Sequence[str]) -> Html:
    return say("market.no_timeframe", asked=shortened(asked, 12), offered=", ".join(offered))


def _heading(sign: str, token: Token) -> Html:
    return joined([f"{sign} ", bold(shortened(token.name, 40)), f" ({token.symbol}) · {token.chain}"], "")


def _line(name: str, report: ContractRisk) -> str:
    sign = "🚫" if name in report.dangers else "⚠️" if name in report.cautions else "·"
    sign = "❔" if name in report.unknowns else sign
    return f"{sign} {words(f'danger.{name}')}: {_value(name, getattr(report, name))}"


def _value(name: str, value: Known | Tax | float | int | None) -> str:
    match value:
        case None:
            return words("danger.unknown")
        case Known():
            return words(f"danger.{value.value}")
        case Tax(percent=tax, certain=certain):
            said = percent(tax, signed=False)
            return said if certain else words("danger.uncertain", tax=said)
    if name == "score":
        return f"{value:g} / 100"
    return count(int(value)) if name == "holders" else percent(100 * value, signed=False)


def _change(latest: float, before: Sequence[float]) -> str:
    return percent(100 * (latest / before[0] - 1)) if before else words("tokens.unknown")


def _counted(value: int | None) -> str:
    return words("tokens.unknown") if value is None else count(value)
