"""Statuses follow a merge, its undo, and the undo of an import."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions.merges.merge import merge_companies
from negoce.companies.actions.merges.undo import undo_merge
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.orders.models import Order
from negoce.portfolio.actions.life_refresh import refresh_life
from negoce.portfolio.models import CustomerLife, StatusChange
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db


def status_of(company: Company) -> str:
    return CustomerLife.objects.get(company=company).status


def test_a_merged_customer_has_the_status_of_both_and_gets_its_own_back() -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    today = timezone.localdate()
    kept, absorbed = make_company("Laiterie des Alpes"), make_company("Laiterie Alpes")
    make_order(kept, today - timedelta(days=40), "100.00")
    make_order(absorbed, today - timedelta(days=10), "100.00")
    refresh_life([kept.pk, absorbed.pk])
    assert (status_of(kept), status_of(absorbed)) == ("new", "new")
    merge = merge_companies(actor, kept=kept, absorbed=absorbed, values={})
    assert status_of(kept) == "irregular"
    assert not CustomerLife.objects.filter(company=absorbed).exists()
    undo_merge(actor, merge)
    assert (status_of(kept), status_of(absorbed)) == ("new", "new")


def test_a_mistake_of_the_day_leaves_no_change() -> None:
    company, today = make_company(), timezone.localdate()
    make_order(company, today - timedelta(days=40), "100.00")
    refresh_life([company.pk])
    wrong = make_order(company, today, "100.00")
    refresh_life([company.pk])
    Order.objects.filter(pk=wrong.pk).update(cancelled_at=timezone.now())
    refresh_life([company.pk])
    assert status_of(company) == "new"
    rows = StatusChange.objects.filter(company=company).order_by("id")
    assert [(each.before, each.after) for each in rows] == [("", "new")]
