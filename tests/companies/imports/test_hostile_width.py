"""Files that are wide, or hold what no text does: looked at in no time, refused or read, on both databases."""

from __future__ import annotations

import pytest

from negoce.companies.actions.imports.create import create_import
from negoce.companies.models import Company, Contact, ImportRun
from negoce.companies.queries.imports import source
from negoce.files.models import StoredFile
from negoce.kit.refusal import Refused
from tests.factories.identity import make_actor
from tests.factories.imports import counts, make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["Nom", "Raison sociale", "Colonne {}"])
def test_a_header_of_a_hundred_thousand_columns_is_no_table(name):
    header = ";".join(name.format(at) for at in range(100_000))
    with pytest.raises(Refused, match="plus de 2000 colonnes"):
        create_import(make_actor(), name="a.csv", pieces=[text_file(header, "a;b;c")])
    assert (ImportRun.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_row_of_a_million_separators_is_one_row():
    rows = text_file("Raison sociale;Ville", "Laiterie;Grenoble", "Caves;Lyon" + ";" * 1_000_000, "Zinc;Metz")
    assert counts(run_import_of(rows)) == {"created": 3}
    assert Company.objects.count() == 3


def test_long_rows_come_in_by_parts(monkeypatch):
    monkeypatch.setattr(source, "LARGEST_BATCH", 100)
    names = [f"Société {at} " + "x" * 40 for at in range(12)]
    run = run_import_of(text_file("Raison sociale;Ville", *(f"{name};Lyon" for name in names)))
    assert counts(run) == {"created": 12}
    assert sorted(Company.objects.values_list("name", flat=True)) == sorted(names)


def test_no_nul_gets_in_by_a_file():
    run = make_import(
        b"\xef\xbb\xbfNom\0;Pr\0\xc3\xa9nom;Soci\xc3\xa9t\xc3\xa9\r\nGar\0nier;H\xc3\xa9l\xc3\xa8ne;Lai\0terie\r\n"
    )
    assert run.columns == ["Nom", "Prénom", "Société"]
    run_import_of(
        b"\xef\xbb\xbfNom;Pr\xc3\xa9nom;Soci\xc3\xa9t\xc3\xa9;E-mail\r\nGar\0nier;H\xc3\xa9l\xc3\xa8ne;Lai\0terie;pas\0bon\r\n"
    )
    assert (Contact.objects.get().last_name, Company.objects.get().name) == ("Garnier", "Laiterie")


def test_an_address_of_a_hundred_thousand_spaces_is_no_address():
    lines = "Laiterie;a" + " " * 100_000 + "b", "Caves;4 rue de la Verrerie 92190 Meudon"
    assert counts(run_import_of(text_file("Raison sociale;Adresse", *lines)))["created"] == 2
    assert Company.objects.get(name="Caves").city == "Meudon"
