"""What the scripted model answers: forms, explanations, and sequences of them."""

from collections.abc import Mapping
from typing import Any

from tests.support.model_server import Asked, Script, Step

SENTENCE = "buy PEPE with 15% when it drops 5% in an hour, stop 3, target 10"
EXPLAINED = "It buys PEPE with 15% of your cash after a fall of 5% within 1h. It stops at 3% and takes profit at 10%."
PEPE_DIP: dict[str, Any] = {
    "conditions": [{"type": "price_drop", "token": "PEPE", "chain": "eth", "threshold": 5, "timeframe": "1h"}],
    "actions": [{"type": "buy", "token": "PEPE", "amount_percent": 15}],
    "risk_management": {"stop_loss_percent": 3, "take_profit_percent": 10},
}


def strategy(config: Mapping[str, Any] = PEPE_DIP) -> dict[str, Any]:
    """The form with a strategy, in the `rules` shape that the model is asked for."""
    rule = {key: config[key] for key in ("conditions", "actions", "match") if key in config}
    rules = config.get("rules", [rule])
    risk = {"risk_management": config["risk_management"]} if "risk_management" in config else {}
    return {"kind": "strategy", "strategy": {"rules": rules, **risk}}


def question(
    text: str = "Which token?", *, missing: tuple[str, ...] = ("token",), options: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {"kind": "question", "missing": list(missing), "question": text, "options": list(options)}


def refusal(*problems: str) -> dict[str, Any]:
    return {"kind": "refusal", "problems": list(problems)}


TALK: dict[str, Any] = {"kind": "talk"}


def answers(*designs: Any, explained: str | Step = EXPLAINED, review: Any = None) -> Script:
    """The designer's answers one after the other (the last for good); a Step is given as it is."""
    rest = list(designs)

    def script(asked: Asked) -> Step:
        if asked.task == "review":
            return Step(tool={"ok": True} if review is None else review)
        if asked.task == "explain" and not asked.body.get("tools") and "answer` form" not in asked.prompt:
            return explained if isinstance(explained, Step) else Step(text=explained)
        design = rest.pop(0) if len(rest) > 1 else rest[0]
        return design if isinstance(design, Step) else Step(tool=design)

    return script


def nothing_scripted(asked: Asked) -> Step:
    raise AssertionError(f"nobody expected to be asked: {asked.task}")
