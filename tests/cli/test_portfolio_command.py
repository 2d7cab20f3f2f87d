"""`negoce portfolio export` and `backtest`: a file in, figures out; hostile files end in a sentence."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from negoce.cli.foresight_export import write_csv
from negoce.cli.orders_file import read_orders
from negoce.cli.tables import NotATable
from tests.portfolio.foresight.worlds import BEGIN, END, portfolio

HEAD = "customer,date,reference,net\n"


def _file(directory: Path, text: str) -> Path:
    source = directory / "orders.csv"
    source.write_text(text, encoding="utf-8")
    return source


def _export(source: Path, as_of: date) -> list[dict[str, str]]:
    target = source.with_name("out.csv")
    call_command(
        "portfolio", "export", "--orders", str(source), "--as-of", as_of.isoformat(), "--out", str(target),
        stdout=StringIO(), stderr=StringIO(),
    )  # fmt: skip
    with target.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _world_file(directory: Path) -> Path:
    world = portfolio(300)
    rows = zip(world.customers[world.owner], world.days, world.worth, strict=True)
    lines = [
        f"{customer},{date.fromordinal(int(day))},{day}-{customer},{net / 100:.2f}"
        for customer, day, net in rows
    ]
    return _file(directory, HEAD + "\n".join(lines))


def test_every_customer_is_foreseen(tmp_path):
    rows = _export(_world_file(tmp_path), date.fromordinal(END - 1))
    assert [int(row["customer"]) for row in rows] == sorted(int(row["customer"]) for row in rows)
    for row in rows:
        assert 0 <= float(row["p_alive"]) <= 1
        assert float(row["expected_90_low"]) <= float(row["expected_90_high"])
        assert row["status"] in {"new", "irregular", "regular", "dormant", "lost"}


def test_nothing_after_the_day_is_read(tmp_path):
    source = _world_file(tmp_path)
    day = date.fromordinal(END - 60)
    before = _export(source, day)
    with source.open("a", encoding="utf-8") as stream:
        stream.write(
            f"\n1,{date.fromordinal(END - 10)},late,99999\nnewcomer,{date.fromordinal(END - 10)},late2,1"
        )
    assert _export(source, day) == before


def test_few_customers_have_their_status_alone(tmp_path):
    rows = _export(
        _file(tmp_path, HEAD + "a,2026-01-02,1,10\na,2026-01-30,2,10\nb,2026-01-02,3,-5\n"), date(2026, 2, 1)
    )
    assert [(row["customer"], row["status"], row["p_alive"]) for row in rows] == [
        ("a", "irregular", ""),
        ("b", "suspect", ""),
    ]


def test_lines_of_a_reference_are_one_order_and_a_return_is_none(tmp_path):
    rows = read_orders(
        _file(
            tmp_path,
            HEAD
            + '10,2026-01-02,A,5\n10,03/01/2026,A,"1 000,50"\n9,2026-01-05 10:00:00,A,7\n10,2026-01-09,C,-3\n',
        )
    )
    assert rows.names == ("9", "10")
    first = date(2026, 1, 2).toordinal()
    assert sorted(zip(rows.customer, rows.day, rows.net, strict=True)) == [
        (0, first + 3, 700),
        (1, first, 100_550),
        (1, first + 7, -300),
    ]


def test_lines_that_cannot_be_read_are_named(tmp_path):
    rows = read_orders(
        _file(
            tmp_path,
            HEAD
            + "a,2026-02-30,1,5\n,2026-01-02,2,5\na,2026-01-02,3,nan\n"
            + "a,2026-01-02,4,1e300\na,2026-01-03,5,5\na,0001-01-01,6,1\n",
        )
    )
    assert len(rows.net) == 1
    assert rows.refused.count == 5
    assert rows.refused.sentences() == [
        "2 lines left out, the date is not one (2026-01-31 or 31/01/2026): lines 2, 7",
        "1 lines left out, no customer: lines 3",
        "2 lines left out, the net is not an amount: lines 4, 5",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read"),
        ("customer,date\na,2026-01-01\n", "no column reference, net"),
        (HEAD + "a,soon,1,5\n", "no order that can be read"),
    ],
)
def test_a_file_that_is_none_is_said(tmp_path, text, said):
    with pytest.raises(NotATable, match=said):
        read_orders(_file(tmp_path, text))


def test_backtest_prints_every_candidate(tmp_path):
    out = StringIO()
    cut = date.fromordinal(END - 90).isoformat()
    call_command("portfolio", "backtest", "--orders", str(_world_file(tmp_path)), "--cuts", cut, stdout=out)
    said = out.getvalue()
    for name in ("orders_by_age", "repeats_by_age", "bg_nbd", "mbg_nbd", "pareto_nbd", "boosting", "blend"):
        assert f"\n{name} " in said
    assert "Calibration of blend" in said
    assert "Kept: " in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--cuts", "demain"], "--cuts takes a day"),
        (["--horizon", "0"], "number of days"),
        (["--cuts", date.fromordinal(END - 5).isoformat()], "not all known"),
        (["--cuts", date.fromordinal(BEGIN + 3).isoformat()], "Nothing to compare"),
        (["--season", "/nowhere.csv"], "cannot be read"),
    ],
)
def test_what_cannot_be_asked(tmp_path, words, said):
    with pytest.raises(CommandError, match=said):
        call_command(
            "portfolio", "backtest", "--orders", str(_world_file(tmp_path)), *words, stdout=StringIO()
        )


def test_what_is_no_plain_file_is_written_to_and_stays(tmp_path):
    kept, link = tmp_path / "kept.csv", tmp_path / "link.csv"
    link.symlink_to(kept)
    assert write_csv(link, iter([("a", "new")])) == 1
    assert (link.is_symlink(), kept.read_text().splitlines()[1]) == (True, "a,new")
    assert write_csv(Path("/dev/null"), iter([("a", "new")])) == 1
    assert Path("/dev/null").is_char_device()
    for folder in (tmp_path, Path()):
        with pytest.raises(OSError, match="directory"):
            write_csv(folder, iter([]))
