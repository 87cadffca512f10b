"""Which texts the source asks for: the first argument of every `say` and `words`, and every text it could mean."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

CORE = Path(__file__).parents[2] / "core"
CATALOGUE = CORE / "wording" / "catalogue"


def asked(function: str) -> set[str]:
    """Patterns of the keys that calls of this function (`say` or `words`) name."""
    calls = (node for tree in _trees() for node in ast.walk(tree) if isinstance(node, ast.Call))
    named = (call for call in calls if call.args and isinstance(call.func, ast.Name) and call.func.id == function)
    return {pattern for call in named for pattern in _patterns(call.args[0])}


def mentioned() -> set[str]:
    """Patterns of every text of the source that could be a key."""
    nodes = (node for tree in _trees() for node in ast.walk(tree))
    return {pattern for node in nodes if isinstance(node, ast.Constant | ast.JoinedStr) for pattern in _patterns(node)}


def meant(patterns: set[str], keys: set[str]) -> set[str]:
    """The keys that one of the patterns fits."""
    exact = patterns & {re.escape(key) for key in keys}
    open_ones = [re.compile(pattern) for pattern in patterns - exact]
    return {key for key in keys if re.escape(key) in exact or any(pattern.fullmatch(key) for pattern in open_ones)}


def _trees() -> Iterator[ast.Module]:
    for path in sorted(CORE.rglob("*.py")):
        if CATALOGUE not in path.parents:
            yield ast.parse(path.read_text())


def _patterns(node: ast.expr) -> Iterator[str]:
    """`"a.b"` → `a\\.b`, `f"a.{x}"` → `a\\..+`, both sides of a choice; nothing for what begins with a variable."""
    match node:
        case ast.Constant(value=str() as text):
            yield re.escape(text)
        case ast.JoinedStr(values=[ast.Constant(value=str() as first), *_]) if "." in first:
            parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"[^.]+" for p in node.values)
            yield "".join(parts)
        case ast.IfExp():
            yield from _patterns(node.body)
            yield from _patterns(node.orelse)
