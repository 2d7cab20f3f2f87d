"""A fact that changes moves the status at once: what actions tell, the receiver works out."""

from __future__ import annotations

import pytest
from django.utils import timezone

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.activities.delete import delete_activity
from negoce.companies.actions.company_create import create_company
from negoce.companies.actions.company_delete import delete_company, restore_company
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.portfolio.models import CustomerLife
from negoce.prospecting.actions.grid_save import save_grid
from negoce.prospecting.actions.qualification_answer import answer_criterion
from tests.factories.identity import make_actor
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db


def status_of(company: Company) -> str | None:
    work_off()
    return CustomerLife.objects.filter(company=company).values_list("status", flat=True).first()


def test_the_status_follows_each_fact() -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    company = create_company(actor, values={"name": "Laiterie du Vercors"})
    assert status_of(company) == "suspect"
    need = create_activity(
        actor, company=company, values={"kind": "call", "need_recorded": "Des films compostables"}
    )
    assert status_of(company) == "lead"
    delete_activity(actor, need)
    assert status_of(company) == "suspect"
    make_order(company, timezone.localdate(), "100.00")
    refresh_sales([company.pk])
    assert status_of(company) == "new"
    create_activity(actor, company=company, values={"kind": "call", "departure_declared": "1"})
    assert status_of(company) == "lost"
    delete_company(actor, company)
    assert status_of(company) is None
    restore_company(actor, company)
    assert status_of(company) == "lost"


def test_an_exchange_without_a_fact_tells_nothing() -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    company = create_company(actor, values={"name": "Laiterie du Vercors"})
    work_off()
    told = Job.objects.count()
    create_activity(actor, company=company, values={"kind": "call", "body": "Rien de neuf."})
    assert Job.objects.count() == told


def test_a_grid_that_asks_something_else_moves_who_answered_it() -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    company = create_company(actor, values={"name": "Atelier Morel"})
    grid = save_grid(actor, None, name="La nôtre", criteria="Besoin\nBudget")
    for criterion in grid.criteria.order_by("position"):
        answer_criterion(actor, company, criterion, answer="yes")
    assert status_of(company) == "to_approach"
    save_grid(actor, grid, name="La nôtre", criteria="Besoin\nBudget\nDécideur\nDélai")
    assert status_of(company) == "suspect"
    save_grid(actor, grid, name="La nôtre", criteria="Besoin")
    assert status_of(company) == "to_approach"
