"""Companies follow their territories when prefixes change."""

from __future__ import annotations

import pytest

from negoce.companies.actions.territories_assign import assign_territories
from negoce.companies.models import Company
from negoce.identity.actions.territory import delete_territory, save_territory
from negoce.identity.enums import TerritoryCriterion
from negoce.identity.models import JournalEntry, Territory
from negoce.identity.rules.actor import system_actor
from negoce.jobs.models import Job
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def territory(name: str, postal: str = "", trade: str = "") -> Territory:
    found = Territory.objects.create(name=name)
    for criterion, text in (("postal_code", postal), ("activity_code", trade)):
        for prefix in text.split():
            found.prefixes.create(criterion=criterion, prefix=prefix)
    return found


def test_each_goes_where_the_longest_prefix_leads_and_is_journaled() -> None:
    alps, city, cheese = (
        territory("Alpes", "38 73"),
        territory("Grenoble", "38000"),
        territory("Fromage", "", "1051"),
    )
    rows = {
        "vallée": make_company("Vallée", postal_code="38250"),
        "ville": make_company("Ville", postal_code="38000"),
        "laiterie": make_company("Laiterie", postal_code="69001", activity_code="10.51A"),
        "ailleurs": make_company("Ailleurs", postal_code="75001", territory=alps),
    }
    assert assign_territories(system_actor()) == 4
    found = {name: Company.objects.get(pk=row.pk).territory_id for name, row in rows.items()}
    assert found == {"vallée": alps.pk, "ville": city.pk, "laiterie": cheese.pk, "ailleurs": None}
    told = {entry.subject_name: entry.values for entry in JournalEntry.objects.order_by("pk")}
    assert told["Vallée"] == {"territory_id": [None, alps.pk]}
    assert told["Ailleurs"] == {"territory_id": [alps.pk, None]}
    assert assign_territories(system_actor()) == 0


def test_saving_a_territory_enqueues_it_once_and_the_job_moves_the_companies() -> None:
    from negoce.companies.receivers import territories_changed

    company = make_company(postal_code="38250")
    prefixes = {TerritoryCriterion.POSTAL_CODE: ["38"]}
    saved = save_territory(make_actor(), None, name="Alpes", team=None, people=[], prefixes=prefixes)
    job = Job.objects.get(task="jobs.deliver")
    assert job.arguments["receiver"] == "negoce.companies.receivers.territories_changed"
    territories_changed(job.arguments["payload"])
    company.refresh_from_db()
    assert company.territory_id == saved.pk
    delete_territory(make_actor(), saved)
    company.refresh_from_db()
    assert company.territory_id is None


def test_cost_grows_with_batches_not_with_rows(queries: Queries) -> None:
    territory("Alpes", "38")
    assign_territories(system_actor())
    assert (
        queries.same(lambda: make_company(postal_code="69001"), lambda: assign_territories(system_actor()))
        <= 8
    )
