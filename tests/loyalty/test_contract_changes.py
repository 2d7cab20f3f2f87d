"""A contract entered midway, changed, ended early: what is invoiced stays, what is not is counted in days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.billing.models import FiscalDocument
from negoce.identity.enums import Role, Scope
from negoce.kit.refusal import Refused
from negoce.loyalty.actions.contract_bill import bill_contract
from negoce.loyalty.actions.contract_head import change_contract_head
from negoce.loyalty.actions.contract_terminate import terminate_contract
from negoce.loyalty.models import ContractPeriod
from tests.factories.billing import issue, make_customer, make_seller
from tests.factories.handled_orders import make_contract
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_given: date(2026, 6, 15))


def test_a_contract_invoiced_elsewhere_begins_the_day_after() -> None:
    row = make_contract(invoiced_until="16/04/2026")
    assert row.next_invoice_on == date(2026, 4, 17)
    (made,) = bill_contract(make_actor(), row)
    title, line = made.lines.order_by("position")
    # 75 of the 91 days of the quarter.
    assert (line.unit_price, made.net) == (Decimal("247.2527"), Decimal("247.25"))
    assert title.label.endswith("75 jours sur 91")
    row.refresh_from_db()
    assert row.next_invoice_on == date(2026, 7, 1)
    with pytest.raises(Refused) as refused:
        make_contract(invoiced_until="31/12/2025")
    assert list(refused.value.fields) == ["invoiced_until"]


def test_the_head_changes_but_for_what_is_invoiced() -> None:
    row, actor = make_contract(), make_actor()
    changed = change_contract_head(actor, row, values={"title": "Entretien", "starts_on": "01/02/2026"})
    assert (changed.title, changed.starts_on, changed.ends_on) == (
        "Entretien", date(2026, 2, 1), date(2027, 1, 31),
    )  # fmt: skip
    bill_contract(actor, changed)
    again = change_contract_head(actor, row, values={"buyer_reference": "MP 12", "notice_days": "30"})
    assert (again.buyer_reference, again.notice_on) == ("MP 12", date(2027, 1, 1))
    for name, value in (("starts_on", "01/03/2026"), ("period", "month"), ("invoiced_until", "30/04/2026")):
        with pytest.raises(Refused, match="déjà facturée") as refused:
            change_contract_head(actor, row, values={name: value})
        assert list(refused.value.fields) == [name]


def test_an_early_end_redoes_drafts_and_gives_back_what_is_invoiced() -> None:
    make_seller()
    row, actor = make_contract(make_customer()), make_actor()
    first, second = bill_contract(actor, row)
    for each in (first, second):
        issue(each, day=date(2026, 6, 15))
    # Who may not invoice may end it: the credit note is a draft for whoever may.
    manager = make_actor(Role.MANAGER, scope=Scope.ALL)
    ended = terminate_contract(manager, row, reason="Cession", ends_on="15/05/2026", agreed=True)
    assert ended.next_invoice_on is None
    kept, cut = ContractPeriod.objects.order_by("number")
    assert (kept.credit, cut.credit.state, cut.credit.corrected_id) == (None, "draft", second.pk)
    # 46 of 91 days of 360.00.
    assert cut.credit.incl_vat == Decimal("181.98")
    assert "46 jours sur 91" in cut.credit.reason


def test_an_early_end_throws_drafts_away_and_invoices_the_days_left() -> None:
    row, actor = make_contract(), make_actor()
    bill_contract(actor, row)
    ended = terminate_contract(actor, row, reason="Cession", ends_on="15/05/2026", agreed=True)
    assert ended.next_invoice_on == date(2026, 4, 1)
    assert FiscalDocument.objects.count() == 1
    (made,) = bill_contract(actor, ended)
    assert (made.net, made.supplied_on) == (Decimal("148.35"), date(2026, 4, 1))
