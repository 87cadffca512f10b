"""What can be typed after `randebu`; whatever is wrong with it is told in one line."""

import argparse
import math
import sys
from typing import NoReturn


class _Parser(argparse.ArgumentParser):
    """One line and exit code 2 for a wrong call, where the standard parser prints its usage first."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message} (see {self.prog} --help)", file=sys.stderr)
        self.exit(2)


def parser() -> argparse.ArgumentParser:
    """All commands with their options; `command` tells which one was given."""
    root = _Parser(prog="randebu", description="A chat-first strategy lab: say an idea, see an honest backtest.")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="everything, with whatever keys the environment has")
    _demo(commands.add_parser("demo", help="everything without keys or accounts, in a local sandbox"))
    _parse(commands.add_parser("parse", help="what the offline parser makes of messages, as JSON"))
    _backtest(commands.add_parser("backtest", help="run a strategy file over a candle file; JSON on stdout"))
    _replay(commands.add_parser("replay", help="the same by the engine of a simulation, one candle at a time"))
    _db(commands.add_parser("db", help="look after the database"))
    return root


def _demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("--port", type=_port, help="of the sandbox page (8081, or a free one if that is taken)")
    demo.add_argument("--no-browser", action="store_true", help="print the address, open nothing")


def _parse(parse: argparse.ArgumentParser) -> None:
    parse.add_argument("messages", nargs="*", metavar="MESSAGE", help="what the person says, message by message")
    parse.add_argument("--batch", action="store_true", help='JSON lines {"id", "turns"} from stdin')


def _backtest(backtest: argparse.ArgumentParser) -> None:
    backtest.set_defaults(live=False)
    backtest.add_argument("strategy", metavar="STRATEGY.json")
    backtest.add_argument("candles", nargs="+", metavar="CANDLES.csv", help="or TOKEN=CANDLES.csv for several tokens")
    backtest.add_argument("--cash", type=_money, default=10_000.0, help="to begin with, USD (10000)")
    backtest.add_argument("--fee-percent", type=_cost, default=0.3, help="of each fill (0.3)")
    backtest.add_argument("--slippage-percent", type=_cost, default=0.1, help="by which each fill is worse (0.1)")
    backtest.add_argument("--chart", metavar="OUT.png", help="draw the picture into this file")
    backtest.add_argument("--trades", metavar="OUT.csv", help="write the trades into this file")


def _replay(replay: argparse.ArgumentParser) -> None:
    """The command of a backtest with another engine: whatever that takes and gives, this does too."""
    _backtest(replay)
    replay.set_defaults(command="backtest", live=True)


def _db(db: argparse.ArgumentParser) -> None:
    steps = db.add_subparsers(dest="step", required=True, metavar="STEP")
    steps.add_parser("upgrade", help="bring the tables up to date")
    backup = steps.add_parser("backup", help="copy the database while it is in use")
    backup.add_argument("file", metavar="FILE")
    steps.add_parser("check", help="look for damage")


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return value


def _money(text: str) -> float:
    if (value := _number(text)) <= 0:
        raise argparse.ArgumentTypeError("must be above 0")
    return value


def _cost(text: str) -> float:
    if not 0 <= (value := _number(text)) < 100:
        raise argparse.ArgumentTypeError("must be at least 0 and below 100")
    return value


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (1 to 65535)")
    return int(text)
