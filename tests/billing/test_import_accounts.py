"""Invoices of the past and payments from files: counted, never issued again, taken back whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.billing.models import ExternalDocument, FiscalDocument, Payment, Receivable, Settlement
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.models import Company
from negoce.companies.words.import_findings import say_issue
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from tests.factories.accounts import make_receivable
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.factories.imports import counts, run_import_of, text_file

pytestmark = pytest.mark.django_db
HEADER = "N° facture;Date facture;Échéance;Client;Montant HT;Montant TVA;Montant TTC;Reste dû"


@pytest.fixture(autouse=True)
def laiterie() -> Company:
    return make_company("Laiterie du Vercors")


def invoice(number: str, total: str = "120,00", left: str = "", **more: str) -> str:
    day, due = more.get("day", "15/09/2026"), more.get("due", "15/10/2026")
    return (
        f"{number};{day};{due};Laiterie du Vercors;{more.get('net', '')};{more.get('vat', '')};{total};{left}"
    )


def test_an_invoice_of_the_past_stands_on_the_account() -> None:
    run = run_import_of(
        text_file(HEADER, invoice("F1", net="100", vat="20", left="50"), invoice("F2", left="0"))
    )
    assert (run.target, counts(run)) == ("invoices", {"created": 2})
    first, second = Receivable.objects.order_by("reference")
    assert (first.amount, first.settled, first.is_open, first.due_on) == (
        D("120.00"), D("70.00"), True, date(2026, 10, 15),
    )  # fmt: skip
    assert (second.is_open, second.settled_on) == (False, date(2026, 10, 15))
    document = ExternalDocument.objects.get(reference="F1")
    assert (document.net, document.vat, document.incl_vat) == (D("100.00"), D("20.00"), D("120.00"))
    assert FiscalDocument.objects.count() == 0


def test_the_same_file_twice_doubles_nothing() -> None:
    lines = (HEADER, invoice("F1", left="50"), invoice("F2", "-60"))
    run_import_of(text_file(*lines))
    assert counts(run_import_of(text_file(*lines))) == {"unchanged": 2}
    again = run_import_of(text_file(HEADER, invoice("F1", "130")))
    assert counts(again) == {"skipped": 1, "incomplete": 1} or counts(again) == {"skipped": 1}
    assert ExternalDocument.objects.count() == 2
    assert Receivable.objects.get(reference="F2").kind == "credit_note"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (invoice("", "10"), "pas de numéro de facture"),
        (invoice("F1", "0"), "montant nul"),
        (invoice("F1", "121", net="100", vat="20"), "ne font pas"),
        (invoice("F1", "100", "-20"), ""),
        (invoice("F1", day="31/02/2026"), "31"),
        (invoice("F1", due="01/01/2026"), "précède"),
        ("F1;15/09/2026;15/10/2026;Inconnue;;;120;", "Inconnue"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(line: str, words: str) -> None:
    run = run_import_of(text_file(HEADER, invoice("F0"), line))
    if words:
        assert words in " ".join(say_issue(issue) for issue in run.issues.all())
        assert ExternalDocument.objects.count() == 1
    else:
        assert Receivable.objects.get(reference="F1").settled == D("80.00")


def test_an_import_is_taken_back_with_its_payments() -> None:
    run = run_import_of(text_file(HEADER, invoice("F1", left="50")))
    assert (Payment.objects.count(), Settlement.objects.count()) == (1, 1)
    undo_import(make_actor(), run)
    work_off()
    assert (ExternalDocument.objects.count(), Receivable.objects.count(), Payment.objects.count()) == (
        0,
        0,
        0,
    )


def test_what_was_settled_since_stays() -> None:
    run = run_import_of(text_file(HEADER, invoice("F1"), invoice("F2")))
    run_import_of(text_file(PAID, "16/10/2026;Laiterie du Vercors;40,00;Virement;F1"))
    undo_import(make_actor(), run)
    work_off()
    assert [each.reference for each in ExternalDocument.objects.all()] == ["F1"]


PAID = "Date de règlement;Client;Montant réglé;Mode de règlement;N° facture"


def test_payments_settle_what_they_name(laiterie: Company) -> None:
    row = make_receivable(laiterie, "120", reference="F1")
    lines = (PAID, "16/10/2026;Laiterie du Vercors;100,00;Virement;F1", "17/10/2026;Laiterie du Vercors;30;chq;F1",
             "18/10/2026;Laiterie du Vercors;5;;F9")  # fmt: skip
    run = run_import_of(text_file(*lines))
    assert (run.target, Payment.objects.count()) == ("payments", 3)
    row.refresh_from_db()
    assert (row.settled, row.is_open) == (D("120.00"), False)
    assert [each.matched for each in Payment.objects.order_by("pk")] == [D("100.00"), D("20.00"), D(0)]
    assert counts(run_import_of(text_file(*lines))) == {"unchanged": 3}


def test_payments_are_taken_back(laiterie: Company) -> None:
    row = make_receivable(laiterie, "120", reference="F1")
    run = run_import_of(text_file(PAID, "16/10/2026;Laiterie du Vercors;120;Virement;F1"))
    undo_import(make_actor(), run)
    work_off()
    row.refresh_from_db()
    assert (Payment.objects.count(), row.is_open, row.settled) == (0, True, D(0))


def test_who_records_no_payments_brings_none() -> None:
    run = run_import_of(text_file(HEADER, invoice("F1")), actor=make_actor(Role.MARKETING))
    assert ExternalDocument.objects.count() == 0
    assert counts(run) == {"refused": 1}
