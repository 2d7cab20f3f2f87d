"""vCards of the three versions, as telephones and mail programs write them."""

from __future__ import annotations

import tracemalloc

import pytest

from negoce.companies.actions.imports.vcard_table import vcard_table
from negoce.companies.rules.vcard import LONGEST_VALUE, MOST_CARDS, read_cards
from negoce.kit.refusal import Refused

V21 = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lefl=C3=A8ve;H=C3=A9l=C3=A8ne;;;\r\n"
    b"ORG:Laiterie du lac\r\nTITLE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Directrice =\r\ndes achats\r\n"
    b"TEL;CELL:06 12 34 56 78\r\nTEL;WORK;FAX:02 99 00 00 01\r\nTEL;WORK;VOICE:02 99 00 00 00\r\n"
    b"EMAIL;INTERNET:h.lefleve@lac.example\r\nEND:VCARD\r\n"
)
V3 = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Anne Leroy\nN:Leroy;Anne;;Mme;\nitem1.ORG:Fromagerie Aubin\\, fils;Achats\n"
    "item1.TEL;type=CELL;type=pref:+33 6 11 22 33 44\nADR;TYPE=WORK:;;12 rue des Lilas;Rennes;;35000;France\n"
    "EMAIL;TYPE=home:perso@x.example\nEMAIL;TYPE=work,pref:anne@aubin.example\n"
    "PHOTO;ENCODING=b;TYPE=JPEG:" + "/9j/4AAQ" * 3000 + "\n abc\nEND:VCARD\n"
).encode()
V4 = (
    b'BEGIN:VCARD\nVERSION:4.0\nFN:Paul Petit\nTEL;VALUE=uri;TYPE="voice,work":tel:+33299000002\n'
    b"URL:https://www.linkedin.com/in/paul-petit\nEND:VCARD\n"
)


def test_the_three_versions_are_read() -> None:
    rows = [each.row() for each in read_cards(V21 + V3 + V4)]
    assert rows == [
        (
            *("Hélène", "Leflève", "Laiterie du lac", "Directrice des achats", "h.lefleve@lac.example"),
            *("02 99 00 00 00", "06 12 34 56 78", "", "", ""),
        ),
        (
            *("Anne", "Leroy", "Fromagerie Aubin, fils", "", "anne@aubin.example"),
            *("", "+33 6 11 22 33 44", "35000", "Rennes", ""),
        ),
        ("Paul", "Petit", "", "", "", "+33299000002", "", "", "", "https://www.linkedin.com/in/paul-petit"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_accents_are_read_in_the_encodings_that_are_met(encoding: str) -> None:
    card = "BEGIN:VCARD\nN:Gérard;Zoé\nEND:VCARD\n".encode(encoding)
    assert [each.row()[:2] for each in read_cards(card)] == [("Zoé", "Gérard")]


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"BEGIN:VCARD\nEND:VCARD\n",
        b"N:Seul;Sans\n",
        b"BEGIN:VCARD\nN;CHARSET=nothing;ENCODING=QUOTED-PRINTABLE:=C3\nEND:VCARD",
        b"BEGIN:VCARD\nN;ENCODING=BASE64:%%%\nEND:VCARD",
        bytes(range(256)) * 50,
    ],
)
def test_nobody_comes_out_of_what_holds_nobody(hostile: bytes) -> None:
    assert list(read_cards(hostile)) == []


def test_a_file_of_many_lines_weighs_what_it_is() -> None:
    content = b"BEGIN:VCARD\nFN:Paul Petit\n" + b"abc\n" * 50_000 + b"END:VCARD\n"
    tracemalloc.start()
    try:
        cards = read_cards(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (len(cards), peak < 5 * len(content)) == (1, True)


def test_values_without_end_are_cut() -> None:
    (card,) = read_cards(b"BEGIN:VCARD\nN:" + b"z" * 90_000 + b";Zoe\nORG:\x00A\x1bB\nEND:VCARD\n")
    assert (len(card.last_name), card.company) == (LONGEST_VALUE, "A B")


@pytest.mark.parametrize("broken", ["=\n", "\n "])
def test_what_goes_on_behind_a_line_too_long_is_dropped_with_it(broken: str) -> None:
    long = "NOTE;ENCODING=QUOTED-PRINTABLE:" + broken.join(["x" * 70] * 400) + broken + "TEL:02 99 00 00 09"
    (card,) = read_cards(f"BEGIN:VCARD\nFN:Paul Petit\n{long}\nTEL:02 99 00 00 01\nEND:VCARD\n".encode())
    assert card.phone == "02 99 00 00 01"


@pytest.mark.parametrize(
    ("typed", "function"),
    [
        ("TITLE;ENCODING=QUOTED-PRIN\n TABLE:Directrice=20=\ndes achats", "Directrice des achats"),
        ("TITLE;ENCODING=QUOTED-PRINTABLE:A=\n=\nB", "AB"),
        ("TITLE:Achats=\nORG:Lac", "Achats="),
        ("TITLE:A\n \n B", "AB"),
    ],
)
def test_lines_that_go_on_are_made_whole(typed: str, function: str) -> None:
    (card,) = read_cards(f"BEGIN:VCARD\nFN:Paul Petit\n{typed}\nEND:VCARD\n".encode())
    assert card.function == function


def test_a_card_without_a_name_is_a_row_that_the_import_refuses() -> None:
    content = b"BEGIN:VCARD\nTEL:0299000000\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n" + V4
    assert [each.last_name for each in read_cards(content)] == ["Petit"]
    table = vcard_table([content])[0].decode().splitlines()
    assert table[1:] == [
        ";;;;;0299000000;;;;",
        "Paul;Petit;;;;+33299000002;;;;https://www.linkedin.com/in/paul-petit",
    ]


def test_a_file_of_too_many_cards_is_refused_whole() -> None:
    card = b"BEGIN:VCARD\nFN:Paul Petit\nEND:VCARD\n"
    assert len(vcard_table([card * MOST_CARDS])[0].splitlines()) == MOST_CARDS + 1
    with pytest.raises(Refused) as refused:
        vcard_table([card * (MOST_CARDS + 1)])
    assert refused.value.message == (
        "Ce fichier a plus de 20\u202f000 cartes\u00a0: partagez-le en plusieurs fichiers. Rien n’a été importé."
    )
