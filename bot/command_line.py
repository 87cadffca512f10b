"""The commands that work on files and text alone, with no bot, no store and no network."""

import json
import sys
import time
import uuid
from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import InvalidCandles, InvalidStrategy

if TYPE_CHECKING:
    from core.trading.backtest import BacktestResult
    from core.trading.candles import Candles
    from core.trading.strategy import Strategy


class BadInput(Exception):
    """What was given cannot be used; the text is the one line that says where and why."""


def parse(arguments: Namespace) -> int:
    """`randebu parse`: the offline designer's answer after the last message, or one line for each line of a batch."""
    from core.designer.grammar import answer_json, converse

    if arguments.batch:
        for case, turns in _batch(sys.stdin):
            print(json.dumps({"id": case, **answer_json(converse(turns))}, ensure_ascii=False), flush=True)
        return 0
    if not arguments.messages:
        raise BadInput("parse needs a message, or --batch")
    print(json.dumps(answer_json(converse(arguments.messages)), ensure_ascii=False, indent=2))
    return 0


def backtest(arguments: Namespace) -> int:
    """`randebu backtest` and `replay`: a strategy file over candle files; the result document on stdout.

    `live` chooses the engine: that of a simulation, fed the candles one at a time, or that of a backtest.
    """
    from core.trading.backtest import run_backtest
    from core.trading.honesty import honesty, honesty_json
    from core.trading.replay import run_replay
    from core.trading.result_json import result_json
    from core.trading.results import Costs

    began = time.perf_counter()
    strategy = _strategy(arguments.strategy)
    market = _market(strategy, arguments.candles)
    costs = Costs(arguments.fee_percent, arguments.slippage_percent)
    try:
        run = run_replay if arguments.live else run_backtest
        result = run(strategy, market, cash=arguments.cash, costs=costs)
    except (InvalidStrategy, InvalidCandles) as error:
        raise BadInput(f"{arguments.strategy}: {error}") from None
    token = ", ".join(f"{symbol}-{strategy.chain_of(symbol)}" for symbol in strategy.tokens())
    elapsed = time.perf_counter() - began
    document = result_json(result, id=str(uuid.uuid4()), duration_seconds=elapsed, token=token)
    document["honesty"] = honesty_json(honesty(result))
    _write_files(arguments, result, document)
    sys.stdout.write(json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n")
    return 0


def _batch(lines: Iterable[str]) -> Iterable[tuple[Any, list[str]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
            turns = case["turns"]
        except (ValueError, TypeError, KeyError, RecursionError):
            turns = None
        if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
            raise BadInput(f'line {number}: it must be JSON such as {{"id": "1", "turns": ["buy PEPE …"]}}')
        yield case.get("id"), turns


def _strategy(name: str) -> "Strategy":
    from core.trading.strategy import Strategy

    try:
        return Strategy.from_json(Path(name).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput(f"{name}: this is not a text file") from None
    except InvalidStrategy as error:
        raise BadInput(f"{name}: {error}") from None


def _market(strategy: "Strategy", given: list[str]) -> "Mapping[str, Candles] | Candles":
    """One file for the strategy's only token, or `TOKEN=FILE.csv` for each."""
    if len(given) == 1 and ("=" not in given[0] or Path(given[0]).exists()):
        return _candles(given[0])
    pairs = [pair.partition("=") for pair in given]
    for symbol, separator, file in pairs:
        if not (symbol and separator and file):
            tokens = " ".join(f"{token}=FILE.csv" for token in strategy.tokens())
            raise BadInput(f"{symbol}: several candle files are given as {tokens}")
    return {symbol.upper().removeprefix("$"): _candles(file) for symbol, _, file in pairs}


def _candles(name: str) -> "Candles":
    from core.trading.candle_files import read_candles

    try:
        return read_candles(Path(name))
    except InvalidCandles as error:
        where = "" if error.row is None else f"row {error.row + 1} (line {error.row + 2}): "
        raise BadInput(f"{name}: {where}{error.reason}") from None


def _write_files(arguments: Namespace, result: "BacktestResult", document: Mapping[str, Any]) -> None:
    if arguments.trades:
        from core.wording.results import trades_csv

        Path(arguments.trades).write_bytes(trades_csv(document["trades"]))
    if arguments.chart:
        from core.trading.chart import backtest_chart

        costs = f"fee {result.costs.fee_percent:g} % · slippage {result.costs.slippage_percent:g} % per side"
        title = Path(arguments.strategy).stem
        picture = backtest_chart(result, title=title, note=f"{costs} · fills at the next open")
        Path(arguments.chart).write_bytes(picture)
