"""Companies in the order of the life cycle: by the cycle, by its dates, along an index rather than by sorting all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from negoce.companies.queries.lists.page import read_page
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.identity.enums import Role
from negoce.identity.queries.actors import actor_for
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import CustomerLife, PastStatus
from tests.factories.companies import make_company
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def names(sort: str = "name", filter_text: str = "") -> list[str]:
    spec = understand(
        LISTS["companies"],
        actor_for(make_user(Role.ADMINISTRATOR)),
        Asked(sort=sort, columns="name,status,status_since", filter=filter_text),
    )
    assert not spec.problems
    page = read_page(spec)
    place = page.layout.paths.index("name")
    return [str(row[place]) for row in page.rows]


def cycle() -> list[str]:
    """A company in each status, entered the other way round, and one that the night does not know yet."""
    for place, status in enumerate(reversed(LifeStatus)):
        CustomerLife.objects.create(
            company=make_company(status.value), status=status, computed=status, as_of=TODAY,
            status_since=TODAY - timedelta(days=(place * 7) % 12),
        )  # fmt: skip
    make_company("unknown")
    return [each.value for each in LifeStatus]


def test_statuses_stand_in_the_order_of_the_cycle() -> None:
    wanted = cycle()
    assert names("status") == [*wanted, "unknown"]
    assert names("-status") == [*reversed(wanted), "unknown"]
    CustomerLife.objects.filter(status="suspect").update(status="lost")
    assert names("status")[:2] == ["lead", "to_approach"]


def test_the_longest_in_their_status_first() -> None:
    cycle()
    since = dict(CustomerLife.objects.values_list("company__name", "status_since"))
    assert names("status_since") == [*sorted(since, key=lambda name: since[name]), "unknown"]


@pytest.mark.parametrize(
    ("sort", "index"), [("status", "life_by_status_order"), ("-status_since", "life_by_status_since")]
)
def test_the_first_page_follows_an_index(sort: str, index: str) -> None:
    cycle()
    with CaptureQueriesContext(connection) as queries:
        names(sort)
    (page,) = [each["sql"] for each in queries if "ORDER BY" in each["sql"] and "INNER JOIN" in each["sql"]]
    if connection.vendor != "sqlite":
        # PostgreSQL weighs by size: of a handful of rows it reads all. That both end with the key is what it takes.
        assert '"portfolio_customerlife"."company_id"' in page.partition("ORDER BY")[2]
        return
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {page}")
        plan = " ".join(str(row[3]) for row in cursor.fetchall())
    assert index in plan
    assert "TEMP B-TREE" not in plan


def test_companies_are_found_by_the_status_of_a_past_day() -> None:
    for name, was in (("a", "hot"), ("b", "lead")):
        PastStatus.objects.create(
            company=make_company(name), months_3="suspect", months_6="lead", months_12=was
        )
    assert names(filter_text="status_12_months is hot") == ["a"]
    assert names(filter_text="status_6_months is lead") == ["a", "b"]
    assert names(filter_text="status_3_months is lead") == []
