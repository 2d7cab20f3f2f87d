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
        b'id,name\na,"Epicerie Cote Sud\nb,Epicerie Cote Sud\nc,Garage\n',
        b"sep=;\nid;name\na;Epicerie Cote Sud\nb;EPICERIE COTE SUD\nc;Garage\n",
        b'"id";"name, town, street"\na;Epicerie Cote Sud\nb;EPICERIE COTE SUD\nc;Garage\n',
        b"id,name\ra,Epicerie Cote Sud\rb,EPICERIE COTE SUD\rc,Garage\r",
        b"id,name\na,Epicerie\0 Cote Sud and everything that goes with it in the valley and beyond, up to here\n"
        b"b,EPICERIE COTE SUD and everything that goes with it in the valley and beyond\nc,Garage\n",
        "id,nom\na,Épicerie Côté Sud\nb,Epicerie Cote Sud\nc,Garage\n".encode("utf-16-le"),
        "id,название,город\na,Газпром нефть,Москва\nb,ГАЗПРОМ НЕФТЬ,Москва\nc,Лукойл,Казань\n".encode(),
        "id,名称\na,北京华为技术有限公司\nb,北京华为技术有限公司分部\nc,上海电气集团\n".encode(),
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


@pytest.mark.parametrize(
    "content",
    [
        b"name,city\nEpicerie Cote Sud,Lyon\nEPICERIE COTE SUD,Lyon\nGarage Morel,Nice\n",
        b"name,city\nEpicerie Cote Sud,Lyon\nEpicerie Cote Sud,Lyon\nGarage Morel,Nice\n",
        b"town,name\nLyon,Epicerie Cote Sud\nLyon,EPICERIE COTE SUD\nNice,Garage Morel\n",
    ],
)
def test_without_an_identifier_rows_bear_their_number_and_names_are_compared(
    tmp_path: Path, content: bytes
) -> None:
    found = score(tmp_path, content)
    assert (found[0][:2], float(found[0][2]) > 0.75) == (["1", "2"], True)


def test_codes_that_never_come_twice_name_rows(tmp_path: Path) -> None:
    found = score(tmp_path, b"dossier,name\nD-1,Epicerie Cote Sud\nD-2,EPICERIE COTE SUD\nD-3,Garage\n")
    assert found[0][:2] == ["D-1", "D-2"]


def test_hundreds_of_columns_and_cells_without_end_are_bounded(tmp_path: Path) -> None:
    header = ",".join(["id", *(f"c{place}" for place in range(300))])
    rows = [
        ",".join([str(row), *(str((row // 2 * 31 + place) % 977) for place in range(300))])
        for row in range(60)
    ]
    found = score(tmp_path, "\n".join([header, *rows]).encode())
    assert len([line for line in found if float(line[2]) > 0.75]) == 30
    long = b"id,name\n1," + b"a b " * 200_000 + b"\n2," + b"x" * 900_000 + b"\n3," + b"a b " * 200_000 + b"\n"
    assert [line[:2] for line in score(tmp_path, long)] == [["1", "3"]]


def test_thousands_of_copies_of_one_row(tmp_path: Path) -> None:
    rows = "".join(f"{row},Epicerie Cote Sud,Lyon,0476000001\n" for row in range(3_000))
    found = score(tmp_path, f"id,name,city,phone\n{rows}".encode())
    assert (len(found) < 10_000, {line[1] for line in found if line[0] == "0"}) == (
        True,
        {str(row) for row in range(1, 3_000)},
    )
