"""Candles at the door: what is refused with its first bad row, what is filled, and what may pass."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.errors import InvalidCandles
from core.trading.candle_files import read_candles
from core.trading.candles import Candles
from tests.trading.tables import DAY, HOUR, MONDAY

HEADER = "time,open,high,low,close,volume"
Row = tuple[object, ...]
Load = Callable[[list[Row]], Candles]


def hours(n: int = 12) -> list[Row]:
    """n good rows: hour by hour, open 10, high 12, low 9, close 11, volume 5."""
    return [(MONDAY + HOUR * i, 10.0, 12.0, 9.0, 11.0, 5.0) for i in range(n)]


def changed(rows: list[Row], row: int, **cells: object) -> list[Row]:
    names = HEADER.split(",")
    return [
        tuple(cells.get(name, old) for name, old in zip(names, each, strict=True)) if i == row else each
        for i, each in enumerate(rows)
    ]


def written(rows: list[Row], header: str = HEADER) -> str:
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"


def from_columns(rows: list[Row]) -> Candles:
    table = np.array(rows, dtype=np.float64)
    return Candles.from_columns(*(table[:, i] for i in range(6)))


@pytest.fixture(params=["columns", "file"])
def load(request: pytest.FixtureRequest, tmp_path: Path) -> Load:
    """Both ways in: arrays, and a CSV file."""

    def from_file(rows: list[Row]) -> Candles:
        file = tmp_path / "candles.csv"
        file.write_text(written(rows))
        return read_candles(file)

    return from_columns if request.param == "columns" else from_file


def refused(load: Load, rows: list[Row]) -> tuple[int | None, str]:
    with pytest.raises(InvalidCandles) as error:
        load(rows)
    return error.value.row, error.value.reason


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"open": math.nan}, "open is not a number"),
        ({"close": math.inf}, "close is not a number"),
        ({"volume": -math.inf}, "volume is not a number"),
        ({"time": math.nan}, "time is not a whole number of seconds"),
        ({"time": MONDAY + 5 * HOUR + 0.5}, "time is not a whole number of seconds"),
        ({"low": 0.0}, "low is not above 0"),
        ({"open": -1.0}, "open is not above 0"),
        ({"high": -0.0, "low": -1}, "high is not above 0"),
        ({"volume": -0.001}, "volume is below 0"),
        ({"high": 8.9}, "high is below low"),
        ({"high": 2e18}, "high is above 1e+18"),
        ({"time": MONDAY + 4 * HOUR}, "time is doubled"),
        ({"time": MONDAY + 2 * HOUR}, "time goes backwards"),
        ({"time": MONDAY + 5 * HOUR + 60}, "time is off the grid of 3600 seconds"),
        ({"time": 1_704_067_200_000}, "time is not in Unix seconds"),
        ({"time": -HOUR}, "time is not in Unix seconds"),
    ],
)
def test_a_bad_row_is_refused_by_its_number_and_what_is_wrong_with_it(
    load: Load, cells: dict[str, object], reason: str
) -> None:
    assert refused(load, changed(hours(), 5, **cells)) == (5, reason)


@pytest.mark.parametrize("first", [{"time": MONDAY + HOUR}, {"time": MONDAY + 3 * HOUR + 60}, {"high": 1.0}])
@pytest.mark.parametrize("second", [{"open": math.nan}, {"time": MONDAY}, {"time": MONDAY + 8 * HOUR + 1}])
def test_of_two_bad_rows_the_first_is_named(load: Load, first: dict[str, object], second: dict[str, object]) -> None:
    row, _ = refused(load, changed(changed(hours(), 3, **first), 8, **second))
    assert row == 3


def test_a_file_in_milliseconds_is_refused_in_its_first_row(load: Load) -> None:
    rows = [(int(str(time)) * 1_000, *rest) for time, *rest in hours()]
    assert refused(load, rows) == (0, "time is not in Unix seconds")


def test_a_stray_time_stamp_does_not_ask_for_all_the_memory(load: Load) -> None:
    rows = [*hours(), (200_000_000_000 - 200_000_000_000 % HOUR, 10.0, 12.0, 9.0, 11.0, 5.0)]
    assert refused(load, rows) == (12, "the time span is too long for its interval")


def test_one_candle_alone_does_not_tell_its_interval(load: Load) -> None:
    assert refused(load, hours(1)) == (None, "one candle alone does not tell its interval")


def test_one_candle_with_its_interval_is_enough() -> None:
    assert len(Candles.from_columns([MONDAY], [1.0], [1.0], [1.0], [1.0], [0.0], interval=HOUR)) == 1


def test_no_candle_at_all_is_refused() -> None:
    with pytest.raises(InvalidCandles, match="there is no candle"):
        Candles.from_columns([], [], [], [], [], [])


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(InvalidCandles, match="the same length"):
        Candles.from_columns([MONDAY, MONDAY + HOUR], [1.0], [1.0], [1.0], [1.0], [0.0])


def test_a_hole_is_filled_with_the_close_before_it_and_no_volume(load: Load) -> None:
    rows = [row for i, row in enumerate(hours(8)) if i not in (3, 4, 6)]
    candles = load(rows)
    assert len(candles) == 8
    assert candles.filled.tolist() == [False, False, False, True, True, False, True, False]
    assert candles.time.tolist() == [MONDAY + HOUR * i for i in range(8)]
    for name in ("open", "high", "low", "close"):
        assert [getattr(candles, name)[i] for i in (3, 4, 6)] == [11.0, 11.0, 11.0]
    assert [candles.volume[i] for i in (2, 3, 4, 5, 6)] == [5, 0, 0, 5, 0]
    assert (candles.open[5], candles.high[5], candles.low[5]) == (10, 12, 9)


def test_the_interval_is_the_most_common_spacing(load: Load) -> None:
    # More holes than not in places: spacings of 1 h six times, 2 h twice, 5 h once.
    rows = [hours(20)[i] for i in (0, 1, 2, 3, 5, 6, 7, 9, 14, 15)]
    candles = load(rows)
    assert (candles.interval, len(candles)) == (HOUR, 16)


def test_two_candles_are_a_grid_of_their_distance(load: Load) -> None:
    rows = [hours()[0], hours()[7]]
    assert load(rows).interval == 7 * HOUR


def test_a_grid_need_not_stand_on_whole_hours(load: Load) -> None:
    rows = [(MONDAY + 17 + HOUR * i, *row[1:]) for i, row in enumerate(hours())]
    assert int(load(rows).time[0]) == MONDAY + 17


def test_a_flat_candle_and_a_candle_without_volume_may_pass(load: Load) -> None:
    candles = load([(MONDAY + DAY * i, 1e-12, 1e-12, 1e-12, 1e-12, 0) for i in range(3)])
    assert candles.close.tolist() == [1e-12] * 3
    assert not candles.filled.any()


def test_a_range_that_leaves_out_its_open_or_close_is_widened_to_them(load: Load) -> None:
    candles = load(changed(changed(hours(), 2, open=12.5), 4, close=8.5))
    assert (candles.high[2], candles.low[4]) == (12.5, 8.5)
    assert (candles.low[2], candles.high[4]) == (9, 12)


# --- files --------------------------------------------------------------------------------------------------------


def read(tmp_path: Path, text: str | bytes) -> Candles:
    file = tmp_path / "candles.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_candles(file)


def complaint(tmp_path: Path, text: str | bytes) -> tuple[int | None, str]:
    return refused(lambda _: read(tmp_path, text), [])


@pytest.mark.parametrize("text", ["", "\n", HEADER, HEADER + "\n", HEADER + "\n\n  \n"])
def test_a_file_without_a_candle_is_refused(tmp_path: Path, text: str) -> None:
    row, reason = complaint(tmp_path, text)
    assert row is None
    assert "there is no candle" in reason or "the header lacks time" in reason


@pytest.mark.parametrize("missing", HEADER.split(","))
def test_a_missing_column_is_named(tmp_path: Path, missing: str) -> None:
    header = ",".join(name for name in HEADER.split(",") if name != missing)
    row, reason = complaint(tmp_path, written(hours(), header))
    assert row is None
    assert f"the header lacks {missing};" in reason


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    assert complaint(tmp_path, written(hours(), HEADER + ",close")) == (None, "the header names close twice")


def test_text_in_a_cell_is_shown(tmp_path: Path) -> None:
    assert complaint(tmp_path, written(changed(hours(), 7, low="n/a"))) == (7, "low is not a number: 'n/a'")
    assert complaint(tmp_path, written(changed(hours(), 7, low=""))) == (7, "low is empty")


def test_a_short_row_is_refused(tmp_path: Path) -> None:
    rows = hours()
    rows[4] = rows[4][:4]
    assert complaint(tmp_path, written(rows)) == (4, "it has 4 cells and needs 6")


def test_a_bad_row_before_one_that_cannot_be_read_is_named_first(tmp_path: Path) -> None:
    both = changed(changed(hours(), 2, high=1.0), 7, low="n/a")
    assert complaint(tmp_path, written(both)) == (2, "high is below low")
    late = changed(changed(hours(), 7, low="n/a"), 9, high=1.0)
    assert complaint(tmp_path, written(late)) == (7, "low is not a number: 'n/a'")
    at_once = changed(hours(), 0, time="2024-01-01")
    assert complaint(tmp_path, written(at_once)) == (0, "time is not a number: '2024-01-01'")


def test_what_is_not_text_is_refused(tmp_path: Path) -> None:
    assert complaint(tmp_path, b"\x89PNG\r\n\x1a\n\xff\xfe\x00") == (None, "this is not a text file")


def test_columns_may_stand_in_any_order_and_others_are_passed_over(tmp_path: Path) -> None:
    header = 'symbol,"Volume", CLOSE,low,high,open,time,trades'
    lines = [f"PEPE,{v},{c},{lo},{h},{o},{t},17" for t, o, h, lo, c, v in hours(3)]
    candles = read(tmp_path, "\ufeff" + header + "\r\n" + "\r\n".join(lines))
    assert candles.time.tolist() == [MONDAY, MONDAY + HOUR, MONDAY + 2 * HOUR]
    columns = (candles.open, candles.high, candles.low, candles.close, candles.volume)
    assert [column[0] for column in columns] == [10, 12, 9, 11, 5]


def test_a_wide_table_is_read_by_its_names(tmp_path: Path) -> None:
    names = [f"feature{i}" for i in range(300)]
    header = ",".join([*names[:150], *HEADER.split(","), *names[150:]])
    lines = [",".join(["x"] * 150 + [str(cell) for cell in row] + ["y"] * 150) for row in hours(4)]
    assert read(tmp_path, "\n".join([header, *lines])).high.tolist() == [12.0] * 4


def test_numbers_keep_all_their_digits(tmp_path: Path) -> None:
    row = "1704067200,0.000001234567890123,1e-05,1E-7,0.1234567890123456789,12345678901234.5"
    other = row.replace("1704067200", "1704070800")
    candles = read(tmp_path, f"{HEADER}\n{row}\n{other}\n")
    assert (candles.open[0], candles.low[0]) == (0.000001234567890123, 1e-7)
    assert (candles.close[0], candles.volume[0]) == (0.1234567890123456789, 12345678901234.5)


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_candles(tmp_path / "nowhere.csv")
