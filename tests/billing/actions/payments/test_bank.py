"""Statements of the bank: brought once, proposals, decisions that two people cannot take at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.db import IntegrityError

from negoce.billing.actions.payments import bank_bring
from negoce.billing.actions.payments.bank_accept_sure import accept_sure
from negoce.billing.actions.payments.bank_bring import bring_statement
from negoce.billing.actions.payments.bank_decide import accept_movement, ignore_movement, wait_again
from negoce.billing.actions.payments.cancel import cancel_payment
from negoce.billing.models import BankLine, BankStatement, Payment, Receivable
from negoce.billing.queries.payments.proposals import waiting_lines
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from tests.factories.accounts import make_receivable
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
CSV = """Date;Libellé;Montant
15/11/2026;VIR LAITERIE DU VERCORS H2026-1;150,30
16/11/2026;PRLV EDF;-80,00
16/11/2026;VIR INCONNU;33,33
17/11/2026;VIR INCONNU;33,33
"""


@pytest.fixture
def actor() -> Actor:
    return make_actor()


@pytest.fixture
def invoice() -> Receivable:
    company = make_company("Laiterie du Vercors SAS")
    return make_receivable(company, "150.30", reference="H2026-1", due_on=date(2026, 10, 31))


def bring(actor: Actor, text: str = CSV, **more: str) -> tuple[int, int]:
    brought = bring_statement(actor, name="releve.csv", content=text.encode(), **more)
    return brought.new, brought.known


def line(label: str) -> BankLine:
    return BankLine.objects.filter(label__startswith=label).order_by("pk")[0]


def test_the_same_file_and_one_that_overlaps_bring_nothing_twice(actor: Actor) -> None:
    assert bring(actor) == (4, 0)
    with pytest.raises(Refused, match="déjà été importé"):
        bring(actor)
    assert bring(actor, CSV + "18/11/2026;VIR NEUF;1,00\n") == (1, 4)
    assert BankLine.objects.filter(state="waiting").count() == 4


@pytest.mark.parametrize("same", [True, False])
def test_two_people_at_once_are_as_two_in_a_row(
    actor: Actor, monkeypatch: pytest.MonkeyPatch, same: bool
) -> None:
    other = CSV if same else CSV.replace("33,33", "44,44")
    real, turns = bank_bring._keep_all, []

    def beaten(*given: Any) -> Any:
        turns.append(given)
        if len(turns) > 1:
            return real(*given)
        monkeypatch.setattr(bank_bring, "_keep_all", real)
        bring(actor, other)
        monkeypatch.setattr(bank_bring, "_keep_all", beaten)
        raise IntegrityError("a_movement_once")

    monkeypatch.setattr(bank_bring, "_keep_all", beaten)
    if same:
        with pytest.raises(Refused, match="déjà été importé"):
            bring(actor)
    else:
        assert bring(actor) == (2, 2)
    assert BankStatement.objects.count() == (1 if same else 2)


def test_lines_that_cannot_be_read_are_named(actor: Actor) -> None:
    brought = bring_statement(actor, name="r.csv", content=(CSV + "31/02/2026;FAUX;5\n").encode())
    assert (brought.new, len(brought.faults)) == (4, 1)
    assert brought.faults[0].startswith("6 : date illisible")


@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "cp1252"), ("\t", "cp1252"), (",", "utf-8"), ("|", "utf-8-sig")]
)
def test_a_file_without_names_of_columns(actor: Actor, separator: str, encoding: str) -> None:
    lines = [
        ["15/11/2026", "14/11/2026", "VIR REÇU MÉTALLERIE", '"1\u00a0234,56"', '"2\u00a0234,56"'],
        ["16/11/2026", "17/11/2026", "PRÉLÈVEMENT EDF", '"-34,56"', '"2 200,00"'],
    ]
    content = "\r\n".join(separator.join(line) for line in lines).encode(encoding)
    assert bring_statement(actor, name="r.csv", content=content).new == 2
    first, second = BankLine.objects.order_by("booked_on")
    assert (first.booked_on, first.amount, first.label) == (
        date(2026, 11, 15), D("1234.56"), "VIR REÇU MÉTALLERIE",
    )  # fmt: skip
    assert (second.amount, second.state) == (D("-34.56"), "ignored")


def test_columns_that_a_person_names(actor: Actor) -> None:
    text = "15/11/2026;AAA;;50,00\n16/11/2026;BBB;7,00;\n"
    with pytest.raises(Refused, match="Nommez ses"):
        bring(actor, text)
    assert bring(actor, text, columns="Date; Libellé ;Débit;Crédit") == (2, 0)
    assert set(BankLine.objects.values_list("amount", flat=True)) == {D("50.00"), D("-7.00")}


def test_another_currency_on_the_same_account(actor: Actor) -> None:
    bring(actor, account="FR76")
    with pytest.raises(Refused, match="USD"):
        bring(actor, "Date;Libellé;Montant;Devise\n15/11/2026;A;5;USD\n", account="FR76")
    assert BankStatement.objects.count() == 1


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"\0\1\2", b"<html></html>", b"Nom;Ville\nA;B"]
)
def test_a_file_that_is_no_statement(actor: Actor, content: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        bring_statement(actor, name="x", content=content)
    assert list(refusal.value.fields) == ["file"]
    assert BankStatement.objects.count() == 0


def test_a_file_that_would_keep_everybody_waiting(actor: Actor) -> None:
    for content, words in (
        (b"x" * (bank_bring.LARGEST + 1), "4.Mo"),
        (b"a;b\n" * 10_001, "10.000 mouvements"),
    ):
        with pytest.raises(Refused, match=words):
            bring_statement(actor, name="r.csv", content=content)
    assert BankStatement.objects.count() == 0


def test_a_proposal_is_accepted_once(actor: Actor, invoice: Receivable) -> None:
    bring(actor)
    waiting = waiting_lines(actor)
    assert waiting.total == 3
    best = waiting.lines[0].proposals[0]
    assert (best.company, best.shares, best.confidence.value) == (
        invoice.company_id, ((invoice.pk, D("150.30")),), "sure",
    )  # fmt: skip
    company = waiting.companies[best.company]
    payment = accept_movement(actor, line("VIR LAITERIE"), company=company, shares=dict(best.shares))
    assert (payment.amount, payment.received_on, payment.source) == (D("150.30"), date(2026, 11, 15), "bank")
    invoice.refresh_from_db()
    assert not invoice.is_open
    with pytest.raises(Refused, match="déjà traité"):
        accept_movement(actor, line("VIR LAITERIE"), company=company, shares={})
    assert Payment.objects.count() == 1


def test_a_cancelled_payment_brings_its_movement_back(actor: Actor, invoice: Receivable) -> None:
    bring(actor)
    payment = accept_movement(actor, line("VIR LAITERIE"), company=invoice.company, shares={})
    cancel_payment(actor, payment, reason="Rejet")
    assert line("VIR LAITERIE").state == "waiting"


def test_who_paid_before_is_known_by_account(actor: Actor) -> None:
    company: Company = make_company("Zéphyr")
    first, second = (make_receivable(company, amount) for amount in ("10", "20"))
    text = "Date;Libellé;Montant;IBAN contrepartie\n15/11/2026;VIR;10;FR761\n16/11/2026;VIR;20;FR761\n"
    bring(actor, text)
    accept_movement(actor, BankLine.objects.order_by("pk")[0], company=company, shares={first.pk: D(10)})
    best = waiting_lines(actor).lines[0].proposals[0]
    assert (best.shares, best.confidence.value) == (((second.pk, D("20.00")),), "sure")


def test_put_aside_and_back(actor: Actor) -> None:
    bring(actor)
    ignore_movement(actor, line("VIR INCONNU"))
    assert waiting_lines(actor).total == 2
    wait_again(actor, line("VIR INCONNU"))
    assert waiting_lines(actor).total == 3
    with pytest.raises(Refused):
        wait_again(actor, line("PRLV"))
    told = JournalEntry.objects.filter(subject_kind="bank_line").order_by("pk")
    assert [entry.verb for entry in told] == ["set_aside", "put_back"]


def test_as_many_questions_for_one_line_as_for_three(
    actor: Actor, invoice: Receivable, queries: Queries
) -> None:
    bring(actor, "\n".join(CSV.splitlines()[:2]))
    with queries.at_most(7):
        waiting_lines(actor)
    bring(actor)
    with queries.at_most(7):
        waiting_lines(actor)


def test_only_who_records_payments_may() -> None:
    with pytest.raises(NotAllowed):
        bring(make_actor(role=Role.SALESPERSON))


TWO_SURE = """Date;Libellé;Montant
15/11/2026;VIR LAITERIE DU VERCORS H2026-1;150,30
16/11/2026;VIR LAITERIE DU VERCORS H2026-2;20,00
16/11/2026;VIR LAITERIE DU VERCORS H2026-2 BIS;20,00
17/11/2026;VIR INCONNU;33,33
18/11/2026;VIR LAITERIE DU VERCORS H2026-3;99,00
"""


def test_sure_movements_are_taken_at_once_and_an_invoice_is_paid_once(
    actor: Actor, invoice: Receivable
) -> None:
    for reference, amount in (("H2026-2", "20"), ("H2026-3", "99")):
        make_receivable(invoice.company, amount, reference=reference, due_on=date(2026, 10, 31))
    bring(actor, TWO_SURE)
    # The person has not seen the last one: it came while they were reading.
    seen = set(BankLine.objects.exclude(label__contains="H2026-3").values_list("public_id", flat=True))
    taken = accept_sure(actor, seen=seen, limit=30)
    assert (taken.count, taken.amount, taken.left) == (2, D("170.30"), 2)
    assert set(BankLine.objects.filter(state="waiting").values_list("label", flat=True)) == {
        "VIR LAITERIE DU VERCORS H2026-2 BIS",
        "VIR INCONNU",
        "VIR LAITERIE DU VERCORS H2026-3",
    }
    assert dict(Receivable.objects.values_list("reference", "is_open")) == {
        "H2026-1": False,
        "H2026-2": False,
        "H2026-3": True,
    }
    again = accept_sure(actor, seen=seen, limit=30)
    assert (again.count, Payment.objects.count()) == (0, 2)


def test_who_may_not_note_payments_accepts_nothing(invoice: Receivable) -> None:
    bring(make_actor())
    with pytest.raises(NotAllowed):
        accept_sure(make_actor(Role.SALESPERSON), seen={line("VIR LAITERIE").public_id}, limit=30)
    assert not Payment.objects.exists()


def test_an_account_keeps_its_name_and_is_told_by_it_however_it_is_typed(actor: Actor) -> None:
    bring(actor, account="Compte  courant")
    assert bring(actor, CSV + "18/11/2026;VIR AUTRE;1,00\n", account="compte courant") == (1, 4)
    bring(actor, CSV + "19/11/2026;VIR AUTRE;2,00\n", account="fr76 3000 6000 0112 3456 7890 189")
    assert set(BankStatement.objects.values_list("account", flat=True)) == {
        "Compte courant",
        "FR7630006000011234567890189",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Date;Montant" + ";x" * 300 + "\n15/11/2026;1\n", "colonne"),
        ("Date;Montant\n" + "\n" * 20_000, "10.000"),
        ("Date;Montant\n15/11/2026;" + "9" * 20 + "\n", "aucun mouvement"),
    ],
)
def test_a_file_out_of_all_proportion_is_refused(actor: Actor, text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        bring(actor, text)
    assert not BankStatement.objects.exists()


def test_empty_columns_behind_those_of_a_statement_do_not_matter(actor: Actor) -> None:
    assert bring(actor, CSV.replace("\n", ";" * 300 + "\n")) == (4, 0)


CAMT = """<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id><Ccy>EUR</Ccy></Acct>
{}</Stmt></BkToCstmrStmt></Document>"""
ENTRY = """<Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>{}</Dt></BookgDt></Ntry>"""


def test_a_statement_that_says_no_days_has_those_of_its_movements(actor: Actor) -> None:
    bring(actor, CAMT.format(ENTRY.format("2026-11-19") + ENTRY.format("2026-11-12")))
    kept = BankStatement.objects.get()
    assert (kept.starts_on, kept.ends_on) == (date(2026, 11, 12), date(2026, 11, 19))
