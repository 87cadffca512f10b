"""The fast reader of candle files gives what reading line by line gives, and refuses with the same words."""

import gzip
import os
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from core.errors import InvalidCandles
from core.trading.candle_files import read_candles
from core.trading.candles import COLUMNS, Candles

HEADER = "time,open,high,low,close,volume"
GOOD = ["60,1,2,0.5,1.5,7", "120,1.5,2,1,1e0,0", "180,1,1,1,1,3.25"]


def piped(text: bytes, folder: Path) -> Candles:
    """The same bytes through a pipe, which can be read only once and so is read by lines."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    try:
        Thread(target=pipe.write_bytes, args=(text,), daemon=True).start()
        return read_candles(pipe)
    finally:
        pipe.unlink()


@pytest.mark.parametrize(
    "text",
    [
        "\n".join([HEADER, *GOOD]),
        "\n".join([HEADER, *GOOD, ""]),
        "\r\n".join([HEADER, *GOOD, ""]),
        "\ufeff" + "\n".join([HEADER, *GOOD]),
        "\n".join([HEADER, "", GOOD[0], "", GOOD[1], "   ", GOOD[2], "\t", ""]),
        "\n".join([HEADER + ",note", *(row + ",0" for row in GOOD)]),
        "\n".join([HEADER + ",note", *(row + ",some words" for row in GOOD)]),
        "\n".join(["volume,close,low,high,open,time", "7,1.5,0.5,2,1,60", "0,1,1,2,1.5,120"]),
        "\n".join([' "Time" , OPEN,high,low,close,volume', *(row.replace(",", " , ") for row in GOOD)]),
        "\n".join([HEADER, "60,1_000,1_000,1,1,0", "120,1,1,1,1,0"]),
        "\n".join([HEADER, *GOOD, *(f"{60 * k},1,1,1,1,1" for k in range(4, 3_000))]),
    ],
)
def test_a_file_and_a_pipe_hold_the_same_candles(text: str, tmp_path: Path) -> None:
    file = tmp_path / "candles.csv"
    file.write_bytes(text.encode())
    read, by_lines = read_candles(file), piped(text.encode(), tmp_path)
    for name in COLUMNS:
        assert np.array_equal(getattr(read, name), getattr(by_lines, name))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n\n",
        HEADER.encode(),
        HEADER.encode() + b"\n \n\n",
        b"time,open\n1,2\n",
        "\n".join([HEADER, GOOD[0], "120,1,2", GOOD[2]]).encode(),
        "\n".join([HEADER, GOOD[0], "120,1,2,x,1,1", GOOD[2]]).encode(),
        "\n".join([HEADER, *GOOD, "", "240,1,1,1,,1"]).encode(),
        "\n".join([HEADER, *GOOD, "240,1,0.5,1,1,1"]).encode(),
        "\n".join([HEADER, *GOOD]).encode() + b"\n240,1,\xff,1,1,1",
        gzip.compress("\n".join([HEADER, *GOOD]).encode()),
    ],
)
@pytest.mark.parametrize("name", ["candles.csv", "candles.gz"])
def test_a_bad_file_is_refused_in_the_same_words(name: str, text: bytes, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(text)
    with pytest.raises(InvalidCandles) as by_file:
        read_candles(file)
    with pytest.raises(InvalidCandles) as by_lines:
        piped(text, tmp_path)
    assert (by_file.value.row, by_file.value.reason) == (by_lines.value.row, by_lines.value.reason)


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_candles(tmp_path / "none.csv")
