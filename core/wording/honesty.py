"""What keeps a result honest, told from its figures: luck, holding, halves, costs, tries, and knowing the future."""

from collections.abc import Callable, Mapping
from typing import Any

from core.trading.attempts import FEW_SHARPES
from core.trading.break_even import LOSES_FREE, NO_FILLS
from core.trading.luck import FEW, Luck
from core.trading.numbers import count, percent, ratio
from core.wording.catalogue import ordinal, words

Told = Mapping[str, Any]
"""One part of a result's `honesty` block."""

_EVEN = 0.5
_VERDICTS = {"hard to explain by luck": "hard", "could be luck": "could", "looks like luck": "looks"}
_NO_BREAK_EVEN = {NO_FILLS: "no_fills", LOSES_FREE: "loses"}


def doubts(told: Mapping[str, Told]) -> list[str]:
    """A sentence for each part there is, the weightiest first."""
    return [f"{sign} {sentence(told[part])}" for part, (sign, sentence) in _PARTS.items() if part in told]


def luck(told: Told) -> str:
    """`p`, `trades`, `draws`, `as_well`, `verdict`: the warning stands before any number."""
    if told["p"] is None:
        return words("luck.none")
    said = _as_well(told)
    if told["trades"] < FEW:
        return words("luck.few", trades=words("trades", n=told["trades"]), needed=FEW, said=said)
    if told["p"] > _EVEN:
        return words("luck.worse", said=said)
    return words(f"luck.{_VERDICTS[told['verdict']]}", said=said)


def luck_of(of: Luck) -> str:
    """The same for a run that was just made."""
    return luck({name: getattr(of, name) for name in ("p", "trades", "draws", "as_well", "verdict")})


def holding(told: Told) -> str:
    run, hold = told["run_return"], told["hold_return"]
    return words(
        f"holding.{_against_holding(run, hold)}",
        run=percent(run),
        hold=percent(hold),
        fall=percent(told["run_drawdown"], signed=False),
        hold_fall=percent(told["hold_drawdown"], signed=False),
    )


def halves(told: Told) -> str:
    first, last = told["first"], told["last"]
    if first is None or last is None:
        return words("halves.none")
    faded = first["total_return"] > 0 >= last["total_return"] and first["trades"] and last["trades"]
    return words(
        "halves.faded" if faded else "halves",
        first=percent(first["total_return"]),
        first_trades=words("trades", n=first["trades"]),
        last=percent(last["total_return"]),
        last_trades=words("trades", n=last["trades"]),
    )


def break_even(told: Told) -> str:
    if told["bps"] is not None:
        more = told["bps"] > told["paid_bps"]
        key = "break_even.more" if more else "break_even.less"
        return words(key, bps=_bps(told["bps"]), paid=_bps(told["paid_bps"]))
    return words(f"break_even.{_NO_BREAK_EVEN.get(told['why_null']['bps'], 'never')}")


def attempts(told: Told) -> str:
    nth, best, sharpe = ordinal(told["number"]), told["best_by_luck"], told["sharpe"]
    if told["number"] == 1:
        return words("attempts.first", nth=nth)
    if best is None:
        few = told["why_null"]["best_by_luck"] == FEW_SHARPES
        return words("attempts.few" if few else "attempts.alike", nth=nth)
    if sharpe is None or told["deflated"] is None:
        return words("attempts.no_sharpe", nth=nth, best=ratio(best))
    chance = percent(100 * told["deflated"], signed=False)
    return words("attempts", nth=nth, best=ratio(best), sharpe=ratio(sharpe), chance=chance)


def look_ahead(told: Told) -> str:
    checked, agreed = told["checked"], told["agreed"]
    if not checked:
        return words("look_ahead.none")
    if checked == agreed:
        return words("look_ahead.clean", checked=checked)
    return words("look_ahead.wrong", wrong=checked - agreed, checked=checked)


_PARTS: dict[str, tuple[str, Callable[[Told], str]]] = {
    "luck": ("🎲", luck),
    "buy_and_hold": ("⚖️", holding),
    "halves": ("✂️", halves),
    "break_even": ("💸", break_even),
    "attempts": ("🔂", attempts),
    "look_ahead": ("🔒", look_ahead),
}


def _as_well(told: Told) -> str:
    if not told["as_well"]:
        return words("luck.no_draw", draws=told["draws"])
    share = 100 * told["p"]
    return words("luck.draws", share=f"{share:.0f} %" if share >= 10 else percent(share, signed=False))


def _against_holding(run: float, hold: float) -> str:
    if run == hold:
        return "same"
    if run < 0 and hold < 0:
        return "lost_less" if run > hold else "lost_more"
    return "beat" if run > hold else "not_beat"


def _bps(bps: float) -> str:
    return count(round(bps)) if bps >= 10 else f"{bps:.1f}"
