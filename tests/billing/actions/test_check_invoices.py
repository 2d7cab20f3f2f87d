"""What somebody with the keys of the database did to issued documents is found."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.db import connection

from negoce.billing import locks
from negoce.billing.actions.check_invoices import check_journal, check_locks, check_series
from negoce.billing.actions.file_make import make_file
from negoce.billing.models import FiscalDocument, FiscalFile, FiscalSeries
from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork
from tests.factories.billing import issue, make_draft, make_issued, make_seller

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued() -> list[FiscalDocument]:
    make_seller()
    old = issue(make_draft(supplied_on=date(2025, 12, 1)), day=date(2025, 12, 2))
    found = [old, *(make_issued() for _number in range(4))]
    for each in found:
        plain_file(each)
    return found


def plain_file(document: FiscalDocument) -> None:
    """A file whose digests hold; those that printers and validators make are dear, one test makes them."""
    data = document.number.encode()
    digest = sha256(data).hexdigest()
    FiscalFile.objects.create(document=document, pdf=data, xml=data, pdf_sha256=digest, xml_sha256=digest)


def test_files_obey_the_official_rules(capsys):
    make_seller()
    make_file(make_issued())
    call_command("check", "invoices")
    assert "1 checked, 0 faults" in capsys.readouterr().out


def codes() -> list[str]:
    """What the check finds, in order."""
    series = FiscalSeries.objects.get()
    return [fault.code for fault in check_series(series, None) if fault is not None]


def by_hand(statement: str, *values: object) -> None:
    """What the owner of the database can do: take the locks away, write, put them back."""
    locks.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    locks.install(connection)


def test_whole_series_have_no_fault_and_the_command_says_so(issued, capsys):
    assert codes() == []
    call_command("check", "invoices", "--no-official")
    assert "5 checked, 0 faults" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE billing_fiscaldocument SET net = 1 WHERE id = %s", ["content"]),
        ("UPDATE billing_fiscaldocument SET content = '{}' WHERE id = %s", ["digest"] + ["content"] * 7),
        ("UPDATE billing_fiscaldocument SET number = 'F2026-00009' WHERE id = %s", ["number", "digest"]),
        (
            "UPDATE billing_fiscaldocument SET issued_on = '2026-01-01' WHERE id = %s",
            ["date_order", "digest"],
        ),
        ("UPDATE billing_fiscalline SET quantity = 9 WHERE document_id = %s", ["content"]),
        ("UPDATE billing_fiscalfile SET pdf_sha256 = 'x' WHERE document_id = %s", ["file_changed"]),
        ("DELETE FROM billing_fiscalfile WHERE document_id = %s", ["file_missing"]),
    ],
)
def test_what_was_changed_by_hand_is_found(issued, statement: str, found: list[str]):
    by_hand(statement, issued[3].pk)
    assert codes() == found
    with pytest.raises(SystemExit) as ended:
        call_command("check", "invoices", "--no-official")
    assert ended.value.code == 1


def test_a_document_taken_away_leaves_a_gap_and_a_broken_chain(issued):
    locks.remove(connection)
    for table, column in (
        ("billing_fiscalfile", "document_id"), ("billing_fiscalline", "document_id"),
        ("billing_receivable", "document_id"), ("billing_fiscaldocument", "id"),
    ):  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [issued[2].pk])
    assert codes() == ["gap", "chain"]
    assert len(list(check_locks())) >= len(locks.NAMES)


def test_the_last_document_taken_away_is_told_by_the_counter(issued):
    by_hand(
        "UPDATE billing_fiscalcounter SET last = 7 WHERE year = 2026 AND series_id = %s", issued[0].series_id
    )
    assert codes() == ["counter"]


def test_an_end_of_series_taken_away_with_its_counter_is_told_by_the_journal(issued):
    last, before = issued[4], issued[3]
    locks.remove(connection)
    for table, column in (
        ("billing_fiscalfile", "document_id"), ("billing_fiscalline", "document_id"),
        ("billing_receivable", "document_id"), ("billing_fiscaldocument", "id"),
    ):  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [last.pk])
    by_hand(
        "UPDATE billing_fiscalcounter SET last = last - 1, last_digest = %s WHERE year = 2026", before.digest
    )
    assert codes() == []
    assert [(fault.code, fault.number) for fault in check_journal()] == [("vanished", last.number)]


def test_files_that_are_checked_side_by_side_are_told_in_their_order(issued):
    refused, unreadable = (
        bytes(FiscalFile.objects.get(document=each).pdf) for each in (issued[1], issued[3])
    )

    def judge(pdf: bytes) -> list[Finding]:
        if pdf == unreadable:
            raise CannotWork("file.too_much_time")
        figures = {"rule": "BR-CO-10", "text": "sum"}
        return [Finding("issue.official", "error", figures)] if pdf == refused else []

    for helpers in (None, ThreadPoolExecutor(3)):
        faults = list(check_series(issued[0].series, judge, helpers=helpers))
        assert faults.count(None) == len(issued)
        told = [(each.number, each.detail.strip()) for each in faults if each is not None]
        assert told == [(issued[1].number, "BR-CO-10 sum"), (issued[3].number, "file.too_much_time")]
