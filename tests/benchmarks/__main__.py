"""Prints the table of all measurements: `ONLY=engine` picks parts (comma between), `JSON=FILE` writes it too."""

import json
import os
import sys
from pathlib import Path

from tests.benchmarks.registry import PARTS, Line, measured

_MARKS = {True: "yes", False: "NO", None: ""}


def main() -> int:
    """Measure, print each line at once; 1 where a goal was missed."""
    chosen = [part for part in os.environ.get("ONLY", "").split(",") if part] or list(PARTS)
    unknown = sorted(set(chosen) - set(PARTS))
    if unknown:
        sys.stderr.write(f"ONLY: there is no part {', '.join(unknown)}; the parts are {', '.join(PARTS)}\n")
        return 2
    _write("name", "value", "unit", "goal", "met")
    lines = []
    for part in chosen:
        for line in measured(part):
            _write(
                line.name, f"{line.value:,.3g}" if line.value < 100 else f"{line.value:,.0f}", line.unit, *_goal(line)
            )
            lines.append(line)
    if os.environ.get("JSON"):
        Path(os.environ["JSON"]).write_text(json.dumps([_plain(line) for line in lines], indent=2) + "\n")
    return int(any(line.met is False for line in lines))


def _goal(line: Line) -> tuple[str, str]:
    if line.goal is None:
        return "", ""
    return f"{'≤' if line.at_most else '≥'} {line.goal:g}", _MARKS[line.met]


def _plain(line: Line) -> dict[str, object]:
    return {"name": line.name, "value": line.value, "unit": line.unit, "goal": line.goal, "met": line.met}


def _write(name: str, value: str, unit: str, goal: str, met: str) -> None:
    sys.stdout.write(f"{name:<74} {value:>9} {unit:<8} {goal:>8}  {met}".rstrip() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
