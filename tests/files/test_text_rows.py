"""Text files as people have them: quotes that nothing closes, cells on several lines, line ends of all kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from negoce.files.reading import text_rows
from negoce.files.reading.text_rows import guess_text_layout, read_text_rows
from negoce.kit.refusal import Refused


def rows_of(path: Path, text: str) -> list[tuple[int, tuple[str, ...]]]:
    path.write_bytes(text.encode())
    return [(row.number, row.cells) for row in read_text_rows(path, guess_text_layout(path))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clients.csv"


def test_a_quote_that_nothing_closes_costs_no_row(path):
    text = 'Nom;Ville\n"Cave du Vercors;Die\nFerme;Lyon\nLaiterie;Paris\n'
    assert rows_of(path, text) == [
        (1, ("Nom", "Ville")),
        (2, ("Cave du Vercors", "Die")),
        (3, ("Ferme", "Lyon")),
        (4, ("Laiterie", "Paris")),
    ]


def test_a_quote_closed_by_that_of_a_later_row_costs_no_row(path):
    text = 'Nom;Code postal;Ville\n"Cave;26150;Die\nFerme;69003;Lyon\n"Laiterie";75011;Paris\n'
    assert rows_of(path, text)[1:] == [
        (2, ("Cave", "26150", "Die")),
        (3, ("Ferme", "69003", "Lyon")),
        (4, ("Laiterie", "75011", "Paris")),
    ]


def test_a_cell_on_several_lines_stays_whole(path):
    text = 'Nom;Note;Ville\nCave;"Lundi : fermé ;\nmardi : ouvert";Die\nFerme;"12"" de long";Lyon\n'
    assert rows_of(path, text)[1:] == [
        (2, ("Cave", "Lundi : fermé ;\nmardi : ouvert", "Die")),
        (4, ("Ferme", '12" de long', "Lyon")),
    ]


@pytest.mark.parametrize(
    "note", ["Vu le 12, puis le 14,\nrappeler, relancer", "Bonjour, merci,,\nAUTRE SARL,552100554,Paris\n,,,"]
)
def test_what_stands_between_sound_quotes_is_never_a_record(path, note):
    text = f'Entreprise,Type,Date,Note\nCave,Appel,21/11/2026,"{note}"\nFerme,Visite,20/11/2026,ok\n'
    assert [cells for _number, cells in rows_of(path, text)][1:] == [
        ("Cave", "Appel", "21/11/2026", note),
        ("Ferme", "Visite", "20/11/2026", "ok"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_once(path, end):
    assert rows_of(path, f"Nom;Ville{end}Cave;Die{end}{end}Ferme;Lyon") == [
        (1, ("Nom", "Ville")),
        (2, ("Cave", "Die")),
        (3, ()),
        (4, ("Ferme", "Lyon")),
    ]


def test_two_open_quotes_enclose_nothing(path):
    text = 'a;b;c\n"x;1;2\ny;3;4\n"z;5;6\nt;7;8\n'
    assert [cells[0] for _number, cells in rows_of(path, text)] == ["a", "x", "y", "z", "t"]


def test_a_file_made_to_be_read_again_and_again_is_refused(path, monkeypatch):
    monkeypatch.setattr(text_rows, "MAX_READ_AGAIN", 10_000)
    with pytest.raises(Refused, match="guillemet"):
        rows_of(path, "Nom;Ville\n" + 'a";"b\n' * 1_000)
