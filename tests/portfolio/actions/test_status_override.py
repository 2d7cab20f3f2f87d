"""A status declared against the facts: state, journal, end, refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.kit.dates import add_years
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.life_refresh import refresh_life
from negoce.portfolio.actions.status_override import override_status, take_back_override
from negoce.portfolio.models import CustomerLife, StatusChange, StatusOverride
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


def test_it_shows_at_once_tells_who_and_ends_when_taken_back() -> None:
    actor, company = make_actor(Role.ADMINISTRATOR), make_company()
    refresh_life([company.pk])
    declared = override_status(
        actor,
        company,
        status="hot",
        reason="Budget voté, signe en janvier",
        ends_on=f"{timezone.localdate():%d/%m/%Y}",
    )
    life = CustomerLife.objects.get(company=company)
    assert (life.status, life.computed, life.cause) == ("hot", "suspect", "declared")
    change = StatusChange.objects.get(company=company)
    assert (change.before, change.after, change.author_id) == ("suspect", "hot", actor.user_id)
    entry = JournalEntry.objects.get(subject_kind="status_override")
    assert (entry.verb, entry.company_key) == ("created", company.pk)
    take_back_override(actor, declared)
    life.refresh_from_db()
    assert (life.status, life.cause) == ("suspect", "computed")
    with pytest.raises(NotAllowed):
        take_back_override(actor, declared)


def test_a_new_one_ends_the_former_and_the_night_ends_the_last() -> None:
    actor, company = make_actor(Role.ADMINISTRATOR), make_company()
    today = timezone.localdate()
    for status in ("warm", "lost"):
        override_status(actor, company, status=status, reason="Dit au salon", ends_on=f"{today:%d/%m/%Y}")
    assert StatusOverride.objects.filter(ended_at__isnull=True).count() == 1
    assert CustomerLife.objects.get(company=company).status == "lost"
    refresh_life([company.pk], today=today + timedelta(days=1))
    assert CustomerLife.objects.get(company=company).status == "suspect"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"status": "happy"}, "status"),
        ({"reason": "  "}, "reason"),
        ({"ends_on": ""}, "ends_on"),
        ({"ends_on": "hier"}, "ends_on"),
        ({"ends_on": "01/01/2150"}, "ends_on"),
    ],
)
def test_what_is_refused_writes_nothing(values: dict[str, str], field: str) -> None:
    actor, company = make_actor(Role.ADMINISTRATOR), make_company()
    day = add_years(timezone.localdate(), 1)
    given = {"status": "lost", "reason": "Repris par un groupe", "ends_on": f"{day:%d/%m/%Y}", **values}
    with pytest.raises(Refused) as refused:
        override_status(actor, company, **given)
    assert list(refused.value.fields) == [field]
    assert not StatusOverride.objects.exists()


def test_who_may_not_cannot() -> None:
    company = make_company()
    day = f"{timezone.localdate():%d/%m/%Y}"
    with pytest.raises(NotAllowed):
        override_status(make_actor(Role.READ_ONLY), company, status="lost", reason="x", ends_on=day)
    other = make_company(owner=make_user(Role.SALESPERSON))
    with pytest.raises(NotAllowed):
        override_status(make_actor(Role.SALESPERSON), other, status="lost", reason="x", ends_on=day)
