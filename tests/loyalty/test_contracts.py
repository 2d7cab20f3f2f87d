"""Contracts: begun, renewed, terminated, invoiced period by period, each once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.billing.models import FiscalDocument
from negoce.identity.enums import Role
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.loyalty.actions import contract_bill
from negoce.loyalty.actions.contract_bill import bill_contract, bring_contracts_up
from negoce.loyalty.actions.contract_create import create_contract
from negoce.loyalty.actions.contract_renew import renew_contract
from negoce.loyalty.actions.contract_terminate import terminate_contract
from negoce.loyalty.models import Contract, ContractPeriod
from tests.factories.companies import make_company
from tests.factories.handled_orders import agreed, make_contract
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_given: date(2026, 6, 15))


def test_a_contract_has_its_end_its_notice_and_its_next_invoice() -> None:
    row = make_contract()
    assert row.number == "CTR-2026-00001"
    assert (row.net, row.incl_vat, row.state) == (Decimal(300), Decimal(360), "active")
    assert (row.ends_on, row.notice_on) == (date(2026, 12, 31), date(2026, 10, 2))
    # Entered late: the first period is still to be invoiced.
    assert row.next_invoice_on == date(2026, 1, 1)
    line = row.lines.get()
    assert (line.label, line.net) == ("Visite trimestrielle", Decimal(300))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"kind": "x"}, "kind"),
        ({"starts_on": "hier soir"}, "starts_on"),
        ({"starts_on": "01/01/1899"}, "starts_on"),
        ({"starts_on": "01/01/2126"}, "starts_on"),
        ({"term_months": "0"}, "term_months"),
        ({"term_months": "10"}, "term_months"),
        ({"notice_days": "-1"}, "notice_days"),
        ({"period": ""}, "period"),
    ],
)
def test_faults_are_named(values: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        make_contract(**values)
    assert list(refused.value.fields) == [field]
    assert not Contract.objects.exists()


def test_each_period_is_drafted_once_and_again_when_its_draft_goes() -> None:
    row, actor = make_contract(), make_actor()
    made = bill_contract(actor, row)
    assert [each.net for each in made] == [Decimal(300), Decimal(300)]
    assert [each.supplied_on for each in made] == [date(2026, 1, 1), date(2026, 4, 1)]
    assert "1er janv. 2026 au 31 mars 2026" in made[0].lines.order_by("position").first().label
    row.refresh_from_db()
    assert row.next_invoice_on == date(2026, 7, 1)
    with pytest.raises(Refused, match="Aucune période"):
        bill_contract(actor, row)
    made[0].lines.all().delete()
    made[0].delete()
    assert [each.supplied_on for each in bill_contract(actor, row)] == [date(2026, 1, 1)]
    assert ContractPeriod.objects.count() == FiscalDocument.objects.count() == 2


def test_the_night_moves_contracts_on_and_drafts_what_is_due() -> None:
    tacit, fixed = make_contract(), make_contract(renewal="none", in_advance=False)
    assert bring_contracts_up(today=date(2027, 1, 1)) == 5 + 4
    assert bring_contracts_up(today=date(2027, 1, 1)) == 0
    tacit.refresh_from_db()
    fixed.refresh_from_db()
    assert (tacit.state, tacit.ends_on, tacit.notice_on) == ("active", date(2027, 12, 31), date(2027, 10, 2))
    assert (fixed.state, fixed.ends_on, fixed.next_invoice_on) == ("ended", date(2026, 12, 31), None)


def test_the_night_does_not_undo_an_end_that_somebody_puts_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, actor = make_contract(), make_contract(), make_actor()
    bill = contract_bill.bill_contract

    def billed_while_another_is_ended(system: Actor, row: Contract, *, today: date) -> list[FiscalDocument]:
        terminate_contract(actor, second, reason="Cession", ends_on="20/06/2026", agreed=True)
        monkeypatch.setattr(contract_bill, "bill_contract", bill)
        return bill(system, row, today=today)

    monkeypatch.setattr(contract_bill, "bill_contract", billed_while_another_is_ended)
    bring_contracts_up()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.ends_on) == ("active", "terminated", date(2026, 6, 20))


def test_a_termination_keeps_its_notice() -> None:
    row = terminate_contract(make_actor(), make_contract(), reason="Client perdu")
    assert (row.state, row.ends_on, row.notice_on) == ("terminated", date(2026, 12, 31), None)
    late = make_contract(starts_on="01/08/2025")
    # The running term ends on 31 July: 90 days before are over.
    assert terminate_contract(make_actor(), late, reason="x").ends_on == date(2027, 7, 31)
    early = make_contract()
    with pytest.raises(Refused, match="commun accord"):
        terminate_contract(make_actor(), early, reason="x", ends_on="30/06/2026")
    ended = terminate_contract(make_actor(), early, reason="x", ends_on="30/06/2026", agreed=True)
    assert ended.ends_on == date(2026, 6, 30)
    assert len(bill_contract(make_actor(), ended, today=date(2027, 1, 1))) == 2
    with pytest.raises(Refused, match="déjà terminé"):
        terminate_contract(make_actor(), ended, reason="x")


def test_an_express_renewal_adds_a_term() -> None:
    row = make_contract(renewal="express")
    assert (row.ends_on, row.notice_on) == (date(2026, 12, 31), None)
    renewed = renew_contract(make_actor(), row, revision=0)
    assert renewed.ends_on == date(2027, 12, 31)
    with pytest.raises(Conflict):
        renew_contract(make_actor(), row, revision=0)
    with pytest.raises(Refused, match="expresse"):
        renew_contract(make_actor(), make_contract())


def test_rights() -> None:
    row, reader = make_contract(), make_actor(Role.READ_ONLY)
    with pytest.raises(NotAllowed):
        create_contract(reader, make_company(), lines=[agreed()], values={})
    with pytest.raises(NotAllowed):
        terminate_contract(reader, row, reason="x")
    with pytest.raises(NotAllowed):
        bill_contract(make_actor(Role.SALESPERSON), row)
