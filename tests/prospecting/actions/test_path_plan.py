"""Steps become tasks of somebody, by a day, once."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from negoce.companies.enums import DecisionPower
from negoce.identity.enums import Role, Scope
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.path_plan import plan_steps
from negoce.prospecting.enums import PathStep
from negoce.prospecting.models import PathTask
from negoce.prospecting.queries.contact_path import contact_path_of
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


def done(actor, company) -> list[str]:
    path = contact_path_of(actor, company, timezone.localdate())
    return [line.step.value for line in path.lines if line.is_done]


def test_the_facts_of_the_file_do_the_steps() -> None:
    actor, company = make_actor(), make_company(phone="+33145000000")
    assert done(actor, company) == ["switchboard"]
    contact = make_contact(company, phone="+33145000001", informed_on=date(2026, 11, 2))
    contact.current_post.decision_power = DecisionPower.SIGNS.value
    contact.current_post.save()
    make_activity(company, need_recorded="Deux quais")
    assert done(actor, company) == [
        "switchboard", "name", "decider", "direct", "notice", "first_call", "need",
    ]  # fmt: skip


def test_what_is_left_goes_to_who_follows_and_once() -> None:
    actor, follower = make_actor(), make_user()
    company = make_company(owner=follower, phone="+33145000000")
    made = plan_steps(actor, company, steps=list(PathStep))
    assert [each.step for each in made] == [
        step.value for step in PathStep if step is not PathStep.SWITCHBOARD
    ]
    assert {each.task.owner_id for each in made} == {follower.pk}
    assert made[0].task.subject == "Obtenir un nom au standard"
    assert made[0].task.starts_at < made[-1].task.starts_at
    assert plan_steps(actor, company, steps=list(PathStep)) == []


def test_a_day_and_a_person_may_be_said_and_a_day_that_is_none_is_refused() -> None:
    actor, other, company = make_actor(), make_user(), make_company()
    (made,) = plan_steps(actor, company, steps=[PathStep.NAME], owner=other, due="demain")
    assert (made.task.owner_id, PathTask.objects.count()) == (other.pk, 1)
    with pytest.raises(Refused):
        plan_steps(actor, company, steps=[PathStep.DECIDER], due="le 40")
    assert PathTask.objects.count() == 1


def test_others_companies_and_readers_plan_nothing() -> None:
    with pytest.raises(NotAllowed):
        plan_steps(make_actor(Role.READ_ONLY), make_company(), steps=[PathStep.NAME])
    with pytest.raises(NotAllowed):
        plan_steps(make_actor(Role.SALESPERSON, scope=Scope.OWN), make_company(), steps=[PathStep.NAME])
