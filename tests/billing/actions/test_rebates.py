"""Year-end rebates: agreed, set aside month by month, changed, closed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone

from negoce.billing.actions.rebates.accrue import accrue_active
from negoce.billing.actions.rebates.agree import agree_rebate
from negoce.billing.actions.rebates.change import change_rebate
from negoce.billing.actions.rebates.close import close_rebate
from negoce.billing.models import RebateAccrual, RebateAgreement
from negoce.billing.queries.rebates import rebate_stands, rebates_by_year
from negoce.billing.rules.rebate_values import TypedRebate
from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.jobs.queue import enqueue
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Conflict, Refused
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.factories.orders import make_order
from tests.factories.rebates import make_rebate

pytestmark = pytest.mark.django_db
EXAMPLE = (("20 000", "1"), ("50 000", "2"), ("", "3"))


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def actor() -> Actor:
    return make_actor()


def typed(
    starts_on: str = "01/01/2026", ends_on: str = "31/12/2026", bands: tuple[tuple[str, str], ...] = EXAMPLE
) -> TypedRebate:
    return TypedRebate(label="Ristourne 2026", starts_on=starts_on, ends_on=ends_on, bands=bands)


def accruals(row: RebateAgreement) -> list[tuple[int, D, D]]:
    found = RebateAccrual.objects.filter(agreement=row).order_by("month")
    return [(each.month.month, each.accrued, each.cumulative) for each in found]


def bring_up(day: date) -> int:
    return sum(accrue_active(today=day))


def test_a_rebate_is_agreed_and_told(actor: Actor, company: Company) -> None:
    row = agree_rebate(actor, company, typed=typed())
    assert row.bands[0] == {"up_to": "20000.00", "percent": "1.00"}
    assert row.bands[2] == {"up_to": None, "percent": "3.00"}
    entry = JournalEntry.objects.get(subject_kind="rebate")
    assert (entry.verb, entry.company_key, entry.values["bands"][1][:16]) == (
        "created",
        company.pk,
        "≤ 20000.00 € : 1",
    )


@pytest.mark.parametrize(
    "bands",
    [
        (("50 000", "1"), ("20 000", "2")),
        (("", "1"), ("20 000", "2")),
        (("20 000", "1"), ("20 000", "2")),
        (("0", "1"),),
    ],
)
def test_bands_that_do_not_rise_are_refused(
    actor: Actor, company: Company, bands: tuple[tuple[str, str], ...]
) -> None:
    with pytest.raises(Refused) as refused:
        agree_rebate(actor, company, typed=typed(bands=bands))
    assert list(refused.value.fields) == ["bands"]
    assert not RebateAgreement.objects.exists()


def test_a_purchase_earns_once(actor: Actor, company: Company) -> None:
    make_rebate(company)
    with pytest.raises(Refused, match="porte déjà sur ces dates"):
        agree_rebate(actor, company, typed=typed("31/12/2026", "31/12/2027"))
    agree_rebate(actor, company, typed=typed("01/01/2027", "31/12/2027"))
    agree_rebate(actor, make_company(), typed=typed())


def test_who_may(company: Company) -> None:
    with pytest.raises(NotAllowed):
        agree_rebate(make_actor(Role.READ_ONLY), company, typed=typed())
    stranger = make_actor(Role.SALES_ADMINISTRATION, scope=Scope.OWN)
    with pytest.raises(NotAllowed):
        agree_rebate(stranger, company, typed=typed())
    row = make_rebate(company)
    for unable in (make_actor(Role.READ_ONLY), stranger):
        with pytest.raises(NotAllowed):
            change_rebate(unable, row, typed=typed())
        with pytest.raises(NotAllowed):
            close_rebate(unable, row, ends_on="01/02/2026")


def test_months_are_set_aside_once(company: Company) -> None:
    row = make_rebate(company)
    make_order(company, date(2026, 1, 31), "15000")
    make_order(company, date(2026, 3, 1), "49000")
    make_order(company, date(2026, 3, 2), "9000", cancelled_at=timezone.now())
    make_order(company, date(2026, 3, 2), "9000", currency="CHF")
    make_order(company, date(2025, 12, 31), "9000")
    make_order(make_company(), date(2026, 1, 31), "9000")
    assert bring_up(date(2026, 3, 31)) == 2
    assert accruals(row) == [(1, D(150), D(150)), (2, D(0), D(150))]
    assert bring_up(date(2026, 3, 31)) == 0
    assert bring_up(date(2026, 4, 1)) == 1
    assert accruals(row)[-1] == (3, D(1070), D(1220))
    assert rebates_by_year(company) == {2026: D(1220)}


def test_an_order_cancelled_later_is_taken_back_by_the_next_month(company: Company) -> None:
    row = make_rebate(company)
    order = make_order(company, date(2026, 1, 31), "15000")
    bring_up(date(2026, 2, 1))
    order.cancelled_at = timezone.now()
    order.save()
    bring_up(date(2026, 3, 1))
    assert accruals(row) == [(1, D(150), D(150)), (2, D(-150), D(0))]


def test_the_job_does_it(company: Company) -> None:
    year = timezone.localdate().year - 1
    row = make_rebate(company, year)
    make_order(company, date(year, 5, 4), "1000")
    for _time in range(2):
        enqueue("billing.accrue_rebates", {})
        work_off()
    assert len(accruals(row)) == 12
    assert accruals(row)[-1][2] == D(10)


def test_a_change_keeps_what_was_set_aside(actor: Actor, company: Company) -> None:
    year = timezone.localdate().year + 1
    days = (f"01/01/{year}", f"31/12/{year}")
    row = make_rebate(company, year)
    make_order(company, date(year, 1, 31), "15000")
    bring_up(date(year, 2, 1))
    changed = change_rebate(actor, row, typed=typed(*days, bands=(("", "2"),)), revision=0)
    assert changed.revision == 1
    bring_up(date(year, 3, 1))
    assert accruals(row) == [(1, D(150), D(150)), (2, D(150), D(300))]
    with pytest.raises(Conflict):
        change_rebate(actor, row, typed=typed(*days), revision=0)


def test_another_period_is_set_aside_anew(actor: Actor, company: Company) -> None:
    row = make_rebate(company, 2025)
    make_order(company, date(2025, 1, 31), "15000")
    make_order(company, date(2025, 2, 5), "2000")
    make_order(company, date(2025, 2, 25), "1000")
    bring_up(date(2025, 4, 1))
    row = change_rebate(actor, row, typed=typed("01/01/2025", "10/02/2025"))
    assert accruals(row) == [(1, D(150), D(150)), (2, D(20), D(170))]
    row = change_rebate(actor, row, typed=typed("01/02/2025", "28/02/2025"))
    assert accruals(row) == [(2, D(30), D(30))]


def test_months_over_when_it_is_agreed_are_set_aside_at_once(actor: Actor, company: Company) -> None:
    make_order(company, date(2025, 1, 31), "15000")
    row = agree_rebate(actor, company, typed=typed("01/01/2025", "28/02/2025"))
    assert accruals(row) == [(1, D(150), D(150)), (2, D(0), D(150))]


def test_closed_early_it_sets_aside_no_later_month(actor: Actor, company: Company) -> None:
    row = make_rebate(company, 2025)
    make_order(company, date(2025, 1, 31), "15000")
    make_order(company, date(2025, 3, 5), "2000")
    bring_up(date(2025, 5, 1))
    close_rebate(actor, row, ends_on="28/02/2025")
    assert accruals(row) == [(1, D(150), D(150)), (2, D(0), D(150))]


def test_it_closes_on_a_day_that_is_past(actor: Actor, company: Company) -> None:
    today = timezone.localdate()
    row = make_rebate(company, starts_on=today - timedelta(days=3), ends_on=today + timedelta(days=3))
    make_order(company, today - timedelta(days=2), "1000")
    make_order(company, today, "5000")
    for wrong in ("", "pas un jour", f"{today:%d/%m/%Y}", f"{today - timedelta(days=9):%d/%m/%Y}"):
        with pytest.raises(Refused) as refused:
            close_rebate(actor, row, ends_on=wrong)
        assert list(refused.value.fields) == ["ends_on"]
    closed = close_rebate(actor, row, ends_on=f"{today - timedelta(days=1):%d/%m/%Y}", revision=0)
    assert (closed.state, closed.ends_on) == ("closed", today - timedelta(days=1))
    assert rebate_stands(company, today)[0].accrued == D(10)
    with pytest.raises(Refused, match="close"):
        change_rebate(actor, closed, typed=typed())
    assert bring_up(today + timedelta(days=60)) == 0


def test_a_closed_rebate_says_what_was_settled(actor: Actor, company: Company) -> None:
    row = make_rebate(company, 2025)
    order = make_order(company, date(2025, 12, 31), "1000")
    close_rebate(actor, row, ends_on="31/12/2025")
    order.cancelled_at = timezone.now()
    order.save()
    stand = rebate_stands(company, date(2026, 11, 20))[0]
    assert (stand.purchases, stand.earned.value, stand.accrued) == (D(1000), D(10), D(10))
