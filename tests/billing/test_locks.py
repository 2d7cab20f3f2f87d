"""What was issued stays as it is, whoever writes: the ORM, plain SQL, a truncate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from negoce.billing import locks
from negoce.billing.actions.draft_deposit import draft_deposit
from negoce.billing.actions.draft_order import draft_from_order
from negoce.billing.actions.file_make import make_file
from negoce.billing.models import (
    DepositUse,
    FiscalCounter,
    FiscalDocument,
    FiscalFile,
    FiscalLine,
    FiscalSeries,
)
from negoce.companies.models import Address
from negoce.identity.rules.actor import system_actor
from tests.factories.billing import issue, make_customer, make_draft, make_issued, make_seller, make_terms
from tests.factories.companies import make_contact
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seller():
    return make_seller()


def refused(statement: str, *values: object) -> bool:
    """Whether the database refuses a statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except IntegrityError:
        return True
    return False


def test_every_lock_is_there_and_covers_every_column():
    assert locks.missing(connection) == ()
    names = {field.column for field in FiscalDocument._meta.concrete_fields}
    assert set(locks.MOVING) < names


def test_no_column_of_an_issued_document_changes_but_whose_file_it_stands_in():
    done, other, address = (
        make_issued(),
        make_customer(),
        Address.objects.create(company=make_customer(), kind="site"),
    )
    moved = {
        "company_id": other.pk,
        "contact_id": make_contact().pk,
        "owner_id": make_user().pk,
        "issued_by_id": make_user().pk,
        "billing_address_id": address.pk,
        "delivery_address_id": address.pk,
    }
    for field in FiscalDocument._meta.concrete_fields:
        if field.column in ("id", *moved):
            continue
        value: object = (
            7 if field.get_internal_type().endswith(("IntegerField", "DecimalField", "ForeignKey")) else "x"
        )
        if field.get_internal_type() in ("DateField", "DateTimeField"):
            value = "2020-01-01"
        if field.get_internal_type() == "BooleanField":
            value = not getattr(done, field.name)
        if field.get_internal_type() == "JSONField":
            value = '["x"]'
        assert refused(
            f"UPDATE billing_fiscaldocument SET {field.column} = %s WHERE id = %s", value, done.pk
        ), field
    FiscalDocument.objects.filter(pk=done.pk).update(**moved)
    done.refresh_from_db()
    assert done.company_id == other.pk


def test_issued_rows_are_neither_changed_nor_deleted_by_the_orm():
    terms = make_terms()
    issue(draft_deposit(system_actor(), terms, incl_vat=terms.incl_vat / 2))
    done = issue(draft_from_order(system_actor(), terms))
    make_file(done)
    done.note = "Autre"
    line = done.lines.first()
    for write in (
        done.save,
        lambda: FiscalDocument.objects.filter(pk=done.pk).update(state="draft"),
        lambda: FiscalDocument.objects.filter(pk=done.pk)._raw_delete("default"),
        lambda: FiscalLine.objects.filter(pk=line.pk).update(quantity=3),
        lambda: FiscalLine.objects.filter(pk=line.pk).delete(),
        lambda: FiscalLine.objects.create(document=done, position=99, label="De plus"),
        lambda: DepositUse.objects.filter(invoice=done).update(amount=1),
        lambda: DepositUse.objects.filter(invoice=done).delete(),
        lambda: FiscalFile.objects.filter(document=done).update(profile="x"),
        lambda: FiscalFile.objects.filter(document=done).delete(),
        lambda: FiscalCounter.objects.update(last=0),
        lambda: FiscalCounter.objects.update(last=9),
        lambda: FiscalCounter.objects.update(last_issued_on=None),
        lambda: FiscalCounter.objects.all().delete(),
        lambda: FiscalSeries.objects.update(prefix="G{year}-"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    with pytest.raises(DatabaseError), transaction.atomic():
        done.delete()
    assert FiscalDocument.objects.get(pk=done.pk).number == done.number


def test_a_line_of_a_draft_does_not_slip_into_an_issued_document():
    done, draft = make_issued(), make_draft()
    assert refused(
        "UPDATE billing_fiscalline SET document_id = %s, position = 50 WHERE document_id = %s",
        done.pk,
        draft.pk,
    )


def test_nothing_becomes_issued_but_by_the_next_number_of_its_counter():
    done, draft = make_issued(), make_draft()
    values = (
        "state='issued', number='F2026-00002', content='x', series_id=%s, year=2026, issued_on='2026-11-20',"
        " digest=%s, previous_digest=%s, sequence=%s"
    )
    statement = f"UPDATE billing_fiscaldocument SET {values} WHERE id = %s"
    digest = "a" * 64
    assert refused(statement, done.series_id, digest, done.digest, 2, draft.pk)
    assert refused(statement, done.series_id, digest, done.digest, 1, draft.pk)
    assert refused(statement, done.series_id, "", done.digest, 2, draft.pk)
    assert refused("UPDATE billing_fiscaldocument SET state = 'issued' WHERE id = %s", draft.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        FiscalDocument.objects.create(
            kind="invoice", state="issued", company=draft.company, series=done.series, year=2026, sequence=2,
            number="F2026-00002", issued_on="2026-11-20", digest=digest,
        )  # fmt: skip


def test_drafts_change_and_go():
    draft = make_draft()
    FiscalDocument.objects.filter(pk=draft.pk).update(note="Autre")
    draft.refresh_from_db()
    draft.delete()
    assert not FiscalDocument.objects.exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no TRUNCATE")
def test_a_truncate_is_refused():
    make_issued()
    with connection.cursor() as cursor:
        # Nothing may wait for the end of the transaction, or PostgreSQL refuses for that reason.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in locks.TRUNCATED:
        assert refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="only SQLite deletes what it replaces without asking"
)
def test_no_row_takes_the_place_of_an_issued_one():
    done, draft = make_issued(), make_draft()
    make_file(done)
    for model, changed in (
        (FiscalDocument, {"state": "draft", "number": ""}),
        (FiscalLine, {"document_id": draft.pk, "position": 99}),
        (FiscalFile, {"pdf": b"other"}),
        (FiscalCounter, {"last": 0}),
        (FiscalSeries, {"prefix": "G{year}-"}),
    ):
        table = model._meta.db_table
        owned = {"document_id": done.pk} if model in (FiscalLine, FiscalFile) else {}
        kept = model.objects.filter(**(owned or {"pk": model.objects.order_by("pk")[0].pk}))
        row = {**kept.values()[0], **changed}
        columns, marks = ", ".join(row), ", ".join(["%s"] * len(row))
        values = [str(each) if isinstance(each, (list, date, Decimal)) else each for each in row.values()]
        assert refused(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})", *values), table
    for table, column in (
        ("billing_fiscaldocument", "id"),
        ("billing_fiscaldocument", "public_id"),
        ("billing_fiscalline", "id"),
    ):
        owner = "document_id" if table.endswith("line") else "id"
        theirs = f"(SELECT {column} FROM {table} WHERE {owner} = %s)"
        assert refused(
            f"UPDATE OR REPLACE {table} SET {column} = {theirs} WHERE {owner} = %s", done.pk, draft.pk
        )
    assert refused("DELETE FROM billing_fiscalseries WHERE id = %s", done.series_id)
