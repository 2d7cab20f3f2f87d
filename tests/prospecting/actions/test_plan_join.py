"""What comes by a form or a fair of a plan counts in the plan, once it has begun."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from negoce.companies.models import Activity
from negoce.identity.enums import Role, Scope
from negoce.identity.queries.actors import actor_for
from negoce.prospecting.actions.fair_entry_take import take_entry
from negoce.prospecting.actions.fair_save import save_fair
from negoce.prospecting.actions.plan_join import note_fair_cost
from negoce.prospecting.actions.plan_start import start_plan
from negoce.prospecting.actions.source_save import save_source, withdraw_source
from negoce.prospecting.actions.submission_confirm import confirm_submission
from negoce.prospecting.models import Fair, FileSource, PlanCompany, PlanCost, ProspectingPlan
from tests.factories.companies import make_company
from tests.factories.forms import make_form, send
from tests.factories.identity import make_actor, make_user
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": "18/11/2026", "ends_on": "20/11/2026"}


@pytest.fixture(autouse=True)
def _folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def running(**fields: object) -> ProspectingPlan:
    return make_plan(make_user(), state="running", started_at=timezone.now(), **fields)


def fair_of(plan: ProspectingPlan | None, cost: str, fair: Fair | None = None) -> Fair:
    values = {"name": "Salon", "cost": cost, **DAYS}
    return save_fair(make_actor(), fair, values=values, plan=plan, today=date(2026, 11, 1))


@pytest.mark.parametrize(("state", "counted"), [("running", 1), ("draft", 0), ("closed", 0)])
def test_who_comes_by_a_form_of_a_running_plan_is_one_of_its_companies(state: str, counted: int) -> None:
    plan = running()
    ProspectingPlan.objects.filter(pk=plan.pk).update(state=state)
    form = make_form()
    form.plan = plan
    form.save(update_fields=["plan"])
    for email in ("a@x.example", "b@x.example"):
        row, _secret = send(form, email=email)
        assert row is not None
        confirm_submission(row)
    plan.refresh_from_db()
    assert (PlanCompany.objects.filter(plan=plan).count(), plan.targeted) == (counted, counted)


def test_what_a_fair_cost_is_a_cost_of_its_plan_and_of_no_other() -> None:
    plan, other = running(), running()
    fair = fair_of(plan, "9500")
    (cost,) = plan.costs.all()
    assert (cost.channel, cost.amount, cost.words, cost.origin) == (
        "fair",
        Decimal(9500),
        "Salon Salon",
        fair.public_id,
    )
    fair_of(plan, "9800", fair)
    assert [cost.amount for cost in plan.costs.all()] == [Decimal(9800)]
    with transaction.atomic():
        # As whoever notes an entry read it before that change.
        note_fair_cost(Fair(pk=fair.pk, name="Salon", cost=Decimal(9500), plan=plan), None)
    assert [cost.amount for cost in plan.costs.all()] == [Decimal(9800)]
    fair_of(other, "9800", fair)
    assert (plan.costs.count(), other.costs.count()) == (0, 1)
    fair_of(other, "", fair)
    assert PlanCost.objects.count() == 0


def test_a_plan_that_begins_takes_what_was_spent_for_it_before_and_takes_it_once() -> None:
    owner = make_user(Role.MANAGER, scope=Scope.ALL.value)
    plan = make_plan(owner)
    plan.channels.create(channel="fair", budget=Decimal(1))
    make_company()
    fair = fair_of(plan, "9500")
    FileSource.objects.create(
        name="Agro", kind="bought", ends_on=date(2027, 1, 1), cost=Decimal(1_200), plan=plan
    )
    assert plan.costs.count() == 0
    start_plan(actor_for(owner), plan, revision=0)
    fair_of(plan, "9500", fair)
    noted = plan.costs.order_by("pk").values_list("channel", "kind", "amount")
    assert list(noted) == [
        ("fair", "media", Decimal(9_500)),
        ("purchased_file", "media", Decimal(1_200)),
    ]


def test_what_a_file_cost_follows_its_plan_and_its_kind() -> None:
    plan, source = running(), None
    typed = {"name": "Agro", "supplier": "Fichiers du Sud", "channels": ["phone"], "ends_on": "31/12/2027"}
    for kind, cost, found in (
        ("bought", "800", [("purchased_file", Decimal(800))]),
        ("rented", "700", [("rented_file", Decimal(700))]),
        ("rented", "", []),
    ):
        values = {**typed, "kind": kind, "cost": cost, "uses_allowed": "2"}
        source = save_source(make_actor(), source, values=values, plan=plan)
        assert list(plan.costs.values_list("channel", "amount")) == found


def test_a_plan_that_begins_later_takes_the_cost_with_the_first_visitor() -> None:
    plan = make_plan(make_user())
    fair = fair_of(plan, "950")
    assert plan.costs.count() == 0
    ProspectingPlan.objects.filter(pk=plan.pk).update(state="running")
    raw = {"fair": fair.public_id, "company": "Fromagerie Basset", "last_name": "Basset", "interest": "hot"}
    noted = take_entry(make_actor(), {**raw, "id": str(uuid.uuid4())})
    assert [cost.amount for cost in plan.costs.all()] == [Decimal(950)]
    assert PlanCompany.objects.get(plan=plan).company == noted.entry.company


@pytest.mark.parametrize(
    ("kind", "message", "wish"),
    [
        ("contact", "Deux quais", ("Deux quais", False)),
        ("price_page", "Deux quais", ("", True)),
        ("white_paper", "Deux quais", ("Deux quais", False)),
        ("white_paper", "", ("", False)),
    ],
)
def test_a_request_says_of_a_need_what_its_author_says(
    kind: str, message: str, wish: tuple[str, bool]
) -> None:
    row, _secret = send(make_form(kind=kind), message=message)
    assert row is not None
    confirm_submission(row)
    said = Activity.objects.get(kind="message")
    assert (said.need_recorded, said.quote_wanted) == wish


def test_a_file_that_is_taken_away_costs_its_plan_nothing() -> None:
    plan = running()
    typed = {"name": "Agro", "kind": "own", "cost": "300"}
    source = save_source(make_actor(), None, values=typed, plan=plan)
    assert list(plan.costs.values_list("channel", "amount")) == [("own_file", Decimal(300))]
    withdraw_source(make_actor(), source)
    assert plan.costs.count() == 0
