"""Accounts forget the name of a person who is erased; the amounts stay."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.billing.actions.payments.bank_bring import bring_statement
from negoce.billing.contributions import person_data
from negoce.billing.models import BankLine, BankStatement, FiscalDocument, Payment, Receivable, Reminder
from negoce.companies.actions.people.erase import erase_person
from negoce.companies.models import Company
from negoce.companies.queries.search.find import search
from tests.factories.accounts import make_receivable
from tests.factories.billing import make_customer, make_draft, make_issued, make_seller
from tests.factories.companies import make_company, make_contact
from tests.factories.erasing import erasing
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


def test_disputes_calls_and_references_forget_the_name() -> None:
    person = make_contact()
    for company in (person.company, make_company()):
        make_receivable(company, "10", dispute_reason="Vu avec Mme Martin")
        Reminder.objects.create(
            company=company,
            step=1,
            way="call",
            made_on=date(2026, 11, 2),
            amount=10,
            note="Mme Martin paiera",
        )
        Payment.objects.create(
            company=company, received_on=date(2026, 11, 3), amount=Decimal(5), method="transfer",
            reference="VIR Mme Martin",
        )  # fmt: skip
    (people,) = person_data
    crowd = erasing(person.pk, "Mme Martin")
    assert people.erase(crowd) + people.house(crowd) >= 3
    told = Receivable.objects.order_by("pk").values_list("dispute_reason", flat=True)
    assert list(told) == ["Vu avec …", "Vu avec Mme Martin"]
    assert Reminder.objects.get(company=person.company).note == "… paiera"
    payment = Payment.objects.get(company=person.company)
    assert (payment.reference, payment.amount) == ("VIR …", 5)


def bank_line(label: str, company: Company | None = None, **fields: object) -> BankLine:
    """A movement, and the payment that was made of it."""
    statement, _new = BankStatement.objects.get_or_create(
        digest="d", defaults={"name": "Releve_Helene_Quenneville.csv", "format": "csv"}
    )
    amount, key = Decimal("12.34"), f"K{BankLine.objects.count()}"
    day = date(2026, 11, 3)
    line = BankLine.objects.create(
        statement=statement,
        key=key,
        booked_on=day,
        amount=amount,
        label=label,
        counterpart_iban="FR7612",
        **fields,
    )
    if company is not None:
        Payment.objects.create(
            company=company,
            received_on=day,
            amount=amount,
            method="transfer",
            reference=label,
            bank_line=line,
        )
    return line


def test_the_bank_forgets_who_is_erased_and_keeps_the_money() -> None:
    person = make_contact(make_company("Gardot"), first_name="Hélène", last_name="Quenneville")
    other = make_company("Scierie")
    lines = [
        bank_line("VIR MME QUENNEVILLE HELENE FACT 12", counterpart="QUENNEVILLE HELENE"),
        # Of another company: the full name alone.
        bank_line("VIR M QUENNEVILLE", other, counterpart="SCIERIE"),
        bank_line("VIR QUENNEVILLE ET FILS", other),
        # Theirs: the last name means them.
        bank_line("VIR QUENNEVILLE FACT 13", person.company),
        bank_line("VIR HELENE", person.company),
    ]
    erase_person(make_actor(), person, reason="Demande", typed_name="Hélène Quenneville")
    told = [(each.label, each.counterpart, each.counterpart_iban) for each in BankLine.objects.order_by("pk")]
    gone = "[personne effacée]"
    assert told == [
        (f"VIR {gone} FACT 12", gone, ""),
        (f"VIR {gone}", "SCIERIE", "FR7612"),
        ("VIR QUENNEVILLE ET FILS", "", "FR7612"),
        (f"VIR {gone} FACT 13", "", "FR7612"),
        ("VIR HELENE", "", "FR7612"),
    ]
    kept = [(each.key, each.booked_on, each.amount) for each in BankLine.objects.order_by("pk")]
    assert kept == [(each.key, each.booked_on, each.amount) for each in lines]
    assert Payment.objects.order_by("pk")[0].reference == f"VIR {gone}"
    assert BankStatement.objects.get().name == f"Releve {gone}.csv"


def test_the_same_statement_brings_no_name_back() -> None:
    person, actor = make_contact(first_name="Hélène", last_name="Quenneville"), make_actor()
    text = "Date;Libellé;Montant\n15/11/2026;VIR HELENE QUENNEVILLE;50,00\n"
    bring_statement(actor, name="r.csv", content=text.encode())
    erase_person(actor, person, reason="Demande", typed_name="Hélène Quenneville")
    again = bring_statement(actor, name="r.csv", content=f"{text}16/11/2026;VIR NEUF;1,00\n".encode())
    assert (again.new, again.known) == (1, 1)
    assert not BankLine.objects.filter(label__icontains="quenneville").exists()


def test_an_issued_invoice_stays_and_no_name_finds_it() -> None:
    make_seller()
    person, actor = make_contact(make_customer(), first_name="Hélène", last_name="Quenneville"), make_actor()
    said = "Commande de Mme Quenneville"
    issued = make_issued(person.company, contact=person, note=said)
    draft = make_draft(person.company, contact=person, note=said, buyer_reference=said)
    before = FiscalDocument.objects.filter(pk=issued.pk).values().get()
    erase_person(actor, person, reason="Demande", typed_name="Hélène Quenneville")
    assert FiscalDocument.objects.filter(pk=issued.pk).values().get() == before
    draft.refresh_from_db()
    assert (draft.note, draft.buyer_reference) == ("Commande de [personne effacée]",) * 2
    assert search(actor, "Quenneville").groups == ()
    assert [group.source.kind for group in search(actor, issued.number).groups] == ["invoice"]
