"""What comes by itself is not taken off a plan by hand: it is said where it is changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from negoce.identity.enums import Role
from negoce.prospecting.models import PlanCost
from tests.factories.identity import make_user
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db


def test_the_cost_of_a_fair_is_changed_on_its_page() -> None:
    boss, client = make_user(Role.MANAGER), Client()
    client.force_login(boss)
    plan = make_plan(boss, state="running")
    cost = PlanCost.objects.create(
        plan=plan,
        kind="media",
        day=date(2026, 11, 19),
        amount=Decimal("900"),
        words="Salon",
        origin="fair00000001",
    )
    url = f"/prospecting/plans/{plan.public_id}/"
    assert client.post(f"{url}costs/{cost.public_id}/removal/").status_code == 302
    shown = client.get(url).content.decode()
    assert ("vient d’un salon ou d’un fichier" in shown, PlanCost.objects.count()) == (True, 1)
