"""The terms of payment of an order that no quote came before."""

from __future__ import annotations

import pytest

from negoce.kit.refusal import Refused
from negoce.orders.actions.order_place import place_order
from negoce.orders.enums import OrderState
from negoce.orders.models import OrderTerms
from negoce.orders.queries.usual_terms import usual_terms
from tests.factories.companies import make_company
from tests.factories.handled_orders import agreed, make_handled
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


def test_a_term_over_the_legal_ceiling_is_refused_unless_it_is_paid_with_the_order() -> None:
    company, late = make_company(), {"term_kind": "after_invoice", "term_days": 75}
    with pytest.raises(Refused) as refused:
        place_order(make_actor(), company, lines=[agreed()], values=late)
    assert list(refused.value.fields) == ["term_days"]
    at_once = place_order(
        make_actor(), company, lines=[agreed()], values={**late, "payment_with_order": True}
    )
    assert at_once.terms.payment_with_order is True


def test_the_last_order_that_stands_says_what_is_usual() -> None:
    company = make_company()
    make_handled(company, term_days=45)
    last = make_handled(company, term_days=15, early_payment="Nous consulter")
    OrderTerms.objects.filter(pk=last.pk).update(state=OrderState.CANCELLED.value)
    found = usual_terms(company)
    assert (found.term.days, found.early_words, found.order is None) == (45, "", False)
    assert usual_terms(make_company()).order is None
