"""How rows become companies: recognised, completed, refused, resumed."""

from __future__ import annotations

import pytest

from negoce.companies.actions.imports import run as engine
from negoce.companies.actions.imports.create import create_import
from negoce.companies.actions.imports.layout import (
    LayoutChange,
    change_layout,
    change_mapping,
    change_options,
)
from negoce.companies.actions.imports.start import start_import
from negoce.companies.enums import DuplicateMode
from negoce.companies.models import Address, Company, ImportImage, ImportRowIssue, ImportRun
from negoce.companies.queries.imports import source as import_source
from negoce.companies.words.import_findings import say_issue
from negoce.files.models import StoredFile
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.identity.permissions import NotAllowed
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.factories.imports import counts, make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db

HEADER = "Raison sociale;SIRET;CP;Ville;Téléphone;E-mail"
LAITERIE = (
    "Laiterie du Vercors;732 829 320 00074;38250;Villard-de-Lans;04 76 95 10 10;contact@laiterie.example"
)


def issues(run: ImportRun) -> list[tuple[int, str, str, str]]:
    return [(each.row_number, each.severity, each.field, each.code) for each in run.issues.all()]


def test_a_row_becomes_a_company_with_its_head_office_owner_and_origin():
    actor = make_actor()
    run = run_import_of(text_file(HEADER, LAITERIE), "salon-2026.csv", actor=actor)
    company = Company.objects.get()
    assert (company.name, company.siren, company.siret) == (
        "Laiterie du Vercors",
        "732829320",
        "73282932000074",
    )
    assert (company.phone, company.department, company.name_key) == (
        "+33476951010",
        "38",
        "laiterie du vercors",
    )
    assert (company.owner_id, company.origin_channel, company.origin_detail) == (
        actor.user_id, "own_file", "salon-2026.csv",
    )  # fmt: skip
    address = Address.objects.get()
    assert (address.kind, address.postal_code, address.city) == ("head_office", "38250", "Villard-de-Lans")
    entry = JournalEntry.objects.get(subject_kind="import")
    assert (entry.verb, entry.subject_id, entry.subject_name, entry.origin) == (
        "import",
        run.pk,
        "salon-2026.csv",
        "import",
    )
    assert entry.values == {"created_count": [None, 1]}


def test_a_missing_value_keeps_what_is_stored_and_images_keep_what_was_before():
    company = make_company(
        "Laiterie du Vercors", siret="73282932000074", siren="732829320", postal_code="38250", city="Villard",
        department="38",
        phone="+33476000000", email="ancien@laiterie.example",
    )  # fmt: skip
    run = run_import_of(
        text_file(HEADER, "LAITERIE DU VERCORS;73282932000074;38250;Villard-de-Lans;;neuf@laiterie.example")
    )
    company.refresh_from_db()
    assert counts(run) == {"updated": 1}
    assert (company.name, company.phone, company.email) == (
        "Laiterie du Vercors", "+33476000000", "neuf@laiterie.example",
    )  # fmt: skip
    image = ImportImage.objects.get()
    assert (image.kind, image.records["created"], image.count) == ("company", [], 1)
    ((key, fields),) = image.records["updated"].items()
    assert (key, fields.pop("updated_at")[0] < image.written_at.isoformat()) == (str(company.pk), True)
    assert fields == {
        "email": ["ancien@laiterie.example", "neuf@laiterie.example"],
        "city": ["Villard", "Villard-de-Lans"],
        "city_key": ["villard", "villard de lans"],
        "head_office": [None, ["", ""]],
    }
    assert image.written_at == company.updated_at


@pytest.mark.parametrize(
    ("mode", "result", "email", "phone"),
    [
        ("overwrite", {"updated": 1}, "neuf@laiterie.example", "+33476951010"),
        ("fill_empty", {"updated": 1}, "ancien@laiterie.example", "+33476951010"),
        ("skip", {"skipped": 1}, "ancien@laiterie.example", ""),
    ],
)
def test_what_becomes_of_known_companies_is_chosen(mode, result, email, phone):
    actor = make_actor()
    company = make_company(
        "Laiterie du Vercors", siret="73282932000074", siren="732829320", email="ancien@laiterie.example"
    )
    run = make_import(text_file(HEADER, LAITERIE.replace("contact@", "neuf@")), actor=actor)
    change_options(actor, run, options={"duplicates": mode})
    start_import(actor, run)
    work_off()
    run.refresh_from_db()
    company.refresh_from_db()
    assert counts(run) == result
    assert (company.email, company.phone) == (email, phone)


@pytest.mark.parametrize(
    ("stored", "given", "kept"),
    [
        ("Laiterie du Vercors", "LAITERIE DU VERCORS", "Laiterie du Vercors"),
        ("Crémerie du Vercors", "Cremerie du Vercors", "Crémerie du Vercors"),
        ("LAITERIE DU VERCORS", "Laiterie du Vercors", "Laiterie du Vercors"),
        ("LAITERIE DU VERCORS", "laiterie du vercors", "LAITERIE DU VERCORS"),
        ("Laiterie du Vercors", "SARL LAITERIE DU VERCORS", "Laiterie du Vercors"),
        ("Laiterie du Vercors", "Fromagerie du Vercors", "Fromagerie du Vercors"),
    ],
)
def test_a_name_written_otherwise_stays_as_people_wrote_it_unless_it_was_shouted(stored, given, kept):
    company = make_company(stored, siret="73282932000074", siren="732829320", postal_code="38000")
    run_import_of(text_file("Raison sociale;SIRET;CP", f"{given};73282932000074;38000"))
    company.refresh_from_db()
    assert company.name == kept


@pytest.mark.parametrize(
    ("siret", "code"),
    [
        ("3,95031E+13", "siret.scientific"),
        ("00000000000000", "siret.zeros"),
        ("73282932000075", "siret.check_digit"),
        ("73282932100074", "siret.siren_check_digit"),
        ("1234", "siret.length"),
    ],
)
def test_a_wrong_siret_refuses_its_row_and_the_others_go_in(siret, code):
    run = run_import_of(text_file(HEADER, f"Faux;{siret};38000;Grenoble;;", LAITERIE))
    assert counts(run) == {"created": 1, "refused": 1}
    assert issues(run) == [(2, "error", "siret", code)]


def test_other_faulty_values_are_left_out_and_said():
    row = "Fromagerie;;381;Lyon;pas un numéro;pas une adresse"
    run = run_import_of(text_file(HEADER, row))
    company = Company.objects.get()
    assert counts(run) == {"created": 1, "incomplete": 1}
    assert (company.postal_code, company.phone, company.email) == ("", "", "")
    assert {(field, code) for _row, _severity, field, code in issues(run)} == {
        ("postal_code", "postal_code.shape"),
        ("phone", "phone.unreadable"),
        ("email", "email.spaces"),
    }


def test_lost_zeros_come_back_where_they_are_certain():
    run = run_import_of(
        text_file("Nom;SIREN;CP;Ville", "APRR;16250029;1000;Bourg-en-Bresse", "Faux;16250028;;")
    )
    company = Company.objects.get()
    assert (company.siren, company.postal_code, company.department) == ("016250029", "01000", "01")
    assert issues(run) == [(3, "error", "siren", "siren.length")]


def test_rows_that_are_no_records_are_told():
    rows = ("Total;;;;;", "Trop;;38000;Lyon;;;de;cellules", ";73282932000074;;;;", "x" * 10_000 + ";;;;;")
    run = run_import_of(text_file(HEADER, LAITERIE, *rows))
    assert counts(run) == {"created": 1, "refused": 4}
    assert issues(run) == [
        (3, "error", "", "row.total"),
        (4, "error", "", "row.too_many_cells"),
        (5, "error", "name", "row.no_name"),
        (6, "error", "name", "text.too_long"),
    ]


def test_hostile_names_are_only_text():
    names = (
        "<script>alert(1)</script>",
        "Café 🧀 Crème",
        "שלום לעולם",
        "=HYPERLINK(1)",
        "'; DROP TABLE companies; --",
    )
    run = run_import_of(text_file("Nom;Ville", *(f'"{name}";Lyon' for name in names)))
    assert counts(run) == {"created": 5}
    assert set(Company.objects.values_list("name", flat=True)) == set(names)


def test_two_rows_of_one_company_make_one():
    run = run_import_of(text_file(HEADER, LAITERIE, LAITERIE.replace("04 76 95 10 10", "04 76 95 10 11")))
    assert counts(run) == {"created": 1, "updated": 1}
    assert Company.objects.get().phone == "+33476951011"


def test_two_sites_declared_under_one_siret_are_two_and_it_is_said():
    rows = (
        "Carrière Nord;73282932000074;38250;Villard-de-Lans;;",
        "Carrière Sud;73282932000074;26000;Valence;;",
    )
    content = text_file(HEADER, *rows)
    assert counts(run_import_of(content)) == {"created": 2, "incomplete": 1}
    issue = ImportRowIssue.objects.get()
    assert (issue.row_number, issue.severity, issue.column, issue.code) == (
        3,
        "warning",
        "SIRET",
        "row.same_siret",
    )
    assert "Carrière Nord (38250 Villard-de-Lans)" in say_issue(issue)
    assert counts(run_import_of(content)) == {"unchanged": 2}


@pytest.mark.parametrize(
    ("mode", "place"),
    [
        ("overwrite", ("26000", "Valence")),
        ("fill_empty", ("38250", "Villard-de-Lans")),
        ("skip", ("38250", "Villard-de-Lans")),
    ],
)
@pytest.mark.parametrize("name", ["Laiterie du Vercors", "LAITERIE VERCORS SARL"])
def test_one_siret_and_name_is_one_company_wherever_it_is(mode, place, name):
    company = make_company(
        "Laiterie du Vercors", siret="73282932000074", siren="732829320", postal_code="38250",
        city="Villard-de-Lans", city_key="villard de lans",
    )  # fmt: skip
    boss = make_actor(Role.ADMINISTRATOR)
    run = make_import(text_file(HEADER, f"{name};73282932000074;26000;Valence;;"), actor=boss)
    change_options(boss, run, options={"duplicates": mode})
    start_import(boss, run)
    work_off()
    company.refresh_from_db()
    assert Company.objects.count() == 1
    assert (company.postal_code, company.city) == place


def test_codes_of_different_sources_do_not_meet():
    first = text_file("Code client;Raison sociale;Ville", "C1;Laiterie;Lyon")
    other = text_file("Code client;Nom du client;Commune", "C1;Fromagerie;Valence")
    assert counts(run_import_of(first)) == {"created": 1}
    assert counts(run_import_of(other)) == {"created": 1}
    renamed = text_file("Code client;Raison sociale;Ville", "C1;Laiterie du Rhône;Lyon")
    assert counts(run_import_of(renamed)) == {"updated": 1}
    assert sorted(Company.objects.values_list("name", flat=True)) == ["Fromagerie", "Laiterie du Rhône"]


def test_a_company_that_the_person_does_not_see_is_named_and_left_alone():
    owner = make_actor(Role.SALESPERSON)
    company = make_company(
        "Laiterie du Vercors", siret="73282932000074", siren="732829320", owner_id=owner.user_id
    )
    manager = make_actor(Role.MANAGER, scope=Scope.OWN)
    run = run_import_of(text_file(HEADER, LAITERIE), actor=manager)
    company.refresh_from_db()
    assert counts(run) == {"refused": 1}
    issue = ImportRowIssue.objects.get()
    assert (issue.code, issue.figures) == (
        "row.not_yours",
        {"name": "Laiterie du Vercors", "owner": owner.name},
    )
    assert company.phone == ""


def test_who_may_not_import_cannot():
    with pytest.raises(NotAllowed):
        create_import(make_actor(Role.SALESPERSON), name="a.csv", pieces=[b"Nom\nLaiterie\n"])
    assert StoredFile.objects.count() == 0


def test_a_started_import_reads_its_file_no_other_way():
    actor = make_actor()
    run = make_import(text_file(HEADER, LAITERIE), actor=actor)
    start_import(actor, run)
    with pytest.raises(Refused, match="déjà commencé"):
        change_mapping(actor, run, mapping={0: "name"})
    with pytest.raises(Refused, match="déjà commencé"):
        start_import(actor, run)
    work_off()
    assert Job.objects.filter(task="companies.import").count() == 1


def test_a_field_goes_to_one_column():
    actor = make_actor()
    run = make_import(text_file(HEADER, LAITERIE), actor=actor)
    with pytest.raises(Refused, match="« nom » est choisi pour deux colonnes"):
        change_mapping(actor, run, mapping={0: "name", 1: "name"})


def test_columns_are_remembered_for_the_next_such_file():
    actor = make_actor()
    run = make_import(text_file("A;B", "Laiterie;Lyon"), actor=actor)
    change_mapping(actor, run, mapping={0: "name", 1: "city"})
    start_import(actor, run)
    work_off()
    again = make_import(text_file("A;B", "Fromagerie;Valence"), actor=actor)
    assert again.mapping == {"0": "name", "1": "city"}


def test_an_import_goes_on_where_the_last_commit_left_it(monkeypatch):
    monkeypatch.setattr(import_source, "BATCH_ROWS", 10)
    lines = [f"Laiterie {number:03d};38{number:03d};Lyon" for number in range(55)]
    actor = make_actor()
    run = make_import(text_file("Nom;CP;Ville", *lines), actor=actor)
    start_import(actor, run)
    asked = []

    def broken_at_the_third(*_arguments: object) -> None:
        asked.append(1)
        if len(asked) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.run_import(actor, run, progress=lambda done, total: None, hold=broken_at_the_third)
    stored = ImportRun.objects.get(pk=run.pk)
    assert (stored.done_rows, stored.created_count, Company.objects.count()) == (20, 20, 20)
    work_off()
    run.refresh_from_db()
    assert (run.state, run.done_rows, run.total_rows, counts(run)) == ("done", 55, 55, {"created": 55})
    assert Company.objects.count() == 55


def test_a_batch_written_by_another_worker_is_not_written_again(monkeypatch):
    actor = make_actor()
    run = make_import(text_file(HEADER, LAITERIE), actor=actor)
    start_import(actor, run)
    stale = ImportRun.objects.get(pk=run.pk)
    work_off()
    ImportRun.objects.filter(pk=run.pk).update(state="started")
    engine.run_import(actor, stale, progress=lambda done, total: None, hold=lambda: None)
    run.refresh_from_db()
    assert (run.done_rows, run.created_count, ImportImage.objects.count()) == (1, 1, 1)
    assert Company.objects.count() == 1


def test_a_dry_run_counts_and_keeps_nothing():
    actor = make_actor()
    run = create_import(actor, name="a.csv", pieces=[text_file(HEADER, LAITERIE, "Faux;1;;;;")], dry_run=True)
    start_import(actor, run)
    work_off()
    run.refresh_from_db()
    assert counts(run) == {"created": 1, "refused": 1}
    assert issues(run) == [(3, "error", "siret", "siret.length")]
    assert (Company.objects.count(), ImportImage.objects.count()) == (0, 0)
    assert not JournalEntry.objects.filter(subject_kind="import").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Ce fichier est vide"),
        (b" \r\n\r\n", "Ce fichier est vide"),
        (b"%PDF-1.7 ...", "un PDF"),
        (b"\x89PNG\r\n\x1a\n....", "une image"),
        (b"<html><table><tr><td>Nom", "page web"),
        (b"PK\x03\x04 not really a zip", "endommagé"),
        (b"\x00\x01\x02\x03" * 500, "ni un texte ni un classeur"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason_and_not_kept(content, words):
    with pytest.raises(Refused, match=words):
        make_import(content)
    assert StoredFile.objects.count() == 0
    assert ImportRun.objects.count() == 0


def test_a_quote_that_never_closes_stops_before_anything_is_written():
    lines = [f"Laiterie {number};Lyon" for number in range(70_000)]
    content = text_file("Nom;Ville", *lines[:100], '"Oubliée;Lyon', *lines)
    actor = make_actor()
    run = make_import(content, actor=actor)
    start_import(actor, run)
    work_off()
    run.refresh_from_db()
    assert run.job is not None
    assert run.job.state == "failed"
    assert "à partir de la ligne 102" in run.job.message
    assert Company.objects.count() == 0


def test_an_import_of_somebody_who_left_stops():
    actor = make_actor()
    run = make_import(text_file(HEADER, LAITERIE), actor=actor)
    start_import(actor, run)
    User.objects.filter(pk=actor.user_id).update(is_active=False)
    work_off()
    run.refresh_from_db()
    assert run.job is not None
    assert (run.job.state, Company.objects.count()) == ("failed", 0)
    assert "ne peut plus se connecter" in run.job.message


def test_a_spreadsheet_fills_what_people_left_empty_unless_told_otherwise():
    make_company("Laiterie du Vercors", postal_code="38250", department="38", phone="+33476000001")
    content = text_file("Nom;CP;Téléphone;Site web", "Laiterie du Vercors;38250;0476000002;laiterie.example")
    boss = make_actor(Role.ADMINISTRATOR)
    run = make_import(content, actor=boss)
    assert (run.target, run.duplicates) == ("companies", DuplicateMode.FILL_EMPTY)
    start_import(boss, run)
    work_off()
    company = Company.objects.get()
    assert (company.phone, bool(company.website)) == ("+33476000001", True)
    again = make_import(content, actor=boss, target="contacts")
    change_layout(boss, again, change=LayoutChange(target="products"))
    assert again.duplicates == DuplicateMode.OVERWRITE


def test_rows_that_are_no_companies_are_named():
    run = run_import_of(
        text_file("Nom;Ville", "Cave;#N/A", "Nom;Ville", "-;Die", "#REF!;Lyon", "NC;Paris", "Total;4")
    )
    assert list(Company.objects.order_by("name").values_list("name", "city")) == [
        ("Cave", ""),
        ("NC", "Paris"),
    ]
    issues = ImportRowIssue.objects.filter(run=run).order_by("row_number", "code")
    assert list(issues.values_list("row_number", "code", "severity")) == [
        (2, "cell.failed", "warning"),
        (3, "row.headings", "error"),
        (4, "row.no_name", "error"),
        (5, "cell.failed", "warning"),
        (5, "row.no_name", "error"),
        (7, "row.total", "error"),
    ]
