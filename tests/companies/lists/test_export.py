"""Files of lists: exactly what is shown, harmless to spreadsheets, journaled, read a few rows at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from negoce.companies.actions.list_export import authorise_export
from negoce.companies.documents.list_export import ExportFormat, csv_chunks, workbook_chunks_of
from negoce.companies.documents.workbook_stream import letters
from negoce.companies.models import CompanyTag, Tag
from negoce.companies.queries.lists import export as export_module
from negoce.companies.queries.lists.spec import ListSpec
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.orders import make_sales

pytestmark = pytest.mark.django_db
COLUMNS = "name,city,phone,net_12_months,last_order_on,owner,tags,headcount,siren"


@pytest.fixture
def three(db: None) -> None:
    first = make_company(
        "=cmd|' /C calc'!A1", city="Lyon", department="69", phone="+33472000000", headcount=12,
        siren="732829320",
        owner=make_user(first_name="Hugo", last_name="Lambert"),
    )  # fmt: skip
    make_sales(first, "1234.50", last_order_on=date(2026, 10, 1))
    tag = Tag.objects.create(name="VIP", name_key="vip")
    CompanyTag.objects.create(company=first, tag=tag)
    make_company("Étoile; « Fils »", phone="+442071838750")
    make_company("Zéro", city="@Ville")


def written(spec: ListSpec, form: ExportFormat) -> list[str]:
    return b"".join(csv_chunks(spec, form)).decode().split("\r\n")


def test_french_csv(three: None, ask: Callable[..., ListSpec]) -> None:
    lines = written(ask(sort="name", columns=COLUMNS), ExportFormat.CSV)
    assert lines == [
        "\ufeffNom;Lieu;Téléphone;CA 12 mois;Dernière commande;Suivi par;Étiquettes;Effectif;SIREN",
        "'=cmd|' /C calc'!A1;Lyon (69);04 72 00 00 00;1234,50;01/10/2026;Hugo Lambert;VIP;12;732829320",
        '"Étoile; « Fils »";;' + lines[2].split(";")[3] + ";;;;;;",
        "Zéro;'@Ville;;;;;;;",
        "",
    ]
    assert lines[2].split(";")[3].startswith("'+44")


def test_plain_csv(three: None, ask: Callable[..., ListSpec]) -> None:
    lines = written(
        ask("net_12_months filled", "name", "name,net_12_months,last_order_on"), ExportFormat.PLAIN
    )
    assert lines[1:] == ["'=cmd|' /C calc'!A1,1234.50,2026-10-01", ""]


def test_workbook_keeps_types_and_texts(three: None, ask: Callable[..., ListSpec]) -> None:
    file = BytesIO(b"".join(workbook_chunks_of(ask(sort="name", columns=COLUMNS))))
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert len(rows) == 4
    assert rows[1][:1] == ["=cmd|' /C calc'!A1"]
    assert rows[1][3:9] == [1234.5, date(2026, 10, 1), "Hugo Lambert", "VIP", 12.0, "732829320"]
    assert b"<f>" not in ZipFile(file).read("xl/worksheets/sheet1.xml")


def test_rows_come_a_few_at_a_time(
    three: None, ask: Callable[..., ListSpec], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_module, "CHUNK_ROWS", 2)
    sizes = [len(chunk) for chunk in export_module.export_rows(ask(sort="-city", columns="name"))]
    assert sizes == [2, 1]


def test_export_is_a_permission_and_leaves_a_trace(three: None, ask: Callable[..., ListSpec]) -> None:
    spec = ask("city is Lyon", "-name", "name,city", quick="cmd")
    assert authorise_export(spec, form="csv") == 1
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.subject_kind) == ("export", "list_companies")
    assert {name: after for name, (_before, after) in entry.values.items()} == {
        "filter": "city is Lyon and name contains cmd", "selected": 0, "sort": "-name",
        "columns": "name,city",
        "format": "csv", "rows": 1,
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        authorise_export(ask(actor=make_actor(Role.SALESPERSON)), form="csv")
    assert JournalEntry.objects.count() == 1


def test_hidden_columns_never_leave(three: None, ask: Callable[..., ListSpec]) -> None:
    marketing = make_actor(Role.MARKETING)
    spec = ask(columns="name,margin_12_months,margin_rate", actor=marketing)
    assert written(spec, ExportFormat.CSV)[0] == "\ufeffNom"
    assert len(spec.problems) == 2


def test_a_sheet_takes_no_more_rows_than_it_can(
    three: None, ask: Callable[..., ListSpec], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negoce.companies.actions.list_export.MAX_ROWS", 3)
    with pytest.raises(Refused):
        authorise_export(ask(), form="xlsx")
    assert authorise_export(ask(), form="csv") == 3


def test_characters_that_xml_cannot_hold_are_left_out(ask: Callable[..., ListSpec]) -> None:
    make_company("Lai\x0bterie <&> \ufffe]]>")
    file = BytesIO(b"".join(workbook_chunks_of(ask(columns="name"))))
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert rows[1] == ["Laiterie <&> ]]>"]


def test_columns_beyond_z() -> None:
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("key", ["companies", "contacts"])
def test_invented_companies_are_said_in_the_file(key: str, three: None, ask: Callable[..., ListSpec]) -> None:
    assert "Fiche fictive" not in written(ask(key=key, columns="name"), ExportFormat.CSV)[0]
    invented = make_company("Aaa Inventée", is_fictional=True)
    make_contact(company=invented, last_name="Aaa", first_name="Ève")
    make_contact(company=make_company("Zzz Réelle"), last_name="Zzz", first_name="Léo")
    lines = written(ask(key=key, sort="name", columns="name"), ExportFormat.CSV)
    assert lines[0].endswith(";Fiche fictive")
    assert lines[1].endswith(";oui")
    assert lines[-2].endswith(";non")
    file = BytesIO(b"".join(workbook_chunks_of(ask(key=key, sort="name", columns="name"))))
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert [row[-1] for row in (rows[0], rows[1], rows[-1])] == ["Fiche fictive", "oui", "non"]
