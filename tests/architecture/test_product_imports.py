"""What the product may import: other people's trading engines are for tests and measurements only."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "core", "storage", "webapp")
ENGINES = {"backtesting", "backtrader", "bt", "freqtrade", "jesse", "nautilus_trader", "vectorbt", "vectorbt_rust"}
"""Licences that a product cannot take in (AGPL, GPL, Commons Clause), or engines beside its own."""
FOR_TESTS = ENGINES | {"empyrical", "hypothesis", "numba", "pandas", "playwright", "pytest", "quantstats", "tests"}
"""`bot.sandbox` is the product's own rehearsal stage and imports none of them either."""


def imported(source: str) -> Iterator[str]:
    """The top names of everything imported, also where it is imported by its name in a string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and "import" in ast.unparse(node.func):
            texts = (argument.value for argument in node.args if isinstance(argument, ast.Constant))
            yield from (text.partition(".")[0] for text in texts if isinstance(text, str))


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_imports_what_only_tests_may(room: str) -> None:
    modules = list((ROOT / room).rglob("*.py"))
    assert modules or room == "webapp"
    found = {
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules
        for name in imported(module.read_text(encoding="utf-8"))
        if name in FOR_TESTS
    }
    assert found == set()


def test_the_guard_sees_every_way_of_importing() -> None:
    source = "import vectorbt as v\nfrom backtesting.lib import x\nimport_module('bt')\n__import__('pandas.io')\n"
    assert list(imported(source)) == ["vectorbt", "backtesting", "bt", "pandas"]
    assert list(imported("from . import vectorbt\nfrom core.trading import backtest\n")) == ["core"]


def test_installing_the_product_brings_no_other_engine_along() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[\[<>=~! ]", line, maxsplit=1)[0].replace("-", "_").lower() for line in project["dependencies"]}
    assert names & FOR_TESTS == set()


def test_whatever_the_tests_need_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "deploy" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0].replace("-", "_").lower() for line in lines if "==" in line}
    wanted = {name.replace("-", "_").lower() for name in project["optional-dependencies"]["test"]}
    assert wanted - pinned == set()
