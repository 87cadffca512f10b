"""All that keeps a backtest honest in one place: made with every run, and told beside its numbers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from core.trading.attempts import Attempts, attempts_words
from core.trading.attempts import attempts as among
from core.trading.backtest import BacktestResult
from core.trading.break_even import BreakEven, break_even, break_even_words
from core.trading.certificate import Certificate, certificate, certificate_words
from core.trading.halves import Halves, Part, halves, halves_words
from core.trading.holding import Holding, holding, holding_words
from core.trading.luck import Luck, luck, luck_words
from core.trading.metrics import daily_returns
from core.trading.result_json import iso


@dataclass(frozen=True, slots=True, eq=False)
class Honesty:
    """`halves` is None where one candle cannot be split."""

    certificate: Certificate
    luck: Luck
    holding: Holding
    break_even: BreakEven
    halves: Halves | None
    attempts: Attempts


def honesty(result: BacktestResult, *, attempts: Sequence[float | None] = ()) -> Honesty:
    """Everything at once. `attempts`: the Sharpe ratios of the other variants tried on the same tokens and period."""
    returns = daily_returns(result._market, result._equity)
    return Honesty(
        certificate=certificate(result.strategy, result._market, result._fired),
        luck=luck(result),
        holding=holding(result.metrics),
        break_even=break_even(result),
        halves=halves(result),
        attempts=among(result.metrics.sharpe_ratio, returns, attempts),
    )


def honesty_words(of: Honesty) -> tuple[str, ...]:
    """A sentence for each, the weightiest first."""
    return (
        luck_words(of.luck),
        holding_words(of.holding),
        halves_words(of.halves),
        break_even_words(of.break_even),
        attempts_words(of.attempts),
        certificate_words(of.certificate),
    )


def honesty_json(of: Honesty) -> dict[str, Any]:
    """As a document: percents are percents, times ISO 8601 UTC; each null has its reason in `why_null` beside it."""
    return {
        "look_ahead": _certificate(of.certificate),
        "luck": _luck(of.luck),
        "buy_and_hold": {**asdict(of.holding), "beaten": of.holding.beaten, "words": holding_words(of.holding)},
        "break_even": _break_even(of.break_even),
        "halves": _halves(of.halves),
        "attempts": {**asdict(of.attempts), "words": attempts_words(of.attempts)},
    }


def _certificate(of: Certificate) -> dict[str, Any]:
    first = of.first_difference
    return {
        "checked": of.checked,
        "agreed": of.agreed,
        "clean": of.clean,
        "first_difference": None if first is None else iso(first),
        "why_null": {} if first is not None else {"first_difference": "there was no difference"},
        "words": certificate_words(of),
    }


def _luck(of: Luck) -> dict[str, Any]:
    why_null = of.why_null if of.p is not None else {**of.why_null, "median": of.why_null["p"]}
    return {
        "trades": of.trades,
        "draws": of.draws,
        "as_well": of.as_well,
        "p": of.p,
        "verdict": of.verdict,
        "own_return": of.own,
        "median": of.median,
        "low": of.low,
        "high": of.high,
        "why_null": why_null,
        "words": luck_words(of),
    }


def _break_even(of: BreakEven) -> dict[str, Any]:
    return {
        "bps": of.bps,
        "paid_bps": of.paid_bps,
        "fee_percent": of.costs.fee_percent if of.costs else None,
        "slippage_percent": of.costs.slippage_percent if of.costs else None,
        "runs": of.runs,
        "why_null": dict.fromkeys(("bps", "fee_percent", "slippage_percent"), of.why_null) if of.why_null else {},
        "words": break_even_words(of),
    }


def _halves(of: Halves | None) -> dict[str, Any]:
    if of is None:
        why_null = dict.fromkeys(("split", "first", "last"), "one candle cannot be split")
        return {"split": None, "first": None, "last": None, "why_null": why_null, "words": halves_words(of)}
    parts = {"first": _part(of.first), "last": _part(of.last)}
    return {"split": iso(of.split), **parts, "why_null": {}, "words": halves_words(of)}


def _part(of: Part) -> dict[str, Any]:
    why_null = {"win_rate": of.why_null} if of.why_null else {}
    return {**asdict(of), "start": iso(of.start), "end": iso(of.end), "why_null": why_null}
