"""What people say, and the strategy (or question, refusal, small talk) it must become."""

import json
from pathlib import Path

import pytest

from core.designer.grammar import converse
from core.trading.strategy import Strategy
from tests.designer.shorthand import agrees, meaning, said, strategy

TABLES = Path(__file__).parent / "tables"
SHARED = Path(__file__).parents[3] / "shared" / "nl" / "dev.jsonl"


def _table(name: str) -> list[tuple[str, str]]:
    lines = (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ==> ") for line in lines if line.strip() and not line.startswith("# "))
    return [(sentence, expected) for sentence, expected in pairs]


def _turns(sentence: str) -> list[str]:
    return [turn.strip().replace("\\n", "\n") for turn in sentence.split("///")]


@pytest.mark.parametrize("name", sorted(path.stem for path in TABLES.glob("*.txt")))
def test_each_sentence_of_a_table_means_what_stands_beside_it(name: str) -> None:
    wrong = []
    for sentence, expected in _table(name):
        answer = converse(_turns(sentence))
        if not agrees(answer, expected):
            wrong.append(f"{sentence}\n   wanted {expected}\n   got    {said(answer)}")
    assert not wrong, "\n".join(wrong)


def test_the_shorthand_itself_tells_strategies_apart() -> None:
    assert strategy("drop PEPE 5 1h -> buy PEPE 10%") != strategy("drop PEPE 5 2h -> buy PEPE 10%")
    assert strategy("drop PEPE 5 -> buy PEPE 10%") == strategy("drop PEPE 5 1h -> buy PEPE 10%")


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled conversations are not part of the repository")
def test_the_labelled_conversations_are_read_right() -> None:
    wrong = []
    for line in SHARED.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        answer, expect = converse(case["turns"]), case["expect"]
        same = answer.status == expect["status"]
        if same and expect["status"] == "ok":
            assert answer.strategy is not None
            named = '"chain"' in line
            wanted = Strategy.from_config(expect["strategy"]).to_config()
            same = meaning(answer.strategy.to_config(), chains=named) == meaning(wanted, chains=named)
        elif same and expect["status"] == "ask":
            same = bool(set(expect["missing"]) & set(answer.missing))
        if not same:
            wrong.append(case["id"])
    assert len(wrong) <= 3, wrong
