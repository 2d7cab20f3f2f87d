"""`negoce duplicates score`: files in, pairs out."""

from __future__ import annotations

import gzip
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROWS = "cluster,key,name,phone\n1,a,Laiterie du Vercors,0476000001\n1,b,LAITERIE DU VERCORS SARL,04 76 00 00 01\n"
OTHERS = "".join(
    f"{number},k{number},Garage {word},04770000{number}\n"
    for number, word in enumerate(("Morel", "Faure", "Blanc"), 10)
)


@pytest.mark.parametrize("packed", [False, True])
def test_pairs_are_written_with_their_scores(tmp_path: Path, packed: bool) -> None:
    source, target = tmp_path / ("a.csv.gz" if packed else "a.csv"), tmp_path / "out.csv"
    content = (ROWS + OTHERS).encode()
    source.write_bytes(gzip.compress(content) if packed else content)
    call_command("duplicates", "score", str(source), "--out", str(target), "--id", "key", stdout=StringIO())
    lines = target.read_text().splitlines()
    assert lines[0] == "id_a,id_b,score"
    first = lines[1].split(",")
    assert (first[:2], 0.5 < float(first[2]) <= 1) == (["a", "b"], True)


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(ROWS)
    with pytest.raises(CommandError, match="no column 'nope'"):
        call_command("duplicates", "score", str(source), "--out", str(tmp_path / "o"), "--id", "nope")


def test_what_is_not_a_table(tmp_path: Path) -> None:
    source = tmp_path / "a.parquet"
    source.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("duplicates", "score", str(source), "--out", str(tmp_path / "o"))
