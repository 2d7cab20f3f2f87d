"""Cycles of the house forget a name that somebody wrote there."""

from __future__ import annotations

import pytest

from negoce.identity.actions.journal import Entry, record
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.models import SalesCycle
from negoce.negotiation.people_data.cycle import CYCLE_PEOPLE
from negoce.negotiation.rules.cycles import USUAL, as_stored
from tests.factories.companies import make_contact
from tests.factories.erasing import erasing

pytestmark = pytest.mark.django_db


def test_a_cycle_forgets_who_it_named() -> None:
    ready = SalesCycle.objects.exclude(key="").order_by("pk")[0]
    steps = as_stored(USUAL)
    steps[0]["column"] = "Chez Mme Martin"
    steps[0]["tasks"] = [{"subject": "Rappeler Mme Martin", "kind": "task", "days": 2, "code": ""}]
    row = SalesCycle.objects.create(name="Ventes de Mme Martin", kind="own", steps=steps)
    record(
        system_actor(), Entry("changed", "sales_cycle", row.pk, row.name, None, {"name": ("Mme Martin", "B")})
    )
    assert CYCLE_PEOPLE.house is not None
    CYCLE_PEOPLE.house(erasing(make_contact().pk, "Mme Martin", "[personne]"))
    row.refresh_from_db()
    assert (row.name, row.steps[0]["column"]) == ("Ventes de [personne]", "Chez [personne]")
    assert row.steps[0]["tasks"][0]["subject"] == "Rappeler [personne]"
    assert row.steps[1:] == steps[1:]
    told = JournalEntry.objects.get(subject_kind="sales_cycle")
    assert (told.subject_name, told.values["name"]) == ("Ventes de [personne]", ["[personne]", "B"])
    assert SalesCycle.objects.get(pk=ready.pk).steps == ready.steps
