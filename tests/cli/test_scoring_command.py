"""`negoce scoring`: learn on one file, score another; hostile files end in a sentence and code 2."""

from __future__ import annotations

import csv
import gzip
from io import StringIO
from pathlib import Path

import numpy as np
import polars
import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from negoce.cli.scoring_files import write_scores
from negoce.portfolio.scoring.cells import Table
from negoce.portfolio.scoring.leaks import area
from tests.portfolio.scoring.worlds import leads


def _write(target: Path, table: Table, separator: str = ",") -> Path:
    opened = gzip.open if target.suffix == ".gz" else open
    with opened(target, "wt", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=separator)
        writer.writerow(table)
        writer.writerows(zip(*table.values(), strict=True))
    return target


def _run(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("scoring", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def _refused(*arguments: object) -> str:
    with pytest.raises(CommandError) as refused:
        _run(*arguments)
    assert refused.value.returncode == 2
    return str(refused.value)


def _scores(target: Path) -> list[tuple[str, float]]:
    with target.open(encoding="utf-8") as stream:
        assert next(stream) == "id,probability\n"
        return [(key, float(value)) for key, value in csv.reader(stream)]


@pytest.fixture(scope="module")
def trained(tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("scoring")
    model = directory / "kept" / "model"
    said, _err = _run(
        "train", _write(directory / "known.csv.gz", leads(600)), "--outcome", "converted", "--model", model
    )
    assert "Tags: LEAK" in said
    assert model.stat().st_mode & 0o777 == 0o600
    return model


def test_an_id_that_a_spreadsheet_would_run_is_a_text(tmp_path):
    assert write_scores(tmp_path / "scores.csv", ["=1+1", "@sum", "-12", "A7"], [0.1, 0.2, 0.3, 0.4]) == 2
    assert _scores(tmp_path / "scores.csv") == [("'=1+1", 0.1), ("'@sum", 0.2), ("-12", 0.3), ("A7", 0.4)]


def test_rows_never_seen_are_scored_in_their_order(trained, tmp_path):
    table = leads(400, seed=8)
    unknown = _write(tmp_path / "new.csv", {name: table[name] for name in table if name != "Converted"}, ";")
    _run("score", unknown, "--out", tmp_path / "out.csv", "--model", trained)
    rows = _scores(tmp_path / "out.csv")
    assert [key for key, _value in rows] == table["Lead id"]
    assert area(np.array([value for _key, value in rows]), np.array(table["Converted"], dtype=int)) > 0.68


def test_columns_missing_more_or_in_another_order(trained, tmp_path):
    table = leads(30, seed=9)
    source = _write(
        tmp_path / "odd.csv",
        {"N": [str(row) for row in range(30)], "Source": table["Source"], "Odd": ["?"] * 30},
    )
    _said, told = _run("score", source, "--out", tmp_path / "out.csv", "--model", trained)
    assert "Columns missing here, read as not answered everywhere: Visits, Town." in told
    assert len(_scores(tmp_path / "out.csv")) == 30
    _run("score", source, "--id", "Source", "--out", tmp_path / "named.csv", "--model", trained)
    assert [key for key, _value in _scores(tmp_path / "named.csv")] == table["Source"]


def test_workbooks_and_parquet_are_read_alike(trained, tmp_path):
    table = leads(40, seed=10)
    polars.DataFrame(table).write_parquet(tmp_path / "new.parquet")
    with xlsxwriter.Workbook(str(tmp_path / "new.xlsx")) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([list(table), *zip(*table.values(), strict=True)]):
            sheet.write_row(row, 0, cells)
    _write(tmp_path / "new.csv", table)
    found = []
    for name in ("new.csv", "new.parquet", "new.xlsx"):
        _run("score", tmp_path / name, "--out", tmp_path / "out.csv", "--model", trained)
        found.append(_scores(tmp_path / "out.csv"))
    assert found[0] == found[1] == found[2]


def test_a_workbook_is_found_from_where_one_stands(trained, tmp_path, monkeypatch):
    table = leads(40, seed=10)
    with xlsxwriter.Workbook(str(tmp_path / "new.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(table))
        for row, (key, _number, visits, *others) in enumerate(zip(*table.values(), strict=True), start=1):
            known = visits.removesuffix(",0")
            sheet.write_row(row, 0, [key, row, int(known) if known else "", *others])
    _run("score", _write(tmp_path / "new.csv", table), "--out", tmp_path / "out.csv", "--model", trained)
    monkeypatch.chdir(tmp_path)
    said, _err = _run("score", "new.xlsx", "--out", "other.csv", "--model", trained)
    assert said.startswith("40 rows written to other.csv, named by Lead id; ")
    assert _scores(Path("other.csv")) == _scores(tmp_path / "out.csv")
    Path("broken.xlsx").write_bytes(b"PK\x03\x04broken")
    assert "This workbook is damaged" in _refused(
        "score", "broken.xlsx", "--out", "o.csv", "--model", trained
    )


def test_the_outcome_of_a_file_to_score_is_never_read(trained, tmp_path):
    table = leads(1, seed=11)
    for outcome in ("0", "1", "?"):
        source = _write(tmp_path / f"{ord(outcome)}.csv", table | {"Converted": [outcome]})
        said, _err = _run("score", source, "--out", tmp_path / f"{outcome}.out", "--model", trained)
        assert said.startswith("1 row written")
    assert len({(tmp_path / f"{outcome}.out").read_text() for outcome in "01?"}) == 1


@pytest.mark.parametrize(
    ("name", "encoding", "separator", "good", "bad"),
    [
        ("mark.csv", "utf-8-sig", ",", "True", "False"),
        ("windows.csv", "cp1252", ";", "Oui", "Non"),
        ("unicode.csv", "utf-16", "\t", "Converted", "Not converted"),
        ("bars.csv", "utf-8", "|", "won", "lost"),
    ],
)
def test_files_as_programs_write_them(tmp_path, name, encoding, separator, good, bad):
    table = leads(220)
    table["Origine d’été"] = table.pop("Source")
    table["Converti"] = [good if each == "1" else bad for each in table.pop("Converted")]
    rows = [[cell.replace(",", ".") for cell in cells] for cells in zip(*table.values(), strict=True)]
    text = "\r\n".join(separator.join(cells) for cells in [list(table), *rows])
    (tmp_path / name).write_bytes(text.encode(encoding))
    said, _err = _run("train", tmp_path / name, "--outcome", "converti", "--model", tmp_path / "model")
    assert f"220 rows, 220 with an outcome; Converti = '{good.casefold()}'" in said
    assert "Origine d’été: level, 4 levels" in said


def test_a_model_is_found_again_where_train_puts_it(tmp_path, settings):
    settings.DATA_DIRECTORY = tmp_path / "data"
    source = _write(tmp_path / "known.csv", leads(300))
    assert "first negoce scoring train" in _refused("score", source, "--out", tmp_path / "out.csv")
    _run("train", source, "--outcome", "Converted")
    _run("score", source, "--out", tmp_path / "out.csv")
    assert len(_scores(tmp_path / "out.csv")) == 300


def test_a_backtest_says_what_it_judged(tmp_path):
    said, _err = _run(
        "backtest", _write(tmp_path / "known.csv", leads(300)), "--outcome", "Converted", "--repeats", 1
    )
    for part in (
        "300 rows, 300 with an outcome",
        "AUC",
        "Brier",
        "lift 20%",
        "logistic regression",
        "Calibration",
    ):
        assert part in said


def test_what_cannot_teach_is_refused_with_its_figure(tmp_path):
    table = leads(300)
    cases = {
        "one.csv": (table | {"Converted": ["1"] * 300}, "All 300 outcomes are '1'"),
        "few.csv": ({name: cells[:150] for name, cells in table.items()}, "Not enough data: 150 rows"),
        "three.csv": (table | {"Converted": ["a", "b", "c"] * 100}, "The outcome has 3 values"),
        "none.csv": (table | {"Converted": [""] * 300}, "The outcome column is empty"),
    }
    for name, (told, words) in cases.items():
        source = _write(tmp_path / name, told)
        assert words in _refused("train", source, "--outcome", "Converted", "--model", tmp_path / "model")
    assert not (tmp_path / "model").exists()


def test_hostile_files_end_in_a_sentence(trained, tmp_path):
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "head.csv").write_text("a,b,c\n")
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "broken.csv.gz").write_bytes(b"\x1f\x8b\x08broken")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04broken")
    for name in (
        "empty.csv",
        "head.csv",
        "noise.csv",
        "broken.csv.gz",
        "broken.xlsx",
        "absent.csv",
        "absent.xlsx",
    ):
        assert name in _refused("train", tmp_path / name, "--outcome", "a", "--model", tmp_path / "model")
    known = _write(tmp_path / "known.csv", leads(300))
    assert "has no column 'Won'" in _refused("train", known, "--outcome", "Won")
    assert "has no column 'X'" in _refused("train", known, "--outcome", "Converted", "--exclude", "X")
    assert "is not a model" in _refused("score", known, "--out", tmp_path / "out.csv", "--model", known)
    other = _write(tmp_path / "other.csv", {"a": ["1"], "b": ["2"]})
    assert "none of the columns" in _refused("score", other, "--out", tmp_path / "o.csv", "--model", trained)
    absent = tmp_path / "nowhere" / "out.csv"
    assert "cannot be written" in _refused("score", known, "--out", absent, "--model", trained)


def test_what_is_read_is_never_written_over(trained, tmp_path):
    source = _write(tmp_path / "new.csv", leads(20))
    before, learned = source.read_bytes(), trained.read_bytes()
    (tmp_path / "link.csv").symlink_to(source)
    for out in (source, tmp_path / "link.csv", tmp_path / "." / "new.csv", trained):
        words = _refused("score", source, "--out", out, "--model", trained)
        assert words == f"--out: {out} is read here, and would be lost. Name another file."
    words = _refused("train", source, "--outcome", "Converted", "--model", source)
    assert words == f"--model: {source} is read here, and would be lost. Name another file."
    assert (source.read_bytes(), trained.read_bytes()) == (before, learned)
