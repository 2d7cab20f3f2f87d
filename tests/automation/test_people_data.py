"""What My day holds about a person: exported, and forgotten."""

from __future__ import annotations

import pytest
from django.utils import timezone

from negoce.automation.models import DayAction, DayAnswer, PersonDay
from negoce.automation.people_data import DAY_PEOPLE
from negoce.automation.receivers import customer_facts_changed
from tests.factories.companies import make_company, make_contact
from tests.factories.day import make_action
from tests.factories.erasing import erasing
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def test_a_person_to_meet_is_told_and_forgotten() -> None:
    company, other = make_company("Bruneau", owner=make_user()), make_company(owner=make_user())
    person = make_contact(company, last_name="Lambert")
    make_action(
        company.owner,
        company,
        kind="decider",
        key=f"x:{person.public_id}",
        target=person.public_id,
        reason={"code": "day.decider_never", "figures": {"person": "Hélène Lambert", "deal": "A"}},
    )
    kept = make_action(other.owner, other)
    for place in (company, other):
        DayAnswer.objects.create(
            person=place.owner,
            company=place,
            kind="recall",
            key=place.public_id,
            answer="refused",
            words="Vu avec Lambert",
            at=timezone.now(),
            batch="b",
        )
    (table,) = DAY_PEOPLE.export(person.pk)
    assert [row[0] for row in table.rows] == ["Bruneau"]
    crowd = erasing(person.pk, "Lambert")
    assert (DAY_PEOPLE.erase(crowd), DAY_PEOPLE.house(crowd)) == (1, 2)
    assert list(DayAction.objects.all()) == [kept]
    assert sorted(DayAnswer.objects.values_list("words", flat=True)) == ["Vu avec …"] * 2


def test_a_fact_of_a_customer_makes_the_day_stale() -> None:
    company = make_company(owner=make_user())
    PersonDay.objects.create(person=company.owner, day=timezone.localdate(), computed_at=timezone.now())
    customer_facts_changed({"companies": [company.pk]})
    customer_facts_changed({"companies": [company.pk]})
    assert PersonDay.objects.get().is_stale


def test_an_action_about_no_company_is_made_anew_without_the_name() -> None:
    person = make_contact(make_company(), last_name="Lambert")
    make_action(
        make_user(), kind="task", key="t", reason={"code": "day.task", "figures": {"subject": "Lambert"}}
    )
    assert DAY_PEOPLE.house(erasing(person.pk, "Durand")) == 0
    assert not DayAction.objects.exists()
