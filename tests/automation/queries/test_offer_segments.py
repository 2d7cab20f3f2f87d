"""Which saved views a person may aim an offer at."""

from __future__ import annotations

import pytest

from negoce.automation.queries.offers.audience import segments
from negoce.companies.models import SavedView
from negoce.identity.enums import Role, Scope
from negoce.identity.models import RolePolicy
from negoce.identity.queries.actors import actor_for
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


def test_a_view_on_a_field_that_one_may_not_read_is_no_segment() -> None:
    """How many an offer aims at would tell what the field hides."""
    RolePolicy.objects.create(role=Role.MANAGER.value, field_access={"margin": "none"})
    user = make_user(Role.MANAGER, scope=Scope.ALL.value)
    for name, query in (
        ("Rentables", "filter=profit+over+1000"),
        ("Lyonnais", "filter=city+is+Lyon&columns=name,profit&sort=-profit"),
    ):
        SavedView.objects.create(owner=user, list_key="companies", name=name, is_shared=True, query=query)
    assert [each.name for each in segments(make_actor())] == ["Rentables", "Lyonnais"]
    assert [each.name for each in segments(actor_for(user))] == ["Lyonnais"]
