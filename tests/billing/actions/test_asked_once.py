"""Nothing of an order is asked for twice, and what is credited is given back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.billing.actions.credit_draft import draft_credit
from negoce.billing.actions.draft_deposit import draft_deposit
from negoce.billing.actions.draft_order import draft_from_order
from negoce.billing.actions.draft_save import save_draft
from negoce.billing.models import FiscalDocument, Receivable
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from tests.factories.billing import issue, make_seller, make_terms

pytestmark = pytest.mark.django_db
US = system_actor()


@pytest.fixture(autouse=True)
def seller():
    return make_seller()


def test_a_draft_made_before_the_deposit_does_not_leave_without_it():
    terms = make_terms()
    draft = draft_from_order(US, terms)
    issue(draft_deposit(US, terms, percent=Decimal(30)))
    with pytest.raises(Refused, match="acomptes que ce brouillon ne déduit pas"):
        issue(draft)
    draft = save_draft(US, draft, revision=FiscalDocument.objects.get(pk=draft.pk).revision, values={})
    issue(draft)
    assert sum(Receivable.objects.values_list("amount", flat=True)) == terms.incl_vat


def test_deposits_and_invoices_together_ask_for_no_more_than_the_order():
    terms = make_terms()
    first, second = (draft_deposit(US, terms, percent=Decimal(percent)) for percent in (80, 30))
    issue(first)
    with pytest.raises(Refused, match="dépasse ce qui reste de la commande"):
        issue(second)
    issue(draft_from_order(US, terms))
    with pytest.raises(Refused, match="dépasse ce qui reste de la commande"):
        issue(second)


def test_a_credit_note_gives_back_what_its_invoice_took_of_the_order_reductions_and_shipping_too():
    reductions = [{"kind": "trade_discount", "percent": "10"}]
    terms = make_terms(reductions=reductions, shipping=Decimal(5))
    issue(draft_credit(US, issue(draft_from_order(US, terms)), reason="Erreur", back_to_invoice=True))
    terms.refresh_from_db()
    assert terms.invoiced_net == 0
