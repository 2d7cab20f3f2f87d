"""What a quote says of payment reaches the invoice: its due date, its print, its electronic file (R-C1)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from negoce.billing.actions.draft_deposit import draft_deposit
from negoce.billing.actions.draft_entry import read_head
from negoce.billing.actions.draft_order import draft_from_order
from negoce.billing.actions.draft_save import save_draft
from negoce.billing.actions.issue_prepare import no_official_check, official_check, prepare_issue
from negoce.billing.documents.from_content import electronic_invoice
from negoce.billing.documents.printed import printed_document
from negoce.billing.models import FiscalDocument, Receivable
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from negoce.orders.actions.order_from_quote import order_from_quote
from tests.factories.billing import issue, make_customer, make_draft, make_seller
from tests.factories.handled_orders import make_accepted, quote_line

pytestmark = pytest.mark.django_db
ACTOR = system_actor()
CASH = [{"kind": "cash_discount", "percent": "1"}]
EARLY = {"early_percent": D("2.00"), "early_days": 8}


def drafted(**terms: object) -> FiscalDocument:
    """The draft of an order of a quote of 1,000 € that says this of payment."""
    make_seller()
    version = make_accepted(make_customer(), **terms)
    quote_line(version, 1, "10", "100")
    return draft_from_order(ACTOR, order_from_quote(ACTOR, version).terms)


def said(draft: FiscalDocument, day: date) -> tuple[str, str, str]:
    """What is printed as the term and of paying early, and BT-20 of the electronic invoice."""
    content = prepare_issue(draft, day=day, today=day, check=no_official_check).content
    payment = printed_document(content, number="F1", issued_on=day).payment
    assert payment is not None
    electronic = electronic_invoice(content, number="F1", issued_on=day)
    return payment.terms, payment.early_payment, electronic.payment.terms


def test_paid_with_the_order_the_discount_is_deducted_and_nothing_waits(today: date) -> None:
    draft = drafted(payment_with_order=True, reductions=CASH, **EARLY)
    assert (draft.cash_discount, draft.net, draft.early) == (D("10.00"), D("990.00"), None)
    terms, early, electronic = said(draft, today)
    assert (terms, early[:16]) == ("Paiement à la commande", "Escompte déduit\u00a0")
    assert electronic == f"{terms}. {early}"
    issued = issue(draft)
    assert (issued.due_on, issued.incl_vat) == (issued.issued_on, D("1188.00"))


def test_a_discount_for_paying_early_is_printed_with_its_day_and_amount(today: date) -> None:
    draft = drafted(early_payment="autre chose", **EARLY)
    terms, early, electronic = said(draft, today)
    assert terms == "30 jours après la date de facture"
    assert " ".join(early.split()) == (
        "Escompte de 2 % pour paiement sous 8 jours, au plus tard le 28 novembre 2026 : 24,00 € à déduire "
        "(C. com. art. L441-9)."
    )
    assert electronic == f"{terms}. {early}"
    issued = issue(draft)
    assert (issued.due_on, issued.cash_discount) == (today + timedelta(days=30), D(0))
    assert Receivable.objects.get(document=issued).amount == D("1200.00")


def test_the_official_rules_take_the_terms(today: date) -> None:
    found = prepare_issue(drafted(**EARLY), day=today, today=today, check=official_check)
    assert found.errors == ()


def test_words_without_figures_and_nothing_at_all(today: date) -> None:
    assert said(drafted(early_payment="Nous consulter."), today)[1] == "Nous consulter."
    assert said(drafted(), today)[1].startswith("Pas d’escompte pour paiement anticipé")


def test_a_deposit_offers_no_discount_for_paying_early(today: date) -> None:
    order = drafted(**EARLY).order
    assert order is not None
    deposit = draft_deposit(ACTOR, order.terms, percent=D(30))
    assert deposit.early is None
    assert said(deposit, today)[1].startswith("Pas d’escompte")


def test_a_draft_is_put_right_where_it_is_refused(today: date) -> None:
    make_seller()
    draft = make_draft(reductions=CASH, term_days=30)
    with pytest.raises(Refused):
        issue(draft)
    values = read_head(draft, {"payment_with_order": "1", "early_percent": "2", "early_days": "8"})
    saved = save_draft(ACTOR, draft, revision=draft.revision, values=values)
    assert (saved.early_percent, saved.payment_with_order) == (None, True)
    assert issue(saved).due_on == today


def test_figures_take_the_place_of_words_and_faults_are_named() -> None:
    draft = make_draft(early_payment="1 % à 8 jours")
    assert read_head(draft, {"early_percent": "2,5", "early_days": "10", "early_payment": "x"}) == {
        "early_payment": "", "early_percent": D("2.50"), "early_days": 10,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        read_head(draft, {"early_percent": "2", "early_days": "45"})
    assert list(refused.value.fields) == ["early_days"]
