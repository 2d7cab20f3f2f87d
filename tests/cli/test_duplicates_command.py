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


def score(tmp_path: Path, content: bytes, *options: str) -> list[list[str]]:
    source, target = tmp_path / "a.csv", tmp_path / "out.csv"
    source.write_bytes(content)
    call_command("duplicates", "score", str(source), "--out", str(target), *options, stdout=StringIO())
    head, *lines = target.read_text().splitlines()
    assert head == "id_a,id_b,score"
    return [line.split(",") for line in lines]


@pytest.mark.parametrize(
    "content",
    [
        "clé;nom;ville\na;Épicerie Côté Sud;Saint-Étienne\nb;Epicerie Cote Sud;Saint Etienne\nc;Garage;Nice\n".encode(
            "cp1252"
        ),
        "clé\tnom\na\tÉpicerie Côté Sud\nb\tEpicerie Côté Sud SARL\nc\tGarage\n".encode("utf-16"),
        b"\xef\xbb\xbfid|nom|nom\r\na|Epicerie Cote Sud|x\r\nb|EPICERIE COTE SUD\r\n\r\nc|Garage|y|z|z\r\n",
        b'id,name\na,"Epicerie ""Cote"" Sud"\nb,Epicerie Cote Sud\nc,Garage\n',
    ],
)
def test_any_encoding_and_separator(tmp_path: Path, content: bytes) -> None:
    found = score(tmp_path, content)
    assert (found[0][:2], float(found[0][2]) > 0.5) == (["a", "b"], True)


@pytest.mark.parametrize("rows", ["", "1,Laiterie\n", "1,\n2,\n3,\n"])
def test_nothing_to_compare(tmp_path: Path, rows: str) -> None:
    assert score(tmp_path, f"id,name\n{rows}".encode()) == []


def test_one_column_is_compared_by_itself(tmp_path: Path) -> None:
    found = score(tmp_path, b"name\nLaiterie du Vercors\nLaiterie du Vercors SARL\nGarage Morel\n")
    assert found[0][:2] == ["Laiterie du Vercors", "Laiterie du Vercors SARL"]


def test_rows_of_one_name_are_no_pair_and_a_pair_stands_once(tmp_path: Path) -> None:
    rows = "1,Laiterie du Vercors\n1,Laiterie du Vercors\n2,Laiterie du Vercors SARL\n3,Garage\n"
    found = score(tmp_path, f"id,name\n{rows}".encode())
    assert [sorted(line[:2]) for line in found] == [["1", "2"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"12,Laiterie\n13,Garage\n", "must name the columns"),
        (b"name,a@b.example\nx,y\n", "must name the columns"),
        (b"%PDF-1.7\0\0\0\x01", "not a text"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        score(tmp_path, content)
