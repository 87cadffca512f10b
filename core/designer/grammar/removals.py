"""Takes away what a message no longer wants: an exit, a rule, a condition, an action."""

from core.designer.grammar.atoms import Atom
from core.designer.grammar.drafts import Act, Cond, Draft, Rule

_TYPES = {
    "RSI": "rsi",
    "MACD": "macd_cross",
    "VOLUME": "volume_spike",
    "EMA": "ma_cross",
    "SMA": "ma_cross",
    "BOLLINGER": "bollinger",
    "BAND": "bollinger",
    "GOLDEN": "ma_cross",
    "DEATH": "ma_cross",
    "PRICE": "price_level",
    "DOWN": "price_drop",
    "UP": "price_rise",
    "EVERY": "schedule",
    "OVERSOLD": "rsi",
    "OVERBOUGHT": "rsi",
}
_EXIT_KEYS = {
    "SL": "stop_loss_percent",
    "TP": "take_profit_percent",
    "TRAIL": "trailing_stop_percent",
    "HOLD_MAX": "max_hold",
    "ENTRIES": "max_entries",
}


def removed(draft: Draft, named: list[Atom]) -> bool:
    """Take away what is named; whether it was there."""
    done = False
    for atom in named:
        if atom.kind == "RISK":
            done |= _drop_keys(draft, list(atom.value))
        elif atom.kind in _EXIT_KEYS:
            done |= _drop_keys(draft, [_EXIT_KEYS[atom.kind]])
        elif atom.kind == "ACT":
            done |= _drop_actions(draft, atom.value)
        elif atom.kind == "COND":
            done |= _drop_conditions(draft, atom.value.type, atom.value)
        elif atom.kind in _TYPES:
            done |= _drop_conditions(draft, _TYPES[atom.kind], None)
        elif atom.kind == "TOKEN" and isinstance(atom.value, str) and len(draft.tokens()) > 1:
            done |= _drop_token(draft, atom.value)
        elif atom.kind == "RULE" and _names_condition(atom) and len(draft.rules) == 1 and not done:
            done = _drop_numbered(draft.rules[0], named)
        elif atom.kind == "RULE" and not done and _position(named, len(draft.rules)) is not None:
            del draft.rules[_position(named, len(draft.rules)) or 0]
            done = True
    return done


def _drop_numbered(rule: Rule, named: list[Atom]) -> bool:
    """`the condition`, where there is one; `the second condition`."""
    second = any(atom.kind == "OTHER" for atom in named)
    if len(rule.conditions) == 1:
        rule.conditions = []
    elif second:
        del rule.conditions[1]
    return second or not rule.conditions


def _names_condition(atom: Atom) -> bool:
    return atom.text.lower() in ("condition", "trigger", "requirement", "criteria", "filter")


def _position(named: list[Atom], count: int) -> int | None:
    """`the second rule` counts from one; an only rule needs no number."""
    if any(atom.kind == "OTHER" for atom in named) and count >= 2:
        return 1
    number = next((atom.value for atom in named if atom.kind == "NUM"), None)
    if number is not None and 1 <= number <= count:
        return int(number) - 1
    whole = any(atom.text.lower() in ("rule", "rules") for atom in named if atom.kind == "RULE")
    return 0 if count == 1 and number is None and whole else None


def _drop_keys(draft: Draft, keys: list[str]) -> bool:
    present = [key for key in keys if key in draft.risk]
    if "take_profit_percent" in keys and "targets" in draft.risk and not present:
        present = ["targets"]
    for key in present:
        del draft.risk[key]
    return True


def _drop_actions(draft: Draft, named: Act) -> bool:
    found = False
    for rule in list(draft.rules):
        kept = [a for a in rule.actions if a.type != named.type or (named.token and a.token != named.token)]
        if len(kept) == len(rule.actions):
            continue
        found = True
        rule.actions = kept
        if not kept:
            draft.rules.remove(rule)
    return found


def _drop_conditions(draft: Draft, type_: str, named: Cond | None) -> bool:
    level = named.fields.get("threshold", named.fields.get("price")) if named else None
    found = False
    for rule in list(draft.rules):
        gone = [c for c in rule.conditions if c.type == type_ and (level is None or level in c.fields.values())]
        if not gone:
            continue
        found = True
        rule.conditions = [c for c in rule.conditions if c not in gone]
        if not rule.conditions and len(draft.rules) > 1:
            draft.rules.remove(rule)
    return found


def _drop_token(draft: Draft, token: str) -> bool:
    kept = [rule for rule in draft.rules if all(c.token != token for c in rule.conditions)]
    found = len(kept) < len(draft.rules)
    draft.rules = kept
    return found
