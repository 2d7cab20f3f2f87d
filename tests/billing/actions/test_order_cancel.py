"""An order with a deposit that stands is not cancelled: the money that was asked must be given back first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.billing.actions.credit_draft import draft_credit
from negoce.billing.actions.draft_deposit import draft_deposit
from negoce.billing.actions.order_cancel import cancel_unbilled_order
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from negoce.orders.enums import OrderState
from tests.factories.billing import issue, make_seller, make_terms

pytestmark = pytest.mark.django_db
US = system_actor()


def test_a_deposit_is_credited_before_its_order_is_cancelled() -> None:
    make_seller()
    terms = make_terms()
    deposit = issue(draft_deposit(US, terms, percent=Decimal(30)))
    issue(draft_credit(US, deposit, reason="Une part", incl_vat=Decimal(10)))
    with pytest.raises(Refused, match=f"acompte {deposit.number}.*faites d’abord son avoir"):
        cancel_unbilled_order(US, terms.order, reason="Erreur")
    terms.refresh_from_db()
    assert terms.state == OrderState.OPEN.value
    waiting = draft_deposit(US, terms, percent=Decimal(10))
    issue(draft_credit(US, deposit, reason="Le reste"))
    assert cancel_unbilled_order(US, terms.order, reason="Erreur").state == OrderState.CANCELLED.value
    with pytest.raises(Refused, match="annulée"):
        issue(waiting)
