"""Strategies in one short line, so that tables of sentences stay readable.

`drop PEPE 5 1h & vol PEPE 100 1h -> buy PEPE 10%; rsi PEPE > 70 -> sell PEPE # sl=3 tp=10`
`? token` asks for the token, `!` refuses, `~` is small talk.
"""

from typing import Any

from core.answers import Answer
from core.trading.strategy import Strategy

SIDES = {"<": "below", ">": "above"}


def strategy(line: str) -> dict[str, Any]:
    """The canonical meaning of a shorthand line; chains are kept only where one is named (`PEPE@eth`)."""
    body, _, exits = line.partition("#")
    config = {
        "rules": [_rule(part) for part in body.split(";") if part.strip()],
        "risk_management": _risk(exits.split()),
    }
    return meaning(Strategy.from_config(config).to_config(), chains="@" in body)


def meaning(config: dict[str, Any], *, chains: bool = False) -> dict[str, Any]:
    """A config in one canonical form: order does not count, and `any` of several is one rule for each."""
    rules = [alone for rule in config.get("rules", [config]) for alone in _alternatives(rule, chains=chains)]
    risk = config.get("risk_management") or {}
    return {"rules": sorted(rules, key=str), "risk": {**risk, "targets": sorted(map(str, risk.get("targets", ())))}}


def _alternatives(rule: dict[str, Any], *, chains: bool) -> list[dict[str, Any]]:
    conditions = [{k: v for k, v in c.items() if chains or k != "chain"} for c in rule["conditions"]]
    actions = sorted(rule["actions"], key=str)
    together = [conditions] if rule.get("match") == "all" else [[condition] for condition in conditions]
    return [{"conditions": sorted(group, key=str), "actions": actions} for group in together]


def said(answer: Answer) -> str | dict[str, Any]:
    """An answer in the terms of the shorthand."""
    match answer.status:
        case "ok":
            assert answer.strategy is not None
            return meaning(answer.strategy.to_config())
        case "ask":
            return "? " + ",".join(answer.missing)
        case "reject":
            return "!"
    return "~"


def agrees(answer: Answer, expected: str) -> bool:
    """Whether an answer is what the shorthand says."""
    if expected.startswith("?"):
        return answer.status == "ask" and bool(set(expected[1:].strip().split(",")) & set(answer.missing))
    if expected in ("!", "~"):
        return said(answer) == expected
    if answer.status != "ok" or answer.strategy is None:
        return False
    return meaning(answer.strategy.to_config(), chains="@" in expected) == strategy(expected)


def _rule(text: str) -> dict[str, Any]:
    when, _, then = text.partition("->")
    both = "&" in when
    conditions = [_condition(part.split()) for part in when.split("&" if both else "|")]
    actions = [_action(part.split()) for part in then.split("+")]
    return {"conditions": conditions, "actions": actions, "match": "all" if both else "any"}


def _condition(words: list[str]) -> dict[str, Any]:
    kind, named, *rest = words
    token, _, chain = named.partition("@")
    condition = _fields(kind, token, rest)
    return {**condition, "chain": chain} if chain else condition


def _fields(kind: str, token: str, rest: list[str]) -> dict[str, Any]:
    frame = {"timeframe": rest[-1]} if rest and rest[-1][-1] in "mhdw" and rest[-1][0].isdigit() else {}
    match kind:
        case "drop" | "rise" | "vol":
            types = {"drop": "price_drop", "rise": "price_rise", "vol": "volume_spike"}
            return {"type": types[kind], "token": token, "threshold": float(rest[0]), **frame}
        case "at":
            return {"type": "price_level", "token": token, "direction": SIDES[rest[0]], "price": float(rest[1])}
        case "rsi":
            period = {"period": int(rest[2][1:])} if len(rest) > 2 and rest[2].startswith("p") else {}
            return {
                "type": "rsi",
                "token": token,
                "direction": SIDES[rest[0]],
                "threshold": float(rest[1]),
                **period,
                **frame,
            }
        case "sma" | "ema":
            return {
                "type": "ma_cross",
                "token": token,
                "fast": int(rest[0]),
                "direction": SIDES[rest[1]],
                "slow": int(rest[2]),
                "kind": kind,
                **frame,
            }
        case "macd":
            lengths: dict[str, Any] = (
                dict(zip(("fast", "slow", "signal"), map(int, rest[1].split("/")), strict=True))
                if len(rest) > 1 and "/" in rest[1]
                else {}
            )
            return {"type": "macd_cross", "token": token, "direction": SIDES[rest[0]], **lengths, **frame}
        case "boll":
            size: dict[str, Any] = (
                {"period": int(rest[1].split("/")[0]), "std": float(rest[1].split("/")[1])}
                if len(rest) > 1 and "/" in rest[1]
                else {}
            )
            return {"type": "bollinger", "token": token, "direction": SIDES[rest[0]], **size, **frame}
    more = {("at" if ":" in word else "weekday"): word for word in rest[1:]}
    return {"type": "schedule", "token": token, "every": rest[0], **more}


def _action(words: list[str]) -> dict[str, Any]:
    kind, token, *rest = words
    if not rest:
        return {"type": kind, "token": token}
    size = (
        {"amount_usd": float(rest[0][1:])}
        if rest[0].startswith("$")
        else {"amount_percent": float(rest[0].rstrip("%"))}
    )
    return {"type": kind, "token": token, **size}


def _risk(words: list[str]) -> dict[str, Any]:
    names = {
        "sl": "stop_loss_percent",
        "tp": "take_profit_percent",
        "trail": "trailing_stop_percent",
        "hold": "max_hold",
        "entries": "max_entries",
    }
    risk: dict[str, Any] = {}
    for word in words:
        key, _, value = word.partition("=")
        if key == "target":
            gain, part = value.split(":")
            risk.setdefault("targets", []).append({"profit_percent": float(gain), "sell_percent": float(part)})
        else:
            risk[names[key]] = value if key == "hold" else int(value) if key == "entries" else float(value)
    return risk
