"""`negoce deals`: which deals will be won, learned on one file and told of another."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from negoce.portfolio.scoring import forest, scorer, trees
from negoce.portfolio.scoring.cells import Table
from negoce.portfolio.scoring.closed import closed_only, outcome_columns

COUNT = 240


def _deals(*, seed: int = 1, count: int = COUNT) -> Table:
    draw = np.random.default_rng(seed)
    client = draw.choice(["New", "Current"], count)
    rival = draw.choice(["Yes", "No", "Unknown"], count)
    odds = np.where(client == "Current", 1.5, -1.5) + np.where(rival == "No", 1.0, -1.0)
    won = draw.random(count) < 1 / (1 + np.exp(-odds))
    return {
        "Client": client.tolist(),
        "Competitors": rival.tolist(),
        "Size": draw.choice(["Big", "Mid", "Small"], count).tolist(),
        "Currency": ["EUR"] * count,
        "Probability": ["100" if each else "10" for each in won],
        "Status": ["Won" if each else "Lost" for each in won],
    }


def _write(target: Path, table: Table) -> Path:
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(table)
        writer.writerows(zip(*table.values(), strict=True))
    return target


def _run(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("deals", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def _refused(*arguments: object) -> str:
    with pytest.raises(CommandError) as refused:
        _run(*arguments)
    assert refused.value.returncode == 2
    return str(refused.value)


def _rows(target: Path) -> list[list[str]]:
    with target.open(encoding="utf-8") as stream:
        return list(csv.reader(stream))


@pytest.fixture(scope="module")
def trained(tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("deals")
    said, _err = _run("train", _write(directory / "known.csv", _deals()), "--model", directory / "model")
    assert "Status = 'won'" in said
    assert "Probability: LEAK" in said or "Probability: the outcome" in said
    assert "Currency: one value everywhere" in said
    return directory / "model"


def test_deals_without_a_key_are_named_by_their_number(trained, tmp_path):
    table = {name: cells for name, cells in _deals(seed=2, count=3).items() if name != "Status"}
    table["Client"], table["Competitors"] = ["Current", "New", "Current"], ["No", "Yes", "Never heard"]
    del table["Size"]
    said, told = _run(
        "score", _write(tmp_path / "new.csv", table), "--out", tmp_path / "out.csv", "--model", trained
    )
    assert "named by their number in the file, from 1" in said
    assert "Columns missing here, read as not answered everywhere: Size." in told
    assert "Competitors: 1 cells have a value that was never or hardly seen" in told
    rows = _rows(tmp_path / "out.csv")
    assert [row[0] for row in rows] == ["id", "1", "2", "3"]
    assert float(rows[1][1]) > 0.8 > 0.2 > float(rows[2][1])


def test_a_first_column_that_names_deals_is_their_id(trained, tmp_path):
    table = {"Ref": ["A7", "B8"], **_deals(seed=3, count=2)}
    source = _write(tmp_path / "new.csv", table)
    for option in ((), ("--id", "Ref")):
        _run("score", source, "--out", tmp_path / "out.csv", "--model", trained, *option)
        assert [row[0] for row in _rows(tmp_path / "out.csv")] == ["id", "A7", "B8"]
    twice = _write(tmp_path / "twice.csv", table | {"Ref": ["A7", "A7"]})
    _run("score", twice, "--out", tmp_path / "out.csv", "--model", trained)
    assert [row[0] for row in _rows(tmp_path / "out.csv")] == ["id", "1", "2"]


def test_a_backtest_tells_how_sure_one_may_be(tmp_path, monkeypatch):
    # Few and small trees: it is told, whatever it is.
    monkeypatch.setattr(forest, "_TREES", 10)
    monkeypatch.setattr(trees, "_ROUNDS", 5)
    monkeypatch.setattr(scorer, "_MEMBERS", 1)
    source = _write(tmp_path / "known.csv", _deals())
    said, _err = _run("backtest", source, "--repeats", 1, "--splits", 1)
    for part in (
        "extra trees",
        "mean of all three",
        "On the right side of 50%: ",
        "Calibration slope ",
        "240 rows of 240 are like another in every column",
        "Where alike rows are never on both sides",
        "1 files set aside by chance",
    ):
        assert part in said
    assert _refused("backtest", source, "--splits", 101) == "--splits is a number from 0 to 100."


def test_what_cannot_teach_is_refused(trained, tmp_path):
    table = _deals()
    one = _write(tmp_path / "one.csv", table | {"Status": ["Won"] * COUNT})
    assert "All 240 outcomes are 'won'" in _refused("train", one, "--outcome", "Status")
    none = _write(tmp_path / "none.csv", {name: table[name] for name in ("Client", "Size")})
    assert _refused("train", none) == "Which column says what became of the deals? --outcome COLUMN."
    two = _write(tmp_path / "two.csv", table | {"Last": table["Status"]})
    assert "Perhaps: Status, Last." in _refused("train", two)
    assert "is read here" in _refused("score", one, "--out", one, "--model", trained)
    absent = tmp_path / "absent"
    assert "first negoce deals train" in _refused("score", one, "--out", tmp_path / "o", "--model", absent)


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ({"Stage": ["Won", "Lost", "Open"], "Status": ["a", "b", "a"]}, ["Stage"]),
        ({"Étape": ["Gagnée", "Perdue", ""], "Cross_sale": ["Yes", "No", "No"]}, ["Étape"]),
        ({"Résultat": ["1", "0"], "RFP": ["Yes", "No"]}, ["Résultat"]),
        ({"deal_won": ["yes", "no"], "Status": ["open", "closed"]}, ["deal_won", "Status"]),
        ({"RFP": ["Yes", "No"], "Status": ["a", "a"]}, []),
    ],
)
def test_the_outcome_is_guessed_by_its_words_then_by_its_name(table, found):
    assert outcome_columns(table) == found


@pytest.mark.parametrize(
    ("cells", "positive", "kept"),
    [
        (["Won", "Lost", "Engaging", ""], "", ["Won", "Lost", "", ""]),
        (["Closed Won", "Closed Lost", "Proposal"], "closed won", ["Closed Won", "Closed Lost", ""]),
        (["Won", "Lost", "Proposal"], "Proposal", ["Won", "Lost", "Proposal"]),
        (["yes", "no", "open"], "", ["yes", "no", "open"]),
    ],
)
def test_open_deals_are_no_losses(cells, positive, kept):
    assert closed_only(cells, positive) == kept
