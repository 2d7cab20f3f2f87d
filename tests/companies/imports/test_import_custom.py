"""Custom fields in imports: found by label, read and checked, written with their records, taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negoce.companies.actions.company_update import update_company
from negoce.companies.actions.custom_field_checks import known
from negoce.companies.actions.imports.preview import preview_import
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.enums import DuplicateMode
from negoce.companies.models import Company, Contact, CustomField, ImportRun
from negoce.companies.queries.custom_fields import custom_value
from negoce.identity.enums import FieldAccess, FieldGroup
from negoce.jobs.worker import work_off
from tests.factories.companies import make_company
from tests.factories.custom import fill, make_field
from tests.factories.identity import make_actor
from tests.factories.imports import counts, make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db

HEADER = "Raison sociale;CP;Budget prévu;Niveau;Prochain salon;Référence chez nous"


@pytest.fixture
def fields() -> list[CustomField]:
    return [
        make_field("Budget prévu", "amount"),
        make_field("Niveau", "choice"),
        make_field("Prochain salon", "date"),
        make_field("Référence chez nous"),
    ]


def held(row: Company | Contact, fields: list[CustomField]) -> list[str]:
    return ["" if (value := custom_value(known(one), row.pk)) is None else str(value) for one in fields]


def issues(run: ImportRun) -> list[tuple[int, str, str, str]]:
    return [(each.row_number, each.severity, each.field, each.code) for each in run.issues.all()]


def test_columns_are_found_by_their_labels_and_values_are_checked(fields: list[CustomField]) -> None:
    run = run_import_of(
        text_file(
            HEADER,
            "Laiterie;38250;1 234,56 €;or;31/12/2026;Réf 🚜 <b>12</b>",
            "Fromagerie;38250;beaucoup;Platine;31/02/2026;" + "x" * 10_000,
            "Caves;38250;;;;",
        )
    )
    assert counts(run) == {"created": 3, "incomplete": 1}
    laiterie, fromagerie, caves = (
        Company.objects.get(name=name) for name in ("Laiterie", "Fromagerie", "Caves")
    )
    assert held(laiterie, fields) == ["1234.5600", "or", "2026-12-31", "Réf 🚜 <b>12</b>"]
    assert held(fromagerie, fields) == held(caves, fields) == ["", "", "", ""]
    assert [(number, field, code) for number, _severity, field, code in issues(run)] == [
        (3, "custom_budget_prevu", "number.unreadable"),
        (3, "custom_niveau", "choice.unknown"),
        (3, "custom_prochain_salon", "date.no_such_day"),
        (3, "custom_reference_chez_nous", "text.too_long"),
    ]


def test_the_preview_says_them_in_words(fields: list[CustomField]) -> None:
    actor = make_actor()
    run = make_import(text_file(HEADER, "Laiterie;38250;1 234,5;argent;31/12/2026;A 12"), actor=actor)
    shown = preview_import(actor, run)[0].shown
    assert shown["custom_budget_prevu"] == "1\u202f234,50\u00a0€"
    assert (shown["custom_niveau"], shown["custom_reference_chez_nous"]) == ("Argent", "A 12")


def again(content: bytes, mode: DuplicateMode) -> ImportRun:
    actor = make_actor()
    run = make_import(content, actor=actor)
    ImportRun.objects.filter(pk=run.pk).update(duplicates=mode.value)
    run.refresh_from_db()
    start_import(actor, run)
    work_off()
    run.refresh_from_db()
    return run


def test_existing_records_are_filled_or_overwritten_and_an_undo_gives_values_back(
    fields: list[CustomField],
) -> None:
    row = make_company("Laiterie", postal_code="38250", department="38")
    fill(row, fields[0], "10")
    lines = text_file(HEADER, "Laiterie;38250;99;Or;;")
    assert counts(again(lines, DuplicateMode.FILL_EMPTY)) == {"updated": 1}
    assert held(row, fields) == ["10.0000", "or", "", ""]
    run = again(lines, DuplicateMode.OVERWRITE)
    assert counts(run) == {"updated": 1}
    assert held(row, fields) == ["99.0000", "or", "", ""]
    assert counts(again(lines, DuplicateMode.OVERWRITE)) == {"unchanged": 1}
    undo_import(make_actor(), run)
    work_off()
    run.refresh_from_db()
    assert (run.undone_count, run.kept_count) == (1, 0)
    assert held(row, fields) == ["10.0000", "or", "", ""]


def test_an_undo_keeps_what_somebody_wrote_since_and_removes_new_records(fields: list[CustomField]) -> None:
    row = make_company("Laiterie", postal_code="38250", department="38")
    run = again(text_file(HEADER, "Laiterie;38250;99;Or;;", "Caves;38000;5;;;"), DuplicateMode.OVERWRITE)
    fill(row, fields[1], "Argent")
    undo_import(make_actor(), run)
    work_off()
    run.refresh_from_db()
    assert (run.undone_count, run.kept_count) == (1, 1)
    assert held(row, fields) == ["", "argent", "", ""]
    assert list(Company.objects.values_list("name", flat=True)) == ["Laiterie"]


def test_a_record_kept_for_two_fields_counts_once(fields: list[CustomField]) -> None:
    row = make_company("Laiterie", postal_code="38250", department="38")
    header = HEADER.split(";")
    lines = text_file(
        f"{HEADER};Téléphone", ";".join(["Laiterie", "38250", "99", *[""] * (len(header) - 3), "0476000001"])
    )
    run = again(lines, DuplicateMode.OVERWRITE)
    assert counts(run) == {"updated": 1}
    fill(row, fields[0], "7")
    row.refresh_from_db()
    update_company(make_actor(), row, changes={"phone": "+33476000009"})
    undo_import(make_actor(), run)
    work_off()
    run.refresh_from_db()
    assert (run.undone_count, run.kept_count) == (0, 1)
    row.refresh_from_db()
    assert (held(row, fields)[0], row.phone) == ("7.0000", "+33476000009")


def test_people_have_them_too_and_hidden_ones_are_left_out() -> None:
    level = make_field("Niveau", "choice", kind="contact")
    secret = make_field("Remise", "number", kind="contact", group=FieldGroup.MARGIN.value)
    boss = make_actor()
    access = {**boss.field_access, FieldGroup.MARGIN: FieldAccess.NONE}
    actor = replace(boss, field_access=access)
    run = make_import(
        text_file("Nom;Prénom;Entreprise;Niveau;Remise", "Garnier;Hélène;Laiterie;bronze;12"),
        actor=actor,
        target="contacts",
    )
    from django.utils import timezone

    from negoce.companies.actions.imports.batch import ImportBatch
    from negoce.companies.actions.imports.reading import read_table_rows
    from negoce.companies.queries.imports.source import first_rows
    from negoce.companies.queries.imports.targets import import_target

    target = import_target("contacts")
    rows = read_table_rows(target, run, [row for row in first_rows(run)[1:] if not row.is_blank])
    outcomes = target.write(ImportBatch(actor, run, timezone.now(), "x"), rows)
    assert [(each.field, each.finding.code) for each in outcomes[0].findings] == [
        (secret.key, "row.not_allowed")
    ]
    assert held(Contact.objects.get(), [level, secret]) == ["bronze", ""]
