"""Issuing: numbered, locked, on the account, once; refused with every reason and nothing written."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.billing.actions.document_issue import issue_document
from negoce.billing.actions.draft_deliveries import draft_from_deliveries
from negoce.billing.actions.draft_deposit import draft_deposit
from negoce.billing.actions.draft_order import draft_from_order
from negoce.billing.actions.file_make import make_file
from negoce.billing.actions.issue_prepare import no_official_check, prepare_issue
from negoce.billing.models import FiscalCounter, FiscalDocument, Receivable
from negoce.billing.rules.fiscal_chain import chain_digest
from negoce.companies.models import Address
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import system_actor
from negoce.jobs.models import Job
from negoce.kit.explain import Finding
from negoce.kit.refusal import Conflict, Refused
from tests.factories.billing import (
    issue,
    item,
    make_customer,
    make_delivery,
    make_draft,
    make_issued,
    make_seller,
    make_terms,
)
from tests.factories.companies import make_company
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seller():
    return make_seller()


def test_an_issued_document_is_numbered_chained_and_on_the_account(today: date):
    first, second = make_issued(), make_issued(lines=[item(price="12.34", quantity="3")])
    assert (first.number, second.number) == ("F2026-00001", "F2026-00002")
    assert first.previous_digest == ""
    assert second.previous_digest == first.digest
    assert second.digest == chain_digest(
        previous=first.digest, series="F", number="F2026-00002", issued_on=today, content=second.content
    )
    row = Receivable.objects.get(document=second)
    assert (row.amount, row.is_open, row.reference) == (Decimal("44.42"), True, "F2026-00002")
    assert row.due_on == today + timedelta(days=30)
    counter = FiscalCounter.objects.get()
    assert (counter.last, counter.last_issued_on, counter.last_digest) == (2, today, second.digest)
    verbs = JournalEntry.objects.filter(subject_kind="invoice", subject_id=second.pk)
    assert list(verbs.order_by("id").values_list("verb", flat=True)) == ["created", "issued"]
    assert Job.objects.filter(task="billing.make_file").count() == 2


def test_the_official_rules_find_nothing_to_say_and_the_file_is_made_once(today: date):
    draft = make_draft(lines=[item(), item("Conseil", "80", "1.5", unit="HUR", vat_rate=Decimal(10))])
    done = issue_document(system_actor(), draft, day=today)
    made = make_file(done)
    assert bytes(made.pdf).startswith(b"%PDF-")
    assert b"F2026-00001" in bytes(made.xml)
    assert make_file(done).pdf_sha256 == made.pdf_sha256


def test_the_same_demand_twice_issues_once():
    draft = make_draft()
    done = issue(draft, issue_key="subscription-7-2026-11")
    assert issue(draft, issue_key="subscription-7-2026-11").number == done.number
    assert issue(draft).number == done.number
    assert issue(make_draft(), issue_key="subscription-7-2026-11").pk == done.pk
    assert FiscalCounter.objects.get().last == 1


def test_a_draft_changed_meanwhile_is_not_issued():
    draft = make_draft()
    FiscalDocument.objects.filter(pk=draft.pk).update(revision=draft.revision + 1)
    with pytest.raises(Conflict):
        issue(draft, revision=draft.revision)
    assert not FiscalCounter.objects.filter(last__gt=0).exists()


def test_numbers_follow_the_days(today: date):
    make_issued()
    with pytest.raises(Refused, match="date plus ancienne"):
        issue(make_draft(), day=today - timedelta(days=1))
    with pytest.raises(Refused, match="futur"):
        issue(make_draft(), day=timezone.localdate() + timedelta(days=1))
    assert FiscalCounter.objects.get().last == 1


def test_a_new_year_begins_again_and_goes_on_from_the_chain_of_the_old():
    old = issue(make_draft(supplied_on=date(2025, 12, 30)), day=date(2025, 12, 31))
    new = make_issued()
    assert (old.number, new.number) == ("F2025-00001", "F2026-00001")
    assert new.previous_digest == old.digest
    with pytest.raises(Refused, match="date plus ancienne"):
        issue(make_draft(supplied_on=date(2025, 12, 30)), day=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ({"siren": "", "siret": "", "vat_number": ""}, "décret 2022-1299"),
        ({"no_address": True}, "L441-9"),
    ],
)
def test_a_customer_without_siren_or_address_is_named_with_the_legal_source(fields, source, today: date):
    no_address = fields.pop("no_address", False)
    company = make_customer(**fields)
    if no_address:
        Address.objects.all().delete()
    prepared = prepare_issue(make_draft(company), day=today, today=today, check=no_official_check)
    assert [each for each in prepared.findings if source in str(each.figures.get("source"))]


def test_what_an_official_rule_asks_is_said_in_our_words(today: date):
    broken = Finding(
        "issue.official", "error", {"rule": "BR-FR-12_BT-49", "text": "Le BT-49 est obligatoire."}
    )
    other = Finding("issue.official", "error", {"rule": "BR-FR-99", "text": "Autre"})
    draft = make_draft(make_customer(siren="", siret=""))
    prepared = prepare_issue(draft, day=today, today=today, check=lambda _xml: [broken, other])
    assert [each.code for each in prepared.errors] == ["mention.buyer_address_electronic", "issue.official"]
    assert prepared.errors[1] is other


def test_without_an_address_nothing_is_issued():
    company = make_company(siren="732829320")
    with pytest.raises(Refused, match="adresse de facturation du client est incomplète"):
        issue(make_draft(company))
    assert not FiscalDocument.objects.exclude(number="").exists()
    assert not Receivable.objects.exists()


def test_a_seller_who_has_said_nothing_issues_nothing():
    make_seller(name="", siren="", siret="", street="", city="", iban="", vat_number="")
    with pytest.raises(Refused) as refused:
        issue(make_draft())
    assert len(refused.value.fields["issue"]) >= 5


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([item(quantity="-2")], "Faites un avoir"),
        ([item(quantity="0")], "nul"),
        ([item(vat_rate=Decimal("19.6"))], r"19,60.% n’existe pas au"),
        ([item(vat_rate=Decimal("21"))], r"21.% n’existe pas au"),
    ],
)
def test_what_no_invoice_may_say_is_refused(lines, words):
    with pytest.raises(Refused, match=words):
        issue(make_draft(lines=lines))
    assert not FiscalCounter.objects.filter(last__gt=0).exists()


@pytest.mark.parametrize(
    "line",
    [
        {"quantity": "1.2345678901234"},
        {"price": "0.1234567890123"},
        {"price": "1e20"},
        {"vat_rate": Decimal("101")},
        {"vat_rate": Decimal("-1")},
        {"reductions": [{"kind": "trade_discount", "percent": "101"}]},
    ],
)
def test_figures_that_do_not_hold_are_refused_and_nothing_is_half_done(line):
    with pytest.raises(Refused):
        make_draft(lines=[item(**line)])
    assert not FiscalDocument.objects.exists()


def test_a_line_of_nothing_and_a_reduction_of_everything_are_fine():
    draft = make_draft(
        lines=[item(), item("Offert", reductions=[{"kind": "trade_discount", "percent": "100"}])]
    )
    assert draft.net == Decimal(100)
    assert issue(draft).number


def test_payment_terms_over_the_ceiling_of_the_law_are_refused():
    with pytest.raises(Refused, match="plafond légal"):
        issue(make_draft(term_days=75))


def test_the_invoice_of_an_order_raises_what_is_invoiced_and_another_finds_nothing():
    terms = make_terms()
    again = draft_from_order(system_actor(), terms)
    done = issue(draft_from_order(system_actor(), terms))
    assert done.net == terms.net
    terms.refresh_from_db()
    assert terms.invoiced_net == terms.net
    assert [line.invoiced for line in terms.agreed_lines.order_by("position")] == [Decimal(2), Decimal(10)]
    with pytest.raises(Refused, match="Une autre facture a pris le reste"):
        issue(again)
    with pytest.raises(Refused, match="déjà facturé"):
        draft_from_order(system_actor(), terms)
    assert FiscalCounter.objects.get().last == 1


def test_several_deliveries_make_one_invoice_and_the_rest_follows():
    company = make_customer()
    first, second = make_terms(company), make_terms(company)
    deliveries = [make_delivery(first, ["1", "4"]), make_delivery(second, ["2", "0"], date(2026, 11, 12))]
    done = issue(draft_from_deliveries(system_actor(), deliveries))
    assert [line.kind for line in done.lines.order_by("position")] == [
        "title",
        "item",
        "item",
        "title",
        "item",
    ]
    assert done.net == Decimal(50 + 16 + 100)
    content = json.loads(done.content)
    assert content["references"]["delivery_notes"] == [each.number for each in deliveries]
    assert content["supplied_on"] == "2026-11-12"
    rest = draft_from_order(system_actor(), first)
    assert rest.net == first.net - Decimal(66)
    with pytest.raises(Refused, match="déjà facturée"):
        draft_from_deliveries(system_actor(), deliveries)


def test_deposits_are_taken_off_the_final_invoice_once():
    terms = make_terms()
    deposit = issue(draft_deposit(system_actor(), terms, percent=Decimal(30)))
    assert (deposit.net, deposit.incl_vat) == (Decimal(42), Decimal("50.40"))
    final = issue(draft_from_order(system_actor(), terms))
    assert (final.incl_vat, final.prepaid) == (Decimal(168), Decimal("50.40"))
    amounts = Receivable.objects.order_by("id").values_list("amount", flat=True)
    assert list(amounts) == [Decimal("50.40"), Decimal("117.60")]
    told = json.loads(final.content)["deposits"]
    assert told == [{"number": deposit.number, "issued_on": "2026-11-20", "amount": "50.40", "vat": "8.40"}]


def test_a_deposit_of_an_amount_is_that_amount_or_the_cent_below():
    deposit = draft_deposit(system_actor(), make_terms(), incl_vat=Decimal("100.00"))
    assert deposit.incl_vat == Decimal("100.00")
    for wrong in (Decimal(0), Decimal("-5"), Decimal("100000")):
        with pytest.raises(Refused):
            draft_deposit(system_actor(), make_terms(), incl_vat=wrong)
    with pytest.raises(Refused, match="101"):
        draft_deposit(system_actor(), make_terms(), percent=Decimal(101))


def test_who_may_not_issue_is_refused():
    draft = make_draft()
    with pytest.raises(NotAllowed):
        issue_document(make_actor(Role.READ_ONLY), draft)
    with pytest.raises(NotAllowed):
        issue_document(make_actor(Role.MARKETING), draft)


def test_an_order_that_was_cancelled_is_not_invoiced():
    terms = make_terms(state="cancelled")
    with pytest.raises(Refused, match="annulée"):
        draft_from_order(system_actor(), terms)
    drafted = make_terms()
    draft = draft_from_order(system_actor(), drafted)
    type(drafted).objects.filter(pk=drafted.pk).update(state="cancelled")
    with pytest.raises(Refused, match="annulée"):
        issue(draft)


def test_a_cash_discount_is_not_deducted_from_what_is_due_later() -> None:
    discount = [{"kind": "cash_discount", "percent": "1"}]
    later = make_draft(reductions=discount, term_days=30)
    with pytest.raises(Refused) as refusal:
        issue(later)
    assert "accompagne la commande" in str(refusal.value.fields)
    now = make_draft(reductions=discount, term_days=0)
    assert issue(now).number


def test_what_a_public_body_requires_is_named_before_issuing(today: date):
    town = make_customer(
        buyer_type="public_body",
        service_code_need="required",
        commitment_need="required",
        service_codes="D75 – Voirie",
    )
    # Our customer's own order number is no commitment.
    draft = make_draft(town, buyer_reference="BC 7", service_code="")
    asked = {each.code: each for each in _prepared(draft, today).errors}
    assert {"mention.public_service_code", "mention.public_commitment"} <= set(asked)
    assert "Chorus Pro" in asked["mention.public_commitment"].figures["source"]
    FiscalDocument.objects.filter(pk=draft.pk).update(service_code="D76", commitment_number="EJ1")
    found = _prepared(draft, today)
    assert found.errors == ()
    assert "issue.unknown_service" in {each.code for each in found.findings}


def test_the_only_service_of_a_public_body_is_proposed():
    town = make_customer(buyer_type="public_body", service_codes="D75 – Voirie")
    assert make_draft(town).service_code == "D75"


def _prepared(draft: FiscalDocument, today: date):
    return prepare_issue(draft, day=today, today=today, check=no_official_check)
